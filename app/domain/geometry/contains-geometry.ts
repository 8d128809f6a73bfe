import type { Geometry, Position } from 'geojson'
import { BORDER_DEG, contains } from '#app/domain/geometry/contains.ts'
import { type Area, linesOf, polygonsOf, positionsOf } from '#app/domain/geometry/positions.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'

/** Share of an edge. */
const TOLERANCE = 1e-9

/**
 * Is every point of a geometry in the area? Vertices, edges (which may run along a border but not out of it),
 * and, for areas, the inside: a polygon drawn around a hole is not contained.
 *
 * Cost grows with vertices of the geometry times vertices of the area. An empty geometry is contained.
 */
export function containsGeometry(area: Area, geometry: Geometry): boolean {
  if (!positionsOf(geometry).every((position) => contains(area, position))) return false
  const borders = linesOf(area)
  for (const line of linesOf(geometry)) {
    for (let i = 1; i < line.length; i++) {
      if (!containsEdge(area, borders, line[i - 1]!, line[i]!)) return false
    }
  }
  return !coversHole(area, geometry)
}

/** Cuts an edge wherever it meets a border; each piece is then wholly in or wholly out, as its middle is. */
function containsEdge(area: Area, borders: Position[][], from: Position, to: Position): boolean {
  const cuts = [0, 1]
  for (const border of borders) {
    for (let i = 1; i < border.length; i++) cuts.push(...meetings(from, to, border[i - 1]!, border[i]!))
  }
  cuts.sort((a, b) => a - b)
  for (let i = 1; i < cuts.length; i++) {
    if (cuts[i] === cuts[i - 1]) continue
    const share = (cuts[i - 1]! + cuts[i]!) / 2
    const middle = [from[0]! + share * (to[0]! - from[0]!), from[1]! + share * (to[1]! - from[1]!)]
    if (!contains(area, middle)) return false
  }
  return true
}

/**
 * Where along from-to, as shares of it, the edge a-b crosses it, at most one. An end of a-b that merely touches
 * counts, with some tolerance: a needless cut does no harm, a missed one hides a gap.
 */
function meetings(from: Position, to: Position, a: Position, b: Position): number[] {
  if (isApart(from[0]!, to[0]!, a[0]!, b[0]!) || isApart(from[1]!, to[1]!, a[1]!, b[1]!)) return []
  const [dx, dy] = [to[0]! - from[0]!, to[1]! - from[1]!]
  const [ex, ey] = [b[0]! - a[0]!, b[1]! - a[1]!]
  const [gapX, gapY] = [a[0]! - from[0]!, a[1]! - from[1]!]
  const turn = dx * ey - dy * ex
  if (turn === 0) return []
  const along = (gapX * ey - gapY * ex) / turn
  const across = (gapX * dy - gapY * dx) / turn
  const isOnBoth = across >= -TOLERANCE && across <= 1 + TOLERANCE && along > 0 && along < 1
  return isOnBoth ? [along] : []
}

function isApart(from: number, to: number, a: number, b: number): boolean {
  return Math.max(a, b) < Math.min(from, to) - BORDER_DEG || Math.min(a, b) > Math.max(from, to) + BORDER_DEG
}

/** No edge leaves the area by now, so a hole is either wholly under a polygon of the geometry or wholly clear. */
function coversHole(area: Area, geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.some((part) => coversHole(area, part))
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return false
  const holes = polygonsOf(area).flatMap((rings) => rings.slice(1))
  return holes.some((hole) => {
    const middle = pointOf({ type: 'Polygon', coordinates: [hole] })
    return !contains(area, middle) && contains(geometry, middle)
  })
}
