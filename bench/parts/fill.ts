import { eq, getTableColumns, sql } from 'drizzle-orm'
import { KINDS } from '#app/domain/contributions.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { DEFAULT_ACTS } from '#app/domain/phases.ts'
import { newId } from '#app/models/ids.server.ts'
import { createProcess } from '#app/models/processes.server.ts'
import { searchTextOf } from '#app/models/search-text.server.ts'
import { createTown } from '#app/models/towns.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { people } from '#db/schema/people.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, query } from '#db/store.server.ts'
import { seeded } from './seeded.ts'

const DAY = 86_400_000
export const CENTRE: [lng: number, lat: number] = [45.6, 57.42]
const CATEGORIES = ['greenery', 'lighting', 'play', 'other', null]
const STATUSES = ['new', 'new', 'new', 'new', 'new', 'new', 'review', 'planned', 'done'] as const

/**
 * Points along streets: random segments through the town, thicker towards its middle, and houses' depth to their sides.
 * @param extentKm of the town, side to side
 */
export function streetPoints(count: number, extentKm: number, random = seeded(11)): [number, number][] {
  const perKmLat = 1 / 111.2
  const perKmLng = perKmLat / Math.cos((CENTRE[1] * Math.PI) / 180)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const within = (km: number) => Math.max(-extentKm / 2, Math.min(extentKm / 2, km))
  const streets = Array.from({ length: 150 }, () => {
    const angle = random() * Math.PI
    const [x, y, half] = [
      normal() * extentKm * 0.2,
      normal() * extentKm * 0.2,
      0.15 + random() * extentKm * 0.1,
    ]
    return { x, y, dx: Math.cos(angle) * half, dy: Math.sin(angle) * half, weight: random() ** 2 }
  })
  const weighted = streets.flatMap((street) =>
    Array<typeof street>(1 + Math.floor(street.weight * 20)).fill(street),
  )
  return Array.from({ length: count }, () => {
    const street = weighted[Math.floor(random() * weighted.length)]!
    const along = random() * 2 - 1
    const [x, y] = [
      street.x + along * street.dx + normal() * 0.03,
      street.y + along * street.dy + normal() * 0.03,
    ]
    return [CENTRE[0] + within(x) * perKmLng, CENTRE[1] + within(y) * perKmLat]
  })
}

/** An instant that is not there cannot be a placeholder's value. */
const FILLED = Object.keys(getTableColumns(contributions)).filter(
  (key) => !['editedAt', 'reviewedAt', 'mergedIntoId'].includes(key),
)

type NewRow = typeof contributions.$inferInsert

const insertContribution = query<Record<string, unknown>>()('bench_contribution', (db) =>
  db
    .insert(contributions)
    .values(Object.fromEntries(FILLED.map((key) => [key, sql.placeholder(key)])) as unknown as NewRow)
    .returning({ number: contributions.number }),
)

export async function makePeople(count: number): Promise<string[]> {
  const store = await getStore()
  const ids = Array.from({ length: count }, () => newId())
  await store.write(function* fillPeople(tx) {
    for (const [i, id] of ids.entries()) {
      const person = { id, email: `bench-${id}@example.org`, pseudonym: `Житель ${i}`, locale: 'ru' }
      yield* tx.do((db) =>
        db
          .insert(people)
          .values({ ...person, isPlatformAdmin: false, isSynthetic: true, createdAt: new Date() })
          .returning({ id: people.id }),
      )
    }
  })
  return ids
}

export interface FilledTown {
  townId: string
  slug: string
  ids: string[]
  points: [number, number][]
}

/** A town whose open process holds one published contribution at each point: the real schema, indexes and lengths. */
export async function fillTown(slug: string, points: [number, number][]): Promise<FilledTown> {
  const random = seeded(5)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const town = await createTown({
    slug,
    name: slug,
    region: 'Область',
    population: 12_000,
    timeZone: 'Europe/Moscow',
    lng: CENTRE[0],
    lat: CENTRE[1],
    boundary: null,
    actorId: null,
  })
  const settings = { acts: DEFAULT_ACTS.collect, moderation: 'post' as const, supportLimit: null }
  const from = new Date(Date.now() - DAY)
  const processIds: string[] = []
  for (const name of ['yard', 'bank']) {
    const phases = [{ kind: 'collect' as const, title: 'Сбор', startsAt: from, endsAt: null, settings }]
    processIds.push(
      (
        await createProcess({
          townId: town.id,
          slug: name,
          title: name,
          question: name,
          phases,
          actorId: null,
        })
      ).id,
    )
  }
  const authors = await makePeople(50)
  const ids = points.map(() => newId())
  const store = await getStore()
  await store.write(function* fillContributions(tx) {
    for (const [i, [lng, lat]] of points.entries()) {
      const at = new Date(Date.now() - random() * 30 * DAY)
      const kind = pick(KINDS)
      const body = `Темно у спуска к воде, нужен фонарь и скамейка; видно от дома ${i}. `.repeat(
        kind === 'proposal' ? 5 : 1,
      )
      const row: NewRow & Record<string, unknown> = {
        townId: town.id,
        id: ids[i]!,
        number: i + 1,
        processId: pick(processIds),
        kind,
        title: `Спуск ${i}`,
        body,
        translations: {},
        locale: 'ru',
        geometry: { type: 'Point', coordinates: [lng, lat] },
        lng,
        lat,
        cell: cellOf(lng, lat),
        placePrecision: 'point',
        placeText: '',
        spaceId: null,
        categoryId: pick(CATEGORIES),
        costMinor: null,
        externalId: null,
        authorId: pick(authors),
        visibility: 'published',
        status: pick(STATUSES),
        decision: null,
        supports: 0,
        comments: 0,
        votes: 0,
        points: 0,
        searchText: searchTextOf({ title: `Спуск ${i}`, body, placeText: '', number: i + 1 }),
        changeMark: 0,
        createdAt: at,
        updatedAt: at,
      }
      yield* tx.run(insertContribution, row)
    }
    yield* tx.do((db) =>
      db
        .update(towns)
        .set({ lastNumber: points.length })
        .where(eq(towns.id, town.id))
        .returning({ id: towns.id }),
    )
  })
  return { townId: town.id, slug, ids, points }
}
