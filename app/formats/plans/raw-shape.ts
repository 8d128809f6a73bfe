import type { Geometry, Position } from 'geojson'
import type { Meter } from '#app/formats/plans/meter.ts'
import { gathered } from '#app/formats/plans/plan.ts'

/** How deep the positions of each type lie. */
const DEPTH = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
} as const
const MOST_NESTED = 4

type Nested = Position | Nested[]

/**
 * Reads a GeoJSON geometry in any coordinates: finite numbers, heights dropped. A collection comes as one shape a kind.
 *
 * @param onBad  told of each part that is none
 * @returns [] for what is none
 */
export function readRawShapes(
  value: unknown,
  meter: Meter,
  onBad: () => void = () => {},
  nested = 0,
): Geometry[] {
  const found = shapesIn(value, meter, onBad, nested)
  if (found === null) onBad()
  return found ?? []
}

function shapesIn(value: unknown, meter: Meter, onBad: () => void, nested: number): Geometry[] | null {
  if (typeof value !== 'object' || value === null || nested > MOST_NESTED) return null
  const { type, coordinates, geometries } = value as Record<string, unknown>
  if (type === 'GeometryCollection' && Array.isArray(geometries)) {
    const all: Geometry[] = []
    for (const one of geometries) {
      meter.look()
      all.push(...readRawShapes(one, meter, onBad, nested + 1))
    }
    return gathered(all)
  }
  if (typeof type !== 'string' || !Object.hasOwn(DEPTH, type)) return null
  const read = positionsAt(coordinates, DEPTH[type as keyof typeof DEPTH], meter)
  return read ? [{ type, coordinates: read } as Geometry] : null
}

function positionsAt(value: unknown, depth: number, meter: Meter): Nested | null {
  if (!Array.isArray(value)) return null
  if (depth === 0) {
    meter.addVertices(1)
    const [x, y] = value as unknown[]
    return typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y)
      ? [x, y]
      : null
  }
  if (value.length === 0) return null
  const all: Nested[] = []
  for (const one of value) {
    const read = positionsAt(one, depth - 1, meter)
    if (read === null) return null
    all.push(read)
  }
  return all
}
