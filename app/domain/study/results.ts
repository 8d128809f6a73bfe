import { foldSmall, SMALLEST_GROUP } from '#app/domain/small-groups.ts'
import type { Value, Values } from './answer.ts'
import type { FormContent, Question } from './form.ts'

/**
 * How numbers lie: how many, the middle one, and between which the middle half lies (quartiles, interpolated evenly
 * between neighbours).
 */
export interface Spread {
  n: number
  median: number
  lower: number
  upper: number
}

export function spreadOf(numbers: readonly number[]): Spread | null {
  if (numbers.length === 0) return null
  const sorted = [...numbers].sort((a, b) => a - b)
  const at = (share: number) => {
    const place = (sorted.length - 1) * share
    const below = Math.floor(place)
    const step = (sorted[below + 1] ?? sorted[below]!) - sorted[below]!
    return sorted[below]! + step * (place - below)
  }
  return { n: sorted.length, median: at(0.5), lower: at(0.25), upper: at(0.75) }
}

/** What many have answered to one question. `null` where too few did: nothing is said of them. */
export type QuestionResult = { id: string; n: number | null } & (
  | {
      type: 'scale'
      spread: Spread | null
      steps: { key: string; n: number }[] | null
      dontKnow: number | null
    }
  | { type: 'number'; spread: Spread | null }
  | { type: 'choice' | 'many'; steps: { key: string; n: number }[] | null }
  | { type: 'text' | 'point' | 'line' | 'area' }
)

export interface Summary {
  /** Answers in all; null when they are too few to be told. */
  n: number | null
  /** In the form's order of axes: of each answer the mean of its statements there, and how these lie. */
  axes: { id: string; spread: Spread | null }[]
  questions: QuestionResult[]
}

/**
 * Sums up answers to a form. Of fewer than five people nothing is said: neither of all, nor of a question, nor of an axis.
 *
 * @param answers  as they were read against a version of the form; what does not fit `form` is passed over
 * @param least    the fewest whose answers are told; 1 for whoever may read each of them
 */
export function summarise(form: FormContent, answers: readonly Values[], least = SMALLEST_GROUP): Summary {
  const enough = (spread: Spread | null) => (spread && spread.n >= least ? spread : null)
  const groups = groupsOf(form, answers, least)
  const questions = form.questions.map((question) => {
    const result = resultOf(question, answers, least)
    // The sizes of small groups are not said here either, nor a sum that they could be taken from.
    if (question.id !== form.groupBy || result.type !== 'choice' || least <= 1) return result
    if (groups.others !== null) return { ...result, n: null, steps: null }
    const told = new Set(groups.shown.map(({ key }) => key))
    return { ...result, steps: result.steps?.filter(({ key }) => told.has(key)) ?? null }
  })
  const axes = form.axes.map(({ id }) => {
    const statements = form.questions.filter((one) => one.type === 'scale' && one.axis === id)
    const means = answers.flatMap((values) => {
      const marks = statements.flatMap((one) => markIn(one, values[one.id]))
      return marks.length > 0 ? [marks.reduce((sum, mark) => sum + mark, 0) / marks.length] : []
    })
    return { id, spread: enough(spreadOf(means)) }
  })
  return { n: answers.length >= least ? answers.length : null, axes, questions }
}

function markIn(question: Question, value: Value | undefined): number[] {
  if (question.type !== 'scale' && question.type !== 'number') return []
  if (typeof value !== 'number') return []
  const { min = -1e9, max = 1e9 } = question
  return value >= min && value <= max ? [value] : []
}

function resultOf(question: Question, answers: readonly Values[], least: number): QuestionResult {
  const { id, type } = question
  const given = answers.flatMap((values) => (id in values ? [values[id]!] : []))
  const n = given.length >= least ? given.length : null
  if (type === 'scale' || type === 'number') {
    const marks = answers.flatMap((values) => markIn(question, values[id]))
    const spread = marks.length >= least ? spreadOf(marks) : null
    if (type === 'number') return { id, type, n: spread?.n ?? null, spread }
    const steps = Array.from({ length: question.max - question.min + 1 }, (_, i) => question.min + i)
    return {
      id,
      type,
      n: spread?.n ?? null,
      spread,
      steps:
        spread && steps.map((step) => ({ key: String(step), n: marks.filter((m) => m === step).length })),
      dontKnow: n === null ? null : answers.filter((values) => values[id] === null).length,
    }
  }
  if (type === 'choice' || type === 'many') {
    const chosen = given.map((value) => [value].flat())
    const steps = question.options.map(({ id: key }) => ({
      key,
      n: chosen.filter((list) => (list as unknown[]).includes(key)).length,
    }))
    return { id, type, n, steps: n === null ? null : steps }
  }
  return { id, type, n }
}

export interface Groups {
  /** Those of whom something may be said, in the order of the options. */
  shown: { key: string; answers: Values[] }[]
  /** How many belong to the others together; null when it is not said. */
  others: number | null
}

/** Answers by the question that the form compares; groups of fewer than five people are not told apart. */
export function groupsOf(form: FormContent, answers: readonly Values[], least = SMALLEST_GROUP): Groups {
  const question = form.questions.find(({ id }) => id === form.groupBy)
  if (question?.type !== 'choice') return { shown: [], others: null }
  const all = question.options
    .map(({ id }) => ({ key: id, answers: answers.filter((values) => values[question.id] === id) }))
    .filter((group) => group.answers.length > 0)
  if (least <= 1) return { shown: all, others: null }
  const sizes = all.map((group) => ({ key: group.key, people: group.answers.length }))
  const silent = answers.length - sizes.reduce((sum, { people }) => sum + people, 0)
  const { groups, together } = foldSmall(silent > 0 ? [...sizes, { key: '', people: silent }] : sizes)
  const told = new Set(groups.map(({ key }) => key))
  return { shown: all.filter(({ key }) => told.has(key)), others: together > 0 ? together : null }
}
