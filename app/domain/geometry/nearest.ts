import type { Geometry, Position } from 'geojson'
import { contains } from '#app/domain/geometry/contains.ts'
import { distanceM, metresPerDegree } from '#app/domain/geometry/measure.ts'
import { type Area, type LngLat, linesOf, positionsOf } from '#app/domain/geometry/positions.ts'
import { roundPosition } from '#app/domain/geometry/round.ts'

/** How far past the border to look for a point that stays inside after rounding to 6 decimals (11 cm). */
const NUDGES_M = [0, 0.06, 0.12, 0.25, 0.5, 1, 2]

/** A quarter of the way round each time would miss sharp corners: sixteen ways do not. */
const WAYS = Array.from({ length: 16 }, (_, i) => (i * Math.PI) / 8)

/**
 * The nearest point of the area: the position itself if it is inside, otherwise the nearest point of the border,
 * nudged inward by a few centimetres (up to 2 m in a sharp corner) so that it is still inside after
 * `roundGeometry` (six decimals). In a sliver too thin for that, the border point, unrounded.
 *
 * Distances are in a local equirectangular metric at the position's latitude: right for a town, not for a continent.
 *
 * @returns degrees; `contains(area, it)` is always true
 * @throws {RangeError} if the area has no border
 */
export function nearestInside(area: Area, position: Position): LngLat {
  const [lng, lat] = [position[0]!, position[1]!]
  if (contains(area, position)) return [lng, lat]
  const unit = metresPerDegree(Math.min(89, Math.max(-89, lat)))
  const border = mustHaveEdges(nearestOn(linesOf(area), [lng, lat], unit), area)
  const inward = Math.atan2((border.point[1] - lat) * unit.lat, (border.point[0] - lng) * unit.lng)
  for (const nudgeM of NUDGES_M) {
    for (const way of WAYS) {
      const [east, north] = [Math.cos(inward + way) * nudgeM, Math.sin(inward + way) * nudgeM]
      const candidate = roundPosition<LngLat>([
        border.point[0] + east / unit.lng,
        border.point[1] + north / unit.lat,
      ])
      if (contains(area, candidate)) return candidate
    }
  }
  return contains(area, border.point) ? border.point : border.vertex
}

/** The nearest point of any line, in metres of `unit`, and the vertex that its edge starts from; null without edges. */
function nearestOn(lines: Position[][], from: LngLat, unit: { lng: number; lat: number }) {
  let best: { point: LngLat; vertex: LngLat; squareM: number } | null = null
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const [ax, ay] = [line[i - 1]![0]!, line[i - 1]![1]!]
      const [dx, dy] = [line[i]![0]! - ax, line[i]![1]! - ay]
      const squareEdge = (dx * unit.lng) ** 2 + (dy * unit.lat) ** 2
      const dot = (from[0] - ax) * dx * unit.lng ** 2 + (from[1] - ay) * dy * unit.lat ** 2
      const share = squareEdge === 0 ? 0 : Math.min(1, Math.max(0, dot / squareEdge))
      const point: LngLat = [ax + share * dx, ay + share * dy]
      const squareM = ((point[0] - from[0]) * unit.lng) ** 2 + ((point[1] - from[1]) * unit.lat) ** 2
      if (!best || squareM < best.squareM) best = { point, vertex: [ax, ay], squareM }
    }
  }
  return best
}

function mustHaveEdges<T>(nearest: T | null, area: Area): T {
  if (!nearest) throw new RangeError(`A ${area.type} without edges has no nearest point`)
  return nearest
}

/**
 * Metres from a position to the nearest part of a geometry: 0 inside of an area. In a local equirectangular metric: right
 * for a town.
 *
 * @throws {RangeError} for a GeometryCollection
 */
export function distanceToM(from: Position, geometry: Geometry): number {
  const [lng, lat] = [from[0]!, from[1]!]
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return Math.min(...positionsOf(geometry).map((position) => distanceM(from, position)))
    case 'GeometryCollection':
      throw new RangeError('A collection has no one distance')
    case 'Polygon':
    case 'MultiPolygon':
      if (contains(geometry, [lng, lat])) return 0
  }
  const nearest = nearestOn(linesOf(geometry), [lng, lat], metresPerDegree(lat))
  return nearest ? Math.sqrt(nearest.squareM) : Number.POSITIVE_INFINITY
}
