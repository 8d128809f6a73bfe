import { rm } from 'node:fs/promises'
import type { Column } from '#app/formats/column.ts'
import {
  CP1251_CPG,
  openShapefile,
  type ShapefilePart,
  type ShapefileWriter,
  WGS84_PRJ,
} from '#app/formats/shapefile.ts'
import type { LayerGeometry } from '#app/formats/wkb.ts'
import { type ZipEntry, zipFileChunks } from '#app/formats/zip-files.ts'
import { exportColumns } from './export-columns.server.ts'
import { LAYER_GEOMETRY, placeOf, shownSpaces } from './export-layers.server.ts'
import type { ExportRow } from './export-rows.server.ts'
import type { Writing, Written } from './export-writing.server.ts'
import { partOf, writeWhole } from './write-whole.server.ts'

const PARTS = ['shp', 'shx', 'dbf'] as const satisfies readonly ShapefilePart[]

/** Shapefiles in a ZIP, Windows-1251. Long texts are cut at 254 letters, for that is all that a .dbf holds. */
export async function writeShapefile(writing: Writing): Promise<Written> {
  const { path, request, t, walk } = writing
  const { now, town } = request
  const { timeZone } = town
  const files: { name: string; finish(): void; abandon(): void }[] = []
  function open<Row>(name: string, geometry: LayerGeometry, columns: readonly Column<Row>[]) {
    const file = openShapefile((part) => partOf(path, `${name}-${part}`), {
      geometry,
      columns,
      now,
      timeZone,
    })
    files.push({ name, ...file })
    return file
  }
  try {
    const columns = exportColumns({ ...request, t })
    const layers = {
      pins: open('pins', LAYER_GEOMETRY.pins, columns),
      points: open('proposals_points', LAYER_GEOMETRY.points, columns),
      lines: open('proposals_lines', LAYER_GEOMETRY.lines, columns),
      areas: open('proposals_areas', LAYER_GEOMETRY.areas, columns),
    }
    for await (const page of walk({ hasGeometry: true })) for (const row of page) addTo(layers, row)
    const spaces = open('spaces', 'MULTIPOLYGON', [named<{ name: string }>(({ name }) => name)])
    for (const shown of await shownSpaces(writing)) spaces.add(shown, shown.space.geometry)
    const boundary = open('boundary', 'MULTIPOLYGON', [named<string>((name) => name)])
    if (town.boundary) boundary.add(town.name, town.boundary)
    for (const { finish } of files) finish()
  } finally {
    for (const { abandon } of files) abandon()
  }
  const written = await writeWhole(path, zipFileChunks(entriesOf(files, path)))
  for (const { name } of files) for (const part of PARTS) await rm(partOf(path, `${name}-${part}`))
  return written
}

/** What has no place is a row with a null shape among the pins, or the points of proposals. */
function addTo(
  layers: Record<'pins' | 'points' | 'lines' | 'areas', ShapefileWriter<ExportRow>>,
  row: ExportRow,
) {
  const { layer, geometry } = placeOf(row)
  const of = layer === 'placeless' ? (row.ranked.row.kind === 'proposal' ? 'points' : 'pins') : layer
  layers[of].add(row, geometry)
}

function named<Row>(value: (row: Row) => string): Column<Row> {
  return { key: 'name', label: 'name', type: 'text', value }
}

function* entriesOf(files: { name: string }[], path: string): Generator<ZipEntry> {
  for (const { name } of files) {
    for (const part of PARTS)
      yield { name: `${name}.${part}`, from: { path: partOf(path, `${name}-${part}`) } }
    yield { name: `${name}.prj`, from: { bytes: Buffer.from(WGS84_PRJ) } }
    yield { name: `${name}.cpg`, from: { bytes: Buffer.from(CP1251_CPG) } }
  }
}
