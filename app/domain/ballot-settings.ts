import type { BallotMethod, BallotSettings } from './ballots.ts'
import { Refusal } from './refusal.ts'
import type { RuleName, Utility } from './rules/types.ts'

/** Rules that choose under a budget; the others choose a number of seats. */
const BUDGET_RULES: RuleName[] = [
  'greedy_votes',
  'greedy_no_skip',
  'greedy_threshold',
  'greedy_costeff',
  'greedy_points',
  'greedy_pointseff',
  'mes',
  'phragmen',
]

/** Rules for marks without numbers. */
const OF_MARKS: RuleName[] = [
  'approval',
  'greedy_votes',
  'greedy_no_skip',
  'greedy_threshold',
  'greedy_costeff',
  'mes',
  'phragmen',
]
const OF_POINTS: RuleName[] = ['score', 'greedy_points', 'greedy_pointseff', 'mes']

/** Which rules can count what a method gives. Plurality counts ballots with one mark only: of others it would count none. */
export const RULES_OF_METHOD: Record<BallotMethod['kind'], RuleName[]> = {
  one: ['plurality', ...OF_MARKS],
  approval: OF_MARKS,
  knapsack: OF_MARKS,
  ranking: ['borda', 'schulze'],
  points: OF_POINTS,
  score: OF_POINTS,
}

const BY_MARKS: Utility[] = ['cost', 'cardinality']
const BY_POINTS: Utility[] = ['points', 'points*cost']

/** What equal shares can take for the use of an option to somebody: what their ballot says. */
export const UTILITIES_OF_METHOD: Record<BallotMethod['kind'], Utility[]> = {
  one: BY_MARKS,
  approval: BY_MARKS,
  knapsack: BY_MARKS,
  ranking: [],
  points: BY_POINTS,
  score: BY_POINTS,
}

/** One of the two tables above, read the other way: values that fit the same methods stand together. */
export function groupsByMethods<Value extends string>(
  fitting: Record<BallotMethod['kind'], readonly Value[]>,
): { methods: BallotMethod['kind'][]; values: Value[] }[] {
  const kinds = Object.keys(fitting) as BallotMethod['kind'][]
  const groups = new Map<string, { methods: BallotMethod['kind'][]; values: Value[] }>()
  for (const value of new Set(Object.values(fitting).flat())) {
    const methods = kinds.filter((kind) => fitting[kind].includes(value))
    const group = groups.get(methods.join()) ?? { methods, values: [] }
    group.values.push(value)
    groups.set(methods.join(), group)
  }
  return [...groups.values()]
}

const MOST = 1_000_000

/**
 * Whether settings can be voted by at all.
 *
 * @param options  what is voted on; a rule under a budget, or a knapsack, needs the price of each
 * @throws {Refusal} 'ballot.bad-numbers' | 'ballot.rule-of-method' | 'ballot.utility-of-method' | 'ballot.no-budget' | 'ballot.too-few-options' |
 *   'ballot.option-without-price' (`number`) | 'ballot.seats'
 */
export function mustBeSensible(
  settings: BallotSettings,
  options: readonly { number: number; costMinor: number | null }[],
) {
  const { method, rule, budgetMinor, minimumAge, unlinkDays } = settings
  const isWithin = (value: number, from: number, to = MOST) =>
    Number.isInteger(value) && value >= from && value <= to
  const isGood = {
    one: () => true,
    knapsack: () => true,
    approval: (m: { min: number; max: number }) => isWithin(m.min, 0) && isWithin(m.max, Math.max(1, m.min)),
    ranking: (m: { max: number }) => isWithin(m.max, 1),
    points: (m: { total: number; perOption: number }) =>
      isWithin(m.total, 1) && isWithin(m.perOption, 1, m.total),
    score: (m: { max: number }) => isWithin(m.max, 1, 100),
  }[method.kind] as (m: typeof method) => boolean
  if (!isGood(method) || !isWithin(minimumAge, 0, 99) || !isWithin(unlinkDays, 0, 3650))
    throw new Refusal('ballot.bad-numbers')
  if (!RULES_OF_METHOD[method.kind].includes(rule.name)) throw new Refusal('ballot.rule-of-method')
  if (rule.name === 'mes' && !UTILITIES_OF_METHOD[method.kind].includes(rule.utility))
    throw new Refusal('ballot.utility-of-method')
  if (options.length < 2) throw new Refusal('ballot.too-few-options')
  if (method.kind === 'approval' && method.min > options.length) throw new Refusal('ballot.bad-numbers')
  const needsMoney = BUDGET_RULES.includes(rule.name) || method.kind === 'knapsack'
  if (!needsMoney) {
    if (!isWithin(rule.seats, 1, options.length)) throw new Refusal('ballot.seats', { max: options.length })
    return
  }
  if (budgetMinor === null || budgetMinor <= 0) throw new Refusal('ballot.no-budget')
  const unpriced = options.find(({ costMinor }) => costMinor === null)
  if (unpriced) throw new Refusal('ballot.option-without-price', { number: unpriced.number })
}
