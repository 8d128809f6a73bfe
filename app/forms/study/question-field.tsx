import { usePageWords } from '#app/i18n/use-page-words.ts'
import type { QuestionView } from '#app/study-view.server.ts'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { PlaceAnswer } from './place-answer.tsx'
import { ScaleField } from './scale-field.tsx'

const LONGEST = 2000

export interface QuestionProps {
  question: QuestionView
  /** What was typed before, when the form comes back. */
  typed: readonly string[]
  error: string[]
}

/** One question of a form, by its type. Fields are `q-ID`; of several answers `q-ID.OPTION`. */
export function QuestionField({ question, typed, error }: QuestionProps) {
  const t = usePageWords()
  const { id, text, hint, isRequired, options } = question
  const name = `q-${id}`
  const optional = isRequired ? undefined : t('served.study.optional')
  const label = { error, required: isRequired, optional }
  switch (question.type) {
    case 'scale':
      return <ScaleField question={question} typed={typed[0]} {...label} />
    case 'choice': {
      const skip = isRequired ? [] : [{ value: '', title: t('served.study.noAnswer') }]
      const cards = [...options.map(({ value, label: title }) => ({ value, title })), ...skip]
      return (
        <RadioCards
          name={name}
          legend={text}
          hint={hint}
          defaultValue={typed[0]}
          options={cards}
          columns={2}
          {...label}
        />
      )
    }
    case 'many':
      return (
        <Fieldset legend={text} hint={hint} size="field" {...label}>
          {options.map(({ value, label: title }) => (
            <Checkbox
              key={value}
              name={`${name}.${value}`}
              label={title}
              defaultChecked={typed.includes(value)}
            />
          ))}
        </Fieldset>
      )
    case 'number':
      return (
        <Field label={text} hint={hint ?? t('served.study.numberHint')} {...label}>
          <TextInput name={name} inputMode="decimal" defaultValue={typed[0]} className="max-w-48" />
        </Field>
      )
    case 'text':
      return (
        <Field label={text} hint={hint} {...label}>
          {question.isLong ? (
            <TextArea name={name} rows={3} maxLength={LONGEST} defaultValue={typed[0]} />
          ) : (
            <TextInput name={name} maxLength={LONGEST} defaultValue={typed[0]} />
          )}
        </Field>
      )
    default:
      return <PlaceAnswer question={question} typed={typed[0]} {...label} />
  }
}

/** What a form says of a question now. */
export function answersIn(form: FormData, questions: readonly QuestionView[]): Record<string, string[]> {
  return Object.fromEntries(
    questions.map(({ id, type, options }) => [
      id,
      type === 'many'
        ? options.filter(({ value }) => form.has(`q-${id}.${value}`)).map(({ value }) => value)
        : form.getAll(`q-${id}`).filter((value) => typeof value === 'string' && value !== ''),
    ]),
  ) as Record<string, string[]>
}
