import Database from 'better-sqlite3'
import type { Geometry } from 'geojson'
import type { Column } from '#app/formats/column.ts'
import {
  APPLICATION_ID,
  CORE_TABLES,
  quoted,
  rtreeSql,
  rtreeTriggers,
  USER_VERSION,
  WGS84,
} from '#app/formats/geopackage-tables.ts'
import { type Envelope, geopackageBlob, type LayerGeometry, partsOf } from '#app/formats/wkb.ts'

/**
 * A layer, or with no `geometry` a plain table, of a GeoPackage.
 *
 * @property table    its name, in any letters
 * @property qml      how QGIS draws it; null leaves that to QGIS
 */
export interface PackageLayer<Row> {
  table: string
  title: string
  description?: string
  geometry: LayerGeometry | null
  columns: readonly Column<Row>[]
  qml: string | null
}

export interface LayerWriter<Row> {
  /** @throws {TypeError} of a geometry that the layer does not hold */
  add(row: Row, geometry: Geometry | null): void
}

export interface GeopackageWriter {
  layer<Row>(layer: PackageLayer<Row>): LayerWriter<Row>
  /** Boxes, extents and styles; the file is whole after it. */
  finish(): void
  /** Leaves the file as it is: for what fails. */
  abandon(): void
}

const SQL_TYPES = {
  text: 'TEXT',
  number: 'INTEGER',
  money: 'REAL',
  date: 'DATETIME',
  link: 'TEXT',
  boolean: 'BOOLEAN',
}
/** Held in memory while writing: the size of the file does not matter to it. */
const CACHE_KB = 8000

/**
 * Writes a GeoPackage 1.3 (an SQLite file) in WGS84, row by row: each layer with its tree of boxes, the triggers that
 * keep it, headings in the reader's language (gpkg_data_columns), and QGIS's styles.
 *
 * @param path  a file that is not there yet
 * @param now   when the layers were last changed
 */
export function openGeopackage(path: string, now: Date): GeopackageWriter {
  const db = new Database(path)
  // The file gets its name when it is whole: until then nothing of it needs to outlive a crash.
  db.pragma('journal_mode = off')
  db.pragma('synchronous = off')
  db.pragma(`cache_size = -${CACHE_KB}`)
  db.pragma(`application_id = ${APPLICATION_ID}`)
  db.pragma(`user_version = ${USER_VERSION}`)
  db.exec('begin')
  db.exec(CORE_TABLES)
  const endings: (() => void)[] = []
  const describe = db.prepare(
    `insert into gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, max_x, min_y, max_y, srs_id)
     values (?, ?, ?, ?, ?, null, null, null, null, ?)`,
  )
  describe.run('layer_styles', 'attributes', 'layer_styles', '', now.toISOString(), 0)
  return {
    layer<Row>(layer: PackageLayer<Row>) {
      const { table, title, description = '', geometry } = layer
      const isMap = geometry !== null
      createTable(db, layer)
      describe.run(
        table,
        isMap ? 'features' : 'attributes',
        title,
        description,
        now.toISOString(),
        isMap ? WGS84 : 0,
      )
      if (isMap) registerGeometry(db, table, geometry)
      const writer = writerOf(db, layer)
      endings.push(() => finishLayer(db, layer, writer.envelope))
      return { add: writer.add }
    },
    finish() {
      for (const end of endings) end()
      db.exec('commit')
      db.close()
    },
    abandon: () => db.close(),
  }
}

function createTable<Row>(db: Database.Database, { table, geometry, columns }: PackageLayer<Row>) {
  const fields = columns.map(
    ({ key, type, isFraction }) => `${quoted(key)} ${isFraction ? 'REAL' : SQL_TYPES[type]}`,
  )
  const geom = geometry ? [`geom ${geometry}`] : []
  db.exec(
    `create table ${quoted(table)} (${['fid INTEGER primary key autoincrement not null', ...geom, ...fields].join(', ')})`,
  )
  const title = db.prepare('insert into gpkg_data_columns (table_name, column_name, name) values (?, ?, ?)')
  for (const { key, label } of columns) title.run(table, key, label)
}

function registerGeometry(db: Database.Database, table: string, geometry: LayerGeometry) {
  db.prepare(`insert into gpkg_geometry_columns values (?, 'geom', ?, ${WGS84}, 0, 0)`).run(table, geometry)
  db.prepare(
    `insert into gpkg_extensions values (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')`,
  ).run(table)
  db.exec(rtreeSql(table))
}

function writerOf<Row>(db: Database.Database, { table, geometry, columns }: PackageLayer<Row>) {
  const names = [...(geometry ? ['geom'] : []), ...columns.map(({ key }) => quoted(key))]
  const insert = db.prepare(
    `insert into ${quoted(table)} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
  )
  const box = geometry
    ? db.prepare(`insert into ${quoted(`rtree_${table}_geom`)} values (?, ?, ?, ?, ?)`)
    : null
  const envelope: Envelope = [Infinity, -Infinity, Infinity, -Infinity]
  return {
    envelope,
    add(row: Row, shape: Geometry | null) {
      const values = columns.map((column) => cellOf(column, row))
      if (!geometry) return void insert.run(values)
      const parts = shape && partsOf(shape, geometry)
      if (shape && !parts) throw new TypeError(`a layer of ${geometry} holds no ${shape.type}`)
      if (!parts) return void insert.run([null, ...values])
      const { blob, envelope: own } = geopackageBlob(parts, geometry, WGS84)
      const { lastInsertRowid } = insert.run([blob, ...values])
      box!.run(lastInsertRowid, ...own)
      for (const i of [0, 2] as const) envelope[i] = Math.min(envelope[i], own[i])
      for (const i of [1, 3] as const) envelope[i] = Math.max(envelope[i], own[i])
    },
  }
}

function cellOf<Row>({ type, value }: Column<Row>, row: Row) {
  const cell = value(row)
  if (cell === null) return null
  if (type === 'money') return (cell as number) / 100
  if (typeof cell === 'boolean') return cell ? 1 : 0
  return cell instanceof Date ? cell.toISOString() : cell
}

function finishLayer<Row>(
  db: Database.Database,
  { table, title, geometry, qml }: PackageLayer<Row>,
  envelope: Envelope,
) {
  if (!geometry) return
  db.exec(rtreeTriggers(table))
  if (envelope[0] <= envelope[1])
    db.prepare(
      'update gpkg_contents set min_x = ?, max_x = ?, min_y = ?, max_y = ? where table_name = ?',
    ).run(...envelope, table)
  if (qml !== null)
    db.prepare(
      `insert into layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,
         styleSLD, useAsDefault, description, owner) values ('', '', ?, 'geom', ?, ?, '', 1, ?, '')`,
    ).run(table, table.slice(0, 30), qml, title)
}
