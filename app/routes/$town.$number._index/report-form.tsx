import { Form, useLocation } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import { REPORT_REASONS } from '#app/domain/moderation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

/** A complaint to the desk. */
export function ReportForm({
  subject,
  subjectId,
  isSignedIn,
}: {
  subject: 'contribution' | 'comment'
  subjectId: string
  isSignedIn: boolean
}) {
  const t = useWords()
  const { pathname } = useLocation()
  if (!isSignedIn) {
    return subject === 'contribution' ? (
      <TextLink to={paths.signIn(pathname)} className="justify-self-start text-sm">
        {t('report.open')}
      </TextLink>
    ) : null
  }
  return (
    <Disclosure summary={t('report.open')} className="text-sm">
      <Form method="post" className="grid gap-4 pt-2">
        <input type="hidden" name="intent" value="report" />
        <input type="hidden" name="subject" value={subject} />
        <input type="hidden" name="subjectId" value={subjectId} />
        <Field label={t('report.title')} required>
          <Select
            name="reason"
            options={REPORT_REASONS.map((reason) => ({
              value: reason,
              label: t(`report.reasons.${reason}`),
            }))}
          />
        </Field>
        <Field label={t('report.note')} optional={t('common.optional')}>
          <TextInput name="note" maxLength={LIMITS.reportNote} />
        </Field>
        <Button variant="secondary" size="sm" className="justify-self-start">
          {t('report.send')}
        </Button>
      </Form>
    </Disclosure>
  )
}
