import { approximate } from './fraction.ts'
import type { SharesProblem } from './shares.ts'
import { clearlyRich, openLists, partRich, poorMoney, resetLists, take } from './supporter-lists.ts'

/**
 * What doubles can prove of one run of equal shares.
 *
 * @property bought     the same options in the same order as the exact run buys, up to the first that goes over the budget
 * @property isOver     whether they cost more than the budget
 * @property alsoHolds  for how many further increments, one after the other, the exact run buys the same
 */
export interface Proof {
  bought: number[]
  isOver: boolean
  alsoHolds: number
}

/** 2^-52: one operation on doubles is off by at most half of it, relatively. */
const ULP = Number.EPSILON
/** Options this near to the best are looked at whole; nothing is decided by it. */
const NEAR = 1e-9
/** Supporters must be richer than the price by this much to count as rich beyond doubt. */
const CLEAR = 1e-6

/** How much is known of an option's price in this round. */
const LOWER_BOUND = 0
const PRICE = 1
/** Every supporter is clearly rich or broke: the price is the cost over the worth of the rich, both whole. */
const WHOLE = 2
/** Every supporter is clearly rich, so it stays the same however much shares are raised. */
const ALL_RICH = 3

/** No option can be bought yet, because those nearest were dropped. */
const NONE = -1
/** Doubles cannot say. */
const UNPROVED = -2

/**
 * Makes a quick filter for runs of equal shares: it runs them in doubles and answers only what it has proved.
 *
 * The proof. Let E be the sum over all ballots of how far the double balance is from the exact one. A purchase takes from the
 * balances b to max(0, b - p(b) * worth), where p(b) makes the payments add up to the cost. That step never makes the distance
 * between two sets of balances larger: for b <= b' it keeps the order and the difference of their sums, and any two sets
 * have an upper bound of both between them. So E grows only by rounding, which is added up as the run goes.
 * What supporters pay at price p differs by at most E from the exact sum, so a price found at slope D (worth of the rich) is
 * off by at most E / D; a winner must be below every rival by more than both errors. Where prices are so near that this fails,
 * they are compared as whole numbers if every supporter of both is either clearly rich or broke; else there is no proof.
 *
 * Raising each share raises every balance of such a run and adds up to ballots * raise; so no price rises, the winner's
 * least of all, and a rival's falls by at most ballots * raise / D. From that follows for how many increments the run is the same.
 *
 * @returns a function of the number of increments; null where nothing was proved
 */
