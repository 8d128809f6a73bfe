import type { Geometry } from 'geojson'
import { numberKeyOf } from '#app/domain/gazetteer/house-numbers.ts'
import { foundBy, keyOf } from '#app/domain/gazetteer/names.ts'
import { REACH_M } from '#app/domain/gazetteer/reach.ts'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { contains } from '#app/domain/geometry/contains.ts'
import { metresPerDegree } from '#app/domain/geometry/measure.ts'
import { type Area, positionsOf } from '#app/domain/geometry/positions.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { roundGeometry } from '#app/domain/geometry/round.ts'
import type { GazetteerRow } from '#app/formats/gazetteer-rows.ts'
import type { gazetteerHouses, gazetteerPlaces } from '#db/schema/gazetteer.server.ts'
import type { Translations } from '#db/schema/towns.server.ts'

/** A shape of more corners stands as its middle: a river or a border is not looked for by who stands beside it. */
const MOST_CORNERS = 2000

export type NewPlace = typeof gazetteerPlaces.$inferInsert
export type NewHouse = typeof gazetteerHouses.$inferInsert

/** Words that an entry is found by, each with the key of the name that they are in. */
export interface FoundBy {
  word: string
  /** Without the town. */
  key: string
  lng: number
  lat: number
}

/** The key of a name in one town, as the tables hold it. */
export function townKey(townId: string, key: string): string {
  return `${townId} ${key}`
}

/** The key without its town. */
export function plainKey(key: string): string {
  return key.slice(key.indexOf(' ') + 1)
}

/** An entry of a file as rows: a named house is both a place and a house. */
export function rowsOf(townId: string, run: string, row: GazetteerRow) {
  const [lng, lat] = pointOf(row.geometry)
  const stamp = { townId, id: row.id, run, lng, lat }
  const places: NewPlace[] = []
  const houses: NewHouse[] = []
  const words: FoundBy[] = []
  if (row.name !== '' && row.kind !== 'house') {
    const { kind, name, nameEn, aliases } = row
    const key = keyOf(name, kind === 'street')
    const shape = shapeOf(row.geometry)
    const box = boxAround(shape ?? { type: 'Point', coordinates: [lng, lat] }, REACH_M[kind])
    const translations: Translations = nameEn === '' ? {} : { en: { name: nameEn } }
    places.push({ ...stamp, ...box, kind, name, nameKey: townKey(townId, key), translations, shape })
    for (const word of [name, nameEn, ...aliases].flatMap(foundBy)) words.push({ word, key, lng, lat })
  }
  if (row.street !== '') {
    const { street, number } = row
    const key = keyOf(street, true)
    const address = { street, streetKey: townKey(townId, key), number, numberKey: numberKeyOf(number) }
    houses.push({ ...stamp, ...address, cell: cellOf(lng, lat) })
    for (const word of foundBy(street)) words.push({ word, key, lng, lat })
  }
  return { places, houses, words }
}

function shapeOf(geometry: Geometry): Geometry | null {
  if (geometry.type === 'Point' || geometry.type === 'MultiPoint') return null
  return positionsOf(geometry).length > MOST_CORNERS ? null : roundGeometry(geometry)
}

function boxAround(geometry: Geometry, reachM: number) {
  const [west, south, east, north] = bboxOf(geometry)
  const perDegree = metresPerDegree(north)
  const [lng, lat] = [reachM / (perDegree.lng || 1), reachM / perDegree.lat]
  return { west: west - lng, south: south - lat, east: east + lng, north: north + lat }
}

/** True where no corner of it lies in the town: a street may lead out of it. */
export function isOutside(boundary: Area | null, geometry: Geometry): boolean {
  if (!boundary) return false
  return !contains(boundary, pointOf(geometry)) && !positionsOf(geometry).some((at) => contains(boundary, at))
}
