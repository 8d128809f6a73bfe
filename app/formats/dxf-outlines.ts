import type { Geometry, Position } from 'geojson'

/** [lng, lat] to the drawing's own x and y, metres. */
type Place = (position: readonly number[]) => [x: number, y: number]

/** What a drawing spans, metres: lower left, upper right. */
export type Span = readonly [minX: number, minY: number, maxX: number, maxY: number]

/** False where the coordinates of the drawing do not reach. */
export function isDrawable(geometry: Geometry, place: Place): boolean {
  return pointsOf(geometry, place).every((point) => point.every(Number.isFinite))
}

/** Gathers what is spanned; what cannot be drawn is passed over. */
export function drawnSpan(place: Place) {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  return {
    grow(geometry: Geometry) {
      const points = pointsOf(geometry, place)
      if (!points.every((point) => point.every(Number.isFinite))) return
      for (const [x, y] of points) {
        minX = Math.min(minX, x)
        minY = Math.min(minY, y)
        maxX = Math.max(maxX, x)
        maxY = Math.max(maxY, y)
      }
    },
    found: (): Span | null => (minX <= maxX ? [minX, minY, maxX, maxY] : null),
  }
}

function pointsOf(geometry: Geometry, place: Place): [number, number][] {
  if (geometry.type === 'Point') return [place(geometry.coordinates)]
  return outlines(geometry, place).flatMap(({ points }) => points)
}

/** The lines and rings of a geometry in the drawing's metres; of a ring the last point is not said twice. */
export function outlines(
  geometry: Geometry,
  place: Place,
): { points: [number, number][]; isClosed: boolean }[] {
  const line = (points: Position[]) => ({ points: points.map(place), isClosed: false })
  const ring = (points: Position[]) => ({ points: points.slice(0, -1).map(place), isClosed: true })
  switch (geometry.type) {
    case 'LineString':
      return [line(geometry.coordinates)]
    case 'MultiLineString':
      return geometry.coordinates.map(line)
    case 'Polygon':
      return geometry.coordinates.map(ring)
    case 'MultiPolygon':
      return geometry.coordinates.flat().map(ring)
    case 'GeometryCollection':
      return geometry.geometries.flatMap((one) => outlines(one, place))
    default:
      return []
  }
}
