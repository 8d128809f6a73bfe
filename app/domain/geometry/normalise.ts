import type { Geometry, Position } from 'geojson'

/** A copy without doubled vertices in a row and with rings by the right-hand rule of RFC 7946 (shell counter-clockwise). */
export function normalise(geometry: Geometry): Geometry {
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return geometry
    case 'LineString':
      return { ...geometry, coordinates: withoutDoubles(geometry.coordinates) }
    case 'MultiLineString':
      return { ...geometry, coordinates: geometry.coordinates.map(withoutDoubles) }
    case 'Polygon':
      return { ...geometry, coordinates: geometry.coordinates.map(directRing) }
    case 'MultiPolygon':
      return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(directRing)) }
    case 'GeometryCollection':
      return { ...geometry, geometries: geometry.geometries.map(normalise) }
  }
}

function directRing(ring: Position[], index: number): Position[] {
  const vertices = withoutDoubles(ring)
  const isCounterClockwise = signedArea(vertices) > 0
  return isCounterClockwise === (index === 0) ? vertices : vertices.reverse()
}

function withoutDoubles(line: Position[]): Position[] {
  return line.filter((position, i) => {
    const previous = line[i - 1]
    return !previous || previous[0] !== position[0] || previous[1] !== position[1]
  })
}

/** Twice the planar area, positive for a counter-clockwise ring; measured from its first vertex to keep digits. */
function signedArea(ring: Position[]): number {
  const [x, y] = [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0]
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1]!, ring[i]!]
    sum += (a[0]! - x) * (b[1]! - y) - (b[0]! - x) * (a[1]! - y)
  }
  return sum
}
