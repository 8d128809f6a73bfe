import type { BallotMethod, BallotSettings } from '#app/domain/ballots.ts'
import { defaultRule } from '#app/domain/default-rule.ts'
import type { RuleSettings } from '#app/domain/rules/types.ts'
import type { Pabulib } from '#app/formats/pabulib.ts'

/** What the head of a .pb file tells about how people voted and how the winners were chosen. */
export function electionBallot(election: Pabulib, budgetMinor: number | null): BallotSettings {
  return {
    method: methodOf(election),
    electorate: 'signed-in',
    optionSource: 'proposals',
    rule: ruleOf(election),
    budgetMinor,
    minimumAge: 0,
    unlinkDays: 0,
  }
}

function methodOf({ meta, ballots, projects, voteType }: Pabulib): BallotMethod {
  const number = (key: string) => (Number.isSafeInteger(Number(meta[key])) ? Number(meta[key]) : null)
  const longest = () => ballots.reduce((most, { choices }) => Math.max(most, choices.length), 1)
  const points = ballots.flatMap(({ choices }) => choices.map((choice) => choice.points ?? 0))
  const highest = points.reduce((most, one) => Math.max(most, one), 1)
  switch (voteType) {
    case 'choose-1':
      return { kind: 'one' }
    case 'ordinal':
      return { kind: 'ranking', max: number('max_length') ?? longest() }
    case 'cumulative': {
      const largest = ballots.reduce(
        (most, { choices }) =>
          Math.max(
            most,
            choices.reduce((sum, choice) => sum + (choice.points ?? 0), 0),
          ),
        1,
      )
      const total = number('max_sum_points') ?? largest
      return { kind: 'points', total, perOption: number('max_points') ?? Math.max(highest, 1) }
    }
    case 'scoring':
      return { kind: 'score', max: number('max_points') ?? highest }
    default:
      if (meta.max_sum_cost) return { kind: 'knapsack' }
      return {
        kind: 'approval',
        min: number('min_length') ?? 0,
        max: number('max_length') ?? projects.length,
      }
  }
}

/** The rules that the format names; what it calls unknown or custom is taken for the commonest, greedy by votes. */
function ruleOf({ meta, voteType }: Pabulib): RuleSettings {
  const hasPoints = voteType === 'cumulative' || voteType === 'scoring' || voteType === 'ordinal'
  const votes = Number(meta.min_project_score_threshold)
  const threshold = Number.isSafeInteger(votes) && votes > 0 ? { votes } : null
  const ties: RuleSettings['ties'] = ['votes', 'earlier']
  const [name = '', completion] = (meta.rule ?? '').toLowerCase().split('/')
  if (name.startsWith('equalshares')) {
    const shares = {
      start: 'integral',
      exhaustive: false,
      comparison: meta.rule!.includes('comparison'),
    } as const
    return defaultRule('mes', {
      ...shares,
      ties: ['cost', 'votes', 'earlier'],
      completion: completion?.startsWith('add1u')
        ? 'add1u'
        : completion?.startsWith('add1')
          ? 'add1'
          : 'none',
    })
  }
  if (name === 'greedy-no-skip') return defaultRule('greedy_no_skip', { ties, threshold })
  if (name === 'greedy-threshold') return defaultRule('greedy_threshold', { ties, threshold })
  return defaultRule(hasPoints ? 'greedy_points' : 'greedy_votes', { ties, threshold })
}
