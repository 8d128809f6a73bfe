import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepareCount } from '#app/domain/rules/count.ts'
import { defaultSettings, tally } from '#app/domain/rules/index.ts'
import type { BallotForm, RuleName, RuleSettings } from '#app/domain/rules/types.ts'
import { electionOf, type Plain, plainElections, shuffled } from './elections.ts'
import { naivePhragmen, naiveSchulzeWinners } from './naive.ts'

function settingsOf(name: RuleName, some: Partial<RuleSettings> = {}): RuleSettings {
  return { ...defaultSettings(name), ...some }
}

/** Ballots as [how many, options in order, what is given to each]. */
function vote(form: BallotForm, ids: string, ballots: [number, string, number[]?][]): Plain {
  const rows = ballots.flatMap(([count, named, values]) =>
    Array.from({ length: count }, () => ({
      options: [...named].map((id) => ids.indexOf(id)),
      values: values ?? null,
    })),
  )
  return { form, ids: [...ids], costs: [...ids].map(() => 0n), budget: 0n, unit: 1n, rows }
}

/** Tennessee's voters for a capital: Memphis, Nashville, Chattanooga, Knoxville; a textbook example. */
const TENNESSEE = vote('ranking', 'MNCK', [
  [42, 'MNCK'],
  [26, 'NCKM'],
  [15, 'CKNM'],
  [17, 'KCNM'],
])

