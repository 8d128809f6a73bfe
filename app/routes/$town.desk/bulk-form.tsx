import { Form } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import type { DeskData } from './load.server.ts'

const ACTS = ['approve', 'dismiss', 'return', 'hide'] as const

/** One decision about everything whose box is ticked; the boxes stand on the cards. */
export function BulkForm({
  templates,
  seq,
  typed,
}: {
  templates: DeskData['templates']
  seq: number
  typed(name: string): string | undefined
}) {
  const t = useWords()
  const isMine = typed('intent') === 'bulk'
  return (
    <Disclosure summary={t('desk.bulk.title')} open={isMine}>
      <Form id="bulk" method="post" className="grid max-w-xl gap-4 pt-2">
        <input type="hidden" name="intent" value="bulk" />
        <input type="hidden" name="seenSeq" value={seq} />
        <p className="text-sm text-ink-2">{t('desk.bulk.hint')}</p>
        <Field label={t('desk.bulk.act')} required>
          <Select
            name="act"
            defaultValue={(isMine && typed('act')) || 'approve'}
            options={ACTS.map((value) => ({ value, label: t(`desk.acts.${value}`) }))}
          />
        </Field>
        <Field label={t('desk.template')}>
          <Select
            name="template"
            placeholder={t('desk.noTemplate')}
            defaultValue={(isMine && typed('template')) || ''}
          >
            {(['return', 'hide'] as const).map((act) => (
              <optgroup key={act} label={t(`desk.acts.${act}`)}>
                {templates
                  .filter((row) => row.act === act)
                  .map((row) => (
                    <option key={row.id} value={row.id}>
                      {row.title}
                    </option>
                  ))}
              </optgroup>
            ))}
          </Select>
        </Field>
        <Field label={t('desk.reason')} hint={t('desk.reasonHint')}>
          <TextArea
            name="reason"
            rows={2}
            maxLength={LIMITS.reason}
            defaultValue={isMine ? typed('reason') : ''}
          />
        </Field>
        <Button size="sm" className="justify-self-start">
          {t('desk.bulk.send')}
        </Button>
      </Form>
    </Disclosure>
  )
}
