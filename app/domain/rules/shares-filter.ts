import { approximate } from './fraction.ts'
import type { SharesProblem } from './shares.ts'

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

/**
 * Makes a quick filter for runs of equal shares: it runs them in doubles and answers only what it has proved.
 *
 * The proof. Let E be the sum over all ballots of how far the double balance is from the exact one. A purchase takes from the
 * balances b to max(0, b - p(b) * worth), where p(b) makes the payments add up to the cost. That step never makes the distance
 * between two sets of balances larger: for b <= b' it keeps the difference of their sums and the order, and any two
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
  const { count, supporters, candidates, free, isByCost, allWorth, endowments } = problem
  const { election, exclusive, tieRule } = count
  const { starts, groups, worth } = supporters
  const { weights } = election.ballots
  const size = election.ids.length
  const costs = Float64Array.from(election.costs, Number)
  const budget = Number(election.budget)
  const voters = Float64Array.from(groups, (group) => weights[group]!)
  const raise = approximate({ n: endowments.step, d: endowments.denominator }) * election.ballots.count
  const balance = new Float64Array(weights.length)
  /** By option: the least price it can have, the slope and whether it is the price with all supporters rich. */
  const price = new Float64Array(size)
  const slope = new Float64Array(size)
  const isBase = new Uint8Array(size)
  /** By option, of this round: 0 not asked to the end, 1 asked, 2 every supporter clearly rich or broke, 3 all clearly rich. */
  const state = new Uint8Array(size)
  const perCost = (option: number) => (isByCost ? costs[option]! : 1)
  const mayBeExact = costs.every(Number.isSafeInteger) && Number.isSafeInteger(budget)

  return function prove(increments) {
    if (!mayBeExact) return null
    const money = fillBalances(increments)
    let error = money * 4 * ULP
    let isClean = true
    let slack = Number.POSITIVE_INFINITY
    const bought = withoutRivals(free)
    let spent = 0
    let left = candidates.filter((option) => !exclusive[option]!.some((rival) => bought.includes(rival)))
    for (const option of left) {
      price[option] = costs[option]! / allWorth[option]!
      slope[option] = allWorth[option]!
      isBase[option] = 1
    }
    while (left.length > 0) {
      left.sort((a, b) => price[a]! / perCost(a) - price[b]! / perCost(b))
      const winner = choose()
      if (winner === -2) return null
      if (winner === -1) continue
      pay(winner)
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

    /** The option to buy; -1 if those nearest were dropped, -2 if doubles cannot say. */
    function choose(): number {
      let best = -1
      let bestKey = Number.POSITIVE_INFINITY
      let dropped: number[] | null = null
      for (const option of left) {
        state[option] = 0
        if (price[option]! / perCost(option) > bestKey * (1 + NEAR)) continue
        const had = ask(option, bestKey * (1 + NEAR))
        if (had >= 0) {
          const lacks = costs[option]! - had - errorOf(option)
          if (lacks <= 0) return -2
          slack = Math.min(slack, lacks)
          dropped ??= []
          dropped.push(option)
        } else if (state[option] === 1 && price[option]! / perCost(option) < bestKey) {
          best = option
          bestKey = price[option]! / perCost(option)
        }
      }
      if (dropped !== null) left = left.filter((option) => !dropped.includes(option))
      return best === -1 ? -1 : beyondDoubt(best)
    }

    function errorOf(option: number): number {
      return error + (starts[option + 1]! - starts[option]! + 8) * ULP * costs[option]!
    }

    /** The winner itself or, where whole numbers are equal, the one that the tie rule takes; -2 without proof. */
    function beyondDoubt(best: number): number {
      const top = topPrice(best)
      if (top === -1) return -2
      const topKey = (top / perCost(best)) * (1 + 4 * ULP)
      let tied: number[] | null = null
      for (const rival of left) {
        if (rival === best) continue
        const off = isBase[rival] ? 0 : errorOf(rival) / slope[rival]!
        const lowest = ((price[rival]! - off) / perCost(rival)) * (1 - 4 * ULP)
        if (lowest > topKey) {
          if (!isBase[rival]) slack = Math.min(slack, (lowest - topKey) * perCost(rival) * slope[rival]!)
          continue
        }
        if (state[rival] === 0 || !isWhole(best) || topPrice(rival) === -1 || !isWhole(rival)) return -2
        const order = compareWhole(best, rival)
        if (order > 0) return -2
        if (!isAllRich(best) || !isAllRich(rival)) slack = 0
        if (order === 0) {
          tied ??= [best]
          tied.push(rival)
        }
      }
      return tied === null ? best : tieRule.decide(tied).winner
    }

    function isWhole(option: number): boolean {
      return state[option]! >= 2
    }

    function isAllRich(option: number): boolean {
      return state[option] === 3
    }

    /** As `ask` found the price: no exact price is above it. Says in `state` who is clearly rich or broke; -1 if too near. */
    function topPrice(option: number): number {
      const clear = price[option]! * (1 + CLEAR)
      let rich = 0
      let broke = 0
      let between = 0
      for (let i = starts[option]!; i < starts[option + 1]!; i++) {
        const has = balance[groups[i]!]!
        const value = worth === null ? 1 : worth[i]!
        if (has > clear * value) rich += voters[i]! * value
        else if (has === 0) broke += 1
        else between += 1
      }
      const off = errorOf(option) / rich
      if (!(off <= CLEAR * price[option]!)) return -1
      state[option] = between > 0 || (broke > 0 && !isClean) ? 1 : broke > 0 ? 2 : 3
      if (state[option]! >= 2) slope[option] = rich
      return price[option]! + off
    }

    /** Price of a = cost / slope, for clearly rich or broke supporters only; both whole. */
    function compareWhole(a: number, b: number): number {
      const left = BigInt(isByCost ? 1 : costs[a]!) * BigInt(slope[b]!)
      const right = BigInt(isByCost ? 1 : costs[b]!) * BigInt(slope[a]!)
      return left < right ? -1 : left > right ? 1 : 0
    }

    function pay(option: number): void {
      const each = price[option]!
      const off = errorOf(option)
      for (let i = starts[option]!; i < starts[option + 1]!; i++) {
        const group = groups[i]!
        const has = balance[group]!
        if (has === 0) continue
        const asked = worth === null ? each : each * worth[i]!
        const margin = off + (off * asked) / (each * slope[option]!)
        if (has > asked) balance[group] = has - asked
        else balance[group] = 0
        if (Math.abs(has - asked) <= margin) isClean = false
      }
      error += (starts[option + 1]! - starts[option]! + 8) * ULP * costs[option]! + 2 * ULP * money
    }
  }

  function withoutRivals(options: readonly number[]): number[] {
    const taken: number[] = []
    for (const option of options)
      if (!exclusive[option]!.some((rival) => taken.includes(rival))) taken.push(option)
    return taken
  }

  /** Gives every ballot its share; returns all money together. */
  function fillBalances(increments: bigint): number {
    const shares = endowments.numerators.map((numerator) =>
      approximate({ n: numerator + increments * endowments.step, d: endowments.denominator }),
    )
    let money = 0
    for (let group = 0; group < balance.length; group++) {
      const share = shares[endowments.classOf === null ? 0 : endowments.classOf[group]!]!
      balance[group] = share
      money += share * weights[group]!
    }
    return money
  }

  /**
   * Raises `price` towards the option's price by Newton's steps from below; stops above `limit`. State 1: the price is found.
   * @returns -1, or what all supporters have if it is less than the cost
   */
  function ask(option: number, limit: number): number {
    const cost = costs[option]!
    const per = perCost(option)
    const end = starts[option + 1]!
    let at = price[option]!
    for (;;) {
      let rich = 0
      let poor = 0
      for (let i = starts[option]!; i < end; i++) {
        const has = balance[groups[i]!]!
        if (worth === null) {
          if (has >= at) rich += voters[i]!
          else poor += has * voters[i]!
        } else if (has >= at * worth[i]!) rich += voters[i]! * worth[i]!
        else poor += has * voters[i]!
      }
      if (rich === 0) return poor
      const next = (cost - poor) / rich
      if (next <= at) {
        state[option] = 1
        if (isBase[option] === 0) slope[option] = rich
        return -1
      }
      at = next
      price[option] = at
      slope[option] = rich
      isBase[option] = 0
      if (at / per > limit) return -1
    }
  }
}
