import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { dailyCap } from '#app/domain/caps.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { getContribution, submitContribution } from '#app/models/contributions.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { conditionOf, countMatching, listMatching } from '#app/models/listing.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { listPhotos } from '#app/models/photos.server.ts'
import { getViewport } from '#app/models/viewport.server.ts'
import { citations, contributions } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { getContributionById, marked } from '../contribution-row.ts'
import {
  CENTRE,
  DAY,
  makePerson,
  makePin,
  makeProcess,
  makeProposal,
  makeScene,
  makeSpace,
  makeTown,
} from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

const WORLD: [number, number, number, number] = [-180, -85, 180, 85]
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

async function rowsOf(townId: string) {
  const { read } = await getStore()
  return read.select().from(contributions).where(eq(contributions.townId, townId))
}

async function lastNumberOf(townId: string) {
  const { read } = await getStore()
  const [town] = await read.select().from(towns).where(eq(towns.id, townId))
  return town!.lastNumber
}

async function shown(townId: string) {
  const condition = await conditionOf(townId, NO_FILTER)
  const { pins, clusters } = await getViewport(condition, WORLD, 18)
  return {
    counted: (await countMatching(condition)).all,
    listed: (await listMatching(condition, NO_FILTER, null, 100)).rows.length,
    mapped: pins.length + clusters.reduce((sum, [n]) => sum + n, 0),
  }
}

describe('submitting', () => {
  test('a pin keeps what was said, where, and is titled by its first words', async () => {
    const { town, process, author, here } = await makeScene()
    const body =
      'У спуска к воде темно: фонари не горят с осени, а дети ходят здесь из школы каждый вечер одни.'
    const pin = await makePin({ ...here, kind: 'problem', body, categoryId: 'lighting' })
    const stored = await getContribution(town.id, 1)
    expect(stored).toEqual(marked(pin))
    expect(stored).toMatchObject({
      number: 1,
      kind: 'problem',
      body,
      processId: process.id,
      authorId: author.id,
      categoryId: 'lighting',
      visibility: 'published',
      status: 'new',
      decision: null,
      supports: 0,
      comments: 0,
      votes: 0,
      lng: CENTRE[0],
      lat: CENTRE[1],
      placePrecision: 'point',
      geometry: { type: 'Point', coordinates: CENTRE },
      editedAt: null,
    })
    expect(stored!.title).toMatch(/^У спуска к воде темно.*…$/)
    expect(await lastNumberOf(town.id)).toBe(1)
  })

  test('ten times at once with one id is one contribution and one number', async () => {
    const { town, here } = await makeScene()
    const id = newId()
    const sent = await Promise.all(
      Array.from({ length: 10 }, () => makePin({ ...here, id, body: 'Нет урны' })),
    )
    expect(new Set(sent.map((row) => row.number))).toEqual(new Set([1]))
    expect(await rowsOf(town.id)).toHaveLength(1)
    expect(await lastNumberOf(town.id)).toBe(1)
  })

  test('again after the phase has closed gives the stored one, and anything new is refused', async () => {
    const { town, here } = await makeScene()
    const pin = await makePin(here)
    const now = new Date(Date.now() + 31 * DAY)
    expect((await makePin({ ...here, id: pin.id, body: pin.body, now })).number).toBe(pin.number)
    await expectRefusal(makePin({ ...here, now }), 'phase.closed')
    await expectRefusal(makeProposal({ ...here, now: new Date(Date.now() - 2 * DAY) }), 'phase.closed')
    expect(await rowsOf(town.id)).toHaveLength(1)
  })

  test('with the same id and other words is a thing of its own: nothing that was written is lost', async () => {
    const { town, here } = await makeScene()
    const first = await makePin({ ...here, body: 'Скамейка сломана' })
    const second = await makePin({ ...here, id: first.id, body: 'Фонарь не горит' })
    expect(second.id).not.toBe(first.id)
    expect((await rowsOf(town.id)).map((row) => row.body).sort()).toEqual([
      'Скамейка сломана',
      'Фонарь не горит',
    ])
  })

  test("with somebody else's id is refused and changes nothing", async () => {
    const { town, here } = await makeScene()
    const pin = await makePin({ ...here, body: 'Первое' })
    const stranger = await makePerson()
    await expectRefusal(makePin({ ...here, id: pin.id, personId: stranger.id, body: 'Второе' }), 'input.bad')
    expect(await rowsOf(town.id)).toEqual([marked(pin)])
  })

  test('fifty at once have gapless, unique numbers', async () => {
    const { town, process } = await makeScene()
    const people = await Promise.all(Array.from({ length: 5 }, () => makePerson()))
    const sent = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        makePin({ townId: town.id, processId: process.id, personId: people[i % 5]!.id }),
      ),
    )
    expect(sent.map((row) => row.number).sort((a, b) => a - b)).toEqual(numbers(50))
    expect(await lastNumberOf(town.id)).toBe(50)
  })

  test('that is refused uses up no number', async () => {
    const { here } = await makeScene()
    const refused = makeProposal({ ...here, citedPinIds: [newId()] })
    await expectRefusal(refused, 'citation.not-found')
    expect((await makePin(here)).number).toBe(1)
  })

  test('in a pre-moderated phase waits for the desk, out of every list', async () => {
    const { town, here } = await makeScene({ settings: { moderation: 'pre' } })
    const pin = await makePin(here)
    expect(pin.visibility).toBe('pending')
    expect(await shown(town.id)).toEqual({ counted: 0, listed: 0, mapped: 0 })
    const moderator = await makePerson()
    await decideModeration({
      townId: town.id,
      actorId: moderator.id,
      subject: { type: 'contribution', id: pin.id },
      act: 'approve',
      reason: '',
    })
    expect(await shown(town.id)).toEqual({ counted: 1, listed: 1, mapped: 1 })
  })

  test('into a process of another town, or one without phases like it, is refused', async () => {
    const { here } = await makeScene()
    const other = await makeTown()
    const foreign = await makeProcess({ townId: other.id })
    await expectRefusal(makePin({ ...here, processId: foreign.id }), 'process.not-found')
    const discussing = await makeScene({ kind: 'discuss' })
    await expectRefusal(makePin(discussing.here), 'phase.closed')
    await expectRefusal(makeProposal(discussing.here), 'phase.closed')
  })

  test('with a category that the town does not have is refused', async () => {
    const { town, here } = await makeScene()
    await expectRefusal(makePin({ ...here, categoryId: 'ufo' }), 'category.not-found')
    expect(await rowsOf(town.id)).toEqual([])
  })
})

