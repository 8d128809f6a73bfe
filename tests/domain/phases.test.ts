import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DEFAULT_ACTS,
  mayAct,
  mustAllow,
  mustBeInOrder,
  namingPhase,
  PHASE_KINDS,
  type Phase,
  type PhaseKind,
  phaseAt,
  phaseState,
} from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'

const at = (day: number) => new Date(Date.UTC(2026, 4, 1) + day * 86_400_000)
const phase = (kind: PhaseKind, from: number, to: number | null): Phase => ({
  kind,
  startsAt: at(from),
  endsAt: to === null ? null : at(to),
  settings: { acts: DEFAULT_ACTS[kind], moderation: 'post', supportLimit: null },
})
const PHASES = [phase('collect', 0, 10), phase('discuss', 12, 20), phase('results', 20, null)]
const kindAt = (day: number) => phaseAt(PHASES, at(day))?.kind ?? null

describe('the open phase', () => {
  test.each([
    [-1, null],
    [0, 'collect'],
    [9.99, 'collect'],
    [10, null],
    [11, null],
    [12, 'discuss'],
    [20, 'results'],
    [9999, 'results'],
  ])('on day %d is %s: it begins with its first moment and ends before its last', (day, kind) =>
    expect(kindAt(day)).toBe(kind),
  )

  test('is the later one where two overlap, in whatever order they are given', () => {
    const overlapping = [phase('collect', 0, 10), phase('vote', 5, 8)]
    for (const list of [overlapping, [...overlapping].reverse()]) {
      expect(phaseAt(list, at(6))?.kind).toBe('vote')
      expect(phaseAt(list, at(9))?.kind).toBe('collect')
    }
  })

  test('none is open where there are none', () => {
    expect(phaseAt([], at(0))).toBeNull()
    expect(namingPhase([], at(0))).toBeNull()
  })
})

test.each([
  [-5, 'collect'],
  [5, 'collect'],
  [11, 'collect'],
  [13, 'discuss'],
  [30, 'results'],
])('on day %d a process is named by %s', (day, kind) => {
  expect(namingPhase(PHASES, at(day))?.kind).toBe(kind)
  expect(namingPhase([...PHASES].reverse(), at(day))?.kind).toBe(kind)
})

test('a timeline tells done, open and next apart', () => {
  expect(PHASES.map((one) => phaseState(one, at(13)))).toEqual(['done', 'open', 'next'])
  expect(phaseState(PHASES[0]!, at(10))).toBe('done')
})

describe('an act', () => {
  test('is allowed by the open phase only', () => {
    expect(mayAct(PHASES, 'pin', at(5))).toBe(true)
    expect(mayAct(PHASES, 'pin', at(11))).toBe(false)
    expect(mayAct(PHASES, 'pin', at(13))).toBe(false)
    expect(mayAct(PHASES, 'support', at(13))).toBe(true)
    expect(mustAllow(PHASES, 'comment', at(13))).toBe(PHASES[1])
  })

  test('is refused with a code elsewhere', () => {
    for (const day of [-1, 11, 25])
      expect(() => mustAllow(PHASES, 'pin', at(day))).toThrow(new Refusal('phase.closed'))
  })

  test('follows the settings, not the kind', () => {
    const quiet = [{ ...PHASES[0]!, settings: { ...PHASES[0]!.settings, acts: ['comment' as const] } }]
    expect([mayAct(quiet, 'comment', at(1)), mayAct(quiet, 'pin', at(1))]).toEqual([true, false])
  })

  test('in results nothing is allowed by default', () => {
    expect(DEFAULT_ACTS.results).toEqual([])
    expect(Object.keys(DEFAULT_ACTS).sort()).toEqual([...PHASE_KINDS].sort())
  })
})

describe('the order of phases', () => {
  const list = (...spans: [number, number | null][]) => spans.map(([from, to]) => phase('collect', from, to))

  test('is kept when each ends before the next starts, touching allowed, and only the last is open-ended', () => {
    for (const good of [[], list([0, 1]), list([0, 1], [1, 2]), list([0, 1], [5, null])])
      expect(() => mustBeInOrder(good)).not.toThrow()
  })

  test.each([
    ['ends before it starts', list([5, 4])],
    ['lasts no time', list([5, 5])],
    ['runs into the next', list([0, 3], [2, 5])],
    ['is open-ended before the last', list([0, null], [2, 5])],
    ['comes out of order', list([10, 12], [0, 2])],
  ])('is broken when one %s', (_, bad) => {
    expect(() => mustBeInOrder(bad)).toThrow(new Refusal('phases.bad-order'))
  })

  test('means that no two phases are ever open at once', () => {
    const edges = fc
      .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 10 })
      .map((list) => list.sort((a, b) => a - b))
    fc.assert(
      fc.property(edges, fc.integer({ min: -5, max: 405 }), (days, day) => {
        const ordered = days.slice(1).map((to, i) => phase('collect', days[i]!, to))
        mustBeInOrder(ordered)
        expect(ordered.filter((one) => phaseState(one, at(day)) === 'open').length).toBeLessThanOrEqual(1)
      }),
    )
  })
})
