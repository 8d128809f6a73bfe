import { z } from 'zod'
import { IN_KIND_FORMS, PPP_FORMS, SOURCES } from '#app/domain/funding.ts'
import { parseMoney } from '#app/domain/money.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { isId } from '#app/models/ids.server.ts'
import { MONEY_LIMITS } from './limits.ts'

const id = z.string().refine(isId, 'required')

/** A sum of money in whole kopecks; what is left empty is `empty`, or an error. */
function sum<Empty extends number | null>(empty: Empty | 'required') {
  return z
    .string()
    .optional()
    .transform((typed, context) => {
      const text = typed?.trim() ?? ''
      const minor = text === '' ? empty : parseMoney(text)
      if (text === '' && empty !== 'required') return empty
      if (typeof minor === 'number') return minor
      context.addIssue({ code: 'custom', message: text === '' ? 'required' : 'money' })
      return 0
    })
}

const year = z
  .string('number')
  .regex(/^\s*\d{4}\s*$/, 'number')
  .transform(Number)

/** What the forms of the page ask, by their intent. */
export const moneySchema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('measure'),
    id,
    title: requiredText(MONEY_LIMITS.title),
    costMinor: sum<number>('required'),
  }),
  z.object({
    intent: z.literal('line'),
    id,
    measureId: id.optional(),
    source: z.enum(SOURCES, 'choice'),
    year,
    title: requiredText(MONEY_LIMITS.title),
    pppForm: z.enum(PPP_FORMS, 'choice').optional(),
    plannedMinor: sum<number>('required'),
    confirmedMinor: sum(0),
    paidMinor: sum(0),
    returnedMinor: sum(0),
  }),
  z.object({
    intent: z.literal('in-kind'),
    id,
    form: z.enum(IN_KIND_FORMS, 'choice'),
    description: requiredText(MONEY_LIMITS.text),
    valueMinor: sum(null),
    method: optionalText(MONEY_LIMITS.title),
  }),
  z.object({
    intent: z.literal('running'),
    yearlyMinor: sum<number>('required'),
    payer: requiredText(MONEY_LIMITS.title),
    note: optionalText(MONEY_LIMITS.text),
  }),
  z.object({ intent: z.literal('remove-measure'), id }),
  z.object({ intent: z.literal('remove-line'), id }),
  z.object({ intent: z.literal('remove-in-kind'), id }),
])
