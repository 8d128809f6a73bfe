import type { BallotForm, RuleName, RuleSettings } from './types.ts'

export const RULE_NAMES = [
  'plurality',
  'approval',
  'borda',
  'schulze',
  'score',
  'greedy_votes',
  'greedy_no_skip',
  'greedy_threshold',
  'greedy_costeff',
  'greedy_points',
  'greedy_pointseff',
  'mes',
  'phragmen',
] as const satisfies readonly RuleName[]

const WITHOUT_MONEY: readonly RuleName[] = ['plurality', 'approval', 'borda', 'schulze', 'score']

/** Whether the rule spends a budget; the others elect as many as there are seats. */
export function spendsBudget(name: RuleName): boolean {
  return !WITHOUT_MONEY.includes(name)
}

/** Whether equal shares are raised beyond the budget. */
export function isRaised({ completion }: Pick<RuleSettings, 'completion'>): boolean {
  return completion === 'add1' || completion === 'add1u'
}

/** The rules that mean something for ballots of a form; the first is the usual one. */
export function rulesFor(form: BallotForm, hasBudget: boolean): RuleName[] {
  const counts: readonly RuleName[] = ['greedy_points', 'greedy_pointseff']
  const fits: Record<BallotForm, readonly RuleName[]> = {
    approval: ['approval', 'plurality'],
    ranking: ['borda', 'schulze', 'plurality', 'approval'],
    points: ['score', 'schulze', 'plurality', 'approval'],
    score: ['score', 'schulze', 'plurality', 'approval'],
  }
  if (!hasBudget) return [...fits[form]]
  return RULE_NAMES.filter((name) => spendsBudget(name) && (form !== 'approval' || !counts.includes(name)))
}

/**
 * A rule with the conventions of the field's reference implementations: of equals the cheaper, then the one with more votes,
 * then the smaller id; add1, where it is asked for, begins at budget / ballots exactly, raises every share by one unit of the
 * currency and stops when nothing more fits.
 */
export function defaultSettings(name: RuleName): RuleSettings {
  return {
    name,
    seats: 1,
    ties: ['cost', 'votes', 'id'],
    seed: '',
    utility: 'cost',
    completion: 'none',
    start: 'fraction',
    exhaustive: true,
    increment: 1,
    comparison: false,
    threshold: null,
    borda: 'ballot-length',
    exclusive: [],
    excluded: [],
    requireSupport: true,
  }
}
