import { exactScore, type Scores } from './scores.ts'
import type { Election, Loss, Round, RuleSettings } from './types.ts'

/**
 * Who stands in a count, and why the others do not.
 *
 * @property isIn    by option index
 * @property losses  option id -> reason, for those that are out
 * @property rounds  the skipped ones that a trace tells of
 */
export interface Standing {
  isIn: boolean[]
  losses: Record<string, Loss>
  rounds: Round[]
}

/**
 * Takes out what was excluded after the vote, what is below the threshold and what nobody supported.
 * A threshold of votes is compared with the rule's own score (points where it counts points), as in Pabulib's
 * `min_project_score_threshold`; a share, in thousandths, with the ballots that name the option.
 */
export function standingOf(
  { ids, costs, budget, ballots }: Election,
  { excluded, threshold, requireSupport }: RuleSettings,
  { votes, scores }: { votes: ArrayLike<number>; scores: Scores },
): Standing {
  const reasons = new Map(excluded.map(({ id, reason }) => [id, reason]))
  const standing: Standing = { isIn: [], losses: {}, rounds: [] }
  const least =
    threshold === null ? 0 : 'votes' in threshold ? threshold.votes : shareOf(threshold.share, ballots.count)
  ids.forEach((id, option) => {
    const skip = { type: 'skipped' as const, id, cost: String(costs[option]), left: String(budget) }
    if (reasons.has(id)) {
      standing.losses[id] = { type: 'excluded', reason: reasons.get(id)! }
    } else if (isBelow(option)) {
      standing.losses[id] = { type: 'below-threshold', votes: measured(option), threshold: least }
      standing.rounds.push({ ...skip, reason: 'threshold' })
    } else if (requireSupport && votes[option] === 0) {
      standing.losses[id] = { type: 'no-support' }
      standing.rounds.push({ ...skip, reason: 'no-support' })
    }
    standing.isIn.push(!Object.hasOwn(standing.losses, id))
  })
  return standing

  function isBelow(option: number): boolean {
    if (threshold === null) return false
    if ('share' in threshold) return votes[option]! * 1000 < threshold.share * ballots.count
    return scores.whole[option]! < BigInt(threshold.votes) * scores.scale
  }

  function measured(option: number) {
    return threshold !== null && 'share' in threshold ? String(votes[option]) : exactScore(scores, option)
  }
}

/** The least whole number of ballots that is the share. */
function shareOf(thousandths: number, ballots: number): number {
  return Math.ceil((thousandths * ballots) / 1000)
}

/** By option index: the options that may not win beside it. */
export function rivalsByExclusion(ids: readonly string[], exclusive: readonly string[][]): number[][] {
  const indexes = new Map(ids.map((id, option) => [id, option]))
  const rivals: Set<number>[] = ids.map(() => new Set<number>())
  for (const group of exclusive) {
    const members = group.flatMap((id) => indexes.get(id) ?? [])
    for (const a of members) for (const b of members) if (a !== b) rivals[a]!.add(b)
  }
  return rivals.map((set) => [...set])
}
