import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { KINDS, STATUSES } from '#app/domain/contributions.ts'
import { type Filter, NO_FILTER, SORTS } from '#app/domain/filter.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import type { Ranked } from '#app/domain/ranking.ts'
import {
  type CardRow,
  conditionOf,
  countMatching,
  listMatching,
  placeFrom,
} from '#app/models/listing.server.ts'
import { getRankedPage, type RankedAt } from '#app/models/ranking.server.ts'
import { listInCells } from '#app/models/spot.server.ts'
import { getViewport } from '#app/models/viewport.server.ts'
import { CENTRE, makePin, makeScene } from '../factories.ts'
import { type Crowd, makeCrowd } from './crowd.ts'
import { walkList, wholeRanking } from './ranked-list.ts'
import { inOneOrder } from './viewport-by-query.ts'

const WORLD: Bbox = [-180, -90, 180, 90]
const AROUND: Bbox = [CENTRE[0] - 0.15, CENTRE[1] - 0.1, CENTRE[0] + 0.15, CENTRE[1] + 0.1]
/** What is typed, and the texts of the crowd that it means. */
const MEANT: Record<string, RegExp> = {
  '': /^/,
  Ёлки: /Ёлк/,
  СКАМЕЙКА: /скамей/i,
  'скамеек клубов': /скамей.*клуб/i,
  скамйека: /скамей/i,
  фанарями: /фонар/i,
  '%': /^/,
  'нет такого': /^$/,
}
let crowd: Crowd
beforeAll(async function fillTown() {
  crowd = await makeCrowd(400)
}, 240_000)

const some = <T>(items: readonly T[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...items], { minLength: 1 }) },
  )

function filters(): fc.Arbitrary<Filter> {
  return fc.record({
    phase: fc.option(fc.constantFrom('collect', 'discuss', 'vote', 'results'), { freq: 4 }),
    process: fc.option(fc.constantFrom(...crowd.processSlugs, 'no-such-process'), { freq: 3 }),
    kind: some(KINDS),
    category: some(['greenery', 'lighting', 'play', 'other']),
    space: fc.option(fc.constantFrom(...crowd.spaceSlugs, 'no-such-space'), { freq: 4 }),
    status: some(STATUSES),
    text: fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      { weight: 2, arbitrary: fc.constantFrom(...Object.keys(MEANT)) },
    ),
    sort: fc.constantFrom(...SORTS),
    near: fc.option(
      fc.tuple(
        fc.double({ min: 45.5, max: 45.7, noNaN: true }),
        fc.double({ min: 57.3, max: 57.5, noNaN: true }),
      ),
    ),
  })
}

const walk = (filter: Filter, limit: number) => walkList(crowd.townId, filter, limit)
const ranking = (filter: Filter) => wholeRanking(crowd.townId, filter)

/** What the filter means, said a second time in plain code. */
function expected(filter: Filter): number[] {
  const meant = MEANT[filter.text]!
  return crowd.made
    .filter(
      (one) =>
        (!filter.phase || filter.phase === 'collect') &&
        (!filter.process || filter.process === one.processSlug) &&
        (!filter.space || filter.space === one.spaceSlug) &&
        (filter.kind.length === 0 || filter.kind.includes(one.kind)) &&
        (filter.category.length === 0 || filter.category.includes(one.categoryId ?? '')) &&
        (filter.status.length === 0 || filter.status.includes(one.status)) &&
        meant.test(one.body),
    )
    .map((one) => one.number)
    .sort((a, b) => a - b)
}

const inOrder = (rows: { number: number }[]) => rows.map((row) => row.number).sort((a, b) => a - b)

