import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Field } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { Typed } from './round-fields.tsx'

export interface WordsKnown {
  title: string
  titleEn: string
  lead: string
  leadEn: string
}

/** Title and explanation of a form, in two languages. */
export function FormWordsFields({ errors, known }: { errors: Typed; known?: WordsKnown }) {
  const t = usePageWords()
  const value = (name: keyof WordsKnown) => errors.typed(name) ?? known?.[name]
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label={t('served.studyDesk.formTitle')} error={errors.ofField('title')} required>
          <TextInput name="title" maxLength={140} defaultValue={value('title')} />
        </Field>
        <Field label={t('served.studyDesk.formTitleEn')} error={errors.ofField('titleEn')}>
          <TextInput name="titleEn" maxLength={140} defaultValue={value('titleEn')} />
        </Field>
      </div>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label={t('served.studyDesk.formLead')} error={errors.ofField('lead')}>
          <TextArea name="lead" rows={3} maxLength={600} defaultValue={value('lead')} />
        </Field>
        <Field label={t('served.studyDesk.formLeadEn')} error={errors.ofField('leadEn')}>
          <TextArea name="leadEn" rows={3} maxLength={600} defaultValue={value('leadEn')} />
        </Field>
      </div>
    </>
  )
}
