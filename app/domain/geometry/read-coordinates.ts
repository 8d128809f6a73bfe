import type { Geometry, Position } from 'geojson'

export type GeometryType = Exclude<Geometry['type'], 'GeometryCollection'>

export type GeometryCode =
  | 'geometry.not-object'
  | 'geometry.type'
  | 'geometry.empty'
  | 'geometry.coordinate'
  | 'geometry.range'
  | 'geometry.swapped'
  | 'geometry.ring-open'
  | 'geometry.ring-short'
  | 'geometry.self-crossing'
  | 'geometry.outside'
  | 'geometry.too-big'
  | 'geometry.too-long'
  | 'geometry.too-many-vertices'

export type GeometryFault = { ok: false; code: GeometryCode; at?: string; value?: string }

/** How many lists a position is wrapped in. */
const DEPTHS: Record<GeometryType, number> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

type Nested = Position | Nested[]

export function isGeometryType(value: unknown): value is GeometryType {
  return typeof value === 'string' && Object.hasOwn(DEPTHS, value)
}

/** Counts vertices without reading them, so that a flood is refused cheaply; 0 for what is no list. */
export function countVertices(coordinates: unknown, type: GeometryType): number {
  return countNested(coordinates, DEPTHS[type])
}

function countNested(value: unknown, depth: number): number {
  if (!Array.isArray(value)) return 0
  if (depth < 2) return depth === 0 ? 1 : value.length
  return value.reduce((count: number, part) => count + countNested(part, depth - 1), 0)
}

/**
 * Reads coordinates of a known type: finite pairs in range, altitude dropped, no empty list anywhere.
 * Whether rings are closed and the like is not looked at.
 */
export function readCoordinates(
  coordinates: unknown,
  type: GeometryType,
): { ok: true; geometry: Geometry } | GeometryFault {
  if (coordinates === undefined || coordinates === null || isEmptyList(coordinates)) {
    return fault('geometry.empty', 'coordinates')
  }
  const read = readNested(coordinates, DEPTHS[type], 'coordinates')
  if (!Array.isArray(read)) return read
  return { ok: true, geometry: { type, coordinates: read } as Geometry }
}

/** Every vertex of a geometry with the place where it is written. */
export function placesOf(geometry: Geometry): { position: Position; at: string }[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(placesOf)
  return placesIn(geometry.coordinates, DEPTHS[geometry.type], 'coordinates')
}

function placesIn(nested: Nested, depth: number, at: string): { position: Position; at: string }[] {
  if (depth === 0) return [{ position: nested as Position, at }]
  return (nested as Nested[]).flatMap((part, i) => placesIn(part, depth - 1, `${at}[${i}]`))
}

/** A fault with its value cut to a short text. */
export function fault(code: GeometryCode, at?: string, value?: unknown): GeometryFault {
  const wrong: GeometryFault = { ok: false, code }
  if (at !== undefined) wrong.at = at
  if (value !== undefined) wrong.value = shortText(value)
  return wrong
}

function readNested(value: unknown, depth: number, at: string): Nested | GeometryFault {
  if (depth === 0) return readPosition(value, at)
  if (!Array.isArray(value)) return fault('geometry.coordinate', at, value)
  if (value.length === 0) return fault('geometry.empty', at)
  const parts: Nested[] = []
  for (let i = 0; i < value.length; i++) {
    const part = readNested(value[i], depth - 1, `${at}[${i}]`)
    if (!Array.isArray(part)) return part
    parts.push(part)
  }
  return parts
}

function readPosition(value: unknown, at: string): Position | GeometryFault {
  const [lng, lat]: unknown[] = Array.isArray(value) ? value : []
  if (!isFiniteNumber(lng) || !isFiniteNumber(lat)) return fault('geometry.coordinate', at, value)
  if (isInRange(lng, lat)) return [lng, lat]
  return fault(isInRange(lat, lng) ? 'geometry.swapped' : 'geometry.range', at, `${lng},${lat}`)
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value)
}

function isInRange(lng: number, lat: number): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** Never walks deep: a list nested ten thousand times must not overflow the stack. */
function shortText(value: unknown): string {
  const isList = Array.isArray(value)
  const text = isList ? `[${value.slice(0, 4).map(scalarText).join(',')}]` : scalarText(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function scalarText(value: unknown): string {
  if (Array.isArray(value)) return '[…]'
  return typeof value === 'object' && value !== null ? '{…}' : String(value)
}
