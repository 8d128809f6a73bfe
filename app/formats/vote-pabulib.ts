import type { BallotColumns, CountedVote } from '#app/domain/results.ts'
import type { Outcome, RuleSettings } from '#app/domain/rules/types.ts'
import { canonicalLine } from '#app/formats/canonical-json.ts'
import type { VoteType } from '#app/formats/pabulib-ballots.ts'
import type { PabulibProject } from '#app/formats/pabulib-projects.ts'
import { hundredths, type PabulibFile, type PabulibVote } from '#app/formats/pabulib-write.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'

/** Rules that know no money: every option costs 1 and the budget is the number of seats, which is the same to a greedy rule. */
const SEATED = ['plurality', 'approval', 'borda', 'schulze', 'score']

/** A counted vote as a Pabulib file; the comment holds every option of the rule, for the format has no place for them. */
export function votePabulib(
  vote: CountedVote,
  ballots: BallotColumns,
  outcome: Pick<Outcome, 'winners'>,
): PabulibFile {
  const voteType = voteTypeOf(vote)
  const isSeated = SEATED.includes(vote.rule.name)
  const tally = tallyOf(vote, ballots)
  const projects = vote.options.map(
    (option, i): PabulibProject => ({
      id: option.id,
      name: oneLine(option.title),
      costMinor: isSeated ? 100 : Number(option.cost),
      votes: tally.votes[i]!,
      score: voteType === 'approval' || voteType === 'choose-1' ? null : tally.scores[i]!,
      selected: outcome.winners.includes(option.id) ? 1 : 0,
      category: option.category ? [oneLine(option.category).replaceAll(',', ' /')] : [],
      beneficiaries: [],
      lat: option.lat,
      lng: option.lng,
      description: null,
      district: option.district ? oneLine(option.district) : null,
      neighborhood: null,
    }),
  )
  const budget = isSeated ? BigInt(vote.rule.seats) * 100n : BigInt(vote.budget)
  return {
    meta: metaOf(vote, voteType, projects, { budget, ballots: ballots.keys.length }),
    projects,
    voteType,
    votes: { [Symbol.iterator]: () => votesOf(vote, ballots) },
  }
}

function voteTypeOf({ form, settings }: CountedVote): VoteType {
  if (form === 'ranking') return 'ordinal'
  if (form === 'points') return 'cumulative'
  if (form === 'score') return 'scoring'
  return settings.method.kind === 'one' ? 'choose-1' : 'approval'
}

function metaOf(
  vote: CountedVote,
  voteType: VoteType,
  projects: PabulibProject[],
  { budget, ballots }: { budget: bigint; ballots: number },
): Record<string, string> {
  const { town, process, rule, settings } = vote
  const day = dayIn(town.timeZone)
  const whole = projects.reduce((sum, { costMinor }) => sum + BigInt(costMinor), 0n)
  const meta: Record<string, string> = {
    description: oneLine(process.title),
    country: town.currency === 'RUB' ? 'Russia' : town.region || 'Worldwide',
    unit: oneLine(town.name),
    instance: day(vote.votedUntil).slice(-4),
    num_projects: String(projects.length),
    num_votes: String(ballots),
    budget: hundredths(budget),
    vote_type: voteType,
    rule: ruleName(rule),
    date_begin: day(vote.votedFrom),
    date_end: day(vote.votedUntil),
    language: town.locale,
    currency: town.currency,
    ...lengthsOf(settings.method, projects.length, vote.budget),
    comment: `#1: Counted by Sreda, version ${vote.version}, ${vote.snapshotAt}. Every option of the rule: ${canonicalLine(rule)}`,
  }
  if (rule.threshold)
    meta.min_project_score_threshold = String(
      'votes' in rule.threshold ? rule.threshold.votes : Math.ceil((rule.threshold.share * ballots) / 1000),
    )
  if (whole <= budget) meta.fully_funded = '1'
  return meta
}

function lengthsOf(
  method: CountedVote['settings']['method'],
  projects: number,
  budget: string,
): Record<string, string> {
  const atMost = (max: number) => String(Math.min(max, projects))
  switch (method.kind) {
    case 'one':
      return { min_length: '1', max_length: '1' }
    case 'approval':
      return { min_length: String(method.min), max_length: atMost(method.max) }
    case 'ranking':
      return { max_length: atMost(method.max) }
    case 'knapsack':
      return { max_sum_cost: hundredths(budget) }
    case 'points':
      return { max_points: String(method.perOption), max_sum_points: String(method.total) }
    case 'score':
      return { min_points: '0', max_points: String(method.max) }
  }
}

/** The names that the format has; what it cannot name exactly is 'unknown', and said in the comment. */
function ruleName(rule: RuleSettings): string {
  const compared = rule.comparison ? '-comparison' : ''
  switch (rule.name) {
    case 'plurality':
    case 'approval':
      return 'greedy'
    case 'greedy_votes':
    case 'greedy_points':
    case 'greedy_threshold':
      if (rule.threshold) return 'greedy-threshold'
      return rule.exclusive.length > 0 ? 'greedy-exclusive' : 'greedy'
    case 'greedy_no_skip':
      return 'greedy-no-skip'
    case 'mes':
      if (rule.utility !== 'cost') return 'unknown'
      if (rule.completion === 'none' && rule.start === 'fraction') return `equalshares${compared}`
      if (
        rule.completion === 'add1' &&
        rule.start === 'integral' &&
        rule.increment === 1 &&
        !rule.exhaustive
      ) {
        return `equalshares/add1${compared}`
      }
      return 'unknown'
    default:
      return 'unknown'
  }
}

/** Ballots that name each option, and the sum of points: those of the ballot, or k..1 on a ranking of k. */
function tallyOf({ form, options }: CountedVote, { starts, options: marks, values }: BallotColumns) {
  const votes = new Array<number>(options.length).fill(0)
  const scores = new Array<number>(options.length).fill(0)
  for (let b = 0; b + 1 < starts.length; b++) {
    const [from, to] = [starts[b]!, starts[b + 1]!]
    for (let at = from; at < to; at++) {
      votes[marks[at]!]! += 1
      scores[marks[at]!]! += form === 'ranking' ? to - at : (values?.[at] ?? 1)
    }
  }
  return { votes, scores }
}

/** Voters are numbered: the file holds nothing that leads to a receipt. Points stand in decreasing order, as asked. */
function* votesOf(
  { form, options }: CountedVote,
  { keys, channels, starts, options: marks, values }: BallotColumns,
) {
  const hasMethod = !channels.includes(2)
  for (let b = 0; b < keys.length; b++) {
    const order = Array.from({ length: starts[b + 1]! - starts[b]! }, (_, i) => starts[b]! + i)
    if (values) order.sort((x, y) => values[y]! - values[x]! || x - y)
    const row: PabulibVote = {
      voterId: String(b + 1),
      vote: order.map((at) => options[marks[at]!]!.id),
      points: values && form !== 'ranking' ? order.map((at) => values[at]!) : null,
    }
    if (hasMethod) row.method = channels[b] === 1 ? 'paper' : 'internet'
    yield row
  }
}

function dayIn(timeZone: string): (iso: string) => string {
  const read = wallClockIn(timeZone)
  return function dayOf(iso) {
    const { day, month, year } = read(new Date(iso))
    return `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.${year}`
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
