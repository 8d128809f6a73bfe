import { Form, useLocation } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import { REPORT_REASONS } from '#app/domain/moderation.ts'
import type { formErrors } from '#app/form-errors.ts'
import { HumanCheck } from '#app/forms/human-check.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  subject: 'contribution' | 'comment' | 'photo'
  subjectId: string
  isSignedIn: boolean
  errors: ReturnType<typeof formErrors>
  /** What to press, where "report" alone does not say what. */
  summary?: string
}

/** A complaint to the desk. */
export function ReportForm({ subject, subjectId, isSignedIn, errors, summary }: Props) {
  const t = useWords()
  const { pathname } = useLocation()
  if (!isSignedIn) {
    return subject === 'contribution' ? (
      <TextLink to={paths.signIn(pathname)} className="justify-self-start text-sm">
        {t('report.open')}
      </TextLink>
    ) : null
  }
  const isMine = errors.typed('intent') === 'report' && errors.typed('subjectId') === subjectId
  return (
    <Disclosure summary={summary ?? t('report.open')} open={isMine} className="text-sm">
      <Form method="post" className="grid gap-4 pt-2">
        <input type="hidden" name="intent" value="report" />
        <input type="hidden" name="subject" value={subject} />
        <input type="hidden" name="subjectId" value={subjectId} />
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
