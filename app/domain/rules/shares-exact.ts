import { approximate, type Fraction } from './fraction.ts'
import {
  CLOSE,
  type Filling,
  fill,
  guess,
  type Ledger,
  moneyOf,
  openLedger,
  type Part,
  partsOf,
  paymentsOf,
  takePayments,
} from './ledger.ts'
import type { SharesProblem } from './shares.ts'
import type { TieEntry } from './types.ts'

/**
 * One purchase, as it is made.
 *
 * @property price  minor units for each worth of support; a poorer supporter pays all it has
 * @property money  what all supporters had together before
 * @property parts  what each ballot of a part of the supporters pays: `paid[i] / over` minor units
 * @property partOf the part of a group of supporters; valid only while the observer runs
 */
export interface Purchase {
  option: number
  price: Fraction
  money: Fraction
  parts: readonly Part[]
  paid: readonly bigint[]
  over: bigint
  ledger: Ledger
}

/**
 * @property bought   options in the order bought, those that cost nothing first
 * @property dropped  options given up because their supporters could not pay any more: what these had, after how many purchases
 */
export interface SharesRun {
  bought: number[]
  ties: TieEntry[]
  dropped: { option: number; money: Fraction; after: number }[]
  ledger: Ledger
}

interface Key extends Fraction {
  approx: number
}

/**
 * The Method of Equal Shares, every ballot's share raised by `increments` steps: exact, in whole numbers over one common
 * denominator. Round by round the option with the least price for its worth is bought. A price never falls from one round to
 * the next, so only options whose last price is not above the best one are asked again.
 *
 * @param increments  how often the share is raised
 * @param stopAbove   minor units: the run ends as soon as it has spent more
 * @see Peters, Pierczyński and Skowron 2021, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS
 */
export function runShares(
  problem: SharesProblem,
  increments: bigint,
  { observe, stopAbove }: { observe?: (purchase: Purchase) => void; stopAbove?: bigint } = {},
): SharesRun {
  const { count, isByCost } = problem
  const { costs } = count.election
  const ledger = openLedger(problem, increments)
  const run: SharesRun = { bought: [], ties: [], dropped: [], ledger }
  for (const option of problem.free) if (!isExcluded(option)) run.bought.push(option)
  /** By option: what no price for its worth is below any more. */
  const lowest = new Float64Array(count.election.ids.length)
  let left = problem.candidates.filter((option) => !isExcluded(option))
  for (const option of left)
    lowest[option] = Number(costs[option]) / problem.allWorth[option]! / perCost(option)

  let spent = 0n
  while (left.length > 0 && (stopAbove === undefined || spent <= stopAbove)) {
    const tied = cheapest()
    if (tied.length === 0) continue
    let winner = tied[0]!
    if (tied.length > 1) {
      const decision = count.tieRule.decide(tied)
      winner = decision.winner
      run.ties.push(decision.entry)
    }
    buy(winner)
    spent += costs[winner]!
    left = left.filter((option) => option !== winner && !isExcluded(option))
  }
  return run

  function isExcluded(option: number): boolean {
    return count.exclusive[option]!.some((rival) => run.bought.includes(rival))
  }

  function perCost(option: number): number {
    return isByCost ? Number(costs[option]) : 1
  }

  /** The options of least price for their worth; none if all that were asked had to be dropped. */
  function cheapest(): number[] {
    left.sort((a, b) => lowest[a]! - lowest[b]!)
    let best: Key | null = null
    let tied: number[] = []
    const dropped = new Set<number>()
    for (const option of left) {
      if (best !== null && lowest[option]! > best.approx * (1 + CLOSE)) break
      const parts = partsOf(ledger, problem, option)
      const { price, off } = guess(ledger, parts, Number(costs[option]))
      const least = (price - off) / perCost(option)
      if (best !== null && price < Number.POSITIVE_INFINITY && least > best.approx * (1 + CLOSE)) {
        lowest[option] = Math.max(lowest[option]!, least * (1 - CLOSE))
        continue
      }
      const key = keyOf(option, fill(ledger, parts, costs[option]!))
      if (key === null) {
        run.dropped.push({ option, money: moneyOf(ledger, parts), after: run.bought.length })
        dropped.add(option)
        continue
      }
      lowest[option] = key.approx * (1 - CLOSE)
      const order = best === null ? -1 : compareKeys(key, best)
      if (order < 0) {
        best = key
        tied = [option]
      } else if (order === 0) tied.push(option)
    }
    if (dropped.size > 0) left = left.filter((option) => !dropped.has(option))
    return tied
  }

  function keyOf(option: number, filling: Filling | null): Key | null {
    if (filling === null) return null
    const d = filling.richWorth * ledger.denominator * (isByCost ? costs[option]! : 1n)
    return { n: filling.need, d, approx: approximate({ n: filling.need, d }) }
  }

  function buy(option: number): void {
    const parts = partsOf(ledger, problem, option)
    const filling = fill(ledger, parts, costs[option]!)!
    const { price, factor, paid, over } = paymentsOf(ledger, parts, filling)
    observe?.({
      option,
      price: { n: price, d: over },
      money: moneyOf(ledger, parts),
      parts,
      paid,
      over,
      ledger,
    })
    takePayments(ledger, problem, option, { parts, paid, factor })
    run.bought.push(option)
  }
}

function compareKeys(a: Key, b: Key): number {
  if (Math.abs(a.approx - b.approx) > CLOSE * Math.max(a.approx, b.approx)) return a.approx - b.approx
  const [left, right] = [a.n * b.d, b.n * a.d]
  return left < right ? -1 : left > right ? 1 : 0
}
