import { answersOf, type FormContent, type Question, wordsIn } from '#app/domain/study/form.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'

/** A question as a page shows it, in the reader's language. */
export interface QuestionView {
  id: string
  type: Question['type']
  text: string
  hint: string | null
  isRequired: boolean
  showIf: { question: string; answers: string[] } | null
  /** The condition in words, for who has no scripts. */
  condition: string | null
  options: { value: string; label: string }[]
  /** Of a scale: its steps and what the ends mean. */
  steps: string[]
  low: string | null
  high: string | null
  hasDontKnow: boolean
  /** The heading above it, where it begins an axis. */
  heading: string | null
  isLong: boolean
  isCoarse: boolean
}

/** The questions of a version, in the order of the form. */
export function questionViews(form: FormContent, locale: Locale): QuestionView[] {
  const axes = new Map(form.axes.map(({ id, words }) => [id, wordsIn(words, locale)]))
  let axis: string | undefined
  return form.questions.map((question) => {
    const own = question.type === 'scale' ? question.axis : undefined
    const heading = own && own !== axis ? axes.get(own)! : null
    axis = own
    const isScale = question.type === 'scale'
    return {
      id: question.id,
      type: question.type,
      text: wordsIn(question.words, locale),
      hint: question.hint ? wordsIn(question.hint, locale) : null,
      isRequired: question.isRequired,
      showIf: question.showIf ?? null,
      condition: conditionOf(form, question, locale),
      options:
        'options' in question
          ? question.options.map(({ id, words }) => ({ value: id, label: wordsIn(words, locale) }))
          : [],
      steps: isScale ? answersOf(question) : [],
      low: isScale && question.low ? wordsIn(question.low, locale) : null,
      high: isScale && question.high ? wordsIn(question.high, locale) : null,
      hasDontKnow: isScale && question.hasDontKnow,
      heading,
      isLong: question.type === 'text' && question.isLong,
      isCoarse: question.type === 'point' && question.isCoarse,
    }
  })
}

function conditionOf(form: FormContent, { showIf }: Question, locale: Locale): string | null {
  const asks = showIf && form.questions.find(({ id }) => id === showIf.question)
  if (!asks) return null
  const t = tOf(locale)
  const labelOf = (answer: string) => {
    const option = 'options' in asks ? asks.options.find(({ id }) => id === answer) : undefined
    return option ? wordsIn(option.words, locale) : answer
  }
  const answer = showIf.answers.map(labelOf).join(t('served.study.or'))
  return t('served.study.onlyIf', { answer, question: wordsIn(asks.words, locale) })
}
