import { Form } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import { REPORT_REASONS } from '#app/domain/moderation.ts'
import type { formErrors } from '#app/form-errors.ts'
import { HumanCheck } from '#app/forms/human-check.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  t: T
  remark: { id: string; number: number }
  errors: ReturnType<typeof formErrors>
}

/** A complaint to the desk about a remark. */
export function RemarkReport({ t, remark, errors }: Props) {
  const isMine = errors.typed('intent') === 'report' && errors.typed('subjectId') === remark.id
  return (
    <Disclosure
      summary={t('served.variants.remarks.report', { number: remark.number })}
      open={isMine}
      className="max-w-[42rem] text-sm"
    >
      <Form method="post" className="grid gap-4 pt-2">
        <input type="hidden" name="intent" value="report" />
        <input type="hidden" name="subjectId" value={remark.id} />
        <Field label={t('report.title')} error={isMine ? errors.ofField('reason') : []} required>
          <Select
            name="reason"
            defaultValue={isMine ? errors.typed('reason') : undefined}
            options={REPORT_REASONS.map((reason) => ({
              value: reason,
              label: t(`report.reasons.${reason}`),
            }))}
          />
        </Field>
        <Field
          label={t('report.note')}
          error={isMine ? errors.ofField('note') : []}
          optional={t('common.optional')}
        >
          <TextInput
            name="note"
            maxLength={LIMITS.reportNote}
            defaultValue={isMine ? errors.typed('note') : ''}
          />
        </Field>
        {isMine && errors.challenge && <HumanCheck challenge={errors.challenge} />}
        <Button variant="secondary" size="sm" className="justify-self-start">
          {t('report.send')}
        </Button>
      </Form>
    </Disclosure>
  )
}
