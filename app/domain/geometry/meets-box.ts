import type { Geometry, Position } from 'geojson'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { contains } from '#app/domain/geometry/contains.ts'

/** Whether a geometry and a box of degrees have a point in common; borders count. */
export function meetsBox(geometry: Geometry, box: Bbox): boolean {
  switch (geometry.type) {
    case 'Point':
      return isIn(geometry.coordinates, box)
    case 'MultiPoint':
      return geometry.coordinates.some((position) => isIn(position, box))
    case 'LineString':
      return lineMeets(geometry.coordinates, box)
    case 'MultiLineString':
      return geometry.coordinates.some((line) => lineMeets(line, box))
    case 'Polygon':
    case 'MultiPolygon': {
      const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
      // A box that no edge reaches lies wholly inside or wholly outside.
      return rings.some((ring) => lineMeets(ring, box)) || contains(geometry, [box[0], box[1]])
    }
    case 'GeometryCollection':
      return geometry.geometries.some((part) => meetsBox(part, box))
  }
}

function isIn([lng, lat]: Position, [west, south, east, north]: Bbox): boolean {
  return lng! >= west && lng! <= east && lat! >= south && lat! <= north
}

function lineMeets(line: Position[], box: Bbox): boolean {
  if (line.length === 1) return isIn(line[0]!, box)
  for (let i = 1; i < line.length; i++) if (edgeMeets(line[i - 1]!, line[i]!, box)) return true
  return false
}

/** Liang and Barsky 1984: what is left of the edge between the box's four sides. */
function edgeMeets(a: Position, b: Position, [west, south, east, north]: Bbox): boolean {
  const [dx, dy] = [b[0]! - a[0]!, b[1]! - a[1]!]
  let [from, to] = [0, 1]
  for (const [run, room] of [
    [-dx, a[0]! - west],
    [dx, east - a[0]!],
    [-dy, a[1]! - south],
    [dy, north - a[1]!],
  ] as const) {
    if (run === 0 && room < 0) return false
    if (run < 0) from = Math.max(from, room / run)
    else if (run > 0) to = Math.min(to, room / run)
  }
  return from <= to
}
