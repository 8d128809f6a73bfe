import { approximate, type Fraction, gcd } from './fraction.ts'
import type { SharesProblem } from './shares.ts'

/**
 * What every ballot has left, exactly. Groups of ballots with the same history are one class and have one balance:
 * `balanceIn(ledger, class) / denominator` minor units. The denominator grows with every purchase; a balance is brought to it
 * when it is asked for.
 *
 * @property balances  over `denominators[since[class]]`
 * @property approx  each balance as a double, off by less than 2^-50 of itself; 0 only for 0
 */
export interface Ledger {
  classOf: Int32Array
  balances: bigint[]
  since: number[]
  denominators: bigint[]
  /** The denominator over each of `denominators`, where it was needed. */
  ratios: (bigint | undefined)[]
  approx: number[]
  /** Groups of each class; a class without any may be used again. */
  population: number[]
  denominator: bigint
  unused: number[]
  broke: number
}

/** Supporters of one option that have the same balance and give it the same worth. */
export interface Part {
  classId: number
  worth: number
  voters: number
}

/**
 * How a cost is shared: every supporter pays `need / (richWorth * denominator)` for each worth, or all it has.
 * `need` is the cost less what the poor pay, times the denominator; `richWorth` what the option is worth to the others.
 */
export interface Filling {
  need: bigint
  richWorth: bigint
}

/** Doubles nearer to each other than this, relatively, decide nothing. */
export const CLOSE = 1e-12

export function openLedger({ endowments, count }: SharesProblem, increments: bigint): Ledger {
  const { denominator } = endowments
  const groups = count.election.ballots.weights.length
  const classOf = endowments.classOf?.slice() ?? new Int32Array(groups)
  const balances = endowments.numerators.map((numerator) => numerator + increments * endowments.step)
  const population = balances.map(() => 0)
  for (let group = 0; group < groups; group++) population[classOf[group]!]! += 1
  const broke = balances.push(0n) - 1
  population.push(1) // and so never used for another balance
  const approx = balances.map((n) => approximate({ n, d: denominator }))
  return {
    classOf,
    balances,
    since: balances.map(() => 0),
    denominators: [denominator],
    ratios: [1n],
    approx,
    population,
    denominator,
    unused: [],
    broke,
  }
}

/** What a ballot of the class has, over the ledger's denominator. */
function balanceIn(ledger: Ledger, classId: number): bigint {
  const { balances, since, denominators, ratios, denominator } = ledger
  const then = since[classId]!
  if (then === denominators.length - 1) return balances[classId]!
  ratios[then] ??= denominator / denominators[then]!
  balances[classId]! *= ratios[then]!
  since[classId] = denominators.length - 1
  return balances[classId]!
}

/** The supporters of an option by class and worth, in the order in which they are met. */
export function partsOf(ledger: Ledger, problem: SharesProblem, option: number): Part[] {
  const { starts, groups, worth } = problem.supporters
  if (worth !== null) return partsByWorth(ledger, problem, option)
  const { weights } = problem.count.election.ballots
  const { classOf } = ledger
  const voters = scratchOf(ledger.balances.length)
  const met: number[] = []
  for (let i = starts[option]!; i < starts[option + 1]!; i++) {
    const group = groups[i]!
    const classId = classOf[group]!
    if (voters[classId] === 0) met.push(classId)
    voters[classId]! += weights[group]!
  }
  return met.map((classId) => {
    const part = { classId, worth: 1, voters: voters[classId]! }
    voters[classId] = 0
    return part
  })
}

function partsByWorth({ classOf }: Ledger, problem: SharesProblem, option: number): Part[] {
  const { starts, groups, worth } = problem.supporters
  const { weights } = problem.count.election.ballots
  const parts: Part[] = []
  const byClass = new Map<number, Map<number, Part>>()
  for (let i = starts[option]!; i < starts[option + 1]!; i++) {
    const group = groups[i]!
    const classId = classOf[group]!
    let byWorth = byClass.get(classId)
    if (byWorth === undefined) {
      byWorth = new Map()
      byClass.set(classId, byWorth)
    }
    let part = byWorth.get(worth![i]!)
    if (part === undefined) {
      part = { classId, worth: worth![i]!, voters: 0 }
      byWorth.set(part.worth, part)
      parts.push(part)
    }
    part.voters += weights[group]!
  }
  return parts
}

/** All zero between its uses; shared, because a class is asked for many times a round. */
let scratch = new Float64Array(1024)

function scratchOf(size: number): Float64Array {
  if (scratch.length < size) scratch = new Float64Array(size * 2)
  return scratch
}

export function moneyOf(ledger: Ledger, parts: readonly Part[]): Fraction {
  let n = 0n
  for (const { classId, voters } of parts) n += balanceIn(ledger, classId) * BigInt(voters)
  return { n, d: ledger.denominator }
}

/**
 * Guesses in doubles the least price at which the supporters pay the cost.
 *
 * @returns the price, infinite if they cannot, what it may be below at most, and who is poor at it
 */