describe('the map, the count, the list and the ranking', () => {
  test('are the same set, for any filter, page size and zoom', async () => {
    let seen = 0
    await fc.assert(
      fc.asyncProperty(
        filters(),
        fc.integer({ min: 0, max: 18 }),
        fc.integer({ min: 3, max: 60 }),
        async (filter, zoom, limit) => {
          const condition = await conditionOf(crowd.townId, filter)
          const { all, unplaced } = await countMatching(condition)
          const { pins, clusters } = await getViewport(condition, WORLD, zoom)
          const wanted = expected(filter)
          seen += wanted.length
          expect(pins.length + clusters.reduce((sum, [n]) => sum + n, 0) + unplaced).toBe(all)
          expect(inOrder(await walk(filter, limit))).toEqual(wanted)
          expect(inOrder((await ranking(filter)).map((place) => place.row))).toEqual(wanted)
          expect(all).toBe(wanted.length)
        },
      ),
      { numRuns: 40, seed: 20260520, endOnFailure: true },
    )
    expect(seen).toBeGreaterThan(200)
  }, 120_000)

  test('hold everything when nothing is asked, and the unplaced are not on the map', async () => {
    const condition = await conditionOf(crowd.townId, NO_FILTER)
    expect(await countMatching(condition)).toEqual({ all: 400, unplaced: 0 })
    expect(inOrder(await walk(NO_FILTER, 100))).toEqual(crowd.made.map((one) => one.number))
  })

  test('agree about a cluster: what it counts is what stands in its cells', async () => {
    const condition = await conditionOf(crowd.townId, { ...NO_FILTER, kind: ['idea', 'problem'] })
    const { clusters } = await getViewport(condition, AROUND, 13)
    expect(clusters.length).toBeGreaterThan(1)
    for (const [n, lng, lat, lo, hi] of clusters) {
      const spot = await listInCells(condition, [[lo, hi]], null, 500)
      expect(spot).toMatchObject({ all: n, next: null })
      expect(spot.rows).toHaveLength(n)
      expect(Math.abs(lng - CENTRE[0]) + Math.abs(lat - CENTRE[1])).toBeLessThan(0.1)
    }
  })

  test('in two halves of the map are together the whole: no pin twice, none lost', async () => {
    const condition = await conditionOf(crowd.townId, NO_FILTER)
    const zoom = 14
    const whole = await getViewport(condition, AROUND, zoom)
    // A window finer than the town, snapped out to the grid, never counts more than there is.
    const part = await getViewport(
      condition,
      [CENTRE[0] - 0.01, CENTRE[1] - 0.005, CENTRE[0], CENTRE[1]],
      zoom,
    )
    const key = (viewport: typeof whole) => {
      const drawn = inOneOrder(viewport)
      return new Set([...drawn.pins, ...drawn.clusters].map((tuple) => JSON.stringify(tuple)))
    }
    const [all, some] = [key(whole), key(part)]
    expect(some.size).toBeGreaterThan(0)
    expect(some.size).toBeLessThan(all.size)
    for (const drawn of some) expect(all).toContain(drawn)
    // The earth street by street would be more than any screen has: it is coarser, and as whole.
    const coarse = await getViewport(condition, WORLD, 22)
    expect(inOneOrder(coarse)).toEqual(inOneOrder(await getViewport(condition, WORLD, 6)))
  })
})

describe('the list', () => {
  test.each(SORTS)(
    'sorted by %s, walked in pages of any size, is the list in one page',
    async (sort) => {
      const filter: Filter = { ...NO_FILTER, sort, near: [45.6012345, 57.4198765] }
      const whole = (await walk(filter, 500)).map((row) => row.number)
      expect(new Set(whole).size).toBe(400)
      for (const limit of [1, 7, 50, 399, 400])
        expect((await walk(filter, limit)).map((row) => row.number)).toEqual(whole)
    },
    120_000,
  )

  test('is in the order it says', async () => {
    const rows = async (sort: Filter['sort']) => walk({ ...NO_FILTER, sort, near: CENTRE }, 500)
    const descending = (all: number[]) => all.every((value, i) => i === 0 || all[i - 1]! >= value)
    expect(descending((await rows('support')).map((row) => row.supports))).toBe(true)
    expect(descending((await rows('discussed')).map((row) => row.comments))).toBe(true)
    expect(descending((await rows('new')).map((row) => row.number))).toBe(true)
    const shrink = Math.cos((CENTRE[1] * Math.PI) / 180)
    const distance = (row: CardRow) => Math.hypot((row.lng! - CENTRE[0]) * shrink, row.lat! - CENTRE[1])
    expect(descending((await rows('nearest')).map((row) => -Math.round(distance(row) * 1e9)))).toBe(true)
  })

  test('starts from the top for a page address that means nothing', async () => {
    const condition = await conditionOf(crowd.townId, NO_FILTER)
    const top = await listMatching(condition, NO_FILTER, null, 5)
    for (const after of [
      '',
      'x',
      '1.2.3_5',
      '._1',
      '5_',
      "1_2'; drop table towns",
      '1_99999999999999999999',
      `${'9'.repeat(400)}_1`,
    ]) {
      expect(await listMatching(condition, NO_FILTER, after, 5)).toEqual(top)
    }
  })

  test.each([['Ёлка'], ['ёлка'], ['ЕЛКА'], ['елка'], ['  лохматая   ЁЛКА ']])(
    'finds «%s» whatever the case and the dots',
    async (text) => {
      const { town, here } = await makeScene()
      const tree = await makePin({ ...here, body: 'Лохматая Ёлка у клуба' })
      await makePin({ ...here, body: 'Берёза у клуба' })
      const condition = await conditionOf(town.id, { ...NO_FILTER, text })
      expect((await listMatching(condition, NO_FILTER, null, 9)).rows.map((row) => row.number)).toEqual([
        tree.number,
      ])
    },
  )

  test('shows one town only', async () => {
    const { town } = await makeScene()
    expect(await countMatching(await conditionOf(town.id, NO_FILTER))).toEqual({ all: 0, unplaced: 0 })
  })
})

