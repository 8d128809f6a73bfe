import type { Geometry } from 'geojson'
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
