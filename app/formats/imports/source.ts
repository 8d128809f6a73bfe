import type { Geometry } from 'geojson'
import { PLAN_LIMITS, type PlanLimits } from '#app/formats/plans/meter.ts'
import type { PlanFault, PlanProblem, PlanSystem } from '#app/formats/plans/plan.ts'

/** Narrower than a plan's: each row becomes an entry of its own, and a page reads the file at every look. */
export const IMPORT_LIMITS: PlanLimits & { columns: number } = {
  ...PLAN_LIMITS,
  unpackedBytes: 40_000_000,
  objects: 5000,
  vertices: 100_000,
  letters: 12_000,
  attributes: 200,
  columns: 200,
  ms: 6000,
}

export type SourceFormat = 'csv' | 'xlsx' | 'geojson' | 'kml' | 'geopackage' | 'shapefile' | 'dxf'

/**
 * One row of a table, or one object of a map file.
 *
 * @property line   of a table the line, of a map file the object's number; from 1
 * @property cells  in the order of the headings
 * @property shape  in the coordinates of the file; null of a table
 */
export interface SourceRow {
  line: number
  layer: string
  cells: string[]
  shape: { geometry: Geometry; system: PlanSystem } | null
}

/** What of a workbook goes unread. */
export type BookFault = 'sheets.unread' | 'columns.unread'

/** What a file holds, before anybody has said what its columns mean. */
export interface ImportSource {
  format: SourceFormat
  header: string[]
  rows: SourceRow[]
  problems: PlanProblem<PlanFault | BookFault>[]
}

export const isTable = ({ format }: Pick<ImportSource, 'format'>) => format === 'csv' || format === 'xlsx'