describe('single-winner rules', () => {
  test('count what they say', () => {
    const of = (name: RuleName, some: Partial<RuleSettings> = {}) => {
      const { winners, scores } = tally(electionOf(TENNESSEE), settingsOf(name, { seats: 2, ...some }))
      return [winners.join(''), Object.values(scores).join(' ')]
    }
    expect(of('plurality')).toEqual(['MN', '42 26 15 17'])
    expect(of('borda', { borda: 'option-count' })).toEqual(['NC', '126 194 173 107'])
    expect(of('borda')).toEqual(['NC', '226 294 273 207'])
    expect(of('approval')).toEqual(['CK', '100 100 100 100'])
    expect(of('schulze')).toEqual(['NC', '0 3 2 1'])
  })

  test('on short ballots the two Bordas differ', () => {
    const plain = vote('ranking', 'abc', [
      [3, 'a'],
      [2, 'bc'],
    ])
    const scores = (borda: RuleSettings['borda']) =>
      tally(electionOf(plain), settingsOf('borda', { borda })).scores
    expect(scores('ballot-length')).toEqual({ a: '3', b: '4', c: '2' })
    expect(scores('option-count')).toEqual({ a: '6', b: '4', c: '2' })
  })

  test('Schulze elects in the order of his own example', () => {
    const plain = vote('ranking', 'ABCDE', [
      [5, 'ACBED'],
      [5, 'ADECB'],
      [8, 'BEDAC'],
      [3, 'CABED'],
      [7, 'CAEBD'],
      [2, 'CBADE'],
      [7, 'DCEBA'],
      [8, 'EBADC'],
    ])
    const { winners, losses } = tally(electionOf(plain), settingsOf('schulze', { seats: 4 }))
    expect(winners).toEqual(['E', 'A', 'C', 'B'])
    // From E to D the strongest way has 31 voters, back 24: both as in his paper.
    expect(losses.D).toEqual({ type: 'out-ranked', rank: 5, by: 'E', strength: 31, strengthBack: 24 })
  })

  test('Schulze elects who is unbeaten over all ways', () => {
    const forms = fc.constantFrom<BallotForm>('ranking', 'approval', 'points', 'score')
    const elections = forms.chain((form) => plainElections({ form, maxOptions: 5, maxBallots: 9 }))
    fc.assert(
      fc.property(elections, (plain) => {
        const settings = settingsOf('schulze', { requireSupport: false, ties: ['id'] })
        const { winners, ties } = tally(electionOf(plain), settings)
        const unbeaten = naiveSchulzeWinners(plain).map((option) => plain.ids[option]!)
        expect(winners[0]).toBe([...unbeaten].sort((a, b) => (a < b ? -1 : 1))[0])
        expect(ties.map(({ ids }) => ids)).toEqual(unbeaten.length > 1 ? [unbeaten.sort(byUnits)] : [])
      }),
      { numRuns: 600 },
    )
  })

  test('who stands first on more than half of the ballots wins by Schulze', () => {
    fc.assert(
      fc.property(plainElections({ form: 'ranking' }), (plain) => {
        const first = (option: number) => plain.rows.filter(({ options }) => options[0] === option).length
        const majority = plain.ids.findIndex((_id, option) => first(option) * 2 > plain.rows.length)
        if (majority === -1) return
        expect(tally(electionOf(plain), settingsOf('schulze')).winners).toEqual([plain.ids[majority]])
      }),
      { numRuns: 600 },
    )
  })

  test('scores add up, decimals exactly', () => {
    const plain = vote('score', 'ab', [
      [10, 'ab', [0.1, 0.3]],
      [1, 'a', [1.25]],
    ])
    const { scores, winners, losses } = tally(electionOf(plain), settingsOf('score'))
    expect([scores, winners]).toEqual([{ a: '9/4', b: '3' }, ['b']])
    expect(losses.a).toEqual({ type: 'outvoted', rank: 2, votes: '9/4', lastWinner: 'b', missing: '3/4' })
  })

  test('plurality counts ballots with one first choice only', () => {
    const approvals = vote('approval', 'ab', [
      [2, 'a'],
      [9, 'ab'],
    ])
    expect(tally(electionOf(approvals), settingsOf('plurality')).scores).toEqual({ a: '2', b: '0' })
    const points = vote('points', 'ab', [
      [1, 'ab', [1, 4]],
      [5, 'ab', [2, 2]],
    ])
    expect(tally(electionOf(points), settingsOf('plurality')).scores).toEqual({ a: '0', b: '1' })
  })

  test('the order of ballots and options changes nothing, and a winner gains by a ballot', () => {
    const forms = fc.constantFrom<BallotForm>('ranking', 'approval', 'points', 'score')
    const names = fc.constantFrom<RuleName>('plurality', 'approval', 'borda', 'schulze', 'score')
    const pairs = forms
      .chain((form) => plainElections({ form }))
      .chain((plain) => shuffled(plain).map((other) => [plain, other] as const))
    fc.assert(
      fc.property(pairs, names, fc.integer({ min: 1, max: 3 }), ([plain, other], name, seats) => {
        const settings = settingsOf(name, { seats, ties: ['votes', 'id'] })
        const { winners, scores, losses } = tally(electionOf(plain), settings)
        expect(tally(electionOf(other), settings)).toMatchObject({ winners, scores, losses })
        expect([...winners, ...Object.keys(losses)].sort()).toEqual([...plain.ids].sort())
        if (winners.length === 0 || name === 'schulze') return
        const row = { options: [plain.ids.indexOf(winners[0]!)], values: plain.rows[0]!.values && [3] }
        const more = { ...plain, rows: [...plain.rows, row] }
        expect(tally(electionOf(more), settings).winners).toContain(winners[0])
      }),
      { numRuns: 600 },
    )
  })
})

describe('sequential Phragmen', () => {
  test('buys what its definition buys', () => {
    fc.assert(
      fc.property(
        fc.oneof(plainElections({ maxOptions: 7 }), plainElections({ form: 'points' })),
        (plain) => {
          const settings = settingsOf('phragmen')
          const { compare } = prepareCount(electionOf(plain), settings, false).tieRule
          const naive = naivePhragmen(plain, compare).map((option) => plain.ids[option]!)
          expect(tally(electionOf(plain), settings).winners).toEqual(naive)
        },
      ),
      { numRuns: 800 },
    )
  })
})

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