export function createSharesFilter(problem: SharesProblem): (increments: bigint) => Proof | null {
  const { count, candidates, free, isByCost, allWorth, endowments } = problem
  const { election, exclusive, tieRule } = count
  const { weights } = election.ballots
  const size = election.ids.length
  const costs = Float64Array.from(election.costs, Number)
  const budget = Number(election.budget)
  const raise = approximate({ n: endowments.step, d: endowments.denominator }) * election.ballots.count
  const lists = openLists(problem)
  const { starts } = problem.supporters
  /** By option: the least price it can have, the slope it was found at, whether it is the price with all supporters rich. */
  const price = new Float64Array(size)
  const slope = new Float64Array(size)
  const isBase = new Uint8Array(size)
  const known = new Uint8Array(size)
  const perCost = isByCost ? costs : new Float64Array(size).fill(1)
  const areExact = costs.every(Number.isSafeInteger) && Number.isSafeInteger(budget)

  return function prove(increments) {
    if (!areExact) return null
    const money = startRun(increments)
    let error = money * 4 * ULP
    let isClean = true
    let slack = Number.POSITIVE_INFINITY
    const bought = withoutRivals(free)
    let spent = 0
    let left = candidates.filter((option) => !exclusive[option]!.some((rival) => bought.includes(rival)))

    while (left.length > 0) {
      left.sort((a, b) => keyOf(a) - keyOf(b))
      const winner = choose()
      if (winner === UNPROVED) return null
      if (winner === NONE) continue
      const top = pay(winner)
      if (top === UNPROVED) return null
      const topKey = (top / perCost[winner]!) * (1 + 4 * ULP)
      for (const rival of left) if (rival !== winner) narrow(rival, topKey)
      bought.push(winner)
      spent += costs[winner]!
      if (spent > budget) return { bought, isOver: true, alsoHolds: holds() }
      left = left.filter((option) => option !== winner && !exclusive[winner]!.includes(option))
    }
    return { bought, isOver: false, alsoHolds: holds() }

    function holds(): number {
      if (slack === Number.POSITIVE_INFINITY) return Number.MAX_SAFE_INTEGER
      return Math.max(0, Math.floor((slack / raise) * (1 - 1e-9)))
    }

    /** By how much money the rival may be helped before it could be first. */
    function narrow(rival: number, topKey: number): void {
      if (isBase[rival] === 1) return
      const room = (lowestKey(rival) - topKey) * perCost[rival]! * slope[rival]!
      if (room < slack) slack = Math.max(0, room)
    }

    function errorOf(option: number): number {
      return error + (starts[option + 1]! - starts[option]! + 8) * ULP * costs[option]!
    }

    /** No exact price for its worth is below it. */
    function lowestKey(option: number): number {
      const off = isBase[option] === 1 ? 0 : errorOf(option) / slope[option]!
      return ((price[option]! - off) / perCost[option]!) * (1 - 4 * ULP)
    }

    function choose(): number {
      let best = NONE
      let bestKey = Number.POSITIVE_INFINITY
      let dropped: number[] | null = null
      for (const option of left) {
        known[option] = LOWER_BOUND
        if (keyOf(option) > bestKey * (1 + NEAR)) continue
        const had = ask(option, bestKey * (1 + NEAR))
        if (had >= 0) {
          const lacks = costs[option]! - had - errorOf(option)
          if (lacks <= 0) return UNPROVED
          slack = Math.min(slack, lacks)
          dropped ??= []
          dropped.push(option)
        } else if (known[option] === PRICE && keyOf(option) < bestKey) {
          best = option
          bestKey = keyOf(option)
        }
      }
      if (dropped !== null) left = left.filter((option) => !dropped.includes(option))
      if (best === NONE) return NONE
      const near = left.filter((rival) => rival !== best && lowestKey(rival) <= bestKey * (1 + 2 * CLEAR))
      return near.length === 0 ? best : beyondDoubt(best, near)
    }

    /** The best itself or, where whole numbers are equal, the one that the tie rule takes. */
    function beyondDoubt(best: number, near: readonly number[]): number {
      const top = topPrice(best)
      if (top === UNPROVED) return UNPROVED
      const topKey = (top / perCost[best]!) * (1 + 4 * ULP)
      const tied = [best]
      for (const rival of near) {
        if (lowestKey(rival) > topKey) continue
        if (known[rival] === LOWER_BOUND || !isWhole(best)) return UNPROVED
        if (topPrice(rival) === UNPROVED || !isWhole(rival)) return UNPROVED
        const order = compareWhole(best, rival)
        if (order > 0) return UNPROVED
        if (!isAllRich(best) || !isAllRich(rival)) slack = 0
        if (order === 0) tied.push(rival)
      }
      return tied.length === 1 ? best : tieRule.decide(tied).winner
    }

    function isWhole(option: number): boolean {
      return known[option]! >= WHOLE
    }

    function isAllRich(option: number): boolean {
      return known[option]! >= ALL_RICH
    }

    /** No exact price is above it. Says in `known` who is clearly rich or broke. */
    function topPrice(option: number): number {
      const { rich, between, hasBroke } = clearlyRich(lists, option, price[option]! * (1 + CLEAR))
      const off = errorOf(option) / rich
      if (!(off <= CLEAR * price[option]!)) return UNPROVED
      if (between === 0 && (isClean || !hasBroke)) {
        known[option] = hasBroke ? WHOLE : ALL_RICH
        slope[option] = rich
      }
      return price[option]! + off
    }

    /** Prices as cost / slope of options whose supporters are clearly rich or broke. */
    function compareWhole(a: number, b: number): number {
      const left = BigInt(isByCost ? 1 : costs[a]!) * BigInt(slope[b]!)
      const right = BigInt(isByCost ? 1 : costs[b]!) * BigInt(slope[a]!)
      return left < right ? -1 : left > right ? 1 : 0
    }

    /** Takes the payments; returns what no exact price is above, or that it is too near to what supporters have. */
    function pay(option: number): number {
      const off = errorOf(option)
      const each = price[option]!
      const doubt = off + off / slope[option]!
      const taken = take(lists, option, { price: each, clear: each * (1 + CLEAR), doubt })
      if (!taken.isClean) isClean = false
      error += (starts[option + 1]! - starts[option]! + 8) * ULP * costs[option]! + 2 * ULP * money
      return off <= CLEAR * each * taken.rich ? each + off / taken.rich : UNPROVED
    }
  }

  function keyOf(option: number): number {
    return price[option]! / perCost[option]!
  }

  function withoutRivals(options: readonly number[]): number[] {
    const taken: number[] = []
    for (const option of options)
      if (!exclusive[option]!.some((rival) => taken.includes(rival))) taken.push(option)
    return taken
  }

  /** Gives every ballot its share and takes all options' prices as if everybody were rich; returns all money together. */
  function startRun(increments: bigint): number {
    resetLists(lists, problem)
    for (const option of candidates) {
      price[option] = costs[option]! / allWorth[option]!
      slope[option] = allWorth[option]!
      isBase[option] = 1
    }
    const shares = endowments.numerators.map((numerator) =>
      approximate({ n: numerator + increments * endowments.step, d: endowments.denominator }),
    )
    let money = 0
    for (let group = 0; group < weights.length; group++) {
      const share = shares[endowments.classOf === null ? 0 : endowments.classOf[group]!]!
      lists.balance[group] = share
      money += share * weights[group]!
    }
    return money
  }

  /**
   * Raises `price` by Newton's steps from below until it is the option's price or above `limit`.
   * @returns -1, or what all supporters have if it is less than the cost
   */
  function ask(option: number, limit: number): number {
    const cost = costs[option]!
    let at = price[option]!
    let poor = poorMoney(lists, option)
    for (;;) {
      poor += partRich(lists, option, at)
      const rich = lists.richWorth[option]!
      if (rich === 0) return poor
      const next = (cost - poor) / rich
      if (next > at) {
        at = next
        price[option] = at
        isBase[option] = 0
      }
      if (isBase[option] === 0) slope[option] = rich
      if (next <= lists.least[0]!) {
        known[option] = PRICE
        return -1
      }
      if (at / perCost[option]! > limit) return -1
    }
  }
}
