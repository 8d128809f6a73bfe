import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { KINDS, STATUSES } from '#app/domain/contributions.ts'
import { type Filter, NO_FILTER } from '#app/domain/filter.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { answerContribution } from '#app/models/answers.server.ts'
import { getHexes } from '#app/models/hexes.server.ts'
import { importProposals } from '#app/models/imports.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { editContribution, withdrawContribution } from '#app/models/own-contributions.server.ts'
import { undoModeration } from '#app/models/undo-moderation.server.ts'
import { getViewport, windowOf } from '#app/models/viewport.server.ts'
import { CENTRE, makePin, makeScene } from '../factories.ts'
import { type Crowd, makeCrowd } from './crowd.ts'
import { inOneOrder, viewportByQuery } from './viewport-by-query.ts'

const WORLD: Bbox = [-180, -85, 180, 85]
let crowd: Crowd
beforeAll(async function fillTown() {
  crowd = await makeCrowd(300)
}, 240_000)

const some = <T>(items: readonly T[]) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...items], { minLength: 1 }) },
  )

test('the kept columns draw what a query draws, for any filter, window and zoom', async () => {
  const views = fc.record({
    kind: some(KINDS),
    status: some(STATUSES),
    category: some(['greenery', 'lighting', 'other', 'no-such-category']),
    space: fc.option(fc.constantFrom(...crowd.spaceSlugs, 'no-such-space'), { freq: 4 }),
    process: fc.option(fc.constantFrom(...crowd.processSlugs, 'no-such-process'), { freq: 3 }),
    text: fc.constantFrom('', '', '', 'скамейки', 'скамейу', 'фонари у моста', 'слон'),
    zoom: fc.integer({ min: 0, max: 18 }),
    east: fc.double({ min: -0.04, max: 0.04, noNaN: true }),
    north: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    half: fc.double({ min: 0.002, max: 0.05, noNaN: true }),
  })
  let drawn = 0
  await fc.assert(
    fc.asyncProperty(views, async ({ zoom, east, north, half, ...asked }) => {
      const [lng, lat] = [CENTRE[0] + east, CENTRE[1] + north]
      const bbox: Bbox = [lng - half, lat - half / 2, lng + half, lat + half / 2]
      const condition = await conditionOf(crowd.townId, { ...NO_FILTER, ...asked })
      const viewport = await getViewport(condition, bbox, zoom)
      drawn += viewport.pins.length + viewport.clusters.length
      expect(inOneOrder(viewport)).toEqual(inOneOrder(await viewportByQuery(condition, windowOf(bbox, zoom))))
      for (const [, , , , , , mix] of viewport.clusters)
        for (let i = 3; i < mix.length; i += 2) expect(mix[i]).toBeLessThanOrEqual(mix[i - 2]!)
    }),
    { numRuns: 200, seed: 20260521, endOnFailure: true },
  )
  expect(drawn).toBeGreaterThan(100)
}, 120_000)

test('hexagons hold what the filter holds: each entry once, with its supports', async () => {
  const views = fc.record({
    kind: some(KINDS),
    category: some(['greenery', 'lighting']),
    text: fc.constantFrom('', '', 'скамейки'),
    edgeM: fc.constantFrom(25, 100, 800),
  })
  await fc.assert(
    fc.asyncProperty(views, async ({ edgeM, ...asked }) => {
      const condition = await conditionOf(crowd.townId, { ...NO_FILTER, ...asked })
      const hexes = await getHexes(condition, CENTRE, edgeM)
      const { pins, clusters } = await getViewport(condition, WORLD, 18)
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
      expect(sum(hexes.map(({ count }) => count))).toBe(sum(clusters.map(([n]) => n)) + pins.length)
      expect(sum(hexes.map(({ supports }) => supports))).toBe(
        sum(clusters.map((cluster) => cluster[5])) + sum(pins.map((pin) => pin[4])),
      )
      expect(new Set(hexes.map(({ q, r }) => `${q} ${r}`)).size).toBe(hexes.length)
      const east: Bbox = [CENTRE[0], -85, 180, 85]
      const inEast = await getHexes(condition, CENTRE, edgeM, east)
      expect(hexes.filter(({ lng }) => lng > CENTRE[0] + edgeM / 30_000)).toEqual(
        inEast.filter(({ lng }) => lng > CENTRE[0] + edgeM / 30_000),
      )
    }),
    { numRuns: 30, seed: 8, endOnFailure: true },
  )
})

