import { type Count, orderByScore, type Tallied, tiesInOrder } from './count.ts'
import { exact, fraction } from './fraction.ts'
import { exactScore } from './scores.ts'
import type { Loss, Round } from './types.ts'

/**
 * Elects those with the highest scores: plurality, approval, Borda and score voting, as `count.scores` counts them.
 * No two of a group of mutually exclusive options are elected.
 */
export function electByScore(count: Count): Tallied {
  const { election, scores, settings, exclusive } = count
  const order = orderByScore(count)
  const winners: number[] = []
  const rounds: Round[] = [...count.standing.rounds]
  const losses: Record<string, Loss> = { ...count.standing.losses }
  const outvoted: [option: number, rank: number][] = []
  order.forEach((option, place) => {
    const id = election.ids[option]!
    const rival = winners.find((winner) => exclusive[option]!.includes(winner))
    if (rival !== undefined) losses[id] = { type: 'excluded-by', by: election.ids[rival]! }
    else if (winners.length < settings.seats) {
      winners.push(option)
      rounds.push({ type: 'elected', id, score: exactScore(scores, option) })
    } else outvoted.push([option, place + 1])
  })
  const last = winners.at(-1)
  for (const [option, rank] of outvoted) {
    if (last === undefined) break
    losses[election.ids[option]!] = {
      type: 'outvoted',
      rank,
      votes: exactScore(scores, option),
      lastWinner: election.ids[last]!,
      missing: exact(fraction(scores.whole[last]! - scores.whole[option]!, scores.scale)),
    }
  }
  const isEqual = (a: number, b: number) => scores.whole[a] === scores.whole[b]
  return {
    winners,
    rounds,
    losses,
    ties: tiesInOrder(order, isEqual, count.tieRule),
    runs: 1,
    increments: 0,
    isReplacedByGreedy: false,
  }
}
