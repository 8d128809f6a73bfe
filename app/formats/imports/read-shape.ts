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
/** `SRID=…;` with the longest word and spaces. */
const LONGEST_HEAD = 200

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
  const [from, to] = [text.indexOf('('), text.lastIndexOf(')')]
  if (from < 0 || to < from || text.slice(to + 1).trim() !== '') return null
  const inside = text.slice(from, to + 1)
  const kind = kindOf(text.slice(0, from))
  if (!kind || !/^[-+.\deE\s(),]*$/.test(inside)) return null
  const [type, depth] = kind
  // Brackets become brackets, and what stands between commas a position.
  const bare = type === 'MultiPoint' ? `(${inside.replace(/[()]/g, '')})` : inside
  const json = bare
    .replace(/[^(),]+/g, (numbers) =>
      numbers.trim() === '' ? '' : `[${numbers.trim().split(/\s+/).join(',')}]`,
    )
    .replaceAll('(', '[')
    .replaceAll(')', ']')
  const coordinates = parsed(json)
  return { type, coordinates: depth === 0 && Array.isArray(coordinates) ? coordinates[0] : coordinates }
}

/** Of `SRID=4326; Polygon ZM`: a cell may be made to take long, so nothing here is tried in two ways. */
function kindOf(head: string) {
  if (head.length > LONGEST_HEAD) return null
  const [name = '', ...rest] = head
    .replace(/^\s*SRID=\d+;/i, '')
    .trim()
    .toUpperCase()
    .split(/\s+/)
  const [word = '', heights = ''] = rest.length === 0 ? withoutHeights(name) : [name, rest.join(' ')]
  if (!['', 'Z', 'M', 'ZM'].includes(heights) || !Object.hasOwn(DEPTHS, word)) return null
  return DEPTHS[word as keyof typeof DEPTHS]
}

/** `POINTZ` as one word. */
function withoutHeights(name: string): [word: string, heights: string] {
  const word = name.replace(/(?:ZM|Z|M)$/, '')
  return [word, name.slice(word.length)]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
