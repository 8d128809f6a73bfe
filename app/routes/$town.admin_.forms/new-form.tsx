import { Form } from '@remix-run/react'
import { formErrors } from '#app/form-errors.ts'
import { FormWordsFields } from '#app/forms/study/form-words-fields.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { FormAnswer } from './act.server.ts'

/** A survey begins with its title, or with a file. */
export function NewForm({ id, answer }: { id: string; answer?: FormAnswer }) {
  const t = usePageWords()
  const errors = formErrors(t, answer && { lastResult: answer.lastResult })
  return (
    <Form method="post" encType="multipart/form-data" className="grid gap-6" noValidate>
      <h2 className="text-2xl font-semibold tracking-tight">{t('served.studyDesk.newForm')}</h2>
      <FailureNotice>{answer?.refusal ?? errors.ofForm}</FailureNotice>
      <input type="hidden" name="id" value={id} />
      <Field
        label={t('served.studyDesk.slug')}
        hint={t('served.studyDesk.slugHint')}
        error={errors.ofField('slug')}
        required
      >
        <TextInput name="slug" maxLength={60} defaultValue={errors.typed('slug')} />
      </Field>
      <FormWordsFields errors={errors} />
      <Button name="intent" value="create" className="justify-self-start">
        {t('served.studyDesk.create')}
      </Button>
      <Disclosure summary={t('served.studyDesk.fromFile')}>
        <div className="grid gap-5">
          <Field label={t('served.studyDesk.file')} hint={t('served.studyDesk.fromFileHint')}>
            <TextInput name="file" type="file" accept=".json,application/json" />
          </Field>
          <Button name="intent" value="file" variant="secondary" className="justify-self-start">
            {t('served.studyDesk.fromFile')}
          </Button>
        </div>
      </Disclosure>
    </Form>
  )
}
