import type { Geometry, Position } from 'geojson'

/** What a layer of lines or areas holds: many, or one as many. */
export type LayerGeometry = 'POINT' | 'MULTILINESTRING' | 'MULTIPOLYGON'

/** west, east, south, north. */
export type Envelope = [number, number, number, number]

const TYPES = { POINT: 1, LINESTRING: 2, POLYGON: 3, MULTILINESTRING: 5, MULTIPOLYGON: 6 } as const
const HEADER_BYTES = 8
const ENVELOPE_BYTES = 32

/** Lines of a geometry, or polygons, as parts of a layer's one kind; null where it does not belong there. */
export function partsOf(geometry: Geometry, kind: LayerGeometry): Position[][][] | null {
  switch (geometry.type) {
    case 'Point':
      return kind === 'POINT' ? [[[geometry.coordinates]]] : null
    case 'LineString':
      return kind === 'MULTILINESTRING' ? [[geometry.coordinates]] : null
    case 'MultiLineString':
      return kind === 'MULTILINESTRING' ? geometry.coordinates.map((line) => [line]) : null
    case 'Polygon':
      return kind === 'MULTIPOLYGON' ? [geometry.coordinates] : null
    case 'MultiPolygon':
      return kind === 'MULTIPOLYGON' ? geometry.coordinates : null
    default:
      return null
  }
}

/**
 * A geometry as GeoPackage stores it: header, envelope (none of a point) and well-known binary, little endian.
 *
 * @param parts  as `partsOf` gives them
 * @see OGC 12-128r17, 2.1.3
 */
export function geopackageBlob(parts: Position[][][], kind: LayerGeometry, srsId: number) {
  const envelope = envelopeOf(parts)
  const hasEnvelope = kind !== 'POINT'
  const head = Buffer.alloc(HEADER_BYTES + (hasEnvelope ? ENVELOPE_BYTES : 0))
  head.write('GP', 'latin1')
  head.writeUInt8(0, 2)
  head.writeUInt8(hasEnvelope ? 0b11 : 0b01, 3)
  head.writeInt32LE(srsId, 4)
  if (hasEnvelope) for (const [i, value] of envelope.entries()) head.writeDoubleLE(value, 8 + 8 * i)
  return { blob: Buffer.concat([head, wkbOf(parts, kind)]), envelope }
}

export function envelopeOf(parts: Position[][][]): Envelope {
  const envelope: Envelope = [Infinity, -Infinity, Infinity, -Infinity]
  for (const part of parts)
    for (const line of part)
      for (const [x, y] of line as [number, number][]) {
        if (x < envelope[0]) envelope[0] = x
        if (x > envelope[1]) envelope[1] = x
        if (y < envelope[2]) envelope[2] = y
        if (y > envelope[3]) envelope[3] = y
      }
  return envelope
}

function wkbOf(parts: Position[][][], kind: LayerGeometry): Buffer {
  if (kind === 'POINT') return Buffer.concat([head(TYPES.POINT), vertices(parts[0]![0]!)])
  const one = kind === 'MULTIPOLYGON' ? TYPES.POLYGON : TYPES.LINESTRING
  const bodies = parts.map((part) => {
    const lines = part.map((line) => Buffer.concat([count(line.length), vertices(line)]))
    return Buffer.concat([head(one), ...(one === TYPES.POLYGON ? [count(part.length)] : []), ...lines])
  })
  return Buffer.concat([head(TYPES[kind]), count(parts.length), ...bodies])
}

function head(type: number): Buffer {
  const bytes = Buffer.alloc(5)
  bytes.writeUInt8(1)
  bytes.writeUInt32LE(type, 1)
  return bytes
}

function count(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}

function vertices(line: Position[]): Buffer {
  const bytes = Buffer.alloc(16 * line.length)
  for (const [i, [x, y]] of (line as [number, number][]).entries()) {
    bytes.writeDoubleLE(x, 16 * i)
    bytes.writeDoubleLE(y, 16 * i + 8)
  }
  return bytes
}
