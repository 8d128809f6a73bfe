import type { Geometry } from 'geojson'
import { numberKeyOf } from '#app/domain/gazetteer/house-numbers.ts'
import { foundBy, keyOf } from '#app/domain/gazetteer/names.ts'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { contains } from '#app/domain/geometry/contains.ts'
import { type Area, positionsOf } from '#app/domain/geometry/positions.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { roundGeometry } from '#app/domain/geometry/round.ts'
import type { GazetteerRow } from '#app/formats/gazetteer-rows.ts'
import type { gazetteerPlaces } from '#db/schema/gazetteer.server.ts'

/** A shape of more corners stands as its middle: a river or a border is not looked for by who stands beside it. */
const MOST_CORNERS = 2000

export type NewPlace = typeof gazetteerPlaces.$inferInsert

/** An entry of a file as a row of the table. */
export function placeRowOf(townId: string, run: string, row: GazetteerRow): NewPlace {
  const { id, kind, name, nameEn, street, number } = row
  const [lng, lat] = pointOf(row.geometry)
  const shape = kind === 'house' ? null : shapeOf(row.geometry)
  const [west = null, south = null, east = null, north = null] = shape ? bboxOf(shape) : []
  return {
    townId,
    id,
    kind,
    name,
    nameKey: name === '' ? '' : keyOf(name, kind === 'street'),
    street,
    streetKey: street === '' ? '' : keyOf(street, true),
    number,
    numberKey: number === '' ? '' : numberKeyOf(number),
    translations: nameEn === '' ? {} : { en: { name: nameEn } },
    lng,
    lat,
    cell: cellOf(lng, lat),
    shape,
    west,
    south,
    east,
    north,
    run,
  }
}

function shapeOf(geometry: Geometry): Geometry | null {
  if (geometry.type === 'Point' || geometry.type === 'MultiPoint') return null
  return positionsOf(geometry).length > MOST_CORNERS ? null : roundGeometry(geometry)
}

/** The words that an entry is found by, each with the key of the name that they are in. */
export function wordsOfRow(
  row: GazetteerRow,
  { nameKey, streetKey }: NewPlace,
): [word: string, key: string][] {
  const named = [row.name, row.nameEn, ...row.aliases].flatMap(foundBy).map((word) => [word, nameKey])
  const addressed = row.street === '' ? [] : foundBy(row.street).map((word) => [word, streetKey])
  return [...named, ...addressed].filter(([, key]) => key !== '') as [string, string][]
}

/** True where no corner of it lies in the town: a street may lead out of it. */
export function isOutside(boundary: Area | null, geometry: Geometry): boolean {
  if (!boundary) return false
  return !contains(boundary, pointOf(geometry)) && !positionsOf(geometry).some((at) => contains(boundary, at))
}
