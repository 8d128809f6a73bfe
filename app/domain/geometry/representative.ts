import type { Geometry, Position } from 'geojson'
import { contains } from '#app/domain/geometry/contains.ts'
import { areaM2, distanceM, lengthM } from '#app/domain/geometry/measure.ts'
import { type LngLat, polygonsOf, positionsOf } from '#app/domain/geometry/positions.ts'

/** Heights, as shares of a polygon's box, of the lines along which an inner point is looked for. */
const SCAN_SHARES = [0.5, 0.382, 0.618, 0.236, 0.764, 0.09, 0.91]

/**
 * One point to stand for a geometry, for a pin: the point itself; the first of several; the middle of a line by
 * length (of the longest line); a point inside an area (of its largest polygon): its centroid if that is inside,
 * else the middle of the widest inner stretch of a few horizontal lines. Of a collection, the first part's.
 *
 * @returns degrees, not rounded; for an area, `contains` says yes to it
 * @throws {RangeError} if the geometry has no vertex
 */
export function pointOf(geometry: Geometry): LngLat {
  const first = positionsOf(geometry)[0]
  if (!first) throw new RangeError(`A ${geometry.type} without vertices has no point`)
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return [first[0]!, first[1]!]
    case 'LineString':
      return middleOfLine(geometry.coordinates)
    case 'MultiLineString':
      return middleOfLine(largest(geometry.coordinates, lineLengthM))
    case 'Polygon':
    case 'MultiPolygon':
      return pointInside(largest(polygonsOf(geometry), ringsAreaM2))
    case 'GeometryCollection':
      return pointOf(geometry.geometries.find((part) => positionsOf(part).length > 0)!)
  }
}

function middleOfLine(line: Position[]): LngLat {
  let leftM = lineLengthM(line) / 2
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!]
    const stepM = distanceM(from, to)
    if (stepM > 0 && leftM <= stepM) {
      const share = leftM / stepM
      return [from[0]! + share * (to[0]! - from[0]!), from[1]! + share * (to[1]! - from[1]!)]
    }
    leftM -= stepM
  }
  const last = line.at(-1)!
  return [last[0]!, last[1]!]
}

function pointInside(rings: Position[][]): LngLat {
  const polygon = { type: 'Polygon' as const, coordinates: rings }
  const centroid = centroidOf(rings)
  if (centroid && contains(polygon, centroid)) return centroid
  const scanned = widestStretch(rings)
  if (scanned && contains(polygon, scanned)) return scanned
  const vertex = rings.flat()[0]!
  return [vertex[0]!, vertex[1]!]
}

/** Planar centroid of shell minus holes; null if the area is zero. */
function centroidOf(rings: Position[][]): LngLat | null {
  const [baseX, baseY] = [rings[0]![0]![0]!, rings[0]![0]![1]!]
  let [area, momentX, momentY] = [0, 0, 0]
  for (const [index, ring] of rings.entries()) {
    let [ringArea, ringX, ringY] = [0, 0, 0]
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = [ring[i - 1]![0]! - baseX, ring[i - 1]![1]! - baseY]
      const [bx, by] = [ring[i]![0]! - baseX, ring[i]![1]! - baseY]
      const cross = ax * by - bx * ay
      ringArea += cross
      ringX += cross * (ax + bx)
      ringY += cross * (ay + by)
    }
    const sign = index === 0 ? Math.sign(ringArea) : -Math.sign(ringArea)
    area += sign * ringArea
    momentX += sign * ringX
    momentY += sign * ringY
  }
  return area > 0 ? [baseX + momentX / (3 * area), baseY + momentY / (3 * area)] : null
}

/** The middle of the widest stretch between borders along the scan lines; null if there is none of any width. */
function widestStretch(rings: Position[][]): LngLat | null {
  const lats = rings[0]!.map((position) => position[1]!)
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))]
  let best: { width: number; middle: LngLat } | null = null
  for (const share of SCAN_SHARES) {
    const lat = south + share * (north - south)
    const crossings = rings.flatMap((ring) => crossingsAt(ring, lat)).sort((a, b) => a - b)
    for (let i = 1; i < crossings.length; i += 2) {
      const [west, east] = [crossings[i - 1]!, crossings[i]!]
      if (east - west > (best?.width ?? 0)) best = { width: east - west, middle: [(west + east) / 2, lat] }
    }
  }
  return best?.middle ?? null
}

function crossingsAt(ring: Position[], lat: number): number[] {
  const lngs: number[] = []
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay, bx, by] = [ring[i - 1]![0]!, ring[i - 1]![1]!, ring[i]![0]!, ring[i]![1]!]
    if (ay > lat !== by > lat) lngs.push(ax + ((lat - ay) / (by - ay)) * (bx - ax))
  }
  return lngs
}

function largest<T>(parts: T[], sizeOf: (part: T) => number): T {
  return parts.reduce((best, part) => (sizeOf(part) > sizeOf(best) ? part : best))
}

function lineLengthM(coordinates: Position[]): number {
  return lengthM({ type: 'LineString', coordinates })
}

function ringsAreaM2(coordinates: Position[][]): number {
  return areaM2({ type: 'Polygon', coordinates })
}
