import { parseWithZod } from '@conform-to/zod/v4'
import { z } from 'zod'
import { optionsOf } from '#app/domain/study/change-form.ts'
import { FORM_LIMITS, type Question, type Words } from '#app/domain/study/form.ts'
import { QUESTION_TYPE_NAMES } from '#app/domain/study/question-types.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'

const number = z
  .string()
  .optional()
  .transform((typed, context) => {
    const text = (typed ?? '').trim().replace(',', '.')
    if (text === '') return undefined
    const value = Number(text)
    if (!Number.isFinite(value)) context.addIssue({ code: 'custom', message: 'number' })
    return value
  })
const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined)
const short = optionalText(FORM_LIMITS.option)
const long = optionalText(FORM_LIMITS.text)
const lines = optionalText(10_000)

const addSchema = z.object({
  type: z.enum(QUESTION_TYPE_NAMES, 'choice'),
  text: requiredText(FORM_LIMITS.text),
  en: long,
  options: lines,
})

const editSchema = z.object({
  ...{ text: requiredText(FORM_LIMITS.text), en: long, hint: long, hintEn: long },
  ...{ isRequired: ticked, options: lines, min: number, max: number },
  ...{ low: short, lowEn: short, high: short, highEn: short },
  ...{ hasDontKnow: ticked, axis: short, isLong: ticked, isCoarse: ticked },
})

export function readNewQuestion(form: FormData) {
  const submission = parseWithZod(form, { schema: addSchema })
  if (submission.status !== 'success') return { submission }
  const { type, text, en, options } = submission.value
  return { submission, value: { type, words: wordsOf(text, en)!, options: optionLines(options) } }
}

/** A question as its form says it, of the kind that it is. */
export function readQuestion(form: FormData, known: Question) {
  const when = form.getAll('when').map(String)
  form.delete('when')
  const submission = parseWithZod(form, { schema: editSchema })
  if (submission.status !== 'success') return { submission }
  const said = submission.value
  const asked = {
    id: known.id,
    words: wordsOf(said.text, said.en)!,
    hint: wordsOf(said.hint, said.hintEn),
    isRequired: said.isRequired,
    showIf: conditionOf(when),
  }
  return { submission, question: { ...asked, ...ofType(known, said) } as Question }
}

function ofType(known: Question, said: z.infer<typeof editSchema>) {
  const { type } = known
  switch (type) {
    case 'choice':
    case 'many':
      return { type, options: optionsOf(optionLines(said.options), known.options) }
    case 'scale':
      return {
        type,
        min: said.min ?? known.min,
        max: said.max ?? known.max,
        low: wordsOf(said.low, said.lowEn),
        high: wordsOf(said.high, said.highEn),
        hasDontKnow: said.hasDontKnow,
        axis: said.axis || undefined,
      }
    case 'number':
      return { type, min: said.min, max: said.max }
    case 'text':
      return { type, isLong: said.isLong }
    case 'point':
      return { type, isCoarse: said.isCoarse }
    default:
      return { type }
  }
}

function wordsOf(text: string, en: string): Words | undefined {
  return text === '' ? undefined : { text, ...(en && { en }) }
}

/** "Да | Yes", one a line. */
function optionLines(typed: string): Words[] {
  return typed
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .flatMap(([text = '', en = '']) => wordsOf(text, en) ?? [])
}

/** `QUESTION.ANSWER` of what is ticked; answers to the question that comes first, as a condition is of one. */
function conditionOf(when: string[]) {
  const pairs = when.map((one) => [one.slice(0, one.indexOf('.')), one.slice(one.indexOf('.') + 1)] as const)
  const [first] = pairs
  if (!first) return undefined
  return { question: first[0], answers: pairs.filter(([id]) => id === first[0]).map(([, answer]) => answer) }
}
