import type { Geometry, Position } from 'geojson'
import { metresPerDegree } from '#app/domain/geometry/measure.ts'
import { positionsOf } from '#app/domain/geometry/positions.ts'

/** Degrees; west <= east and south <= north: a box never crosses the 180th meridian (RFC 7946 splits there). */
export type Bbox = readonly [west: number, south: number, east: number, north: number]

/**
 * The smallest box around a geometry.
 *
 * @throws {RangeError} if the geometry has no vertex
 */
export function bboxOf(geometry: Geometry): Bbox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const position of positionsOf(geometry)) {
    const [lng, lat] = [position[0]!, position[1]!]
    if (lng < west) west = lng
    if (lng > east) east = lng
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  if (west === Infinity) throw new RangeError(`A ${geometry.type} without vertices has no bounding box`)
  return [west, south, east, north]
}

/** Is the position in the box? The edge counts as inside. */
export function bboxContains(bbox: Bbox, position: Position): boolean {
  const [lng, lat] = [position[0]!, position[1]!]
  return lng >= bbox[0] && lng <= bbox[2] && lat >= bbox[1] && lat <= bbox[3]
}

/** Do two boxes share at least one point? Touching edges count. */
export function bboxIntersects(a: Bbox, b: Bbox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/**
 * The box with a margin on each side, cut at the edges of the world.
 *
 * @param marginM  metres, >= 0; at least this much everywhere (the longitude margin is taken at the latitude
 *                 farthest from the equator)
 */
export function padBbox(bbox: Bbox, marginM: number): Bbox {
  const [west, south, east, north] = bbox
  const latMargin = marginM / metresPerDegree(0).lat
  const farthestLat = Math.min(90, Math.max(Math.abs(south), Math.abs(north)) + latMargin)
  const lngMargin = marginM === 0 ? 0 : Math.min(360, marginM / metresPerDegree(farthestLat).lng)
  return [
    Math.max(-180, west - lngMargin),
    Math.max(-90, south - latMargin),
    Math.min(180, east + lngMargin),
    Math.min(90, north + latMargin),
  ]
}

/**
 * Reads `west,south,east,north` in degrees, as a map sends it in a query string.
 *
 * @returns null unless there are exactly four decimal numbers within the world and in order (a box of no width
 *          or height is a box)
 */
export function parseBbox(text: string): Bbox | null {
  const words = text.split(',').map((word) => word.trim())
  if (words.length !== 4 || !words.every((word) => /^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(word))) return null
  const [west, south, east, north] = words.map(Number) as [number, number, number, number]
  if (west < -180 || east > 180 || south < -90 || north > 90) return null
  if (west > east || south > north) return null
  return [west, south, east, north]
}
