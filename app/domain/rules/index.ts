import { type Count, prepareCount, type Rule, type Tallied } from './count.ts'
import type { Effort } from './effort.ts'
import { electByScore } from './elect.ts'
import { buyGreedily } from './greedy.ts'
import { buyByShares } from './mes.ts'
import { buyByLoads } from './phragmen.ts'
import { electBySchulze } from './schulze.ts'
import { exactScore } from './scores.ts'
import type { Election, Outcome, RuleName, RuleSettings } from './types.ts'
import { explainLosses } from './what-it-takes.ts'

export { groupBallots } from './group-ballots.ts'
export { defaultSettings, isRaised, RULE_NAMES, rulesFor, spendsBudget } from './settings.ts'

const RULES: Record<RuleName, Rule> = {
  plurality: electByScore,
  approval: electByScore,
  borda: electByScore,
  score: electByScore,
  schulze: electBySchulze,
  greedy_votes: buyGreedily,
  greedy_no_skip: buyGreedily,
  greedy_threshold: buyGreedily,
  greedy_costeff: buyGreedily,
  greedy_points: buyGreedily,
  greedy_pointseff: buyGreedily,
  mes: buyByShares,
  phragmen: buyByLoads,
}

/**
 * Counts an election: who won, in which order, by which steps and ties. Exact: no floating-point number decides.
 *
 * @param onProgress  called with the share done, 0 to 1, where a count takes long
 * @param explains    also tell of every loser under equal shares what its supporters had and who took it
 * @throws {RangeError} if the election contradicts itself
 */
export function tally(
  election: Election,
  settings: RuleSettings,
  onProgress = (_share: number) => {},
  explains = false,
): Outcome {
  const count = prepareCount(election, settings, explains)
  return outcomeOf(count, RULES[settings.name](count, onProgress))
}

function outcomeOf(count: Count, { winners, ...rest }: Tallied): Outcome {
  const { ids, costs, budget } = count.election
  return {
    settings: count.settings,
    budget: String(budget),
    winners: winners.map((option) => ids[option]!),
    totalCost: String(winners.reduce((sum, option) => sum + costs[option]!, 0n)),
    scores: Object.fromEntries(ids.map((id, option) => [id, exactScore(count.scores, option)])),
    ...rest,
  }
}

/** Whose fate changed between two counts of the same ballots, as after an exclusion: ids in the order of each count. */
export function changesBetween(before: Pick<Outcome, 'winners'>, after: Pick<Outcome, 'winners'>) {
  const [old, now] = [new Set(before.winners), new Set(after.winners)]
  return {
    won: after.winners.filter((id) => !old.has(id)),
    lost: before.winners.filter((id) => !now.has(id)),
  }
}

/**
 * `tally`, and for every loser what it lacked: what its supporters had and who took it, at what cost and with how many more votes it
 * would have won. That needs counting again, so it takes many times as long; `explainLosses` says how it is bounded.
 */
export function runRule(
  election: Election,
  settings: RuleSettings,
  onProgress: (share: number) => void = () => {},
): Outcome {
  const own: Effort = { spent: 0, most: Number.POSITIVE_INFINITY }
  const count = { ...prepareCount(election, settings, true), effort: own }
  const outcome = outcomeOf(
    count,
    RULES[settings.name](count, (share) => onProgress(share / 4)),
  )
  return explainLosses({ election, outcome, count }, again, {
    onProgress: (share) => onProgress((1 + 3 * share) / 4),
  })

  function again(other: Election, effort: Effort): Pick<Outcome, 'winners'> {
    const { winners } = RULES[settings.name]({ ...prepareCount(other, settings, false), effort }, () => {})
    return { winners: winners.map((option) => other.ids[option]!) }
  }
}
