import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ballotText, mustKeepTo } from '#app/domain/ballot-rules.ts'
import { mustBeSensible } from '#app/domain/ballot-settings.ts'
import { type BallotMethod, type BallotSettings, formOf, type Mark } from '#app/domain/ballots.ts'
import { CODE_LETTERS, codeFrom, plainCode, shownCode } from '#app/domain/codes.ts'
import { defaultRule } from '#app/domain/default-rule.ts'
import { frozenText } from '#app/domain/frozen-ballot.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { seededOrder } from '#app/domain/seeded-order.ts'

/** Options a, b, c, d, e, printed 1-5, for 100, 200, … minor units. */
const LETTERS = [...'abcde']
const options = new Map(
  LETTERS.map((id, i) => [id, { id, number: i + 1, costMinor: (i + 1) * 100 }] as const),
)
const BUDGET = 500

/** `a`, `b=2` … as marks. */
function marks(text: string): Mark[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((part) => {
      const [optionId, value] = part.split('=')
      return { optionId: optionId!, value: value === undefined ? null : Number(value) }
    })
}

function refusalOf(act: () => void) {
  try {
    act()
    return 'kept'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [error.code, ...Object.values(error.details)].join(' ')
  }
}

const said = (method: BallotMethod, text: string) =>
  refusalOf(() => mustKeepTo(method, marks(text), options, BUDGET))

const ONE: BallotMethod = { kind: 'one' }
const APPROVAL: BallotMethod = { kind: 'approval', min: 2, max: 3 }
const OPEN: BallotMethod = { kind: 'approval', min: 0, max: 5 }
const RANKING: BallotMethod = { kind: 'ranking', max: 3 }
const KNAPSACK: BallotMethod = { kind: 'knapsack' }
const POINTS: BallotMethod = { kind: 'points', total: 6, perOption: 4 }
const SCORE: BallotMethod = { kind: 'score', max: 5 }

describe('a ballot keeps to its method or is refused with the reason', () => {
  test.each<[method: BallotMethod, ballot: string, says: string]>([
    [ONE, 'c', 'kept'],
    [ONE, '', 'ballot.empty'],
    [ONE, 'a b', 'ballot.too-many 1 2'],
    [ONE, 'a=1', 'ballot.bad-value'],
    [APPROVAL, 'a b', 'kept'],
    [APPROVAL, 'a b c', 'kept'],
    [APPROVAL, 'a', 'ballot.too-few 2 1'],
    [APPROVAL, 'a b c d', 'ballot.too-many 3 4'],
    [APPROVAL, '', 'ballot.empty'],
    [OPEN, '', 'kept'],
    [KNAPSACK, 'b c', 'kept'],
    [KNAPSACK, 'a e', 'ballot.over-budget 100 500'],
    [RANKING, 'c=1 a=2', 'kept'],
    [RANKING, 'c=2 a=1 e=3', 'kept'],
    [RANKING, 'c=1 a=1', 'ballot.bad-places 2'],
    [RANKING, 'c=1 a=3', 'ballot.bad-places 2'],
    [RANKING, 'c=2 a=3', 'ballot.bad-places 1'],
    [RANKING, 'c=0 a=1', 'ballot.bad-value'],
    [RANKING, 'c=1.5 a=1', 'ballot.bad-value'],
    [RANKING, 'c', 'ballot.bad-value'],
    [RANKING, 'a=1 b=2 c=3 d=4', 'ballot.too-many 3 4'],
    [POINTS, 'a=4 b=2', 'kept'],
    [POINTS, 'a=1', 'kept'],
    [POINTS, 'a=5', 'ballot.points-per-option 4 1'],
    [POINTS, 'a=4 b=3', 'ballot.too-many-points 6 7'],
    [POINTS, 'a=0', 'ballot.bad-value'],
    [POINTS, 'a=-1 b=4', 'ballot.bad-value'],
    [SCORE, 'a=0 b=5', 'kept'],
    [SCORE, 'a=6', 'ballot.score-range 5 1'],
    [SCORE, 'a=NaN', 'ballot.bad-value'],
    [SCORE, 'z=1', 'ballot.unknown-option'],
    [SCORE, 'a=1 a=2', 'ballot.repeated-option 1'],
  ])('%o: %s -> %s', (method, ballot, says) => {
    expect(said(method, ballot)).toBe(says)
  })

  test('whatever is sent: what is kept is within every limit', () => {
    const mark = fc.record({
      optionId: fc.constantFrom(...LETTERS, 'z'),
      value: fc.oneof(fc.constant(null), fc.integer({ min: -2, max: 8 }), fc.double()),
    })
    const method = fc.constantFrom(ONE, APPROVAL, OPEN, RANKING, KNAPSACK, POINTS, SCORE)
    fc.assert(
      fc.property(method, fc.array(mark, { maxLength: 6 }), (how, sent) => {
        if (refusalOf(() => mustKeepTo(how, sent, options, BUDGET)) !== 'kept') return
        const ids = sent.map(({ optionId }) => optionId)
        const values = sent.map(({ value }) => value)
        const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids.every((id) => options.has(id))).toBe(true)
        if (formOf(how) === 'approval') expect(values.every((value) => value === null)).toBe(true)
        if (how.kind === 'one') expect(ids).toHaveLength(1)
        if (how.kind === 'points') expect(sum).toBeLessThanOrEqual(6)
        if (how.kind === 'ranking') expect(values.toSorted()).toEqual(values.map((_, i) => i + 1))
        if (how.kind === 'knapsack')
          expect(ids.reduce((cost, id) => cost + options.get(id)!.costMinor, 0)).toBeLessThanOrEqual(BUDGET)
      }),
    )
  })
})

