import { parseWithZod } from '@conform-to/zod/v4'
import { z } from 'zod'
import type { BallotMethod, BallotSettings } from '#app/domain/ballots.ts'
import { defaultRule } from '#app/domain/default-rule.ts'
import { parseMoney } from '#app/domain/money.ts'
import { isRaised, RULE_NAMES } from '#app/domain/rules/settings.ts'
import type { RuleSettings, TieStep } from '#app/domain/rules/types.ts'
import type { OptionChoice, Variant } from '#app/models/option-sources.server.ts'
import {
  BORDAS,
  COMPLETIONS,
  ELECTORATES,
  EXHAUSTIVE,
  METHODS,
  SOURCES,
  STARTS,
  TIE_ORDERS,
  UTILITIES,
} from './settings-choices.ts'

const whole = z.coerce.number('number').int('number').min(0, 'number').max(1_000_000, 'number')

const schema = z.object({
  method: z.enum(METHODS),
  min: whole.default(0),
  max: whole.optional(),
  total: whole.optional(),
  perOption: whole.optional(),
  electorate: z.enum(ELECTORATES),
  minimumAge: whole.max(99, 'number').default(0),
  unlinkDays: whole.max(3650, 'number').default(30),
  source: z.enum(SOURCES),
  list: z.array(z.string()).default([]),
  variants: z.string().max(20_000, 'too-long').default(''),
  budget: z
    .string()
    .optional()
    .refine((text) => !text || parseMoney(text) !== null, 'money'),
  rule: z.enum(RULE_NAMES),
  ties: z.enum(TIE_ORDERS),
  seed: z.string().trim().max(60, 'too-long').default(''),
  seats: whole.min(1, 'number').default(1),
  threshold: z
    .string()
    .optional()
    .refine((text) => readThreshold(text) !== undefined, 'threshold'),
  exclusive: z
    .string()
    .max(2000, 'too-long')
    .default('')
    .refine((text) => readGroups(text) !== null, 'groups'),
  borda: z.enum(BORDAS).default('ballot-length'),
  comparison: z.literal('on').optional(),
  increment: z
    .string()
    .optional()
    .refine((text) => !text || (parseMoney(text) ?? 0) > 0, 'money'),
  utility: z.enum(UTILITIES).default('cost'),
  completion: z.enum(COMPLETIONS).default('add1u'),
  start: z.enum(STARTS).default('fraction'),
  exhaustive: z.enum(EXHAUSTIVE).default('true'),
})

type Read = z.infer<typeof schema>

/** The form of a ballot's settings; `settings` is null when a field is wrong by itself. */
export function readSettings(form: FormData) {
  const submission = parseWithZod(form, {
    schema: schema
      .refine((read) => !read.ties.includes('lot') || read.seed !== '', {
        path: ['seed'],
        message: 'required',
      })
      .refine((read) => readVariants(read.variants) !== null, { path: ['variants'], message: 'money' }),
  })
  if (submission.status !== 'success') return { submission, settings: null, choice: {}, exclusive: [] }
  const read = submission.value
  const settings: BallotSettings = {
    method: methodOf(read),
    electorate: read.electorate,
    optionSource: read.source,
    rule: ruleOf(read),
    budgetMinor: read.budget ? parseMoney(read.budget) : null,
    minimumAge: read.minimumAge,
    unlinkDays: read.unlinkDays,
  }
  const choice: OptionChoice = {
    contributionIds: read.list,
    variants: readVariants(read.variants) ?? [],
  }
  return { submission, settings, choice, exclusive: readGroups(read.exclusive) ?? [] }
}

function methodOf({ method, min, max = 0, total = 0, perOption = 0 }: Read): BallotMethod {
  switch (method) {
    case 'approval':
      return { kind: 'approval', min, max }
    case 'ranking':
    case 'score':
      return { kind: method, max }
    case 'points':
      return { kind: 'points', total, perOption }
    default:
      return { kind: method }
  }
}

function ruleOf(read: Read): RuleSettings {
  const { rule, ties, seed, seats, threshold, borda } = read
  return defaultRule(rule, {
    ties: ties.split(',') as TieStep[],
    seed,
    seats,
    threshold: readThreshold(threshold) ?? null,
    borda,
    ...(rule === 'mes' ? sharesOf(read) : {}),
  })
}

/** What equal shares alone ask; and what Add1 alone asks, only where shares are raised, so that no text states what nothing uses. */
function sharesOf({
  utility,
  completion,
  comparison,
  increment,
  start,
  exhaustive,
}: Read): Partial<RuleSettings> {
  const shares = { utility, completion, comparison: comparison === 'on' }
  if (!isRaised(shares)) return shares
  const step = increment ? parseMoney(increment)! / 100 : 1
  return { ...shares, increment: step, start, exhaustive: exhaustive === 'true' }
}

/** Votes as `50`, or a share of the ballots as `10 %`, to a tenth; null for none, undefined where it is neither. */
function readThreshold(text: string | undefined): RuleSettings['threshold'] | undefined {
  const given = text?.trim() ?? ''
  if (given === '' || given === '0') return null
  if (/^\d{1,6}$/.test(given)) return { votes: Number(given) }
  const [, whole, tenth = '0'] = /^(\d{1,3})(?:[.,](\d))?\s*%$/.exec(given) ?? []
  const share = whole === undefined ? 0 : Number(whole) * 10 + Number(tenth)
  return share > 0 && share <= 1000 ? { share } : undefined
}

/** Lines of numbers with commas, two or more a line; null where it is anything else. */
function readGroups(text: string): number[][] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.some((line) => !/^\d{1,5}(?:\s*[,;]\s*\d{1,5})+$/.test(line))) return null
  return lines.map((line) => [...new Set(line.split(/[,;]/).map(Number))])
}

/** Lines of `name | description | price`; null when a price is no sum of money. */
function readVariants(text: string): Variant[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const variants = lines.map((line) => {
    const [title = '', summary = '', price = ''] = line.split('|').map((part) => part.trim())
    return { title: title.slice(0, 200), summary: summary.slice(0, 500), price }
  })
  if (variants.some(({ title, price }) => title === '' || (price !== '' && parseMoney(price) === null)))
    return null
  return variants.map(({ price, ...rest }) => ({
    ...rest,
    costMinor: price === '' ? null : parseMoney(price),
  }))
}
