import { Form } from '@remix-run/react'
import { QUESTION_TYPE_NAMES } from '#app/domain/study/question-types.ts'
import { formErrors } from '#app/form-errors.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { FormAnswer } from './act.server.ts'
import type { BuilderData } from './load.server.ts'
import { QuestionEditor } from './question-editor.tsx'

interface Props {
  data: Pick<BuilderData, 'questions' | 'preview' | 'axes' | 'questionId'>
  answer?: FormAnswer
}

/** The questions of the draft: each is moved, changed and removed by buttons of its own. */
export function QuestionList({ data, answer }: Props) {
  const t = usePageWords()
  const { questions, preview, axes } = data
  return (
    <ol className="grid gap-4">
      {questions.map((question, i) => {
        const mine = answer?.target === question.id ? answer : undefined
        return (
          <li key={question.id} id={question.id} className="grid gap-2 border-t border-line pt-4">
            <p className="font-[560]">
              {i + 1}. {preview[i]!.text}
            </p>
            <p className="text-sm text-ink-2">{t(`served.studyDesk.types.${question.type}`)}</p>
            {preview[i]!.condition && <p className="text-sm text-ink-2">{preview[i]!.condition}</p>}
            {mine && !mine.lastResult?.error && <FailureNotice>{mine.refusal}</FailureNotice>}
            <Form method="post" className="flex flex-wrap gap-2">
              <input type="hidden" name="target" value={question.id} />
              {(['up', 'down', 'remove'] as const).map((intent) => (
                <Button
                  key={intent}
                  name="intent"
                  value={intent}
                  variant="secondary"
                  disabled={(intent === 'up' && i === 0) || (intent === 'down' && i === questions.length - 1)}
                >
                  {t(`served.studyDesk.${intent}`)}
                  <span className="sr-only">: {preview[i]!.text}</span>
                </Button>
              ))}
            </Form>
            <Disclosure summary={t('served.studyDesk.edit')} open={mine?.lastResult?.error !== undefined}>
              <QuestionEditor question={question} axes={axes} answer={mine} />
            </Disclosure>
          </li>
        )
      })}
    </ol>
  )
}

/** A question at the end of the draft. */
export function AddQuestion({ data, answer }: Props) {
  const t = usePageWords()
  const mine = answer?.target === 'add' ? answer : undefined
  const errors = formErrors(t, mine && { lastResult: mine.lastResult })
  return (
    <Form key={data.questions.length} id="add" method="post" className="grid gap-5" noValidate>
      <h3 className="text-xl font-semibold">{t('served.studyDesk.addQuestion')}</h3>
      <FailureNotice>{mine?.refusal ?? errors.ofForm}</FailureNotice>
      <input type="hidden" name="questionId" value={data.questionId} />
      <Field label={t('served.studyDesk.type')} error={errors.ofField('type')} required>
        <Select
          name="type"
          defaultValue={errors.typed('type') ?? 'choice'}
          options={QUESTION_TYPE_NAMES.map((value) => ({
            value,
            label: t(`served.studyDesk.types.${value}`),
          }))}
        />
      </Field>
      <Field label={t('served.studyDesk.text')} error={errors.ofField('text')} required>
        <TextInput name="text" maxLength={300} defaultValue={errors.typed('text')} />
      </Field>
      <Field label={t('served.studyDesk.textEn')} error={errors.ofField('en')}>
        <TextInput name="en" maxLength={300} defaultValue={errors.typed('en')} />
      </Field>
      <Field label={t('served.studyDesk.options')} hint={t('served.studyDesk.optionsHint')}>
        <TextArea name="options" rows={3} defaultValue={errors.typed('options')} />
      </Field>
      <Button name="intent" value="add" variant="secondary" className="justify-self-start">
        {t('served.studyDesk.add')}
      </Button>
    </Form>
  )
}