export function guess({ approx }: Ledger, parts: readonly Part[], cost: number) {
  const isPoor = new Uint8Array(parts.length)
  let rich = 0
  let poor = 0
  parts.forEach(({ classId, worth, voters }, i) => {
    if (approx[classId] === 0) isPoor[i] = 1
    else rich += worth * voters
  })
  for (let moved = true; moved && rich > 0; ) {
    moved = false
    const price = (cost - poor) / rich
    for (let i = 0; i < parts.length; i++) {
      const { classId, worth, voters } = parts[i]!
      if (isPoor[i] === 1 || approx[classId]! >= price * worth) continue
      isPoor[i] = 1
      poor += approx[classId]! * voters
      rich -= worth * voters
      moved = true
    }
  }
  const price = rich > 0 ? (cost - poor) / rich : Number.POSITIVE_INFINITY
  const off = ((parts.length + 8) * 4 * Number.EPSILON * cost) / Math.max(rich, 1)
  return { price, off, isPoor }
}

/**
 * The least price at which the supporters pay the whole cost, exactly. A guess that every balance agrees with is the price;
 * where one does not agree, whole numbers find it.
 *
 * @param cost  minor units
 * @returns null if all they have is not enough
 */
export function fill(ledger: Ledger, parts: readonly Part[], cost: bigint): Filling | null {
  const { approx, denominator } = ledger
  const { isPoor } = guess(ledger, parts, Number(cost))
  let need = cost * denominator
  let rich = 0
  for (let i = 0; i < parts.length; i++) {
    const { classId, worth, voters } = parts[i]!
    if (isPoor[i] === 0) rich += worth * voters
    else if (approx[classId] !== 0) need -= balanceIn(ledger, classId) * BigInt(voters)
  }
  if (rich === 0 && need > 0n) return null
  const richWorth = BigInt(rich)
  if (rich === 0 || need < 0n) return fillInWholeNumbers(ledger, parts, cost)
  const price = approximate({ n: need, d: richWorth * denominator })
  const agrees = parts.every(({ classId, worth }, i) => {
    const has = approx[classId]!
    const asked = price * worth
    if (Math.abs(has - asked) > CLOSE * asked) return has < asked === (isPoor[i] === 1)
    return balanceIn(ledger, classId) * richWorth < need * BigInt(worth) === (isPoor[i] === 1)
  })
  return agrees ? { need, richWorth } : fillInWholeNumbers(ledger, parts, cost)
}

function fillInWholeNumbers(ledger: Ledger, parts: readonly Part[], cost: bigint) {
  let need = cost * ledger.denominator
  let rich = parts.filter(({ classId }) => ledger.balances[classId] !== 0n)
  let richWorth = rich.reduce((sum, { worth, voters }) => sum + BigInt(worth) * BigInt(voters), 0n)
  for (;;) {
    if (richWorth === 0n) return null
    const isPoor = ({ classId, worth }: Part) => balanceIn(ledger, classId) * richWorth < need * BigInt(worth)
    const poor = rich.filter(isPoor)
    if (poor.length === 0) return { need, richWorth }
    rich = rich.filter((part) => !isPoor(part))
    for (const { classId, worth, voters } of poor) {
      need -= balanceIn(ledger, classId) * BigInt(voters)
      richWorth -= BigInt(worth) * BigInt(voters)
    }
  }
}

/** What each part pays of a filling, as whole numbers over `over`, and the factor that brings the ledger to `over`. */
export function paymentsOf(ledger: Ledger, parts: readonly Part[], { need, richWorth }: Filling) {
  const common = gcd(need, richWorth)
  const [price, factor] = [need / common, richWorth / common]
  const paid = parts.map(({ classId, worth }) => {
    const [all, share] = [balanceIn(ledger, classId) * factor, price * BigInt(worth)]
    const isPoor = all < share
    return isPoor ? all : share
  })
  return { price, factor, paid, over: ledger.denominator * factor }
}

/** Takes the payments of an option's supporters out of the ledger. */
export function takePayments(
  ledger: Ledger,
  problem: SharesProblem,
  option: number,
  { parts, paid, factor }: { parts: readonly Part[]; paid: readonly bigint[]; factor: bigint },
): void {
  const { classOf, balances, approx, population, unused, broke } = ledger
  const { starts, groups, worth } = problem.supporters
  if (factor !== 1n) {
    ledger.denominator *= factor
    ledger.denominators.push(ledger.denominator)
    ledger.ratios = []
  }
  const next = new Map<number, Map<number, number>>()
  const nextClass = new Int32Array(worth === null ? balances.length : 0)
  parts.forEach(({ classId, worth: value }, i) => {
    const balance = balanceIn(ledger, classId) - paid[i]!
    const to = balance === 0n ? broke : addClass(balance)
    if (worth === null) nextClass[classId] = to
    else {
      const byWorth = next.get(classId) ?? new Map<number, number>()
      next.set(classId, byWorth.set(value, to))
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
    ledger.since[id] = ledger.denominators.length - 1
    approx[id] = approximate({ n: balance, d: ledger.denominator })
    population[id] = 0
    return id
  }
}
