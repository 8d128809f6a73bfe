import { Form } from '@remix-run/react'
import { formErrors } from '#app/form-errors.ts'
import { RoundFields } from '#app/forms/study/round-fields.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import type { FormAnswer } from './act.server.ts'

interface Props {
  id: string
  spaces: { value: string; label: string }[]
  answer?: FormAnswer
}

/** A round of the place audit at one of the town's spaces. */
export function NewAudit({ id, spaces, answer }: Props) {
  const t = usePageWords()
  const errors = formErrors(t, answer && { lastResult: answer.lastResult })
  return (
    <Form method="post" className="grid gap-6" noValidate>
      <h2 className="text-2xl font-semibold tracking-tight">{t('served.studyDesk.newAudit')}</h2>
      <p className="-mt-3 text-ink-2">{t('served.studyDesk.newAuditLead')}</p>
      <FailureNotice>{answer?.refusal ?? errors.ofForm}</FailureNotice>
      <input type="hidden" name="id" value={id} />
      <Field label={t('served.studyDesk.space')} error={errors.ofField('spaceId')} required>
        <Select name="spaceId" defaultValue={errors.typed('spaceId') ?? spaces[0]?.value} options={spaces} />
      </Field>
      <RoundFields errors={errors} />
      <Button name="intent" value="audit" className="justify-self-start">
        {t('served.studyDesk.open')}
      </Button>
    </Form>
  )
}
