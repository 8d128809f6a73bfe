import { type Count, orderByScore, type Tallied, tiesInOrder } from './count.ts'
import { exactScore } from './scores.ts'
import type { Loss, Round } from './types.ts'

/**
 * One walk down an order.
 *
 * @property left     minor units
 * @property winners  option indexes in the order bought; the walk adds to it
 */
export interface Walk {
  left: bigint
  winners: number[]
  rounds: Round[]
  losses: Record<string, Loss>
}

/**
 * Greedy rules: the options in the order of their score, each bought if what is left pays for it.
 * `greedy_votes`, `greedy_points`, `greedy_threshold` pass over what does not fit; `greedy_no_skip` stops at the first that
 * does not fit (not at one dearer than the whole budget: that one could never be bought); `greedy_costeff` and
 * `greedy_pointseff` order by score for money, what costs nothing first.
 *
 * @see Talmon and Faliszewski 2019, "A Framework for Approval-Based Budgeting Methods"
 */
export function buyGreedily(count: Count): Tallied {
  const { election, settings, standing, tieRule } = count
  const isByCost = settings.name === 'greedy_costeff' || settings.name === 'greedy_pointseff'
  const order = isByCost ? orderByEffect(count) : orderByScore(count)
  const isEqual = isByCost
    ? (a: number, b: number) => compareEffect(count, a, b) === 0
    : (a: number, b: number) => count.scores.whole[a] === count.scores.whole[b]
  const walk: Walk = {
    left: election.budget,
    winners: [],
    rounds: [...standing.rounds],
    losses: { ...standing.losses },
  }
  walkDown(count, order, walk, settings.name === 'greedy_no_skip')
  const { winners, rounds, losses } = walk
  const ties = tiesInOrder(order, isEqual, tieRule)
  return { winners, rounds, losses, ties, runs: 1, increments: 0, isReplacedByGreedy: false }
}

function orderByEffect(count: Count): number[] {
  return orderByScore(count).sort((a, b) => compareEffect(count, a, b) || count.tieRule.compare(a, b))
}

/** Score for money, more first, by cross-multiplication; a score above nothing for no money is more than any other. */
function compareEffect({ election: { costs }, scores: { whole } }: Count, a: number, b: number): number {
  const [free, otherFree] = [costs[a] === 0n && whole[a]! > 0n, costs[b] === 0n && whole[b]! > 0n]
  if (free || otherFree) return free === otherFree ? compareDown(whole[a]!, whole[b]!) : free ? -1 : 1
  return compareDown(whole[a]! * costs[b]!, whole[b]! * costs[a]!)
}

function compareDown(a: bigint, b: bigint): number {
  return a > b ? -1 : a < b ? 1 : 0
}

/** Walks down the order and buys; what was bought before the walk takes part in what excludes what. */
export function walkDown(
  { election, scores, exclusive }: Count,
  order: readonly number[],
  walk: Walk,
  stopsAtMisfit = false,
): void {
  let stoppedAt: string | null = null
  const bought = new Set(walk.winners)
  order.forEach((option, place) => {
    if (bought.has(option)) return
    const id = election.ids[option]!
    const cost = election.costs[option]!
    const rank = place + 1
    const facts = { id, cost: String(cost), left: String(walk.left) }
    const rival = walk.winners.find((winner) => exclusive[option]!.includes(winner))
    if (stoppedAt !== null) {
      walk.rounds.push({ type: 'skipped', ...facts, reason: 'after-stop' })
      walk.losses[id] = { type: 'after-stop', rank, stoppedAt, cost: facts.cost, left: facts.left }
    } else if (rival !== undefined) {
      const by = election.ids[rival]!
      walk.rounds.push({ type: 'skipped', ...facts, reason: 'excluded-by', by })
      walk.losses[id] = { type: 'excluded-by', by }
    } else if (cost > walk.left) {
      if (stopsAtMisfit && cost <= election.budget) stoppedAt = id
      walk.rounds.push({ type: 'skipped', ...facts, reason: 'over-budget' })
      const votes = exactScore(scores, option)
      const { cost: price, left } = facts
      walk.losses[id] = {
        type: 'did-not-fit',
        rank,
        votes,
        cost: price,
        left,
        costToWin: null,
        votesToWin: null,
      }
    } else {
      walk.left -= cost
      walk.winners.push(option)
      const none = { rho: null, largestPayment: null, moneyBefore: null }
      walk.rounds.push({ type: 'bought', ...facts, left: String(walk.left), payers: 0, ...none })
    }
  })
}