describe('the place', () => {
  test('outside the boundary is refused, for a point, a line and an area that sticks out', async () => {
    const { town, here } = await makeScene()
    const outside: [number, number] = [CENTRE[0] + 0.1, CENTRE[1]]
    await expectRefusal(makePin({ ...here, at: outside }), 'place.outside')
    const line = { type: 'LineString' as const, coordinates: [CENTRE, outside] }
    await expectRefusal(makeProposal({ ...here, place: { by: 'geometry', geometry: line } }), 'place.outside')
    const area = {
      type: 'Polygon' as const,
      coordinates: [[CENTRE, outside, [CENTRE[0], CENTRE[1] + 0.01], CENTRE]],
    }
    await expectRefusal(makeProposal({ ...here, place: { by: 'geometry', geometry: area } }), 'place.outside')
    expect(await rowsOf(town.id)).toEqual([])
  })

  test('may be anywhere in a town without a boundary', async () => {
    const town = await makeTown({ boundary: null })
    const process = await makeProcess({ townId: town.id })
    const author = await makePerson()
    const pin = await makePin({ townId: town.id, processId: process.id, personId: author.id, at: [100, 10] })
    expect([pin.lng, pin.lat]).toEqual([100, 10])
  })

  test('finds the space that a point is in', async () => {
    const { town, here } = await makeScene()
    const space = await makeSpace({ townId: town.id })
    await makeSpace({ townId: town.id, at: [CENTRE[0] + 0.01, CENTRE[1]] })
    expect((await makePin(here)).spaceId).toBe(space.id)
    expect((await makePin({ ...here, at: [CENTRE[0], CENTRE[1] + 0.01] })).spaceId).toBeNull()
  })

  test('told in words stands in its space, and says how precise it is', async () => {
    const { town, here } = await makeScene()
    const space = await makeSpace({ townId: town.id })
    const told = (text: string) => makePin({ ...here, place: { by: 'words', spaceId: space.id, text } })
    const described = { geometry: null, spaceId: space.id, lng: space.lng, lat: space.lat }
    expect(await told(' у старого дуба ')).toMatchObject({
      ...described,
      placePrecision: 'described',
      placeText: 'у старого дуба',
    })
    expect(await told('  ')).toMatchObject({ ...described, placePrecision: 'space', placeText: '' })
    const found = await conditionOf(town.id, { ...NO_FILTER, text: 'ДУБА' })
    expect((await countMatching(found)).all).toBe(1)
  })

  test("in words in another town's space is refused", async () => {
    const { here } = await makeScene()
    const other = await makeTown()
    const foreign = await makeSpace({ townId: other.id })
    await expectRefusal(
      makePin({ ...here, place: { by: 'words', spaceId: foreign.id, text: 'там' } }),
      'space.not-found',
    )
  })
})

