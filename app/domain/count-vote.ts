import { type BallotColumns, CHANNELS, type CountedResult, type CountedVote, type WhatIf } from './results.ts'
import { groupBallots, rulesFor, runRule, spendsBudget, tally } from './rules/index.ts'
import type { Election, RuleName, RuleSettings } from './rules/types.ts'

/** What share of the work the result itself is; the rest is the other rules. */
const OWN_SHARE = 0.6

/** The election of a vote, as rules are given it. */
export function electionOf(
  { options, budget, unit, form }: CountedVote,
  { starts, options: marks, values }: BallotColumns,
): Election {
  function* rows() {
    for (let b = 0; b + 1 < starts.length; b++) {
      const [from, to] = [starts[b]!, starts[b + 1]!]
      yield {
        options: marks.subarray(from, to) as unknown as number[],
        values: (values?.subarray(from, to) as unknown as number[]) ?? null,
      }
    }
  }
  return {
    ids: options.map(({ id }) => id),
    costs: options.map(({ cost }) => BigInt(cost)),
    budget: BigInt(budget),
    unit: BigInt(unit),
    ballots: groupBallots(form, rows(), options.length),
  }
}

/**
 * Counts a vote by its own rule, and the same ballots by the other rules that mean something for them.
 * Pure: the same vote gives the same result, here and from its archive.
 *
 * @param onProgress  called with the share done, 0 to 1
 */
export function countVote(
  vote: CountedVote,
  ballots: BallotColumns,
  onProgress: (share: number) => void = () => {},
): CountedResult {
  const election = electionOf(vote, ballots)
  const outcome = runRule(election, vote.rule, (share) => onProgress(share * OWN_SHARE))
  const others = otherRules(vote)
  const whatIf = others.map((rule, i): WhatIf => {
    onProgress(OWN_SHARE + ((1 - OWN_SHARE) * i) / others.length)
    const { winners, totalCost } = tally(election, rule)
    return { rule, winners, totalCost }
  })
  return { outcome, whatIf, ...countChannels(vote, ballots) }
}

/** The other rules for the same ballots, with the ties, thresholds and exclusions of the vote's own. */
function otherRules({ rule, form, budget, settings }: CountedVote): RuleSettings[] {
  const hasBudget = spendsBudget(rule.name) && budget !== '0'
  const plain: Pick<RuleSettings, 'utility' | 'completion' | 'start' | 'exhaustive' | 'comparison'> = {
    utility: 'cost',
    completion: 'none',
    start: 'fraction',
    exhaustive: true,
    comparison: false,
  }
  const named = (name: RuleName, changes: Partial<RuleSettings> = {}): RuleSettings => ({
    ...rule,
    ...plain,
    increment: 1,
    name,
    ...changes,
  })
  const shares = (utility: RuleSettings['utility']) => named('mes', { utility, completion: 'add1u' })
  const all = !hasBudget
    ? rulesFor(form, false)
        .filter((name) => name !== 'plurality' || form === 'ranking' || settings.method.kind === 'one')
        .map((name) => named(name))
    : form === 'approval'
      ? [
          named('greedy_votes'),
          named('greedy_costeff'),
          shares('cost'),
          shares('cardinality'),
          named('phragmen'),
        ]
      : [named('greedy_points'), named('greedy_pointseff'), shares('points'), shares('points*cost')]
  return all.filter((other) => !isSameRule(other, rule))
}

/** The same count by another spelling: greedy with a threshold is greedy by votes with a threshold. */
function isSameRule(a: RuleSettings, b: RuleSettings): boolean {
  const nameOf = ({ name }: RuleSettings) => (name === 'greedy_threshold' ? 'greedy_votes' : name)
  if (nameOf(a) !== nameOf(b)) return false
  if (a.name !== 'mes') return true
  return a.utility === b.utility && a.completion === b.completion && a.start === b.start
}

function countChannels(
  { options }: CountedVote,
  { channels, starts, options: marks, values }: BallotColumns,
): Pick<CountedResult, 'channels' | 'votesByChannel'> {
  const cast = CHANNELS.map((channel) => ({ channel, ballots: 0, empty: 0 }))
  const votes = options.map(() => CHANNELS.map(() => 0))
  for (let b = 0; b < channels.length; b++) {
    const channel = channels[b]!
    const [from, to] = [starts[b]!, starts[b + 1]!]
    cast[channel]!.ballots += 1
    if (from === to) cast[channel]!.empty += 1
    for (let at = from; at < to; at++) if (!values || values[at]! > 0) votes[marks[at]!]![channel]! += 1
  }
  return {
    channels: cast.filter(({ ballots }) => ballots > 0),
    votesByChannel: Object.fromEntries(options.map(({ id }, i) => [id, votes[i]!])),
  }
}
