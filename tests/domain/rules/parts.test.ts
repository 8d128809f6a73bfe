import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { approximate, compareFractions, exact, fraction, parseExact } from '#app/domain/rules/fraction.ts'
import { defaultSettings, groupBallots, tally } from '#app/domain/rules/index.ts'
import { drawLot } from '#app/domain/rules/lot.ts'
import { createTieRule } from '#app/domain/rules/ties.ts'
import { electionOf, plainElections } from './elections.ts'

describe('groups of ballots', () => {
  test('hold every ballot once, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('approval', 'ranking', 'points', 'score' as const),
        fc.gen(),
        (form, gen) => {
          const plain = gen(() => plainElections({ form, maxBallots: 40, maxOptions: 4 }))
          const { ballots } = electionOf(plain)
          const seen = new Map<string, number>()
          for (const { options, values } of plain.rows) {
            const marks = options.map((option, i) => `${option}:${values?.[i] ?? ''}`)
            const key = (
              form === 'ranking'
                ? marks
                : marks.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
            ).join()
            seen.set(key, (seen.get(key) ?? 0) + 1)
          }
          const grouped = Array.from(ballots.weights, (weight, group) => {
            const marks = Array.from(
              ballots.options.subarray(ballots.starts[group], ballots.starts[group + 1]),
              (option, i) => `${option}:${ballots.values?.[ballots.starts[group]! + i] ?? ''}`,
            )
            return [marks.join(), weight] as const
          })
          expect(new Map(grouped)).toEqual(seen)
          expect(ballots.count).toBe(plain.rows.length)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('an option named twice counts once; thousands of different ballots stay apart', () => {
    const twice = groupBallots('points', [
      { options: [2, 0, 2], values: [5, 1, 9] },
      { options: [0, 2], values: [1, 5] },
    ])
    expect([twice.weights, twice.options, twice.values]).toEqual([
      Int32Array.of(2),
      Int32Array.of(0, 2),
      Float64Array.of(1, 5),
    ])
    const rows = Array.from({ length: 5000 }, (_none, i) => ({
      options: [i % 100, 100 + Math.floor(i / 100)],
    }))
    expect(groupBallots('approval', [...rows, ...rows], 200).weights).toEqual(new Int32Array(5000).fill(2))
  })

  test('refuses what is no option, and points without values', () => {
    expect(() => groupBallots('approval', [{ options: [3] }], 3)).toThrow(RangeError)
    expect(() => groupBallots('approval', [{ options: [-1] }])).toThrow(RangeError)
    expect(() => groupBallots('score', [{ options: [1] }])).toThrow(RangeError)
  })
})

const LOT_OF_SIX = ['d', 'b', 'f', 'e', 'a', 'c']

describe('the lot', () => {
  test('is drawn by its published recipe', () => {
    // Drawn by another program from the recipe in the docstring; a change would make old results irreproducible.
    expect(drawLot(['a', 'b', 'c', 'd', 'e', 'f'], 'Приреченск 2026')).toEqual(LOT_OF_SIX)
    expect(drawLot(['f', 'e', 'd', 'c', 'b', 'a'], 'Приреченск 2026')).toEqual(LOT_OF_SIX)
  })

  test('draws every order about as often', () => {
    const drawn = new Map<string, number>()
    for (let i = 0; i < 6000; i++) {
      const order = drawLot(['a', 'b', 'c'], `seed ${i}`).join('')
      drawn.set(order, (drawn.get(order) ?? 0) + 1)
    }
    expect(drawn.size).toBe(6)
    // 1,000 expected of each, standard deviation 29: five of them.
    for (const times of drawn.values()) expect(Math.abs(times - 1000)).toBeLessThan(145)
  })
})

describe('ties', () => {
  const money = { ids: ['b', 'a', '10', '9'], costs: [5n, 5n, 7n, 5n] }
  const votes = [3, 3, 3, 2]

  test('are broken by the steps in order, and by the id where they say nothing', () => {
    const decide = (ties: Parameters<typeof createTieRule>[1]['ties']) =>
      createTieRule(money, { ties, seed: 'x' }, votes).decide([0, 1, 2, 3]).entry
    expect(decide(['cost', 'votes', 'id'])).toEqual({ ids: ['10', '9', 'a', 'b'], won: 'a', by: 'id' })
    expect(decide(['cost', 'votes', 'earlier'])).toMatchObject({ won: 'b', by: 'earlier' })
    expect(decide([])).toMatchObject({ won: '10', by: 'id' })
    const [first] = drawLot(money.ids, 'x')
    expect(decide(['lot'])).toMatchObject({ won: first, by: 'lot' })
  })

  test('are told of in the outcome', () => {
    const election = electionOf({
      form: 'approval',
      ids: ['b', 'a'],
      costs: [5n, 5n],
      budget: 5n,
      unit: 1n,
      rows: [{ options: [0, 1], values: null }],
    })
    for (const name of ['greedy_votes', 'mes', 'phragmen', 'approval', 'schulze'] as const) {
      expect(tally(election, defaultSettings(name)).ties).toEqual([{ ids: ['a', 'b'], won: 'a', by: 'id' }])
    }
  })
})

describe('fractions', () => {
  const whole = fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n })
  const positive = fc.bigInt({ min: 1n, max: 10n ** 60n })

  test('are written in lowest terms and read back', () => {
    fc.assert(
      fc.property(whole, positive, (n, d) => {
        expect(compareFractions(parseExact(exact(fraction(n, d))), fraction(n, d))).toBe(0)
      }),
    )
    expect([exact(fraction(6n, -4n)), exact(fraction(0n, 7n)), exact(fraction(8n, 4n))]).toEqual([
      '-3/2',
      '0',
      '2',
    ])
    expect(() => parseExact('1.5')).toThrow(RangeError)
  })

  test('become doubles without overflow', () => {
    const huge = 3n ** 2000n
    expect(approximate({ n: huge * 5n, d: huge * 4n })).toBeCloseTo(1.25, 12)
    expect(approximate({ n: 1n, d: 4n })).toBe(0.25)
    expect(approximate({ n: huge, d: 3n ** 1990n }) / 3 ** 10).toBeCloseTo(1, 12)
  })
})
