import { and, between, eq, gte, isNotNull, lte, or } from 'drizzle-orm'
import { cellsCovering } from '#app/domain/geometry/cell.ts'
import { metresPerDegree } from '#app/domain/geometry/measure.ts'
import { distanceToM } from '#app/domain/geometry/nearest.ts'
import type { LngLat } from '#app/domain/geometry/positions.ts'
import { gazetteerPlaces as p } from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'
import { type PlaceKind, streetNamesIn } from './gazetteer-search.server.ts'
import { nameOf } from './places.server.ts'

/** How far off each kind still says where something is, metres. */
const REACH_M: Record<Exclude<PlaceKind, 'space'>, number> = {
  house: 60,
  landmark: 60,
  street: 120,
  place: 500,
}
/** What is told first when several are near: a house says more than its street. */
const PREFERENCE = ['house', 'landmark', 'street', 'place'] as const
const CELL_ZOOM = 18

/** What a spot is near to. */
export interface NearestPlace {
  name: string
  /** How exact that is: to the house, to a landmark, to the street, to the part of the town. */
  kind: Exclude<PlaceKind, 'space'>
  /** Metres, rounded; 0 inside of an area or on a street. */
  distanceM: number
}

/**
 * Names a spot by the town's gazetteer: by the nearest house, else by a landmark, a street, a named place; null where
 * nothing named is near.
 */
export async function nearestPlace(townId: string, at: LngLat, locale: string): Promise<NearestPlace | null> {
  const { read } = await getStore()
  const near = boxAround(at, Math.max(REACH_M.house, REACH_M.landmark))
  const far = boxAround(at, REACH_M.place)
  const shaped = boxAround(at, REACH_M.street)
  const rows = await read
    .select({
      kind: p.kind,
      name: p.name,
      street: p.street,
      number: p.number,
      streetKey: p.streetKey,
      translations: p.translations,
      lng: p.lng,
      lat: p.lat,
      shape: p.shape,
    })
    .from(p)
    .where(
      and(
        eq(p.townId, townId),
        or(
          ...cellsCovering(near, CELL_ZOOM).map(([lo, hi]) => between(p.cell, lo, hi)),
          and(
            eq(p.kind, 'place'),
            or(...cellsCovering(far, CELL_ZOOM - 2).map(([lo, hi]) => between(p.cell, lo, hi))),
          ),
          and(
            isNotNull(p.west),
            lte(p.west, shaped[2]),
            gte(p.east, shaped[0]),
            lte(p.south, shaped[3]),
            gte(p.north, shaped[1]),
          ),
        ),
      ),
    )
  let best: { row: (typeof rows)[number]; distance: number } | null = null
  for (const row of rows) {
    const distance = distanceToM(at, row.shape ?? { type: 'Point', coordinates: [row.lng, row.lat] })
    if (distance > REACH_M[row.kind]) continue
    const better = best ? PREFERENCE.indexOf(row.kind) - PREFERENCE.indexOf(best.row.kind) : -1
    if (better < 0 || (better === 0 && distance < best!.distance)) best = { row, distance }
  }
  if (!best) return null
  const { row, distance } = best
  const isHouse = row.name === ''
  const streets = await streetNamesIn(townId, isHouse ? [row.streetKey] : [], locale)
  const named = isHouse ? { ...row, name: row.street } : { ...row, number: '' }
  return { name: nameOf(named, locale, streets), kind: row.kind, distanceM: Math.round(distance) }
}

function boxAround([lng, lat]: LngLat, radiusM: number) {
  const perDegree = metresPerDegree(lat)
  const [halfLng, halfLat] = [radiusM / (perDegree.lng || 1), radiusM / perDegree.lat]
  return [lng - halfLng, lat - halfLat, lng + halfLng, lat + halfLat] as const
}
