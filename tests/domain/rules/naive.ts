import { compareFractions, type Fraction, fraction } from '#app/domain/rules/fraction.ts'
import type { RuleSettings } from '#app/domain/rules/types.ts'
import type { Plain } from './elections.ts'

/**
 * The rules once more, from their definitions and as plainly as can be: one voter at a time, every price of every option found
 * anew by trying who is poor in order of balance, fractions in every step, no classes, no doubles, nothing remembered.
 */

const ZERO = fraction(0n)
const plus = (a: Fraction, b: Fraction) => lowest(a.n * b.d + b.n * a.d, a.d * b.d)
const minus = (a: Fraction, b: Fraction) => plus(a, { n: -b.n, d: b.d })
const times = (a: Fraction, b: Fraction) => lowest(a.n * b.n, a.d * b.d)
const over = (a: Fraction, b: Fraction) => lowest(a.n * b.d, a.d * b.n)
const least = (a: Fraction, b: Fraction) => (compareFractions(a, b) < 0 ? a : b)

function lowest(n: bigint, d: bigint): Fraction {
  let [a, b] = [n < 0n ? -n : n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a }
}

/** Utility of every voter for every option, by the definition of the setting. */
export function utilities({ rows, costs, form }: Plain, utility: RuleSettings['utility']): Fraction[][] {
  return rows.map(({ options, values }) =>
    costs.map((cost, option) => {
      const place = options.indexOf(option)
      if (place === -1) return ZERO
      const points = form === 'ranking' ? options.length - place : (values?.[place] ?? 1)
      if (points <= 0) return ZERO
      const counted = utility === 'points' || utility === 'points*cost' ? BigInt(points) : 1n
      return fraction(counted * (utility === 'cost' || utility === 'points*cost' ? cost : 1n))
    }),
  )
}

/** The least rho at which min(balance, rho * utility) adds up to the cost; null if there is none. */
function rhoOf(cost: bigint, balances: Fraction[], worth: Fraction[]): Fraction | null {
  const supporters = worth.map((_u, voter) => voter).filter((voter) => worth[voter]!.n > 0n)
  const byBalance = supporters.sort((a, b) =>
    compareFractions(over(balances[a]!, worth[a]!), over(balances[b]!, worth[b]!)),
  )
  let paid = ZERO
  let sum = byBalance.reduce((total, voter) => plus(total, worth[voter]!), ZERO)
  for (const voter of byBalance) {
    const rho = over(minus(fraction(cost), paid), sum)
    if (compareFractions(times(rho, worth[voter]!), balances[voter]!) <= 0) return rho
    paid = plus(paid, balances[voter]!)
    sum = minus(sum, worth[voter]!)
  }
  return null
}

type Prefer = (a: number, b: number) => number

export interface NaiveRun {
  bought: number[]
  /** [purchase][voter] */
  paid: Fraction[][]
}

/** Equal shares with the given endowments; options of no cost and more than the budget are left to the caller. */
export function naiveShares(
  plain: Plain,
  endowments: Fraction[],
  utility: RuleSettings['utility'],
  prefer: Prefer,
) {
  const worth = utilities(plain, utility)
  let balances = endowments
  const run: NaiveRun = { bought: [], paid: [] }
  for (;;) {
    const offers = plain.costs.flatMap((cost, option) => {
      if (cost === 0n || cost > plain.budget || run.bought.includes(option)) return []
      const rho = rhoOf(
        cost,
        balances,
        worth.map((row) => row[option]!),
      )
      return rho === null ? [] : [{ option, rho }]
    })
    if (offers.length === 0) return run
    const best = offers.map(({ rho }) => rho).reduce(least)
    const [{ option } = { option: -1 }] = offers
      .filter(({ rho }) => compareFractions(rho, best) === 0)
      .sort((a, b) => prefer(a.option, b.option))
    const paid = balances.map((balance, voter) => least(balance, times(best, worth[voter]![option]!)))
    balances = balances.map((balance, voter) => minus(balance, paid[voter]!))
    run.bought.push(option)
    run.paid.push(paid)
  }
}

