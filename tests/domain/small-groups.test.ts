import { describe, expect, test } from 'vitest'
import { foldSmall, type Group, SMALLEST_GROUP } from '#app/domain/small-groups.ts'

const groupsOf = (sizes: number[]): Group[] => sizes.map((people, i) => ({ key: `g${i}`, people }))
const fold = (...sizes: number[]) => foldSmall(groupsOf(sizes))

describe('foldSmall', () => {
  test('leaves groups of five and more as they are', () => {
    expect(fold(9, 5, 7)).toEqual({ groups: groupsOf([9, 5, 7]), small: [], beside: [], together: 0 })
  })

  test('folds several small groups into one sum', () => {
    expect(fold(9, 3, 4, 20)).toEqual({
      groups: [
        { key: 'g0', people: 9 },
        { key: 'g3', people: 20 },
      ],
      small: ['g1', 'g2'],
      beside: [],
      together: 7,
    })
  })

  test('folds a larger group beside a single small one, which the total would tell otherwise', () => {
    expect(fold(30, 3, 12)).toMatchObject({ small: ['g1'], beside: ['g2'], together: 15 })
  })

  test('does so too where the sum leaves only one answer: four and four, one and five', () => {
    expect(fold(30, 4, 4, 12)).toMatchObject({ small: ['g1', 'g2'], beside: ['g3'], together: 20 })
    expect(fold(30, 1, 5, 12)).toMatchObject({ small: ['g1'], beside: ['g2', 'g3'], together: 18 })
  })

  test('shows nothing where everything would be folded', () => {
    const nothing = { groups: [], small: [], beside: [], together: 0 }
    expect(fold(3)).toEqual(nothing)
    expect(fold(3, 8)).toEqual(nothing)
    expect(fold()).toEqual(nothing)
  })

  test('never says the size of a small group, in any whole of up to four groups', () => {
    const sizes = [1, 3, 4, 5, 6, 12]
    for (const whole of wholes(sizes, 4)) {
      const { groups, small, beside, together } = fold(...whole)
      const shown = groups.map(({ people }) => people)
      expect(shown.every((people) => people >= SMALLEST_GROUP)).toBe(true)
      if (shown.length === 0) continue
      expect([...shown, together].reduce((a, b) => a + b, 0)).toBe(whole.reduce((a, b) => a + b, 0))
      if (small.length === 0) continue
      // Every way that the folded groups could be, for one who knows what is shown.
      const most = Math.min(...shown)
      const could = ways([
        ...small.map((): [number, number] => [1, SMALLEST_GROUP - 1]),
        ...beside.map((): [number, number] => [SMALLEST_GROUP, most]),
      ]).filter((way) => way.reduce((a, b) => a + b, 0) === together)
      for (const i of small.keys())
        expect(new Set(could.map((way) => way[i])).size, whole.join()).toBeGreaterThan(1)
    }
  })
})

function* wholes(sizes: number[], length: number): Generator<number[]> {
  yield []
  if (length > 0)
    for (const rest of wholes(sizes, length - 1)) for (const size of sizes) yield [size, ...rest]
}

function ways(ranges: [from: number, to: number][]): number[][] {
  if (ranges.length === 0) return [[]]
  const [[from, to], ...rest] = ranges as [[number, number], ...[number, number][]]
  const others = ways(rest)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_none, i) => from + i).flatMap((size) =>
    others.map((way) => [size, ...way]),
  )
}
