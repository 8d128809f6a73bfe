import type { Geometry, Position } from 'geojson'
import { cleanText, type Meter } from '#app/formats/plans/meter.ts'
import type { PlanSystem, RawPlan } from '#app/formats/plans/plan.ts'
import { readDbf } from '#app/formats/plans/read-dbf.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const HEAD_BYTES = 100
const FILE_CODE = 9994
const BOX_BYTES = 32

/**
 * Reads the shapefiles of a ZIP, each a layer: .shp with .dbf, .prj and .cpg where they are.
 *
 * @param files  by their names in the ZIP
 * @throws {UnreadableFileError} 'shapefile.none' | 'shapefile.bad' and as `Meter`
 */
export function readShapefilePlan(files: ReadonlyMap<string, Uint8Array>, meter: Meter): RawPlan {
  const byName = new Map([...files].map(([name, bytes]) => [name.toLowerCase(), bytes]))
  const plan: RawPlan = { objects: [], problems: [] }
  const shapes = [...files.keys()].filter((name) => /\.shp$/i.test(name)).sort()
  if (shapes.length === 0) throw new UnreadableFileError('shapefile.none', 1)
  for (const name of shapes) {
    const base = name.slice(0, -4)
    const beside = (end: string) => byName.get(`${base}.${end}`.toLowerCase())
    const text = (end: string) => {
      const bytes = beside(end)
      return bytes ? new TextDecoder().decode(bytes.subarray(0, 5000)).trim() : null
    }
    const layer = cleanText(base.slice(Math.max(base.lastIndexOf('/'), base.lastIndexOf('\\')) + 1), {
      letters: 200,
    })
    readLayer(
      files.get(name)!,
      { layer, dbf: beside('dbf'), cpg: text('cpg'), system: systemOf(text('prj')) },
      plan,
      meter,
    )
  }
  return plan
}

interface Beside {
  layer: string
  dbf: Uint8Array | undefined
  cpg: string | null
  system: PlanSystem
}

function systemOf(prj: string | null): PlanSystem {
  if (!prj) return { kind: 'unsaid' }
  if (/^GEOGCS\[\s*"[^"]*WGS[ _]?(?:19)?84/i.test(prj)) return { kind: 'degrees' }
  return { kind: 'named', epsg: null, text: prj }
}

function readLayer(bytes: Uint8Array, { layer, dbf, cpg, system }: Beside, plan: RawPlan, meter: Meter) {
  const records: ShapeRecord[] = []
  for (const record of recordsOf(bytes)) {
    if (records.push(record) > meter.limits.objects)
      throw new UnreadableFileError('plan.too-many-objects', records.length, String(meter.limits.objects))
  }
  const table = dbf ? readDbf(dbf, cpg, meter, records.length) : null
  const whole = { number: null, layer, isRepaired: true }
  if (!table) plan.problems.push({ ...whole, code: 'layer.no-attributes', value: `${layer}.dbf` })
  if (table?.isOther) plan.problems.push({ ...whole, code: 'text.encoding', value: table.encoding })
  for (const { index, content } of records) {
    const attributes = table ? table.rows[index] : {}
    // A record that was deleted in the table is none.
    if (attributes === null) continue
    meter.addObject()
    const number = index + 1
    const shape = shapeOf(content, meter)
    if (typeof shape === 'string')
      plan.problems.push({ number, layer, code: shape, isRepaired: false, value: '' })
    else plan.objects.push({ number, layer, geometry: shape, attributes: attributes ?? {}, system })
  }
}

interface ShapeRecord {
  index: number
  content: Buffer
}

/** @see Esri 1998, "ESRI Shapefile Technical Description" */
function* recordsOf(bytes: Uint8Array): Generator<ShapeRecord> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < HEAD_BYTES || file.readInt32BE(0) !== FILE_CODE)
    throw new UnreadableFileError('shapefile.bad', 1, '.shp')
  let at = HEAD_BYTES
  for (let index = 0; at + 8 <= file.length; index++) {
    const length = file.readInt32BE(at + 4) * 2
    if (length < 4 || at + 8 + length > file.length)
      throw new UnreadableFileError('shapefile.bad', index + 1, `${length}`)
    yield { index, content: file.subarray(at + 8, at + 8 + length) }
    at += 8 + length
  }
}