/** add1 as it is defined: one increment after the other, each run from the start. */
export function naiveAdd1(
  plain: Plain,
  { utility, start, exhaustive }: Pick<RuleSettings, 'utility' | 'start' | 'exhaustive'>,
  prefer: Prefer,
) {
  const voters = BigInt(plain.rows.length)
  const first =
    start === 'fraction'
      ? fraction(plain.budget, voters)
      : fraction((plain.budget / (voters * plain.unit)) * plain.unit)
  const run = (k: number) => {
    const share = plus(first, fraction(BigInt(k) * plain.unit))
    return naiveShares(
      plain,
      plain.rows.map(() => share),
      utility,
      prefer,
    ).bought
  }
  const costOf = (bought: number[]) => bought.reduce((sum, option) => sum + plain.costs[option]!, 0n)
  const supported = plain.costs.flatMap((cost, option) =>
    cost > 0n && cost <= plain.budget && utilities(plain, 'cardinality').some((row) => row[option]!.n > 0n)
      ? [option]
      : [],
  )
  let k = 0
  let bought = run(0)
  for (;;) {
    const open = supported.filter((option) => !bought.includes(option))
    const left = plain.budget - costOf(bought)
    if (open.length === 0 || (exhaustive && !open.some((option) => plain.costs[option]! <= left))) break
    const next = run(k + 1)
    if (costOf(next) > plain.budget) break
    k += 1
    bought = next
  }
  return { bought, increments: k }
}

/** Sequential Phragmen: a load for every voter. */
export function naivePhragmen(plain: Plain, prefer: Prefer): number[] {
  const loads = plain.rows.map(() => ZERO)
  const bought: number[] = []
  let left = plain.budget
  for (;;) {
    const offers = plain.costs.flatMap((cost, option) => {
      const supporters = supportersOf(plain, option)
      if (cost > plain.budget || bought.includes(option) || supporters.length === 0) return []
      const load = supporters.reduce((sum, voter) => plus(sum, loads[voter]!), fraction(cost))
      return [{ option, load: over(load, fraction(BigInt(supporters.length))) }]
    })
    if (offers.length === 0) return bought
    const best = offers.map(({ load }) => load).reduce(least)
    const tied = offers.filter(({ load }) => compareFractions(load, best) === 0).map(({ option }) => option)
    if (tied.some((option) => plain.costs[option]! > left)) return bought
    const winner = tied.sort(prefer)[0]!
    for (const voter of supportersOf(plain, winner)) loads[voter] = best
    left -= plain.costs[winner]!
    bought.push(winner)
  }
}

export function supportersOf({ rows }: Plain, option: number): number[] {
  return rows.flatMap(({ options, values }, voter) => {
    const place = options.indexOf(option)
    return place !== -1 && (values?.[place] ?? 1) > 0 ? [voter] : []
  })
}

/** Schulze's strongest ways by trying every way without a repeated option. */
export function naiveSchulzeWinners(plain: Plain): number[] {
  const size = plain.ids.length
  const worth = ({ options, values }: Plain['rows'][number], option: number) => {
    const place = options.indexOf(option)
    if (place === -1) return 0
    return plain.form === 'ranking' ? size - place : (values?.[place] ?? 1)
  }
  const prefer = (a: number, b: number) => plain.rows.filter((row) => worth(row, a) > worth(row, b)).length
  const link = (a: number, b: number) => (prefer(a, b) > prefer(b, a) ? prefer(a, b) : 0)
  const strongest = (a: number, b: number, left: number[]): number =>
    left.reduce(
      (best, via) =>
        Math.max(
          best,
          Math.min(
            link(a, via),
            strongest(
              via,
              b,
              left.filter((option) => option !== via),
            ),
          ),
        ),
      link(a, b),
    )
  const all = plain.ids.map((_id, option) => option)
  const way = (a: number, b: number) =>
    strongest(
      a,
      b,
      all.filter((option) => option !== a && option !== b),
    )
  return all.filter((a) => all.every((b) => a === b || way(a, b) >= way(b, a)))
}