test('a ballot as text is the same in whatever order it was marked', () => {
  expect(ballotText(marks('d a c'), options)).toBe('1,3,4')
  expect(ballotText(marks('d=1 a=2'), options)).toBe('1=2,4=1')
  expect(ballotText([], options)).toBe('')
})

test('the frozen text is the same for the same settings, in whatever order they were written', () => {
  const settings: BallotSettings = {
    method: APPROVAL,
    electorate: 'codes',
    optionSource: 'variants',
    rule: defaultRule('mes'),
    budgetMinor: 100,
    minimumAge: 14,
    unlinkDays: 30,
  }
  const turned = Object.fromEntries(Object.entries(settings).reverse()) as unknown as BallotSettings
  const rows = [...options.values()].map((option) => ({ ...option, title: `Вариант ${option.number}` }))
  expect(frozenText('p', turned, rows.toReversed())).toBe(frozenText('p', settings, rows))
  expect(frozenText('p', { ...settings, minimumAge: 15 }, rows)).not.toBe(frozenText('p', settings, rows))
  expect(refusalOf(() => mustBeSensible(settings, rows))).toBe('kept')
})

describe('codes', () => {
  test('have no letters to misread, and are read as they are typed', () => {
    const bytes = Uint8Array.from({ length: 12 }, (_, i) => i * 21)
    const code = codeFrom(bytes, 12)
    expect([...code].every((letter) => CODE_LETTERS.includes(letter))).toBe(true)
    expect(plainCode(shownCode(code).toLowerCase())).toBe(code)
    expect(plainCode(' oIl1–аВс ')).toBe('0111ABC')
  })
})

describe('the order on the page', () => {
  const items = Array.from({ length: 20 }, (_, i) => i)

  test('is all of the options, the same for a voter, another for the next', () => {
    expect(seededOrder(items, 'one').toSorted((a, b) => a - b)).toEqual(items)
    expect(seededOrder(items, 'one')).toEqual(seededOrder(items, 'one'))
    expect(seededOrder(items, 'one')).not.toEqual(seededOrder(items, 'other'))
  })

  test('puts each option first about equally often', () => {
    const firsts = new Array(5).fill(0)
    for (let voter = 0; voter < 5000; voter++) firsts[seededOrder([0, 1, 2, 3, 4], `voter ${voter}`)[0]!]++
    for (const n of firsts) expect(Math.abs(n - 1000)).toBeLessThan(150)
  })
})
