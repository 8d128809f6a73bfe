import type { Geometry } from 'geojson'
import type { Meter } from '#app/formats/plans/meter.ts'
import { readRawShapes } from '#app/formats/plans/raw-shape.ts'

/** Levels of brackets around the positions of each type. */
const DEPTHS = {
  POINT: ['Point', 0],
  MULTIPOINT: ['MultiPoint', 1],
  LINESTRING: ['LineString', 1],
  MULTILINESTRING: ['MultiLineString', 2],
  POLYGON: ['Polygon', 2],
  MULTIPOLYGON: ['MultiPolygon', 3],
} as const

/**
 * Reads a shape that is written in a cell, as GeoJSON or as WKT, in any coordinates; heights are dropped.
 *
 * @returns null for what is none, and for a collection of several kinds
 * @throws {UnreadableFileError} as `Meter`
 * @see OGC 06-103r4, 7
 */
export function readShape(text: string, meter: Meter): Geometry | null {
  const value = text.trimStart().startsWith('{') ? parsed(text) : wktAsGeojson(text)
  const shapes = readRawShapes(value, meter)
  return shapes.length === 1 ? shapes[0]! : null
}

function wktAsGeojson(text: string): unknown {
  const read = /^\s*(?:SRID=\d+;)?\s*([A-Z]+)\s*(?:Z|M|ZM)?\s*(\(.*\))\s*$/is.exec(text)
  const kind = DEPTHS[read?.[1]?.toUpperCase() as keyof typeof DEPTHS]
  if (!read || !kind || !/^[-+.\deE\s(),]*$/.test(read[2]!)) return null
  const [type, depth] = kind
  // Brackets become brackets, and what stands between commas a position.
  const bare = type === 'MultiPoint' ? `(${read[2]!.replace(/[()]/g, '')})` : read[2]!
  const json = bare
    .replace(/[^(),]+/g, (numbers) =>
      numbers.trim() === '' ? '' : `[${numbers.trim().split(/\s+/).join(',')}]`,
    )
    .replaceAll('(', '[')
    .replaceAll(')', ']')
  const coordinates = parsed(json)
  return { type, coordinates: depth === 0 && Array.isArray(coordinates) ? coordinates[0] : coordinates }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
