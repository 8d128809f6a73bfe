import type { Geometry, Position } from 'geojson'
import { contains } from '#app/domain/geometry/contains.ts'
import { containsGeometry } from '#app/domain/geometry/contains-geometry.ts'
import { findCrossing } from '#app/domain/geometry/crossings.ts'
import { areaHa, lengthM } from '#app/domain/geometry/measure.ts'
import { normalise } from '#app/domain/geometry/normalise.ts'
import { type Area, linesOf, polygonsOf } from '#app/domain/geometry/positions.ts'
import {
  countVertices,
  fault,
  type GeometryFault,
  type GeometryType,
  isGeometryType,
  placesOf,
  readCoordinates,
} from '#app/domain/geometry/read-coordinates.ts'

export type GeometryLimits = {
  /** All vertices, closing ones included; 10,000 unless told, since looking for crossings may cost n². */
  maxVertices?: number
  /** Hectares, of areas only. */
  maxAreaHa?: number
  /** Metres, of lines only (a MultiLineString in sum). */
  maxLengthM?: number
  /** The town: nothing may stick out of it. Cost grows with its vertices times the geometry's. */
  within?: Area
}

export type CheckedGeometry<T extends GeometryType = GeometryType> =
  | { ok: true; geometry: Extract<Geometry, { type: T }> }
  | GeometryFault

const MAX_VERTICES = 10_000

/**
 * Checks what came from outside as GeoJSON geometry; stops at the first fault.
 *
 * @param value    anything, usually parsed JSON
 * @param allowed  the types that may come here
 * @returns a clean copy (type and coordinates only, no altitude, no doubled vertices, shells counter-clockwise
 *          and holes clockwise as in RFC 7946), or a code with the place in the value, such as
 *          `coordinates[0][3]`, and the offending value as short text: for 'geometry.self-crossing' the point
 *          as "lng,lat", for 'geometry.too-big' hectares (up to the next tenth), for 'geometry.too-long' metres
 */
export function checkGeometry<T extends GeometryType>(
  value: unknown,
  allowed: readonly T[],
  limits: GeometryLimits = {},
): CheckedGeometry<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fault('geometry.not-object', undefined, value)
  }
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown }
  if (!isGeometryType(type) || !allowed.some((one) => one === type))
    return fault('geometry.type', 'type', type)
  const vertices = countVertices(coordinates, type)
  if (vertices > (limits.maxVertices ?? MAX_VERTICES)) {
    return fault('geometry.too-many-vertices', 'coordinates', vertices)
  }
  const read = readCoordinates(coordinates, type)
  if (!read.ok) return read
  const { geometry } = read
  const wrong = shapeFault(geometry) ?? sizeFault(geometry, limits) ?? placeFault(geometry, limits.within)
  return wrong ?? { ok: true, geometry: normalise(geometry) as Extract<Geometry, { type: T }> }
}

function shapeFault(geometry: Geometry): GeometryFault | null {
  if (geometry.type === 'LineString' || geometry.type === 'MultiLineString') {
    const short = linesOf(geometry).findIndex((line) => countDistinct(line) < 2)
    return short < 0 ? null : fault('geometry.empty', linePath(geometry, short))
  }
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return null
  const rings = linesOf(geometry)
  for (const [i, ring] of rings.entries()) {
    const [first, last] = [ring[0]!, ring.at(-1)!]
    if (!isSame(first, last)) return fault('geometry.ring-open', linePath(geometry, i))
    if (countDistinct(ring) < 3) return fault('geometry.ring-short', linePath(geometry, i))
  }
  const crossing = findCrossing(rings)
  if (crossing) {
    const at = `${linePath(geometry, crossing.ring)}[${crossing.edge}]`
    return fault('geometry.self-crossing', at, crossing.point.map((part) => part.toFixed(6)).join(','))
  }
  return strayHoleFault(geometry)
}

/** A hole that no edge crosses may still lie beside its shell. */
function strayHoleFault(area: Area): GeometryFault | null {
  let index = 0
  for (const [shell, ...holes] of polygonsOf(area)) {
    index++
    for (const hole of holes) {
      const stray = hole.find((vertex) => !contains({ type: 'Polygon', coordinates: [shell!] }, vertex))
      if (stray) return fault('geometry.self-crossing', linePath(area, index), stray.join(','))
      index++
    }
  }
  return null
}

function sizeFault(geometry: Geometry, { maxAreaHa, maxLengthM }: GeometryLimits): GeometryFault | null {
  if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') {
    const sizeHa = areaHa(geometry)
    if (sizeHa > (maxAreaHa ?? Infinity)) return fault('geometry.too-big', undefined, inTenths(sizeHa))
  }
  if (geometry.type === 'LineString' || geometry.type === 'MultiLineString') {
    const sizeM = lengthM(geometry)
    if (sizeM > (maxLengthM ?? Infinity)) return fault('geometry.too-long', undefined, Math.ceil(sizeM))
  }
  return null
}

function placeFault(geometry: Geometry, within: Area | undefined): GeometryFault | null {
  if (!within) return null
  for (const { position, at } of placesOf(geometry)) {
    if (contains(within, position)) continue
    const isSwapped = contains(within, [position[1]!, position[0]!])
    return fault(isSwapped ? 'geometry.swapped' : 'geometry.outside', at, position.join(','))
  }
  return containsGeometry(within, geometry) ? null : fault('geometry.outside', 'coordinates')
}

/** Where the n-th line or ring of a geometry (in `linesOf` order) is written. */
function linePath(geometry: Geometry, index: number): string {
  if (geometry.type === 'LineString') return 'coordinates'
  if (geometry.type !== 'MultiPolygon') return `coordinates[${index}]`
  let ring = index
  let polygon = 0
  while (ring >= geometry.coordinates[polygon]!.length) ring -= geometry.coordinates[polygon++]!.length
  return `coordinates[${polygon}][${ring}]`
}

function countDistinct(line: Position[]): number {
  return new Set(line.map((position) => position.join(','))).size
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

function inTenths(value: number): number {
  return Math.ceil(value * 10) / 10
}
