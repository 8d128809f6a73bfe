import { closeSync, openSync, writeSync } from 'node:fs'
import type { Geometry, Position } from 'geojson'
import type { Column } from '#app/formats/column.ts'
import { dbfFields, dbfHeader, dbfRecord } from '#app/formats/dbf.ts'
import { TooLargeError } from '#app/formats/too-large.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'
import { type Envelope, envelopeOf, type LayerGeometry, partsOf } from '#app/formats/wkb.ts'

/** The parts of one shapefile that are written as rows come. */
export type ShapefilePart = 'shp' | 'shx' | 'dbf'

export interface ShapefileWriter<Row> {
  /** A row without a place is one with a null shape. @throws {TypeError} of a geometry of another kind */
  add(row: Row, geometry: Geometry | null): void
  /** Writes the heads: the parts are whole after it. */
  finish(): void
  /** Closes what is open of it: for what fails, and again after `finish`. */
  abandon(): void
}

const TYPES = { POINT: 1, MULTILINESTRING: 3, MULTIPOLYGON: 5 } as const
const HEADER_BYTES = 100
const FILE_CODE = 9994
const VERSION = 1000
/** What one of the parts may hold: its lengths are signed 32-bit numbers of 16-bit words. */
const MAX_BYTES = 2 ** 31

/** WGS84, as Esri's programs write it beside a shapefile. */
export const WGS84_PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
export const CP1251_CPG = '1251'

interface ShapefileLayer<Row> {
  geometry: LayerGeometry
  columns: readonly Column<Row>[]
  now: Date
  /** Dates are days of it: the format knows no hours. */
  timeZone: string
}

/**
 * Writes .shp, .shx and .dbf (Windows-1251) side by side; memory does not grow with them.
 *
 * @param pathOf  of each part; none is there yet
 * @see Esri 1998, "ESRI Shapefile Technical Description"
 */
export function openShapefile<Row>(
  pathOf: (part: ShapefilePart) => string,
  { geometry: kind, columns, now, timeZone }: ShapefileLayer<Row>,
): ShapefileWriter<Row> {
  const clock = wallClockIn(timeZone)
  const fields = dbfFields(columns)
  const files = {
    shp: appended(pathOf('shp'), HEADER_BYTES),
    shx: appended(pathOf('shx'), HEADER_BYTES),
    dbf: appended(pathOf('dbf'), dbfHeader(fields, 0, clock(now)).length),
  }
  const all: Envelope = [Infinity, -Infinity, Infinity, -Infinity]
  let count = 0
  return {
    add(row, geometry) {
      const parts = geometry && partsOf(geometry, kind)
      if (geometry && !parts) throw new TypeError(`a shapefile of ${kind} holds no ${geometry.type}`)
      const shape = parts ? shapeBytes(parts, kind, all) : nullShape()
      count++
      const head = Buffer.alloc(8)
      head.writeInt32BE(count)
      head.writeInt32BE(shape.length / 2, 4)
      const index = Buffer.alloc(8)
      index.writeInt32BE(files.shp.length() / 2)
      index.writeInt32BE(shape.length / 2, 4)
      files.shp.write(head)
      files.shp.write(shape)
      files.shx.write(index)
      files.dbf.write(dbfRecord(fields, row, clock))
    },
    finish() {
      files.dbf.write(Buffer.from([0x1a]))
      for (const part of ['shp', 'shx'] as const) files[part].end(mainHeader(files[part].length(), kind, all))
      files.dbf.end(dbfHeader(fields, count, clock(now)))
    },
    abandon() {
      for (const { close } of Object.values(files)) close()
    },
  }
}

/** A file that begins with a head which is only known in the end. @throws {TooLargeError} past 2 GB */
function appended(path: string, headBytes: number) {
  const file = openSync(path, 'w')
  let isOpen = true
  let waiting: Buffer[] = []
  let [waitingBytes, length] = [0, headBytes]
  writeSync(file, Buffer.alloc(headBytes))
  function flush() {
    if (waitingBytes > 0) writeSync(file, Buffer.concat(waiting))
    waiting = []
    waitingBytes = 0
  }
  function close() {
    if (isOpen) closeSync(file)
    isOpen = false
  }
  return {
    close,
    length: () => length,
    write(bytes: Buffer) {
      length += bytes.length
      if (length > MAX_BYTES) throw new TooLargeError('a shapefile holds 2 GB, there is more')
      waiting.push(bytes)
      waitingBytes += bytes.length
      if (waitingBytes > 1 << 20) flush()
    },
    end(head: Buffer) {
      flush()
      writeSync(file, head, 0, head.length, 0)
      close()
    },
  }
}

function mainHeader(bytes: number, kind: LayerGeometry, all: Envelope): Buffer {
  const head = Buffer.alloc(HEADER_BYTES)
  head.writeInt32BE(FILE_CODE)
  head.writeInt32BE(bytes / 2, 24)
  head.writeInt32LE(VERSION, 28)
  head.writeInt32LE(TYPES[kind], 32)
  const [minX, maxX, minY, maxY] = all[0] <= all[1] ? all : [0, 0, 0, 0]
  for (const [i, value] of [minX, minY, maxX, maxY].entries()) head.writeDoubleLE(value, 36 + 8 * i)
  return head
}

function nullShape(): Buffer {
  return Buffer.alloc(4)
}

function shapeBytes(parts: Position[][][], kind: LayerGeometry, all: Envelope): Buffer {
  const [minX, maxX, minY, maxY] = envelopeOf(parts)
  all[0] = Math.min(all[0], minX)
  all[1] = Math.max(all[1], maxX)
  all[2] = Math.min(all[2], minY)
  all[3] = Math.max(all[3], maxY)
  if (kind === 'POINT') {
    const bytes = Buffer.alloc(20)
    bytes.writeInt32LE(TYPES.POINT)
    bytes.writeDoubleLE(minX, 4)
    bytes.writeDoubleLE(minY, 12)
    return bytes
  }
  const lines = kind === 'MULTIPOLYGON' ? parts.flatMap((rings) => rings.map(esriRing)) : parts.flat()
  const points = lines.flat()
  const bytes = Buffer.alloc(44 + 4 * lines.length + 16 * points.length)
  bytes.writeInt32LE(TYPES[kind])
  for (const [i, value] of [minX, minY, maxX, maxY].entries()) bytes.writeDoubleLE(value, 4 + 8 * i)
  bytes.writeInt32LE(lines.length, 36)
  bytes.writeInt32LE(points.length, 40)
  let first = 0
  for (const [i, line] of lines.entries()) {
    bytes.writeInt32LE(first, 44 + 4 * i)
    first += line.length
  }
  const at = 44 + 4 * lines.length
  for (const [i, [x, y]] of (points as [number, number][]).entries()) {
    bytes.writeDoubleLE(x, at + 16 * i)
    bytes.writeDoubleLE(y, at + 16 * i + 8)
  }
  return bytes
}

/** Esri's outer rings run clockwise, holes the other way. */
function esriRing(ring: Position[], index: number): Position[] {
  let twice = 0
  for (let i = 1; i < ring.length; i++) {
    const [[x0, y0], [x1, y1]] = [ring[i - 1] as [number, number], ring[i] as [number, number]]
    twice += (x1 - x0) * (y1 + y0)
  }
  const isClockwise = twice > 0
  return isClockwise === (index === 0) ? ring : [...ring].reverse()
}