describe('an answered change is on the map at the next look', () => {
  /** Small enough to be drawn pin by pin. */
  const NEAR: Bbox = [CENTRE[0] - 0.04, CENTRE[1] - 0.005, CENTRE[0] + 0.04, CENTRE[1] + 0.005]
  /** Numbers of what is on the map; each stands alone. */
  async function seen(townId: string, filter: Partial<Filter> = {}): Promise<number[]> {
    const { pins, clusters } = await getViewport(
      await conditionOf(townId, { ...NO_FILTER, ...filter }),
      NEAR,
      18,
    )
    expect(clusters).toEqual([])
    return pins.map(([number]) => number).sort((a, b) => a - b)
  }
  const at = (i: number): [number, number] => [CENTRE[0] + i * 0.003, CENTRE[1]]

  test('of a new pin, an edit, a withdrawal, a hiding and its undoing, an answer, an import', async () => {
    const { town, here, moderator, process } = await makeScene()
    const townId = town.id
    expect(await seen(townId)).toEqual([])
    const first = await makePin({ ...here, at: at(1) })
    expect(await seen(townId)).toEqual([1])
    const second = await makePin({ ...here, at: at(2), kind: 'idea' })
    expect(await seen(townId)).toEqual([1, 2])

    await editContribution({
      townId,
      personId: here.personId,
      id: first.id,
      body: 'Другое место',
      place: { by: 'geometry', geometry: { type: 'Point', coordinates: at(3) } },
    })
    const { pins } = await getViewport(await conditionOf(townId, NO_FILTER), NEAR, 18)
    expect(pins.find(([number]) => number === 1)!.slice(1, 3)).toEqual(
      at(3).map((degrees) => Math.round(degrees * 1e6) / 1e6),
    )

    const { actId } = await decideModeration({
      townId,
      actorId: moderator.id,
      subject: { type: 'contribution', id: second.id },
      act: 'hide',
      reason: 'Не о городе',
    })
    expect(await seen(townId)).toEqual([1])
    await undoModeration({ townId, actorId: moderator.id, actId })
    expect(await seen(townId)).toEqual([1, 2])

    expect(await seen(townId, { status: ['planned'] })).toEqual([])
    await answerContribution({
      townId,
      actorId: moderator.id,
      contributionId: second.id,
      decision: 'accepted',
      status: 'planned',
      body: 'Сделаем',
    })
    expect(await seen(townId, { status: ['planned'] })).toEqual([2])

    await importProposals({
      townId,
      processId: process.id,
      rows: [importedAt(at(4))],
      problems: [],
      skipBad: false,
    })
    expect(await seen(townId)).toEqual([1, 2, 3])
    expect(await seen(townId, { kind: ['proposal'] })).toEqual([3])

    await withdrawContribution({ townId, personId: here.personId, id: first.id })
    expect(await seen(townId)).toEqual([2, 3])
  })

  test('while many look and write at the same moment', async () => {
    const { town, here } = await makeScene()
    const looks = await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const { number } = await makePin({ ...here, at: at(i - 10) })
        return (await seen(town.id)).includes(number)
      }),
    )
    expect(looks).toEqual(looks.map(() => true))
    expect(await seen(town.id)).toHaveLength(20)
  })
})

function importedAt([lng, lat]: [number, number]) {
  return {
    line: 2,
    externalId: 'A-1',
    title: 'Лавка',
    body: 'Поставить лавку',
    categoryName: null,
    spaceName: null,
    costMinor: null,
    createdAt: null,
    geometry: { type: 'Point' as const, coordinates: [lng, lat] },
    lng,
    lat,
  }
}
