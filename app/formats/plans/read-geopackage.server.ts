import Database from 'better-sqlite3'
import { quoted } from '#app/formats/geopackage-tables.ts'
import { cleanText, type Meter } from '#app/formats/plans/meter.ts'
import type { Attributes, PlanSystem, RawPlan } from '#app/formats/plans/plan.ts'
import { BadWkb, readGeopackageBlob } from '#app/formats/plans/read-wkb.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const MOST_LAYERS = 100
/** The format's word for degrees of an unknown datum. */
const UNSAID_DEGREES = 0
/** Bytes of the file's head that say how it is journalled; a copy in memory can only be of the plain kind. */
const [WRITE_VERSION, READ_VERSION, PLAIN] = [18, 19, 1]

interface Layer {
  table: string
  column: string
  system: PlanSystem
  srs: number
}

/**
 * Reads the feature layers of a GeoPackage from a copy in memory that nothing can write to. Only plain tables are read, of
 * them only stored columns: a view, a virtual table or a computed column of a stranger's file could run anything.
 *
 * @throws {UnreadableFileError} 'geopackage.bad' | 'geopackage.no-layers' and as `Meter`
 */
export function readGeopackagePlan(bytes: Uint8Array, meter: Meter): RawPlan {
  const copy = Buffer.from(bytes)
  copy[WRITE_VERSION] = PLAIN
  copy[READ_VERSION] = PLAIN
  let db: Database.Database | null = null
  try {
    db = new Database(copy, { readonly: true })
    db.pragma('trusted_schema = off')
    db.pragma('cell_size_check = on')
    const plan: RawPlan = { objects: [], problems: [] }
    const layers = layersOf(db)
    if (layers.length === 0) throw new UnreadableFileError('geopackage.no-layers', 1)
    for (const layer of layers) readLayer(db, layer, plan, meter)
    return plan
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error
    throw new UnreadableFileError('geopackage.bad', 1, error instanceof Error ? error.message : '')
  } finally {
    db?.close()
  }
}

function plainTables(db: Database.Database): Map<string, string> {
  const rows = db
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'table' and sql like 'create table%'",
    )
    .all()
  return new Map(rows.map(({ name }) => [name.toLowerCase(), name]))
}

function layersOf(db: Database.Database): Layer[] {
  const tables = plainTables(db)
  for (const needed of ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys'])
    if (!tables.has(needed)) throw new UnreadableFileError('geopackage.no-layers', 1, needed)
  const rows = db
    .prepare<[number], { table: string; column: string; srs: number }>(
      'select table_name as "table", column_name as "column", srs_id as srs from gpkg_geometry_columns order by table_name limit ?',
    )
    .all(MOST_LAYERS)
  return rows.flatMap(({ table, column, srs }) => {
    const name = tables.get(String(table).toLowerCase())
    return name ? [{ table: name, column: String(column), system: systemOf(db, srs), srs }] : []
  })
}

function systemOf(db: Database.Database, srs: number): PlanSystem {
  if (srs === 4326 || srs === UNSAID_DEGREES) return { kind: 'degrees' }
  if (srs === -1) return { kind: 'drawing', metresPerUnit: 1 }
  const row = db
    .prepare<[number], { organization: string; code: number; definition: string }>(
      'select organization, organization_coordsys_id as code, definition from gpkg_spatial_ref_sys where srs_id = ?',
    )
    .get(srs)
  if (!row) return { kind: 'unsaid' }
  const isEpsg = /^epsg$/i.test(String(row.organization))
  return {
    kind: 'named',
    epsg: isEpsg ? Number(row.code) : null,
    text: String(row.definition).slice(0, 5000),
  }
}

function readLayer(
  db: Database.Database,
  { table, column, system, srs }: Layer,
  plan: RawPlan,
  meter: Meter,
) {
  const fields = db
    .prepare<[], { name: string; hidden: number }>(`pragma table_xinfo(${quoted(table)})`)
    .all()
  const stored = fields.filter(({ hidden }) => hidden === 0).map(({ name }) => name)
  if (!stored.includes(column)) return
  const names = stored.filter((name) => name !== column).slice(0, meter.limits.attributes)
  const all = [column, ...names].map(quoted).join(', ')
  const rows = db
    .prepare<[], unknown[]>(`select ${all} from ${quoted(table)}`)
    .raw()
    .iterate()
  const layer = cleanText(table, { letters: 200 })
  if (srs === UNSAID_DEGREES)
    plan.problems.push({ number: null, layer, code: 'system.assumed', isRepaired: true, value: 'WGS 84' })
  let number = 0
  for (const [blob, ...cells] of rows) {
    meter.addObject()
    number++
    const attributes: Attributes = {}
    for (const [i, name] of names.entries())
      if (name !== '__proto__') attributes[cleanText(name, { letters: 100 })] = cellOf(cells[i], meter)
    const fault = (code: 'geometry.none' | 'geometry.bad', value = '') =>
      plan.problems.push({ number, layer, code, isRepaired: false, value: value.slice(0, 200) })
    if (!(blob instanceof Uint8Array)) {
      fault('geometry.none')
      continue
    }
    try {
      const { shapes } = readGeopackageBlob(blob, meter)
      if (shapes.length === 0) fault('geometry.none')
      for (const geometry of shapes) plan.objects.push({ number, layer, geometry, attributes, system })
    } catch (error) {
      if (!(error instanceof BadWkb || error instanceof RangeError)) throw error
      fault('geometry.bad', error.message)
    }
  }
}

function cellOf(value: unknown, { limits }: Meter): Attributes[string] {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' ? cleanText(value, limits) : null
}
