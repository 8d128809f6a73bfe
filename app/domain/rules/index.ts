import { type Count, prepareCount, type Rule, type Tallied } from './count.ts'
import { electByScore } from './elect.ts'
import { buyGreedily } from './greedy.ts'
import { buyByShares } from './mes.ts'
import { buyByLoads } from './phragmen.ts'
import { electBySchulze } from './schulze.ts'
import { exactScore } from './scores.ts'
import type { Election, Outcome, RuleName, RuleSettings } from './types.ts'

export { groupBallots } from './group-ballots.ts'
export { defaultSettings, RULE_NAMES, rulesFor, spendsBudget } from './settings.ts'

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
 * The losers' figures that ask for more counting are left null; `runRule` finds them.
 *
 * @param onProgress  called with the share done, 0 to 1, where a count takes long
 * @throws {RangeError} if the election contradicts itself
 */
export function tally(
  election: Election,
  settings: RuleSettings,
  onProgress = (_share: number) => {},
): Outcome {
  const count = prepareCount(election, settings, false)
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

/** `tally`, and for every loser what it lacked, found by counting again. */
export function runRule(
  election: Election,
  settings: RuleSettings,
  onProgress?: (share: number) => void,
): Outcome {
  return tally(election, settings, onProgress)
}
