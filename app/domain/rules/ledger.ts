import { type Fraction, gcd } from './fraction.ts'
import type { SharesProblem } from './shares.ts'

/**
 * What every ballot has left, exactly. Groups of ballots with the same history are one class and have one balance:
 * `balances[classOf[group]] / denominator` minor units.
 */
export interface Ledger {
  classOf: Int32Array
  balances: bigint[]
  /** Groups of each class; a class without any may be used again. */
  population: number[]
  denominator: bigint
  unused: number[]
  broke: number
}

/** Supporters of one option that have the same balance and give it the same worth. */
export interface Part {
  classId: number
  worth: bigint
  voters: bigint
  balance: bigint
}

/**
 * How a cost is shared: every supporter pays `need / (richWorth * denominator)` for each worth, or all it has.
 * `need` is the cost less what the poor pay, times the denominator; `richWorth` what the option is worth to the others.
 */
export interface Filling {
  need: bigint
  richWorth: bigint
}

export function openLedger({ endowments, count }: SharesProblem, increments: bigint): Ledger {
  const groups = count.election.ballots.weights.length
  const classOf = endowments.classOf?.slice() ?? new Int32Array(groups)
  const balances = endowments.numerators.map((numerator) => numerator + increments * endowments.step)
  const population = balances.map(() => 0)
  for (let group = 0; group < groups; group++) population[classOf[group]!]! += 1
  const broke = balances.push(0n) - 1
  population.push(1) // never used again for another balance
  return { classOf, balances, population, denominator: endowments.denominator, unused: [], broke }
}

export function balanceOf({ balances, classOf, denominator }: Ledger, group: number): Fraction {
  return { n: balances[classOf[group]!]!, d: denominator }
}

/** The supporters of an option by class and worth, in the order in which they are met. */
export function partsOf({ classOf, balances }: Ledger, problem: SharesProblem, option: number): Part[] {
  const { starts, groups, worth } = problem.supporters
  const { weights } = problem.count.election.ballots
  if (worth !== null) return partsByWorth(balances, classOf, problem, option)
  const voters = scratchOf(balances.length)
  const met: number[] = []
  for (let i = starts[option]!; i < starts[option + 1]!; i++) {
    const group = groups[i]!
    const classId = classOf[group]!
    if (voters[classId] === 0) met.push(classId)
    voters[classId]! += weights[group]!
  }
  return met.map((classId) => {
    const part = { classId, worth: 1n, voters: BigInt(voters[classId]!), balance: balances[classId]! }
    voters[classId] = 0
    return part
  })
}

function partsByWorth(
  balances: bigint[],
  classOf: Int32Array,
  problem: SharesProblem,
  option: number,
): Part[] {
  const { starts, groups, worth } = problem.supporters
  const { weights } = problem.count.election.ballots
  const byClass = new Map<number, Map<number, number>>()
  for (let i = starts[option]!; i < starts[option + 1]!; i++) {
    const group = groups[i]!
    const classId = classOf[group]!
    let byWorth = byClass.get(classId)
    if (byWorth === undefined) {
      byWorth = new Map()
      byClass.set(classId, byWorth)
    }
    byWorth.set(worth![i]!, (byWorth.get(worth![i]!) ?? 0) + weights[group]!)
  }
  return [...byClass].flatMap(([classId, byWorth]) =>
    [...byWorth].map(([value, voters]) => {
      return { classId, worth: BigInt(value), voters: BigInt(voters), balance: balances[classId]! }
    }),
  )
}

/** All zero between its uses; shared, because a class is asked for many times a round. */
let scratch = new Float64Array(1024)

function scratchOf(size: number): Float64Array {
  if (scratch.length < size) scratch = new Float64Array(size * 2)
  return scratch
}

/**
 * The least price at which the supporters pay the whole cost.
 *
 * @param cost  minor units times the ledger's denominator
 * @returns null if all they have is not enough
 */
export function fill(parts: readonly Part[], cost: bigint): Filling | null {
  let need = cost
  let richWorth = 0n
  let rich: Part[] = []
  for (const part of parts) {
    if (part.balance === 0n) continue
    richWorth += part.worth * part.voters
    rich.push(part)
  }
  for (;;) {
    if (richWorth === 0n) return null
    const still: Part[] = []
    let paid = 0n
    let worthLost = 0n
    for (const part of rich) {
      if (part.balance * richWorth < need * part.worth) {
        paid += part.balance * part.voters
        worthLost += part.worth * part.voters
      } else still.push(part)
    }
    if (worthLost === 0n) return { need, richWorth }
    need -= paid
    richWorth -= worthLost
    rich = still
  }
}

/** What each part pays of a filling, as whole numbers over `over`, and the factor that brings the ledger to `over`. */
export function paymentsOf({ denominator }: Ledger, parts: readonly Part[], { need, richWorth }: Filling) {
  const common = gcd(need, richWorth)
  const [price, factor] = [need / common, richWorth / common]
  const paid = parts.map(({ balance, worth }) => {
    const share = price * worth
    const isPoor = balance * factor < share
    return isPoor ? balance * factor : share
  })
  return { price, factor, paid, over: denominator * factor }
}

/** Takes the payments of an option's supporters out of the ledger. */
export function takePayments(
  ledger: Ledger,
  problem: SharesProblem,
  option: number,
  { parts, paid, factor }: { parts: readonly Part[]; paid: readonly bigint[]; factor: bigint },
): void {
  const { classOf, balances, population, unused, broke } = ledger
  const { starts, groups, worth } = problem.supporters
  if (factor !== 1n) {
    ledger.denominator *= factor
    for (let id = 0; id < balances.length; id++) if (population[id]! > 0) balances[id]! *= factor
  }
  const next = new Map<number, Map<number, number>>()
  const nextClass = new Int32Array(worth === null ? balances.length : 0)
  parts.forEach(({ classId, worth: value }, i) => {
    const balance = balances[classId]! - paid[i]!
    const to = balance === 0n ? broke : addClass(balance)
    if (worth === null) nextClass[classId] = to
    else {
      const byWorth = next.get(classId) ?? new Map<number, number>()
      next.set(classId, byWorth.set(Number(value), to))
    }
  })
  for (let i = starts[option]!; i < starts[option + 1]!; i++) {
    const group = groups[i]!
    const from = classOf[group]!
    const to = worth === null ? nextClass[from]! : next.get(from)!.get(worth[i]!)!
    if (from === to) continue
    classOf[group] = to
    population[to]! += 1
    population[from]! -= 1
    if (population[from] === 0) unused.push(from)
  }

  function addClass(balance: bigint): number {
    const id = unused.pop() ?? balances.length
    balances[id] = balance
    population[id] = 0
    return id
  }
}
