import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Ranked, ranked } from '#app/domain/ranking.ts'

async function places(counts: number[]): Promise<Ranked<number>[]> {
  const list: Ranked<number>[] = []
  for await (const place of ranked(counts, (n) => n)) list.push(place)
  return list
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
])('%j has the ranks %j', async (counts, ranks, ties) => {
  const list = await places(counts)
  expect(list.map((place) => place.row)).toEqual(counts)
  expect(list.map((place) => place.rank)).toEqual(ranks)
  expect(list.map((place) => place.isTied)).toEqual(ties)
})

test('a rank is one more than how many have more, and a tie is where somebody has as many', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 6 })), async (unsorted) => {
      const counts = unsorted.sort((a, b) => b - a)
      for (const { row, rank, isTied } of await places(counts)) {
        expect(rank).toBe(1 + counts.filter((n) => n > row).length)
        expect(isTied).toBe(counts.filter((n) => n === row).length > 1)
      }
    }),
  )
})

test('ranks and ties go on where the list is cut, wherever that is', async () => {
  const countOf = (n: number) => n
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2 }),
      fc.nat(),
      async (unsorted, at) => {
        const whole = await places(unsorted.sort((a, b) => b - a))
        const cut = 1 + (at % (whole.length - 1))
        const { rank, row: count } = whole[cut - 1]!
        const rest = []
        for await (const place of ranked(unsorted.slice(cut), countOf, { place: cut, rank, count }))
          rest.push(place)
        expect(rest).toEqual(whole.slice(cut))
      },
    ),
  )
})

test('rows are asked for one at a time: the first is ready when the second has come', async () => {
  let asked = 0
  async function* endless() {
    for (;;) yield 1_000_000 - asked++
  }
  const first = await ranked(endless(), (n) => n).next()
  expect(first.value).toEqual({ row: 1_000_000, rank: 1, isTied: false })
  expect(asked).toBe(2)
})
