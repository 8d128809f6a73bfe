import type { Geometry, Position } from 'geojson'

/**
 * A copy with rounded coordinates, for writing GeoJSON.
 *
 * @param decimals  6 is 11 cm of latitude, 7 is 1 cm. Vertices closer than that may become equal; a ring stays closed
 */
export function roundGeometry<T extends Geometry>(geometry: T, decimals = 6): T {
  if (geometry.type === 'GeometryCollection') {
    const geometries = geometry.geometries.map((part) => roundGeometry(part, decimals))
    return { ...geometry, geometries } as Geometry as T
  }
  return { ...geometry, coordinates: roundNested(geometry.coordinates, decimals) } as Geometry as T
}

/** A position with rounded coordinates; never -0. */
export function roundPosition<P extends Position>(position: P, decimals = 6): P {
  return position.map((value) => roundNumber(value, decimals)) as P
}

type Nested = number | Nested[]

function roundNested(value: Nested, decimals: number): Nested {
  if (typeof value === 'number') return roundNumber(value, decimals)
  return value.map((part) => roundNested(part, decimals))
}

function roundNumber(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals + 0
}
