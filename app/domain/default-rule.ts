import type { RuleName, RuleSettings } from './rules/types.ts'

/**
 * The plain form of a rule: ties go to more votes, then the cheaper, then the earlier; nothing is excluded; equal shares
 * count utilities by cost and are completed by Add1U. `seed` is the lot's, '' where no lot is drawn.
 */
export function defaultRule(name: RuleName, changes: Partial<RuleSettings> = {}): RuleSettings {
  return {
    name,
    seats: 1,
    ties: ['votes', 'cost', 'earlier'],
    seed: '',
    utility: 'cost',
    completion: name === 'mes' ? 'add1u' : 'none',
    start: 'fraction',
    exhaustive: true,
    increment: 1,
    comparison: false,
    threshold: null,
    borda: 'ballot-length',
    exclusive: [],
    excluded: [],
    requireSupport: true,
    ...changes,
  }
}
