import { z } from 'zod'
import { cleaned } from '#app/domain/text.ts'
import type { QUESTION_TYPE_NAMES } from './question-types.ts'

/** The most of each in one form; what is longer nobody fills in on a phone. */
export const FORM_LIMITS = { questions: 60, options: 30, axes: 12, text: 300, option: 120, answer: 2000 }

export type QuestionType = (typeof QUESTION_TYPE_NAMES)[number]

const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'bad')
  // Answers are objects by these names: "constructor" is there before anybody has answered.
  .refine((id) => !(id in {}), 'bad')

function wordsOf(max: number) {
  const text = z
    .string()
    // A file may hold halves of characters, which PostgreSQL refuses.
    .transform((typed) => cleaned(typed).replace(/\p{Surrogate}/gu, '\ufffd'))
    .pipe(z.string().min(1, 'required').max(max, 'too-long'))
  return z.strictObject({ text, en: text.optional() })
}

/** A text in the town's language, and in English where somebody has translated it. */
export interface Words {
  text: string
  en?: string
}

const optionSchema = z.strictObject({ id: idSchema, words: wordsOf(FORM_LIMITS.option) })

const asked = {
  id: idSchema,
  words: wordsOf(FORM_LIMITS.text),
  hint: wordsOf(FORM_LIMITS.text).optional(),
  isRequired: z.boolean(),
  /** Asked only of whoever has answered an earlier question so: an option's id, or a step of a scale in digits. */
  showIf: z
    .strictObject({ question: idSchema, answers: z.array(z.string().max(40)).min(1, 'required').max(30) })
    .optional(),
}
const options = z.array(optionSchema).min(2, 'too-few').max(FORM_LIMITS.options, 'too-many')
const bound = z.number('number').min(-1e9, 'range').max(1e9, 'range')

const questionSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...asked, type: z.literal('choice'), options }),
  z.strictObject({ ...asked, type: z.literal('many'), options }),
  z.strictObject({
    ...asked,
    type: z.literal('scale'),
    min: z.int('number').min(0, 'range').max(10, 'range'),
    max: z.int('number').min(1, 'range').max(10, 'range'),
    /** What its ends mean. */
    low: wordsOf(FORM_LIMITS.option).optional(),
    high: wordsOf(FORM_LIMITS.option).optional(),
    hasDontKnow: z.boolean(),
    /** Statements of one axis are drawn as one ray of the radar chart. */
    axis: idSchema.optional(),
  }),
  z.strictObject({ ...asked, type: z.literal('number'), min: bound.optional(), max: bound.optional() }),
  z.strictObject({ ...asked, type: z.literal('text'), isLong: z.boolean() }),
  /** `isCoarse`: kept on a grid of 250 m, for where somebody lives. */
  z.strictObject({ ...asked, type: z.literal('point'), isCoarse: z.boolean() }),
  z.strictObject({ ...asked, type: z.literal('line') }),
  z.strictObject({ ...asked, type: z.literal('area') }),
])

export type Question = z.infer<typeof questionSchema>
export type QuestionOf<Type extends QuestionType> = Extract<Question, { type: Type }>
export type Axis = z.infer<typeof optionSchema>

/** What a version of a form asks; frozen at its first answer. */
export interface FormContent {
  axes: Axis[]
  questions: Question[]
  /** The id of a choice by which answers are compared, e.g. residents and experts. */
  groupBy?: string
}

/**
 * A form as it is stored and as it travels in a file. Issues carry `form.*` codes, and the place in `path`:
 * ids are used once, conditions name earlier questions that have such answers, scales rise, axes and groups exist.
 */
export const formSchema: z.ZodType<FormContent> = z
  .strictObject({
    axes: z.array(optionSchema).max(FORM_LIMITS.axes, 'too-many'),
    questions: z.array(questionSchema).max(FORM_LIMITS.questions, 'too-many'),
    groupBy: idSchema.optional(),
  })
  .superRefine((form, context) => {
    const fault = (message: string, path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path })
    const axes = new Set(form.axes.map(({ id }) => id))
    if (axes.size < form.axes.length) fault('repeated', ['axes'])
    const before = new Map<string, Question>()
    for (const [i, question] of form.questions.entries()) {
      const at = ['questions', i]
      if (before.has(question.id)) fault('repeated', [...at, 'id'])
      if ('options' in question) {
        const ids = new Set(question.options.map(({ id }) => id))
        if (ids.size < question.options.length) fault('repeated', [...at, 'options'])
      }
      if (question.type === 'scale') {
        if (question.min >= question.max) fault('range', [...at, 'max'])
        if (question.axis && !axes.has(question.axis)) fault('axis', [...at, 'axis'])
      }
      if (question.type === 'number' && (question.min ?? -1e9) > (question.max ?? 1e9))
        fault('range', [...at, 'max'])
      if (question.showIf) {
        const asks = before.get(question.showIf.question)
        const known = asks ? answersOf(asks) : []
        if (!asks || question.showIf.answers.some((answer) => !known.includes(answer)))
          fault('condition', [...at, 'showIf'])
      }
      before.set(question.id, question)
    }
    if (form.groupBy && before.get(form.groupBy)?.type !== 'choice') fault('group', ['groupBy'])
  })

/** What a condition may ask of a question: its options, or the steps of its scale; [] of others. */
export function answersOf(question: Question): string[] {
  if ('options' in question) return question.options.map(({ id }) => id)
  if (question.type !== 'scale') return []
  return Array.from({ length: question.max - question.min + 1 }, (_, i) => String(question.min + i))
}

/** A text of a form in the reader's language. */
export function wordsIn(words: Words, locale: string): string {
  return (locale === 'en' ? words.en : undefined) ?? words.text
}