describe('the daily limit', () => {
  test('is never passed by many at once, is for one town, and ends after a day', async () => {
    const { town, here } = await makeScene()
    const many = Array.from({ length: dailyCap('pin', 'email') + 5 }, () => makePin(here))
    expect(await outcomes(many)).toEqual({
      done: dailyCap('pin', 'email'),
      refused: { 'contribution.limit-reached': 5 },
    })
    expect(await rowsOf(town.id)).toHaveLength(dailyCap('pin', 'email'))
    const other = await makeTown()
    const process = await makeProcess({ townId: other.id })
    await makePin({ townId: other.id, processId: process.id, personId: here.personId })
    await makePin({ ...here, now: new Date(Date.now() + DAY + 1000) })
  })
})

describe('citations', () => {
  test('rest only on published pins of the same town', async () => {
    const { town, moderator, here } = await makeScene()
    const [pin, hidden, proposal] = [await makePin(here), await makePin(here), await makeProposal(here)]
    await decideModeration({
      townId: town.id,
      actorId: moderator.id,
      subject: { type: 'contribution', id: hidden.id },
      act: 'hide',
      reason: 'Реклама',
    })
    const other = await makeScene()
    const foreign = await makePin(other.here)
    for (const bad of [hidden, proposal, foreign, { id: newId() }]) {
      await expectRefusal(makeProposal({ ...here, citedPinIds: [pin.id, bad.id] }), 'citation.not-found')
    }
    const made = await makeProposal({ ...here, citedPinIds: [pin.id, pin.id] })
    const { read } = await getStore()
    expect(await read.select().from(citations).where(eq(citations.townId, town.id))).toEqual([
      { townId: town.id, proposalId: made.id, pinId: pin.id },
    ])
  })
})

describe('photos', () => {
  const photo = () => ({ id: newId(), alt: 'Спуск', width: 800, height: 600 })

  test('keep their order', async () => {
    const { town, here } = await makeScene()
    const sent = [photo(), photo(), photo()]
    const made = await makeProposal({ ...here, photos: sent })
    expect((await listPhotos(town.id, [made.id])).map((row) => row.id)).toEqual(sent.map((row) => row.id))
  })

  test('more than the kind may have are refused', async () => {
    const { town, here } = await makeScene()
    await expectRefusal(makePin({ ...here, photos: [photo(), photo()] }), 'photo.too-many')
    await expectRefusal(makeProposal({ ...here, photos: Array.from({ length: 6 }, photo) }), 'photo.too-many')
    expect(await rowsOf(town.id)).toEqual([])
  })
})

test('a contribution is read by its number and id, in its own town only', async () => {
  const { town, here } = await makeScene()
  const pin = await submitContribution({
    ...here,
    id: newId(),
    kind: 'value',
    body: 'Люблю этот берег',
    locale: 'ru',
    place: { by: 'geometry', geometry: { type: 'Point', coordinates: CENTRE } },
  })
  const other = await makeTown()
  expect(await getContributionById(town.id, pin.id)).toEqual(marked(pin))
  expect(await getContributionById(other.id, pin.id)).toBeNull()
  expect(await getContribution(other.id, pin.number)).toBeNull()
  expect(await getContribution(town.id, 99)).toBeNull()
})
