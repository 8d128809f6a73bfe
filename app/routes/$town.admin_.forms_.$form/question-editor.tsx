import { Form } from '@remix-run/react'
import type { Words } from '#app/domain/study/form.ts'
import { formErrors } from '#app/form-errors.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { FormAnswer } from './act.server.ts'
import type { DraftQuestion } from './load.server.ts'

interface Props {
  question: DraftQuestion
  axes: { value: string; label: string }[]
  answer?: FormAnswer
}

type Errors = ReturnType<typeof formErrors>

/** What a question of the draft says; what its kind asks stands below its words. */
export function QuestionEditor({ question, axes, answer }: Props) {
  const t = usePageWords()
  const errors = formErrors(t, answer && { lastResult: answer.lastResult })
  const { words, hint } = question
  const line = (name: string, label: string, known: string | undefined, required = false) => (
    <Field label={label} error={errors.ofField(name)} required={required}>
      <TextInput name={name} defaultValue={errors.typed(name) ?? known ?? ''} maxLength={300} />
    </Field>
  )
  return (
    <Form method="post" className="grid gap-5" noValidate>
      <FailureNotice>{answer?.refusal ?? errors.ofForm}</FailureNotice>
      <input type="hidden" name="target" value={question.id} />
      {line('text', t('served.studyDesk.text'), words.text, true)}
      {line('en', t('served.studyDesk.textEn'), words.en)}
      {line('hint', t('served.studyDesk.hint'), hint?.text)}
      {line('hintEn', t('served.studyDesk.hintEn'), hint?.en)}
      <Checkbox
        name="isRequired"
        label={t('served.studyDesk.required')}
        defaultChecked={question.isRequired}
      />
      <OfType question={question} axes={axes} errors={errors} line={line} />
      {question.conditions.length > 0 && (
        <Fieldset legend={t('served.studyDesk.when')} hint={t('served.studyDesk.whenHint')} size="field">
          {question.conditions.map(({ value, question: asked, answer, isOn }) => (
            <Checkbox
              key={value}
              name="when"
              value={value}
              defaultChecked={isOn}
              label={t('served.studyDesk.whenAnswer', { question: asked, answer })}
            />
          ))}
        </Fieldset>
      )}
      <Button name="intent" value="edit" className="justify-self-start">
        {t('served.studyDesk.save')}
      </Button>
    </Form>
  )
}

interface OfTypeProps {
  question: DraftQuestion
  axes: Props['axes']
  errors: Errors
  line: (name: string, label: string, known: string | undefined) => React.ReactNode
}

function OfType({ question, axes, errors, line }: OfTypeProps) {
  const t = usePageWords()
  const number = (name: 'min' | 'max', known: number | undefined) =>
    line(name, t(`served.studyDesk.${name}`), known?.toString())
  switch (question.type) {
    case 'choice':
    case 'many':
      return (
        <Field label={t('served.studyDesk.options')} hint={t('served.studyDesk.optionsHint')} required>
          <TextArea
            name="options"
            rows={question.options.length + 1}
            defaultValue={
              errors.typed('options') ?? question.options.map(({ words }) => optionLine(words)).join('\n')
            }
          />
        </Field>
      )
    case 'scale':
      return (
        <>
          <div className="grid gap-5 sm:grid-cols-2">
            {number('min', question.min)}
            {number('max', question.max)}
            {line('low', t('served.studyDesk.low'), question.low?.text)}
            {line('lowEn', t('served.studyDesk.lowEn'), question.low?.en)}
            {line('high', t('served.studyDesk.high'), question.high?.text)}
            {line('highEn', t('served.studyDesk.highEn'), question.high?.en)}
          </div>
          <Checkbox
            name="hasDontKnow"
            label={t('served.studyDesk.dontKnow')}
            defaultChecked={question.hasDontKnow}
          />
          {axes.length > 0 && (
            <Field label={t('served.studyDesk.axis')}>
              <Select
                name="axis"
                placeholder={t('served.studyDesk.noAxis')}
                defaultValue={errors.typed('axis') ?? question.axis ?? ''}
                options={axes}
              />
            </Field>
          )}
        </>
      )
    case 'number':
      return (
        <div className="grid gap-5 sm:grid-cols-2">
          {number('min', question.min)}
          {number('max', question.max)}
        </div>
      )
    case 'text':
      return <Checkbox name="isLong" label={t('served.studyDesk.long')} defaultChecked={question.isLong} />
    case 'point':
      return (
        <Checkbox name="isCoarse" label={t('served.studyDesk.coarse')} defaultChecked={question.isCoarse} />
      )
    default:
      return null
  }
}

function optionLine({ text, en }: Words): string {
  return en ? `${text} | ${en}` : text
}