/** A page of the ranking knows the author, an export the shape. */
function onBoth<Row extends object>({ row, ...place }: Ranked<Row>) {
  const { authorId, locale, geometry, externalId, ...shared } = row as Row & Record<string, unknown>
  return { ...place, ...shared }
}

describe('the ranking', () => {
  test('gives equal supports an equal rank, skips the next, and counts distinct people', async () => {
    const places = await ranking(NO_FILTER)
    const counts = places.map((place) => place.row.supports)
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    for (const { row, rank, isTied } of places) {
      expect(rank).toBe(1 + counts.filter((n) => n > row.supports).length)
      expect(isTied).toBe(counts.filter((n) => n === row.supports).length > 1)
      expect(row.people).toBe(crowd.peopleAt.get(row.number)?.size ?? 0)
    }
    const tied = places.filter((place) => place.rank === places[0]!.rank).map((place) => place.row.number)
    expect(tied).toEqual([...tied].sort((a, b) => a - b))
    expect(new Set(counts).size).toBeGreaterThan(3)
  })

  test.each([1, 7, 50, 399, 400, 500])('in pages of %i is the whole ranking', async (size) => {
    const whole = await ranking(NO_FILTER)
    const condition = await conditionOf(crowd.townId, NO_FILTER)
    const lastFrom = whole.length - (whole.length % size || size)
    let [at, from]: [RankedAt, number] = ['first', 0]
    for (let turns = 0; turns < 12; turns++) {
      const given = await getRankedPage(condition, at, size)
      expect(given).toMatchObject({ from: from + 1, all: 400, rankBy: 'supports' })
      expect(given.rows.map(onBoth)).toEqual(whole.slice(from, from + size).map(onBoth))
      expect([given.before !== null, given.after !== null]).toEqual([from > 0, from + size < 400])
      if (!given.after) break
      ;[at, from] = [{ after: placeFrom(given.after)! }, from + size]
    }
    ;[at, from] = ['last', lastFrom]
    for (let turns = 0; turns < 12; turns++) {
      const given = await getRankedPage(condition, at, size)
      expect(given.from).toBe(from + 1)
      expect(given.rows.map(onBoth)).toEqual(whole.slice(from, from + size).map(onBoth))
      if (!given.before) break
      ;[at, from] = [{ before: placeFrom(given.before)! }, from - size]
    }
  })

  test('beyond its end is its beginning', async () => {
    const condition = await conditionOf(crowd.townId, NO_FILTER)
    const first = await getRankedPage(condition, 'first', 50)
    expect(await getRankedPage(condition, { after: [9, 9] }, 50)).toEqual(first)
    expect(await getRankedPage(condition, { before: [-900, 1] }, 50)).toEqual(first)
  })

  test('of an empty set is one empty page', async () => {
    const condition = await conditionOf(crowd.townId, { ...NO_FILTER, space: 'no-such-space' })
    for (const at of ['first', 'last', { after: [0, 1] }] as RankedAt[])
      expect(await getRankedPage(condition, at, 50)).toMatchObject({
        rows: [],
        before: null,
        after: null,
        all: 0,
      })
  })
})

describe('the list by support stands in the order of the ranking', () => {
  test('for any filter', async () => {
    await fc.assert(
      fc.asyncProperty(filters(), fc.integer({ min: 3, max: 60 }), async (any, limit) => {
        const filter: Filter = { ...any, sort: 'support' }
        const places = (await ranking(filter)).map((place) => place.row.number)
        expect((await walk(filter, limit)).map((row) => row.number)).toEqual(places)
      }),
      { numRuns: 15, seed: 20261123, endOnFailure: true },
    )
  }, 120_000)
})
