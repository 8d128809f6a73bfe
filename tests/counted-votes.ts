import { createHash } from 'node:crypto'
import { countVote } from '#app/domain/count-vote.ts'
import { frozenText } from '#app/domain/frozen-ballot.ts'
import type { BallotColumns, CountedVote } from '#app/domain/results.ts'
import { defaultSettings } from '#app/domain/rules/index.ts'
import type { BallotForm, RuleSettings } from '#app/domain/rules/types.ts'

/** Marks of one ballot: indexes of options, and what was given to each where anything is. */
export type Marks = { options: number[]; values?: number[]; paper?: boolean }

export interface SmallVote {
  form?: BallotForm
  /** Whole roubles. */
  costs?: number[]
  budget?: number
  rule?: Partial<RuleSettings>
  ballots: Marks[]
  titles?: string[]
}

/** A small vote with everything that an archive needs, and its ballots in the order of their keys. */
export function smallVote({ form = 'approval', costs, budget, rule, ballots, titles }: SmallVote) {
  const prices = costs ?? [400, 300, 300, 500]
  const settings: RuleSettings = {
    ...defaultSettings('greedy_votes'),
    ties: ['votes', 'cost', 'earlier'],
    ...rule,
  }
  const method = {
    approval: { kind: 'approval', min: 1, max: 4 },
    ranking: { kind: 'ranking', max: 4 },
    points: { kind: 'points', total: 10, perOption: 10 },
    score: { kind: 'score', max: 5 },
  } as const
  const ballot = {
    method: method[form],
    electorate: 'signed-in' as const,
    optionSource: 'proposals' as const,
    rule: settings,
    budgetMinor: (budget ?? 1000) * 100,
    minimumAge: 14,
    unlinkDays: 30,
  }
  const options = prices.map((cost, i) => ({
    id: String(i + 1),
    number: i + 11,
    title: titles?.[i] ?? `Предложение ${i + 1}`,
    titleEn: `Proposal ${i + 1}`,
    cost: String(cost * 100),
    category: i % 2 ? 'Свет' : null,
    district: null,
    lng: 45.6 + i / 100,
    lat: 57.4,
  }))
  const frozen = frozenText(
    'phase',
    ballot,
    options.map(({ title, cost }, i) => ({
      number: i + 1,
      id: `option-${i}`,
      title,
      costMinor: Number(cost),
    })),
  )
  const vote: CountedVote = {
    town: {
      slug: 'prirechensk',
      name: 'Приреченск',
      region: 'Область',
      currency: 'RUB',
      timeZone: 'Europe/Moscow',
      locale: 'ru',
    },
    process: { slug: 'square', title: 'Площадь; и "сквер"' },
    votedFrom: '2026-05-01T00:00:00.000Z',
    votedUntil: '2026-05-20T21:00:00.000Z',
    settings: { method: ballot.method, electorate: 'signed-in', optionSource: 'proposals', minimumAge: 14 },
    form,
    rule: settings,
    budget: String(ballot.budgetMinor),
    unit: '100',
    frozenHash: createHash('sha256').update(frozen).digest('hex'),
    snapshotAt: '2026-05-21T08:00:00.000Z',
    official: null,
    version: 1,
    reason: '',
    options,
  }
  const columns = columnsOf(ballots, form === 'points' || form === 'score')
  return { vote, ballots: columns, frozen, result: countVote(vote, columns) }
}

export function columnsOf(ballots: Marks[], hasValues = false): BallotColumns {
  const keyed = ballots
    .map((marks, i) => ({ marks, key: createHash('sha256').update(String(i)).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const starts = [0]
  for (const { marks } of keyed) starts.push(starts.at(-1)! + marks.options.length)
  return {
    keys: keyed.map(({ key }) => key),
    channels: Uint8Array.from(keyed, ({ marks }) => (marks.paper ? 1 : 0)),
    starts: Int32Array.from(starts),
    options: Int32Array.from(keyed.flatMap(({ marks }) => marks.options)),
    values: hasValues ? Float64Array.from(keyed.flatMap(({ marks }) => marks.values!)) : null,
  }
}

/** The same marks as many times as told. */
export function times(count: number, marks: Marks): Marks[] {
  return Array.from({ length: count }, () => marks)
}
