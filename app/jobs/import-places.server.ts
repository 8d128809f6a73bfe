import type { Geometry, Position } from 'geojson'
import { readShape } from '#app/formats/imports/read-shape.ts'
import { IMPORT_LIMITS, type ImportSource, type SourceRow } from '#app/formats/imports/source.ts'
import { type Meter, openMeter } from '#app/formats/plans/meter.ts'
import type { PlanSystem, RawObject } from '#app/formats/plans/plan.ts'
import type { ImportMapping } from '#app/models/import-drafts.server.ts'
import { type SettledFault, settlePlan } from './settle-plan.server.ts'

export type PlaceFault =
  | Exclude<SettledFault, 'proposal.unread' | 'text.encoding' | 'layer.no-attributes'>
  | 'coordinate.bad'
  | 'coordinate.half'

export interface PlaceProblem {
  /** Of the row, from 1; null of the whole file. */
  number: number | null
  column: string
  code: SettledFault | PlaceFault
  value: string
  isRepaired: boolean
}

type Ground = Parameters<typeof settlePlan>[1]

/** `123 456,78`, `56.123°`: metres or degrees. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/

/**
 * Where each row of a file lies, in degrees of WGS84: of an object as it is drawn, of a table's row by its two coordinates
 * or by a shape in a cell.
 *
 * @returns by the number of the row, from 1; a row without a place has none
 * @throws {UnreadableFileError} 'plan.too-slow' | 'plan.too-many-vertices'
 */
export function placeRows(
  source: ImportSource,
  mapping: ImportMapping,
  ground: Ground,
): { places: Map<number, Geometry>; problems: PlaceProblem[] } {
  const problems: PlaceProblem[] = []
  const meter = openMeter(IMPORT_LIMITS)
  const objects: RawObject[] = []
  for (const [index, row] of source.rows.entries()) {
    meter.look()
    const number = index + 1
    const read = row.shape ?? readCells(row, mapping, meter)
    if (read === null) continue
    if ('code' in read) problems.push({ number, isRepaired: false, ...read })
    else
      objects.push({
        number,
        layer: '',
        geometry: mapping.axes === 'swapped' ? exchanged(read.geometry) : read.geometry,
        attributes: {},
        system: read.system,
      })
  }
  const settled = settlePlan(
    { objects: inSystem(objects, mapping.system), problems: [] },
    ground,
    IMPORT_LIMITS.ms,
  )
  const places = new Map(settled.objects.map(({ number, geometry }) => [number, geometry]))
  for (const { number, code, isRepaired, value } of settled.problems)
    problems.push({ number, column: '', code, isRepaired, value })
  return { places, problems }
}

type Read = { geometry: Geometry; system: PlanSystem } | { column: string; code: PlaceFault; value: string }

function readCells({ cells }: SourceRow, { columns }: ImportMapping, meter: Meter): Read | null {
  const cell = (field: string) => (columns[field] === undefined ? '' : (cells[columns[field]] ?? '').trim())
  const system = { kind: 'unsaid' } as const
  const shape = cell('geometry')
  if (shape !== '') {
    const geometry = readShape(shape, meter)
    return geometry
      ? { geometry, system }
      : { column: 'geometry', code: 'geometry.bad', value: shape.slice(0, 80) }
  }
  const [x, y] = [cell('x'), cell('y')]
  if (x === '' && y === '') return null
  if (x === '' || y === '') return { column: x === '' ? 'x' : 'y', code: 'coordinate.half', value: '' }
  const [first, second] = [numberOf(x), numberOf(y)]
  if (first === null) return { column: 'x', code: 'coordinate.bad', value: x.slice(0, 80) }
  if (second === null) return { column: 'y', code: 'coordinate.bad', value: y.slice(0, 80) }
  return { geometry: { type: 'Point', coordinates: [first, second] }, system }
}

function numberOf(text: string): number | null {
  const plain = text
    .replace(/[\s'’]/g, '')
    .replace(/°$/, '')
    .replace(',', '.')
    .replace('−', '-')
  return NUMBER.test(plain) ? Number(plain) : null
}

/** As somebody has chosen; of what says nothing itself, by most of the numbers: one slip does not move all the others. */
function inSystem(objects: RawObject[], chosen: ImportMapping['system']): RawObject[] {
  const unsaid = objects.filter(({ system }) => system.kind === 'unsaid')
  const isDegrees = unsaid.filter(({ geometry }) => looksLikeDegrees(geometry)).length * 2 >= unsaid.length
  const guessed: PlanSystem = isDegrees ? { kind: 'degrees' } : { kind: 'drawing', metresPerUnit: 1 }
  const asked: PlanSystem | null =
    chosen === 'file'
      ? null
      : chosen === 'degrees'
        ? { kind: 'degrees' }
        : { kind: 'drawing', metresPerUnit: 1 }
  return objects.map((object) => ({
    ...object,
    system: asked ?? (object.system.kind === 'unsaid' ? guessed : object.system),
  }))
}

function looksLikeDegrees(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection') return false
  const [x, y] = firstOf(geometry.coordinates)
  return Math.abs(x!) <= 180 && Math.abs(y!) <= 180
}

type Nested = Position | Nested[]

function firstOf(list: Nested): Position {
  return typeof list[0] === 'number' ? (list as Position) : firstOf(list[0] as Nested)
}

function exchanged(geometry: Geometry): Geometry {
  if (geometry.type === 'GeometryCollection') return geometry
  return { type: geometry.type, coordinates: turned(geometry.coordinates) } as Geometry
}

function turned(list: Nested): Nested {
  if (typeof list[0] !== 'number') return (list as Nested[]).map(turned)
  const [x, y] = list as Position
  return [y!, x!]
}
