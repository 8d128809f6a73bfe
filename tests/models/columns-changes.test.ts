import { and, count, eq, like, sum } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { editContribution } from '#app/models/own-contributions.server.ts'
import { supportContribution, withdrawSupport } from '#app/models/supports.server.ts'
import { getViewport, windowOf } from '#app/models/viewport.server.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, makePeople, makePin, makeScene } from '../factories.ts'
import { inOneOrder, viewportByQuery } from './viewport-by-query.ts'

const WORLD: Bbox = [-180, -85, 180, 85]
const WORDS = ['фонар', 'скамейк', 'мост'] as const
let scene: Awaited<ReturnType<typeof makeScene>>
let ids: string[]
beforeAll(async function fillTown() {
  scene = await makeScene()
  ids = []
  for (let i = 0; i < 12; i++) ids.push((await makePin({ ...scene.here, at: pointAt(i), body: 'Мост' })).id)
}, 60_000)

function pointAt(i: number): [number, number] {
  return [CENTRE[0] + (i % 4) * 0.004, CENTRE[1] + (i % 3) * 0.002]
}

const change = fc.record({
  who: fc.nat(11),
  set: fc.oneof(
    fc.record({ supports: fc.nat(9) }),
    fc.record({ status: fc.constantFrom('new' as const, 'done' as const) }),
    fc.record({ categoryId: fc.constantFrom('lighting', 'play', null) }),
    fc.record({ visibility: fc.constantFrom('published' as const, 'published' as const, 'hidden' as const) }),
    fc.record({ searchText: fc.subarray([...WORDS], { minLength: 1 }).map((some) => ` ${some.join(' ')} `) }),
    fc.constant({ lng: null, lat: null, cell: null }),
    fc.nat(30).map(function moved(i) {
      const [lng, lat] = pointAt(i)
      return { lng, lat, cell: cellOf(lng, lat) }
    }),
  ),
})

test('whatever a write changes, the next look of the map, of a count and of a word is what a query says', async () => {
  const { id: townId } = scene.town
  const { read, write } = await getStore()
  const looks = fc.array(fc.tuple(fc.array(change, { maxLength: 5 }), fc.constantFrom(...WORDS, '')), {
    minLength: 1,
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(looks, async (rounds) => {
      for (const [changes, word] of rounds) {
        for (const { who, set } of changes)
          await write((tx) =>
            tx.do((db) =>
              db
                .update(c)
                .set(set)
                .where(and(eq(c.townId, townId), eq(c.id, ids[who]!)))
                .returning({ id: c.id }),
            ),
          )
        const condition = await conditionOf(townId, { ...NO_FILTER, text: word })
        const of = and(
          eq(c.townId, townId),
          eq(c.visibility, 'published'),
          word ? like(c.searchText, `% ${word} %`) : undefined,
        )
        const [row] = await read
          .select({ all: count(), placed: count(c.cell) })
          .from(c)
          .where(of)
        expect(await countMatching(condition)).toEqual({ all: row!.all, unplaced: row!.all - row!.placed })
        const viewport = await getViewport(condition, WORLD, 15)
        expect(inOneOrder(viewport)).toEqual(
          inOneOrder(await viewportByQuery(condition, windowOf(WORLD, 15))),
        )
        const [supports] = await read
          .select({ n: sum(c.supports).mapWith(Number) })
          .from(c)
          .where(and(of, like(c.searchText, '%')))
        const drawn = [
          ...viewport.pins.map((pin) => pin[4]),
          ...viewport.clusters.map((cluster) => cluster[5]),
        ]
        if (row!.placed === row!.all) expect(drawn.reduce((total, n) => total + n, 0)).toBe(supports!.n ?? 0)
      }
    }),
    { numRuns: 60, seed: 20261124, endOnFailure: true },
  )
}, 120_000)

test('a support is in the sum at once, and out of it; words are found as they are now', async () => {
  const { town, here } = await makeScene()
  const { id } = await makePin({ ...here, at: CENTRE, body: 'Тёмный переулок' })
  await makePin({ ...here, at: CENTRE, body: 'Скамейка' })
  const [reader] = await makePeople(1)
  const sum = async () =>
    (await getViewport(await conditionOf(town.id, NO_FILTER), WORLD, 18)).clusters.map(
      (cluster) => cluster[5],
    )
  const found = async (text: string) =>
    (await countMatching(await conditionOf(town.id, { ...NO_FILTER, text }))).all
  expect(await sum()).toEqual([0])
  expect([await found('переулки'), await found('клумба')]).toEqual([1, 0])
  const support = { townId: town.id, contributionId: id, personId: reader!.id }
  await editContribution({ townId: town.id, personId: here.personId, id, body: 'Красивая клумба' })
  expect([await found('переулки'), await found('клумбы')]).toEqual([0, 1])
  await supportContribution(support)
  expect(await sum()).toEqual([1])
  await withdrawSupport(support)
  expect(await sum()).toEqual([0])
})

test('every look sees every support that was answered before it, however many are given at once', async () => {
  const { town, here } = await makeScene()
  const { id } = await makePin({ ...here, at: CENTRE })
  const condition = await conditionOf(town.id, NO_FILTER)
  const readers = await makePeople(12)
  let answered = 0
  await Promise.all(
    readers.map(async (reader) => {
      await supportContribution({ townId: town.id, contributionId: id, personId: reader.id })
      const least = ++answered
      const { pins } = await getViewport(condition, WORLD, 18)
      expect(pins[0]![4]).toBeGreaterThanOrEqual(least)
    }),
  )
  expect((await getViewport(condition, WORLD, 18)).pins[0]![4]).toBe(12)
})
