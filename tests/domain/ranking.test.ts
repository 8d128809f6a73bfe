import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Ranked, rankerOf } from '#app/domain/ranking.ts'

const countOf = (n: number) => n

function places(counts: number[]): Ranked<number>[] {
  const ranker = rankerOf(countOf)
  return [...ranker.push(counts), ...ranker.end()]
}

test.each<[counts: number[], ranks: number[], ties: boolean[]]>([
  [[], [], []],
  [[7], [1], [false]],
  [
    [9, 5, 1],
    [1, 2, 3],
    [false, false, false],
  ],
  [
    [9, 5, 5, 1],
    [1, 2, 2, 4],
    [false, true, true, false],
  ],
  [
    [5, 5, 5, 2, 2],
    [1, 1, 1, 4, 4],
    [true, true, true, true, true],
  ],
  [
    [0, 0],
    [1, 1],
    [true, true],
  ],
])('%j has the ranks %j', (counts, ranks, ties) => {
  const list = places(counts)
  expect(list.map((place) => place.row)).toEqual(counts)
  expect(list.map((place) => place.rank)).toEqual(ranks)
  expect(list.map((place) => place.isTied)).toEqual(ties)
})

test('a rank is one more than how many have more, and a tie is where somebody has as many', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 })), (unsorted) => {
      const counts = unsorted.sort((a, b) => b - a)
      for (const { row, rank, isTied } of places(counts)) {
        expect(rank).toBe(1 + counts.filter((n) => n > row).length)
        expect(isTied).toBe(counts.filter((n) => n === row).length > 1)
      }
    }),
  )
})

test('ranks and ties go on where the list is cut, wherever that is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2 }), fc.nat(), (unsorted, at) => {
      const whole = places(unsorted.sort((a, b) => b - a))
      const cut = 1 + (at % (whole.length - 1))
      const { rank, row: count } = whole[cut - 1]!
      const ranker = rankerOf(countOf, { place: cut, rank, count })
      expect([...ranker.push(unsorted.slice(cut)), ...ranker.end()]).toEqual(whole.slice(cut))
    }),
  )
})

test('rows may come in pages of any length, and only one is held', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 5 })), (pages) => {
      const sorted = pages.flat().sort((a, b) => b - a)
      const ranker = rankerOf(countOf)
      const given: Ranked<number>[] = []
      let at = 0
      for (const { length } of pages) {
        given.push(...ranker.push(sorted.slice(at, at + length)))
        at += length
        expect(at - given.length).toBe(at === 0 ? 0 : 1)
      }
      expect([...given, ...ranker.end()]).toEqual(places(sorted))
      expect(ranker.end()).toEqual([])
    }),
  )
})
