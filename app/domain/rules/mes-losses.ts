import { exact, type Fraction } from './fraction.ts'
import { moneyOf, openLedger, partsOf } from './ledger.ts'
import type { SharesProblem } from './shares.ts'
import type { Purchase, SharesRun } from './shares-exact.ts'
import type { Loss } from './types.ts'

interface Taken {
  by: number
  paid: Fraction
  sharedVoters: number
}

/**
 * Collects, while an exact run goes, what each option's supporters paid for others; afterwards tells every candidate that was not
 * bought what its supporters had, who took it and what is left when the run ends. The start less what rivals took is what is left.
 */
export function collectLosses(problem: SharesProblem, increments: bigint) {
  const { count, supporters } = problem
  const { ids, costs, ballots } = count.election
  const open = new Set(problem.candidates)
  const taken = new Map<number, Taken[]>(problem.candidates.map((option) => [option, []]))
  const partOf = new Int32Array(ballots.weights.length)

  function observe({ option, parts, paid, over, ledger }: Purchase): void {
    open.delete(option)
    const indexes = new Map(parts.map(({ classId, worth }, i) => [`${classId} ${worth}`, i]))
    const byClass = new Map(parts.map(({ classId }, i) => [classId, i]))
    partOf.fill(-1)
    for (let i = supporters.starts[option]!; i < supporters.starts[option + 1]!; i++) {
      const group = supporters.groups[i]!
      const classId = ledger.classOf[group]!
      partOf[group] =
        supporters.worth === null ? byClass.get(classId)! : indexes.get(`${classId} ${supporters.worth[i]}`)!
    }
    const voters = new Float64Array(parts.length)
    for (const loser of open) {
      voters.fill(0)
      for (let i = supporters.starts[loser]!; i < supporters.starts[loser + 1]!; i++) {
        const group = supporters.groups[i]!
        if (partOf[group] !== -1) voters[partOf[group]!]! += ballots.weights[group]!
      }
      let sum = 0n
      let sharedVoters = 0
      voters.forEach((number, part) => {
        if (number === 0 || paid[part] === 0n) return
        sum += paid[part]! * BigInt(number)
        sharedVoters += number
      })
      if (sum > 0n) taken.get(loser)!.push({ by: option, paid: { n: sum, d: over }, sharedVoters })
    }
  }

  function lossesOf({ ledger }: SharesRun): Record<string, Loss> {
    const start = openLedger(problem, increments)
    const losses: Record<string, Loss> = {}
    for (const option of open) {
      losses[ids[option]!] = {
        type: 'supporters-money',
        votes: count.votes[option]!,
        cost: String(costs[option]),
        startMoney: exact(moneyOf(start, partsOf(start, problem, option))),
        moneyLeft: exact(moneyOf(ledger, partsOf(ledger, problem, option))),
        rivals: taken.get(option)!.map(({ by, paid, sharedVoters }) => {
          return { id: ids[by]!, paid: exact(paid), sharedVoters }
        }),
        costToWin: null,
        votesToWin: null,
      }
    }
    return losses
  }
  return { observe, lossesOf }
}
