import { rivalsByExclusion, type Standing, standingOf } from './eligible.ts'
import {
  countFirstChoices,
  countVotes,
  exactScore,
  type MarkPoints,
  pointsOfMarks,
  type Scores,
  scoresOf,
  sumPoints,
} from './scores.ts'
import { createTieRule, type TieRule } from './ties.ts'
import type { Ballots, Election, Loss, Round, RuleSettings, TieEntry } from './types.ts'

/** All that a rule works with; options are indexes. */
export interface Count {
  election: Election
  settings: RuleSettings
  votes: Float64Array
  /** What the rule orders by. */
  scores: Scores
  tieRule: TieRule
  standing: Standing
  /** By option: the options that may not win beside it. */
  exclusive: number[][]
  /** Whether every loser's figures are wanted: they cost another look at the ballots. */
  explains: boolean
}

/** What a rule found; `tally` makes the public outcome of it. */
export interface Tallied {
  winners: number[]
  rounds: Round[]
  losses: Record<string, Loss>
  ties: TieEntry[]
  runs: number
  increments: number
  isReplacedByGreedy: boolean
}

export type Rule = (count: Count, onProgress: (share: number) => void) => Tallied

/**
 * @param known  votes and scores where they are known already; the election is then taken to be sound
 * @throws {RangeError} if the election contradicts itself: other lengths, repeated ids, negative money
 */
export function prepareCount(
  election: Election,
  settings: RuleSettings,
  explains: boolean,
  known?: Pick<Count, 'votes' | 'scores'>,
): Count {
  if (!known) mustBeSound(election)
  const votes = known?.votes ?? countVotes(election)
  const scores = known?.scores ?? scoresFor(election, settings, votes)
  return {
    election,
    settings,
    votes,
    scores,
    tieRule: createTieRule(election, settings, votes),
    standing: standingOf(election, settings, { votes, scores }),
    exclusive: rivalsByExclusion(election.ids, settings.exclusive),
    explains,
  }
}

function mustBeSound({ ids, costs, budget, unit, ballots }: Election): void {
  if (costs.length !== ids.length) throw new RangeError('costs and ids are not of one length')
  if (new Set(ids).size !== ids.length) throw new RangeError('an id is repeated')
  if (budget < 0n || costs.some((cost) => cost < 0n)) throw new RangeError('money is negative')
  if (unit <= 0n) throw new RangeError('the unit of the currency must be positive')
  if (ballots.options.some((option) => option < 0 || option >= ids.length))
    throw new RangeError('a ballot names no option')
}

/** Greedy without skipping and greedy with a threshold order by points where ballots give points, as Pabulib's rules do. */
function scoresFor(election: Election, settings: RuleSettings, votes: Float64Array): Scores {
  switch (settings.name) {
    case 'plurality':
      return scoresOf(countFirstChoices(election))
    case 'borda':
    case 'score':
    case 'greedy_no_skip':
    case 'greedy_threshold':
    case 'greedy_points':
    case 'greedy_pointseff':
      return sumPoints(election, pointsOfMarks(election, settings.borda))
    case 'mes':
      return settings.utility === 'points' || settings.utility === 'points*cost'
        ? sumPoints(election, pointsOfMarks(election, settings.borda))
        : scoresOf(votes)
    default:
      return scoresOf(votes)
  }
}

/** What a mark is worth under equal shares; null where every mark that supports is worth 1. */
export function utilitiesOf({ election, settings }: Pick<Count, 'election' | 'settings'>): MarkPoints {
  if (settings.utility === 'cost' || settings.utility === 'cardinality') return { marks: null, scale: 1 }
  return pointsOfMarks(election, settings.borda)
}

/** The options that stand, in the order of their scores: most first, the tie rule between equals. */
export function orderByScore({ election, scores, tieRule, standing }: Count): number[] {
  return election.ids
    .map((_id, option) => option)
    .filter((option) => standing.isIn[option])
    .sort((a, b) => {
      const [x, y] = [scores.whole[a]!, scores.whole[b]!]
      return x > y ? -1 : x < y ? 1 : tieRule.compare(a, b)
    })
}

/** What the tie rule said wherever neighbours of an order are equal: of each run of equals, one entry a place. */
export function tiesInOrder(
  order: readonly number[],
  isEqual: (a: number, b: number) => boolean,
  tieRule: TieRule,
): TieEntry[] {
  const entries: TieEntry[] = []
  for (let from = 0; from < order.length; ) {
    let end = from + 1
    while (end < order.length && isEqual(order[from]!, order[end]!)) end++
    for (let at = from; at < end - 1; at++) entries.push(tieRule.decide(order.slice(at, end)).entry)
    from = end
  }
  return entries
}

export function scoreText({ scores }: Count, option: number) {
  return exactScore(scores, option)
}

/** A view of ballots by option: option o is named by `groups[starts[o] .. starts[o + 1])`, with what the mark is worth. */
export interface Supporters {
  starts: Int32Array
  groups: Int32Array
  worth: Float64Array | null
}

/** Marks worth nothing or less are no support. */
export function supportersOf(ballots: Ballots, marks: Float64Array | null, optionCount: number): Supporters {
  const { starts, options, values } = ballots
  const isSupport = (i: number) => (marks === null ? values === null || values[i]! > 0 : marks[i]! > 0)
  const ends = new Int32Array(optionCount + 1)
  for (let i = 0; i < options.length; i++) if (isSupport(i)) ends[options[i]! + 1]! += 1
  for (let option = 0; option < optionCount; option++) ends[option + 1]! += ends[option]!
  const at = ends.slice()
  const groups = new Int32Array(ends[optionCount]!)
  const worth = marks === null ? null : new Float64Array(groups.length)
  for (let group = 0; group < ballots.weights.length; group++) {
    for (let i = starts[group]!; i < starts[group + 1]!; i++) {
      if (!isSupport(i)) continue
      const slot = at[options[i]!]!++
      groups[slot] = group
      if (worth !== null) worth[slot] = marks![i]!
    }
  }
  return { starts: ends, groups, worth }
}
