import { and, between, eq, gte, lte } from 'drizzle-orm'
import { REACH_M } from '#app/domain/gazetteer/reach.ts'
import { cellsCovering } from '#app/domain/geometry/cell.ts'
import { metresPerDegree } from '#app/domain/geometry/measure.ts'
import { distanceToM } from '#app/domain/geometry/nearest.ts'
import type { LngLat } from '#app/domain/geometry/positions.ts'
import { gazetteers, gazetteerHouses as h, gazetteerPlaces as p } from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'
import { type PlaceKind, streetNamesIn } from './gazetteer-search.server.ts'

type NearKind = Exclude<PlaceKind, 'space'>

/** What is told first when several are near: a house says more than its street. */
const PREFERENCE: NearKind[] = ['house', 'landmark', 'street', 'place']
/** Tiles about as large as the reach of a house. */
const CELL_ZOOM = 18

/** What a spot is near to. */
export interface NearestPlace {
  name: string
  /** How exact that is: to the house, to a landmark, to the street, to the part of the town. */
  kind: NearKind
  /** Metres, rounded; 0 inside of an area or on a street. */
  distanceM: number
}

/**
 * Names a spot by the town's gazetteer: by the nearest house, else by a landmark, a street, a named place; null where
 * nothing named is near.
 */
export async function nearestPlace(townId: string, at: LngLat, locale: string): Promise<NearestPlace | null> {
  const found = [...(await housesAround(townId, at)), ...(await placesAround(townId, at, locale))]
    .filter(({ kind, away }) => away <= REACH_M[kind])
    .sort((a, b) => PREFERENCE.indexOf(a.kind) - PREFERENCE.indexOf(b.kind) || a.away - b.away)
  const best = found[0]
  if (!best) return null
  if (best.kind !== 'house') return { name: best.name, kind: best.kind, distanceM: Math.round(best.away) }
  const streets = await streetNamesIn([best.streetKey], locale)
  const name = `${streets.get(best.streetKey) ?? best.name}, ${best.number}`
  return { name, kind: 'house', distanceM: Math.round(best.away) }
}

async function housesAround(townId: string, at: LngLat) {
  const { read } = await getStore()
  const perDegree = metresPerDegree(at[1])
  const [lng, lat] = [REACH_M.house / (perDegree.lng || 1), REACH_M.house / perDegree.lat]
  const ranges = cellsCovering([at[0] - lng, at[1] - lat, at[0] + lng, at[1] + lat], CELL_ZOOM)
  // Each range by itself: joined by "or", SQLite would walk through all houses of the town.
  const rows = await Promise.all(
    ranges.map(([lo, hi]) =>
      read
        .select({ name: h.street, streetKey: h.streetKey, number: h.number, lng: h.lng, lat: h.lat })
        .from(h)
        .where(and(eq(h.townId, townId), between(h.cell, lo, hi))),
    ),
  )
  return rows.flat().map((row) => ({
    ...row,
    kind: 'house' as const,
    away: distanceToM(at, { type: 'Point', coordinates: [row.lng, row.lat] }),
  }))
}

async function placesAround(townId: string, [lng, lat]: LngLat, locale: string) {
  const { read } = await getStore()
  const [gazetteer] = await read
    .select({ widest: gazetteers.widest })
    .from(gazetteers)
    .where(eq(gazetteers.townId, townId))
  if (!gazetteer) return []
  const rows = await read
    .select({
      kind: p.kind,
      name: p.name,
      translations: p.translations,
      lng: p.lng,
      lat: p.lat,
      shape: p.shape,
    })
    .from(p)
    .where(
      and(
        eq(p.townId, townId),
        between(p.west, lng - gazetteer.widest, lng),
        gte(p.east, lng),
        lte(p.south, lat),
        gte(p.north, lat),
      ),
    )
  return rows.map(({ kind, name, translations, shape, ...middle }) => ({
    kind,
    name: translations[locale]?.name || name,
    number: '',
    streetKey: '',
    away: distanceToM([lng, lat], shape ?? { type: 'Point', coordinates: [middle.lng, middle.lat] }),
  }))
}
