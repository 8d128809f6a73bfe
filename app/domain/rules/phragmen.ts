import { type Count, supportersOf, type Tallied } from './count.ts'
import { approximate, exact, type Fraction, gcd } from './fraction.ts'
import type { Loss, Round, TieEntry } from './types.ts'

/** Loads as doubles are off by less than 2^-50 of themselves; nearer than this to each other they decide nothing. */
const CLOSE = 1e-12

interface Load extends Fraction {
  approx: number
}

/**
 * Sequential Phragmen for a budget, by approvals: voters earn money at the same rate; the option whose supporters have its cost
 * first is bought and takes all they have. In loads: an option would give its supporters the load (cost + their loads) / voters,
 * the least one is bought. The whole rule stops when one with the least load costs more than is left.
 * A purchase gives all its supporters one load, so there are no more different loads than purchases, plus none.
 *
 * @see Los, Christoff and Grossi 2022, "Proportional Budget Allocations: Towards a Systematization", IJCAI
 */
export function buyByLoads(count: Count): Tallied {
  const { election, standing, exclusive, tieRule } = count
  const { ids, costs, ballots } = election
  const supporters = supportersOf(ballots, null, ids.length)
  const classOf = new Int32Array(ballots.weights.length)
  let denominator = 1n
  const loads: bigint[] = [0n]
  const rounds: Round[] = [...standing.rounds]
  const losses: Record<string, Loss> = { ...standing.losses }
  const winners: number[] = []
  const ties: TieEntry[] = []
  let money = election.budget
  let left = ids
    .map((_id, option) => option)
    .filter(
      (option) => standing.isIn[option] && costs[option]! <= election.budget && count.votes[option]! > 0,
    )
  const last = new Map<number, Load>(left.map((option) => [option, loadOf(option)]))

  while (left.length > 0) {
    const tied = least()
    const misfit = tied.find((option) => costs[option]! > money)
    if (misfit !== undefined) {
      tellStop(misfit)
      break
    }
    const { winner, entry } = tieRule.decide(tied)
    if (tied.length > 1) ties.push(entry)
    const load = last.get(winner)!
    take(winner, load)
    left = left.filter((option) => option !== winner && !exclusive[option]!.includes(winner))
  }
  tellOthers()
  return { winners, rounds, losses, ties, runs: 1, increments: 0, isReplacedByGreedy: false }

  /** The options of least load: loads never fall, so those whose last one is above the best are not asked again. */
  function least(): number[] {
    left.sort((a, b) => last.get(a)!.approx - last.get(b)!.approx)
    let best: Load | null = null
    let tied: number[] = []
    for (const option of left) {
      if (best !== null && last.get(option)!.approx > best.approx * (1 + CLOSE)) break
      const load = loadOf(option)
      last.set(option, load)
      const order = best === null ? -1 : compareLoads(load, best)
      if (order < 0) {
        best = load
        tied = [option]
      } else if (order === 0) tied.push(option)
    }
    return tied
  }

  function loadOf(option: number): Load {
    const voters = new Float64Array(loads.length)
    for (let i = supporters.starts[option]!; i < supporters.starts[option + 1]!; i++) {
      const group = supporters.groups[i]!
      voters[classOf[group]!]! += ballots.weights[group]!
    }
    let sum = costs[option]! * denominator
    voters.forEach((number, id) => {
      if (number > 0) sum += BigInt(number) * loads[id]!
    })
    const load = { n: sum, d: denominator * BigInt(count.votes[option]!) }
    return { ...load, approx: approximate(load) }
  }

  function take(winner: number, load: Load): void {
    winners.push(winner)
    money -= costs[winner]!
    const lowest = load.d / gcd(load.n, load.d)
    const factor = lowest / gcd(denominator, lowest)
    denominator *= factor
    for (let one = 0; one < loads.length; one++) loads[one]! *= factor
    const id = loads.push((load.n * denominator) / load.d) - 1
    for (let i = supporters.starts[winner]!; i < supporters.starts[winner + 1]!; i++) {
      classOf[supporters.groups[i]!] = id
    }
    rounds.push({
      type: 'bought',
      id: ids[winner]!,
      cost: String(costs[winner]),
      left: String(money),
      rho: exact(load),
      payers: count.votes[winner]!,
      largestPayment: null,
      moneyBefore: null,
    })
  }

  function tellStop(misfit: number): void {
    const facts = { cost: String(costs[misfit]), left: String(money) }
    rounds.push({ type: 'skipped', id: ids[misfit]!, ...facts, reason: 'over-budget' })
    losses[ids[misfit]!] = didNotFit(misfit)
    for (const option of left) {
      if (option === misfit) continue
      const cost = String(costs[option])
      rounds.push({ type: 'skipped', id: ids[option]!, cost, left: facts.left, reason: 'after-stop' })
      const rank = rankOf(option)
      losses[ids[option]!] = { type: 'after-stop', rank, stoppedAt: ids[misfit]!, cost, left: facts.left }
    }
  }

  function tellOthers(): void {
    ids.forEach((id, option) => {
      if (Object.hasOwn(losses, id) || winners.includes(option)) return
      const rival = winners.find((winner) => exclusive[option]!.includes(winner))
      if (rival !== undefined) losses[id] = { type: 'excluded-by', by: ids[rival]! }
      else losses[id] = count.votes[option] === 0 ? { type: 'no-support' } : didNotFit(option)
    })
  }

  function didNotFit(option: number): Loss {
    const figures = { votes: String(count.votes[option]), cost: String(costs[option]), left: String(money) }
    return { type: 'did-not-fit', rank: rankOf(option), ...figures, costToWin: null, votesToWin: null }
  }

  /** By votes. */
  function rankOf(option: number): number {
    return (
      1 +
      ids.filter((_id, other) => standing.isIn[other] && count.votes[other]! > count.votes[option]!).length
    )
  }
}

function compareLoads(a: Load, b: Load): number {
  if (Math.abs(a.approx - b.approx) > CLOSE * Math.max(a.approx, b.approx)) return a.approx - b.approx
  const [left, right] = [a.n * b.d, b.n * a.d]
  return left < right ? -1 : left > right ? 1 : 0
}
