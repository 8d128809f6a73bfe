import type { SharesProblem } from './shares.ts'
import { runShares } from './shares-exact.ts'
import { createSharesFilter } from './shares-filter.ts'

/**
 * Where add1 ends.
 *
 * @property increments  how often every share was raised
 * @property runs        virtual budgets that were decided, the last one that went over included
 * @property exactRuns   of them, how many had to be run in whole numbers to be decided
 * @property bought      what the run at the end buys, in order; the exact run that is published must buy the same
 */
export interface Add1 {
  increments: bigint
  runs: number
  exactRuns: number
  bought: readonly number[]
}

interface Step {
  bought: readonly number[]
  isOver: boolean
  /** The next ones that are known to be the same. */
  alsoHolds: number
  isProved: boolean
}

/**
 * Raises every ballot's share by one increment after the other until the next would spend more than the budget; with
 * `exhaustive` also as soon as nothing more fits into the budget. Always stops when no candidate is left to buy.
 * The budgets that work are not an interval, so each is decided: by proof in doubles where there is one, in whole numbers
 * otherwise. The one that ended it is counted in whole numbers in any case, and so is the last by the one who publishes it.
 *
 * @throws {Error} if the filter's proof and the exact run contradict each other, which would be a fault of this program
 */
export function findIncrements(problem: SharesProblem, onProgress: (share: number) => void): Add1 {
  const { election, settings } = problem.count
  const prove = createSharesFilter(problem)
  let exactRuns = 0
  let increments = 0n
  let step = decide(increments)
  let runs = 1
  while (!mayStop(step.bought)) {
    if (step.alsoHolds > 0) {
      increments += BigInt(step.alsoHolds)
      runs += step.alsoHolds
    }
    const next = decide(increments + 1n)
    runs += 1
    if (next.isOver) {
      if (next.isProved) mustBeOver(increments + 1n)
      break
    }
    increments += 1n
    step = next
    onProgress(Math.min(0.99, Number(spentOn(step.bought)) / Number(election.budget)))
  }
  return { increments, runs, exactRuns, bought: step.bought }

  function decide(at: bigint): Step {
    const proof = prove(at)
    if (proof !== null) return { ...proof, isProved: true }
    exactRuns += 1
    const { bought } = runShares(problem, at, { stopAbove: election.budget })
    return { bought, isOver: spentOn(bought) > election.budget, alsoHolds: 0, isProved: false }
  }

  function mustBeOver(at: bigint): void {
    const { bought } = runShares(problem, at, { stopAbove: election.budget })
    if (spentOn(bought) <= election.budget) throw new Error(`the filter is wrong at increment ${at}`)
  }

  function spentOn(bought: readonly number[]): bigint {
    return bought.reduce((sum, option) => sum + election.costs[option]!, 0n)
  }

  function mayStop(bought: readonly number[]): boolean {
    const left = election.budget - spentOn(bought)
    const taken = new Set(bought)
    const open = problem.candidates.filter(
      (option) => !taken.has(option) && !problem.count.exclusive[option]!.some((rival) => taken.has(rival)),
    )
    if (open.length === 0) return true
    return settings.exhaustive && !open.some((option) => election.costs[option]! <= left)
  }
}