function shapeOf(
  content: Buffer,
  meter: Meter,
): Geometry | 'geometry.none' | 'geometry.bad' | 'geometry.kind' {
  const code = content.readInt32LE(0)
  if (code === 0) return 'geometry.none'
  // 11 and on carry heights, 21 and on measures: both stand behind the plain numbers.
  if (code > 28 || code % 10 === 0) return 'geometry.kind'
  switch (code % 10) {
    case 1: {
      if (content.length < 20) return 'geometry.bad'
      meter.addVertices(1)
      const [position] = positionsAt(content, 4, 1)
      return position ? { type: 'Point', coordinates: position } : 'geometry.bad'
    }
    case 8: {
      if (content.length < 8 + BOX_BYTES) return 'geometry.bad'
      const points = pointsOf(content, 4 + BOX_BYTES, 8 + BOX_BYTES, meter)
      return points ? { type: 'MultiPoint', coordinates: points } : 'geometry.bad'
    }
    case 3:
    case 5: {
      const parts = partsOf(content, meter)
      if (!parts) return 'geometry.bad'
      if (code % 10 === 5) return areaOf(parts, meter)
      return parts.length === 1
        ? { type: 'LineString', coordinates: parts[0]! }
        : { type: 'MultiLineString', coordinates: parts }
    }
    default:
      return 'geometry.kind'
  }
}

/** Points whose number stands at `countAt`: a claim that the bytes cannot hold makes nothing. */
function pointsOf(content: Buffer, countAt: number, from: number, meter: Meter): Position[] | null {
  const count = content.readInt32LE(countAt)
  if (count < 1 || from + count * 16 > content.length) return null
  meter.addVertices(count)
  const points = positionsAt(content, from, count)
  return points.length === count ? points : null
}

function partsOf(content: Buffer, meter: Meter): Position[][] | null {
  const countAt = 4 + BOX_BYTES
  if (content.length < countAt + 8) return null
  const count = content.readInt32LE(countAt)
  const from = countAt + 8 + 4 * count
  if (count < 1 || from > content.length) return null
  const points = pointsOf(content, countAt + 4, from, meter)
  if (!points) return null
  const starts = Array.from({ length: count }, (_, i) => content.readInt32LE(countAt + 8 + 4 * i))
  if (starts.some((start, i) => start < 0 || start >= (starts[i + 1] ?? points.length))) return null
  return starts.map((start, i) => points.slice(start, starts[i + 1]))
}

function positionsAt(content: Buffer, from: number, count: number): Position[] {
  const line: Position[] = []
  for (let i = 0; i < count; i++) {
    const position = [content.readDoubleLE(from + 16 * i), content.readDoubleLE(from + 16 * i + 8)]
    if (position.every(Number.isFinite)) line.push(position)
  }
  return line
}

/** Rings that run clockwise are shells; each other is a hole of the first shell that it lies in. */
function areaOf(rings: Position[][], meter: Meter): Geometry {
  const shells = rings.filter((ring) => twiceArea(ring) <= 0)
  const areas = (shells.length > 0 ? shells : rings.slice(0, 1)).map((ring) => [ring])
  const known = new Set(areas.map(([shell]) => shell))
  for (const hole of rings) {
    if (known.has(hole)) continue
    meter.look()
    const around = areas.find(([shell]) => isInside(shell!, hole[0]!))
    if (around) around.push(hole)
    else areas.push([hole])
  }
  return areas.length === 1
    ? { type: 'Polygon', coordinates: areas[0]! }
    : { type: 'MultiPolygon', coordinates: areas }
}

function twiceArea(ring: Position[]): number {
  const [x, y] = ring[0] as [number, number]
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [[x0, y0], [x1, y1]] = [ring[i - 1] as [number, number], ring[i] as [number, number]]
    sum += (x0 - x) * (y1 - y) - (x1 - x) * (y0 - y)
  }
  return sum
}

function isInside(ring: Position[], [x, y]: Position): boolean {
  let isIn = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [ring[i] as [number, number], ring[j] as [number, number]]
    if (yi > y! !== yj > y! && x! < ((xj - xi) * (y! - yi)) / (yj - yi) + xi) isIn = !isIn
  }
  return isIn
}
