import type { LineString, MultiLineString, Position } from 'geojson'
import { type Area, linesOf, polygonsOf } from '#app/domain/geometry/positions.ts'

/** Mean radius of the Earth (IUGG), metres. A sphere errs by at most 0.5 % of a length: enough for a bench. */
const EARTH_RADIUS_M = 6_371_008.8

const RADIANS = Math.PI / 180

/**
 * Metres in one degree around a latitude: a local equirectangular metric.
 *
 * @param lat  degrees; at a pole `lng` is 0
 */
export function metresPerDegree(lat: number): { lng: number; lat: number } {
  const perLat = EARTH_RADIUS_M * RADIANS
  return { lng: Math.abs(lat) >= 90 ? 0 : perLat * Math.cos(lat * RADIANS), lat: perLat }
}

/** Great-circle distance in metres (haversine: exact to millimetres for neighbours and right across 180°). */
export function distanceM(from: Position, to: Position): number {
  const [lat1, lat2] = [from[1]! * RADIANS, to[1]! * RADIANS]
  const halfLat = Math.sin((lat2 - lat1) / 2)
  const halfLng = Math.sin(((to[0]! - from[0]!) * RADIANS) / 2)
  const chord = halfLat ** 2 + Math.cos(lat1) * Math.cos(lat2) * halfLng ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Length of a line in metres; of a MultiLineString, the sum. A line of one vertex has length 0. */
export function lengthM(line: LineString | MultiLineString): number {
  let totalM = 0
  for (const vertices of linesOf(line)) {
    for (let i = 1; i < vertices.length; i++) totalM += distanceM(vertices[i - 1]!, vertices[i]!)
  }
  return totalM
}

/**
 * Area on the sphere in square metres: shells minus holes, whatever way the rings turn. Parts of a
 * MultiPolygon that overlap are counted twice.
 *
 * @see Chamberlain, Duquette 2007, "Some Algorithms for Polygons on a Sphere" (JPL 07-03)
 */
export function areaM2(area: Area): number {
  let totalM2 = 0
  for (const [shell, ...holes] of polygonsOf(area)) {
    if (shell) totalM2 += holes.reduce((restM2, hole) => restM2 - ringAreaM2(hole), ringAreaM2(shell))
  }
  return totalM2
}

/** `areaM2` in hectares. */
export function areaHa(area: Area): number {
  return areaM2(area) / 10_000
}

/** Sums strips between an edge and the first vertex's parallel, so that a 1 m flower bed keeps its digits. */
function ringAreaM2(ring: Position[]): number {
  const baseLat = (ring[0]?.[1] ?? 0) * RADIANS
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const [from, to] = [ring[i]!, ring[(i + 1) % ring.length]!]
    const width = (to[0]! - from[0]!) * RADIANS
    sum += (width * (sineAbove(baseLat, from[1]!) + sineAbove(baseLat, to[1]!))) / 2
  }
  return Math.abs(sum) * EARTH_RADIUS_M ** 2
}

/** sin(lat) - sin(base) without cancellation; base in radians, lat in degrees. */
function sineAbove(base: number, lat: number): number {
  const radians = lat * RADIANS
  return 2 * Math.cos((radians + base) / 2) * Math.sin((radians - base) / 2)
}
