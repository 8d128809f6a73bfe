import { Form } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import type { ContributorData } from './route.tsx'

/** Keeps somebody from writing, for a time, with a reason. */
export function BlockForm({ errors }: { errors: ReturnType<typeof formErrors> }) {
  const t = useWords()
  const isMine = errors.typed('intent') === 'block'
  return (
    <Disclosure summary={t('desk.person.block')} open={isMine}>
      <Form method="post" className="grid max-w-xl gap-5 pt-2" noValidate>
        <input type="hidden" name="intent" value="block" />
        <p className="text-ink-2">{t('desk.person.blockHint')}</p>
        <Field label={t('desk.person.blockDays')} required>
          <Select
            name="days"
            defaultValue={(isMine && errors.typed('days')) || '7'}
            options={(['1', '7', '30', '0'] as const).map((value) => ({
              value,
              label: t(`desk.person.days.${value}`),
            }))}
          />
        </Field>
        <Field
          label={t('desk.reason')}
          hint={t('desk.reasonHint')}
          error={isMine ? errors.ofField('reason') : []}
          required
        >
          <TextArea
            name="reason"
            rows={3}
            maxLength={LIMITS.reason}
            defaultValue={isMine ? errors.typed('reason') : ''}
          />
        </Field>
        <Checkbox
          name="hides"
          label={t('desk.person.hides')}
          hint={t('desk.person.hidesHint')}
          defaultChecked={isMine && errors.typed('hides') === 'on'}
        />
        <Button variant="danger" size="sm" className="justify-self-start">
          {t('desk.person.block')}
        </Button>
      </Form>
    </Disclosure>
  )
}

export function LiftForm({ block, mayLift }: { block: ContributorData['blocks'][number]; mayLift: boolean }) {
  const t = useWords()
  const { locale, timeZone } = useTown()
  const until = block.until
    ? t('desk.person.until', { date: formatDate(block.until, locale, timeZone) })
    : t('desk.person.forGood')
  return (
    <Notice
      tone={block.isOver ? 'warning' : 'danger'}
      actions={
        mayLift && (
          <Form method="post">
            <input type="hidden" name="intent" value="lift" />
            <input type="hidden" name="blockId" value={block.id} />
            <Button size="sm" variant="secondary">
              {t(block.isOver ? 'desk.person.showHidden' : 'desk.person.lift')}
            </Button>
          </Form>
        )
      }
    >
      {t(block.isOver ? 'desk.person.over' : 'desk.person.blocked', { until, reason: block.reason })}
    </Notice>
  )
}
