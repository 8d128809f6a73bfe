import type { Geometry, Position } from 'geojson'
import type { Meter } from '#app/formats/plans/meter.ts'
import { gathered } from '#app/formats/plans/plan.ts'

const ENVELOPE_BYTES = [0, 32, 48, 48, 64]
const MOST_NESTED = 4
const [HAS_Z, HAS_M, HAS_SRID] = [0x80000000, 0x40000000, 0x20000000]

/** Bytes that are no geometry, or claim to be more than there is. */
export class BadWkb extends Error {}

interface Cursor {
  view: DataView
  at: number
  meter: Meter
}

/**
 * A geometry as GeoPackage stores it: of curves and surfaces beyond simple features nothing is known.
 *
 * @returns one shape of each kind that is in it; [] of an empty one
 * @throws {BadWkb}
 * @see OGC 12-128r17, 2.1.3
 */
export function readGeopackageBlob(bytes: Uint8Array, meter: Meter): { shapes: Geometry[]; srsId: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8 || bytes[0] !== 0x47 || bytes[1] !== 0x50) throw new BadWkb('no GeoPackage geometry')
  const flags = bytes[3]!
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7]
  if (envelope === undefined || (flags & 0x20) !== 0) throw new BadWkb('an extended geometry')
  const srsId = view.getInt32(4, (flags & 1) === 1)
  if ((flags & 0x10) !== 0) return { shapes: [], srsId }
  return { shapes: gathered(readShapes({ view, at: 8 + envelope, meter }, 0)), srsId }
}

/** @see OGC 06-103r4, 8.2; heights and measures are dropped, EWKB's flags understood. */
function readShapes(cursor: Cursor, nested: number): Geometry[] {
  if (nested > MOST_NESTED) throw new BadWkb('too deep')
  need(cursor, 5)
  const isLittle = cursor.view.getUint8(cursor.at) === 1
  const raw = cursor.view.getUint32(cursor.at + 1, isLittle)
  cursor.at += 5
  if ((raw & HAS_SRID) !== 0) cursor.at += 4
  const code = raw & 0x0fffffff
  const sort = Math.floor(code / 1000)
  const dimensions =
    2 + ((raw & HAS_Z) !== 0 || sort === 1 || sort === 3 ? 1 : 0) + ((raw & HAS_M) !== 0 || sort >= 2 ? 1 : 0)
  const line = () => readLine(cursor, isLittle, dimensions)
  switch (code % 1000) {
    case 1: {
      const [position] = vertices(cursor, 1, isLittle, dimensions)
      // An empty point is one of NaN.
      return position!.every(Number.isNaN) ? [] : [{ type: 'Point', coordinates: position! }]
    }
    case 2:
      return [{ type: 'LineString', coordinates: line() }]
    case 3: {
      const rings = Array.from({ length: count(cursor, isLittle, 4) }, line)
      return rings.length > 0 ? [{ type: 'Polygon', coordinates: rings }] : []
    }
    case 4:
    case 5:
    case 6:
    case 7: {
      const parts = count(cursor, isLittle, 9)
      const all: Geometry[] = []
      for (let i = 0; i < parts; i++) all.push(...readShapes(cursor, nested + 1))
      return all
    }
    default:
      throw new BadWkb(`type ${code}`)
  }
}

function readLine(cursor: Cursor, isLittle: boolean, dimensions: number): Position[] {
  return vertices(cursor, count(cursor, isLittle, 8 * dimensions), isLittle, dimensions)
}

function vertices(cursor: Cursor, many: number, isLittle: boolean, dimensions: number): Position[] {
  need(cursor, many * 8 * dimensions)
  cursor.meter.addVertices(many)
  const line: Position[] = []
  for (let i = 0; i < many; i++) {
    const [x, y] = [
      cursor.view.getFloat64(cursor.at, isLittle),
      cursor.view.getFloat64(cursor.at + 8, isLittle),
    ]
    cursor.at += 8 * dimensions
    if (many > 1 && !(Number.isFinite(x) && Number.isFinite(y))) throw new BadWkb('no number')
    line.push([x, y])
  }
  return line
}

/** A number of things, of which each takes `leastBytes`: a claim that the bytes cannot hold is refused before it costs. */
function count(cursor: Cursor, isLittle: boolean, leastBytes: number): number {
  need(cursor, 4)
  const many = cursor.view.getUint32(cursor.at, isLittle)
  cursor.at += 4
  need(cursor, many * leastBytes)
  return many
}

function need({ view, at }: Cursor, bytes: number) {
  if (at + bytes > view.byteLength) throw new BadWkb('the bytes end before the geometry does')
}
