import { type Count, type Supporters, supportersOf, utilitiesOf } from './count.ts'
import { gcd, parseExact } from './fraction.ts'
import { isRaised } from './settings.ts'
import type { Election, Exact } from './types.ts'

/**
 * Equal shares, made ready to be run with any share: what does not change from one virtual budget to the next.
 *
 * @property isByCost    utility grows with the cost: options are compared by price per worth per cost
 * @property scale       marks are worth `supporters.worth / scale` (1 where worth is null)
 * @property candidates  options that stand, are supported, cost something and not more than the whole budget
 * @property free        options that stand, are supported and cost nothing, in the order of their scores
 * @property allWorth    what each option is worth to all its supporters together, in marks
 */
export interface SharesProblem {
  count: Count
  supporters: Supporters
  isByCost: boolean
  scale: number
  candidates: number[]
  free: number[]
  allWorth: Float64Array
  endowments: Endowments
}

/**
 * What a ballot may spend before any increment: `numerators[classOf[group]] / denominator` minor units, class 0 for all where
 * `classOf` is null; `step` is what one increment adds to each numerator.
 */
export interface Endowments {
  denominator: bigint
  numerators: bigint[]
  classOf: Int32Array | null
  step: bigint
}

/**
 * @throws {RangeError} if the increment is not a positive whole number of minor units, an endowment is missing or negative, or
 *   all endowments together are more than the budget
 */
export function prepareShares(count: Count): SharesProblem {
  const { election, settings, standing } = count
  const { marks, scale } = utilitiesOf(count)
  const supporters = supportersOf(election.ballots, marks, election.ids.length)
  const supported = count.election.ids
    .map((_id, option) => option)
    .filter((option) => standing.isIn[option] && supporters.starts[option + 1]! > supporters.starts[option]!)
  return {
    count,
    supporters,
    isByCost: settings.utility === 'cost' || settings.utility === 'points*cost',
    scale,
    candidates: supported.filter((option) => {
      const cost = election.costs[option]!
      return cost > 0n && cost <= election.budget
    }),
    free: supported
      .filter((option) => election.costs[option] === 0n)
      .sort((a, b) => Number(count.scores.whole[b]! - count.scores.whole[a]!) || count.tieRule.compare(a, b)),
    allWorth: worthOf(supporters, election.ballots.weights),
    endowments: endowmentsOf(count),
  }
}

function worthOf({ starts, groups, worth }: Supporters, weights: Int32Array): Float64Array {
  const sums = new Float64Array(starts.length - 1)
  for (let option = 0; option < sums.length; option++) {
    for (let i = starts[option]!; i < starts[option + 1]!; i++) {
      sums[option]! += weights[groups[i]!]! * (worth?.[i] ?? 1)
    }
  }
  if (sums.some((sum) => sum > Number.MAX_SAFE_INTEGER)) throw new RangeError('points too large to add up')
  return sums
}

function endowmentsOf({ election, settings }: Count): Endowments {
  const { ballots, budget, unit } = election
  const given = ballots.endowments
  if (given && given.length !== ballots.weights.length)
    throw new RangeError('not every group has an endowment')
  // Where nobody voted there is nobody to share.
  const texts = given ? [...new Set(given)] : [ballots.count === 0 ? '0' : `${budget}/${ballots.count}`]
  const shares = texts.map(parseExact)
  if (shares.some(({ n }) => n < 0n)) throw new RangeError('an endowment is negative')
  if (given) mustBeCovered(given, election)
  // Where the share begins is a matter of add1; without it the whole budget is divided.
  const isFloored = settings.start === 'integral' && isRaised(settings)
  const floored = !isFloored ? shares : shares.map(({ n, d }) => ({ n: (n / (d * unit)) * unit, d: 1n }))
  const denominator = floored.reduce((common, { d }) => (common / gcd(common, d)) * d, 1n)
  const indexes = new Map(texts.map((text, index) => [text, index]))
  return {
    denominator,
    numerators: floored.map(({ n, d }) => n * (denominator / d)),
    classOf: given ? Int32Array.from(given, (text) => indexes.get(text)!) : null,
    step: incrementOf(settings.increment, unit) * denominator,
  }
}

function mustBeCovered(endowments: readonly Exact[], { ballots, budget }: Election): void {
  const voters = new Map<Exact, number>()
  endowments.forEach((text, group) => {
    voters.set(text, (voters.get(text) ?? 0) + ballots.weights[group]!)
  })
  const all = [...voters].map(([text, number]) => ({ share: parseExact(text), number }))
  const common = all.reduce((product, { share }) => (product / gcd(product, share.d)) * share.d, 1n)
  const sum = all.reduce(
    (total, { share, number }) => total + share.n * (common / share.d) * BigInt(number),
    0n,
  )
  if (sum > budget * common) throw new RangeError('the endowments are more than the budget')
}

function incrementOf(increment: number, unit: bigint): bigint {
  const minor = increment * Number(unit)
  if (!(minor >= 1) || !Number.isSafeInteger(minor))
    throw new RangeError(`an increment of ${increment} is not a whole number of minor units`)
  return BigInt(minor)
}
