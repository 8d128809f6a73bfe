import { and, desc, eq, gte, inArray, isNull, like, lte, ne, or } from 'drizzle-orm'
import type { Geometry, Position } from 'geojson'
import type { Kind } from '#app/domain/contributions.ts'
import { contains } from '#app/domain/geometry/contains.ts'
import { areaM2, distanceM, metresPerDegree } from '#app/domain/geometry/measure.ts'
import { likeness, radiusFor, SIMILAR, STRONG, similarity } from '#app/domain/similar/score.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { similarRefusals } from '#db/schema/desk.server.ts'
import { spaces } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { comparedOf } from './stems.server.ts'

/** So many are compared at most; the nearest or the newest of a crowded place. */
const CANDIDATES = 250
const SHOWN = 5
/** Words looked for in the whole town while there is no place yet. */
const TOWN_WORDS = 4

export interface Sought {
  townId: string
  /** Everything typed so far: title and text. */
  text: string
  point?: Position | null
  spaceId?: string | null
  /** Itself, when it exists already. */
  exceptId?: string
}

export interface Similar {
  id: string
  number: number
  kind: Kind
  title: string
  translations: Record<string, Record<string, string>>
  supports: number
  authorId: string | null
  /** Metres, rounded; null when one of the two has no place. */
  distanceM: number | null
  score: number
  isStrong: boolean
}

/** Published pins and proposals that may be about the same, the most alike first, at most five. */
export async function findSimilar(sought: Sought): Promise<Similar[]> {
  const { townId, text, exceptId } = sought
  const own = comparedOf(text)
  if (own.stems.size < 2) return []
  const { read } = await getStore()
  const area = await areaAround(sought)
  const box = area.point ? boxAround(area.point, area.radiusM) : null
  const words = [...own.stems].sort((a, b) => b.length - a.length).slice(0, TOWN_WORDS)
  const where = box
    ? or(
        and(gte(c.lng, box.west), lte(c.lng, box.east), gte(c.lat, box.south), lte(c.lat, box.north)),
        area.spaceId ? and(eq(c.spaceId, area.spaceId), isNull(c.geometry)) : undefined,
      )
    : or(...words.map((word) => like(c.searchText, `% ${word} %`)))
  const rows = await read
    .select({
      id: c.id,
      number: c.number,
      kind: c.kind,
      title: c.title,
      body: c.body,
      translations: c.translations,
      supports: c.supports,
      authorId: c.authorId,
      lng: c.lng,
      lat: c.lat,
      geometry: c.geometry,
    })
    .from(c)
    .where(
      and(
        eq(c.townId, townId),
        eq(c.visibility, 'published'),
        exceptId ? ne(c.id, exceptId) : undefined,
        where,
      ),
    )
    .orderBy(desc(c.createdAt))
    .limit(CANDIDATES)
  const scored = rows.map(({ body, lng, lat, geometry, ...row }) => {
    const apart = apartM(area.point, lng, lat, geometry)
    const score = similarity(likeness(own, comparedOf(`${row.title} ${body}`)), apart, area.radiusM)
    return { ...row, distanceM: apart === null ? null : Math.round(apart), score, isStrong: score >= STRONG }
  })
  return scored
    .filter(({ score }) => score >= SIMILAR)
    .sort((a, b) => b.score - a.score || a.number - b.number)
    .slice(0, SHOWN)
}

function apartM(point: Position | null, lng: number | null, lat: number | null, geometry: Geometry | null) {
  // What is told in words stands at the middle of its space: how far that is says nothing.
  if (!point || lng === null || lat === null || !geometry) return null
  return distanceM(point, [lng, lat])
}

async function areaAround({ townId, point = null, spaceId }: Sought) {
  const { read } = await getStore()
  const around = await read
    .select({ id: spaces.id, geometry: spaces.geometry })
    .from(spaces)
    .where(eq(spaces.townId, townId))
  const space =
    (spaceId && around.find(({ id }) => id === spaceId)) ||
    (point && around.find(({ geometry }) => contains(geometry, point))) ||
    null
  return {
    point,
    spaceId: space?.id ?? null,
    radiusM: radiusFor(space ? areaM2(space.geometry) : null),
  }
}

function boxAround([lng, lat]: Position, radiusM: number) {
  const perDegree = metresPerDegree(lat!)
  const [halfLng, halfLat] = [radiusM / (perDegree.lng || 1), radiusM / perDegree.lat]
  return { west: lng! - halfLng, east: lng! + halfLng, south: lat! - halfLat, north: lat! + halfLat }
}

/** Keeps that an author saw these and said that theirs is different; unknown numbers are passed over. */
export function* recordDifferent(
  tx: Tx,
  {
    townId,
    contributionId,
    numbers,
    now,
  }: { townId: string; contributionId: string; numbers: number[]; now: Date },
): Generator<Step, void, unknown[]> {
  if (numbers.length === 0) return
  const others = yield* tx.do((db) =>
    db
      .select({ id: c.id })
      .from(c)
      .where(and(eq(c.townId, townId), inArray(c.number, numbers.slice(0, 20)), ne(c.id, contributionId))),
  )
  if (others.length === 0) return
  yield* tx.do((db) =>
    db
      .insert(similarRefusals)
      .values(others.map(({ id }) => ({ townId, contributionId, otherId: id, createdAt: now })))
      .onConflictDoNothing()
      .returning({ id: similarRefusals.otherId }),
  )
}

/** What an author was shown and called different, by number. */
export async function listRefusedNumbers(townId: string, contributionId: string): Promise<number[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ number: c.number })
    .from(similarRefusals)
    .innerJoin(c, and(eq(c.townId, similarRefusals.townId), eq(c.id, similarRefusals.otherId)))
    .where(and(eq(similarRefusals.townId, townId), eq(similarRefusals.contributionId, contributionId)))
    .orderBy(c.number)
  return rows.map(({ number }) => number)
}
