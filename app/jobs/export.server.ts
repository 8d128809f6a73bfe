import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { localized } from '#app/domain/localized.ts'
import { type ExportFormat, isPrinted } from '#app/export-formats.ts'
import { csvChunks } from '#app/formats/csv.ts'
import { geojsonChunks } from '#app/formats/geojson.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { conditionOf, meantWords } from '#app/models/listing.server.ts'
import { rankByOf } from '#app/models/rank-by.server.ts'
import { countIn } from '#app/models/ranking.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { exportColumns, exportFeature } from './export-columns.server.ts'
import { writeDxf } from './export-dxf.server.ts'
import { writeGeopackage } from './export-geopackage.server.ts'
import { writeKml } from './export-kml.server.ts'
import { exportMeta } from './export-notes.server.ts'
import { writePackage } from './export-package.server.ts'
import { namesOf } from './export-rows.server.ts'
import { writeShapefile } from './export-shapefile.server.ts'
import { writeVotePb } from './export-vote.server.ts'
import {
  type ExportRequest,
  type Pace,
  type ReadyExport,
  type Writer,
  type Writing,
  type Written,
  walkOf,
} from './export-writing.server.ts'
import { writeXlsx } from './export-xlsx.server.ts'
import { drawingSidecars, SIDECAR_ENDINGS } from './package-parts.server.ts'
import { writePrinted } from './print/print.server.ts'
import { dropParts, writeWhole } from './write-whole.server.ts'

export type { ExportRequest, Pace, ReadyExport } from './export-writing.server.ts'

export async function readyExport(request: ExportRequest): Promise<ReadyExport> {
  return { ...request, words: await meantWords(request.town.id, request.filter.text) }
}

export interface Exported extends Written {
  /** For people, in the town's own letters. */
  fileName: string
  /** For old programs: ASCII only. */
  asciiName: string
  contentType: string
  /** Ballots of a .pb, of anything else entries. */
  rows: number
}

export const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json; charset=utf-8',
  gpkg: 'application/geopackage+sqlite3',
  dxf: 'image/vnd.dxf',
  kml: 'application/vnd.google-earth.kml+xml; charset=utf-8',
  shp: 'application/zip',
  pb: 'text/plain; charset=utf-8',
  zip: 'application/zip',
  pdf: 'application/pdf',
  'pdf-a3': 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  posters: 'application/pdf',
  'posters-a3': 'application/pdf',
}

/** What a file's name says before the day, and after it, where that is not its format. */
const NAMES: Partial<Record<ExportFormat, [name: string | null, ending: string]>> = {
  // A ZIP of files says which.
  shp: [null, '-shp.zip'],
  pdf: ['album', '.pdf'],
  'pdf-a3': ['album-a3', '.pdf'],
  docx: ['report', '.docx'],
  posters: ['posters', '.pdf'],
  'posters-a3': ['posters-a3', '.pdf'],
}

/** Each format's writer; the package is made of the others (`package-parts.server.ts`). */
export const WRITERS: Record<ExportFormat, Writer> = {
  csv: writeCsv,
  xlsx: writeXlsx,
  geojson: writeGeojson,
  gpkg: writeGeopackage,
  dxf: writeDxf,
  kml: writeKml,
  shp: writeShapefile,
  pb: writeVotePb,
  pdf: writePrinted('pdf'),
  'pdf-a3': writePrinted('pdf-a3'),
  docx: writePrinted('docx'),
  posters: writePrinted('posters'),
  'posters-a3': writePrinted('posters-a3'),
  zip: (writing) => writePackage(writing, WRITERS),
}

/** A step keeps the thread for some milliseconds. */
const BESIDE_OTHERS: Pace = { step: 250 }

/** As `writeExportOf`, in a snapshot of this process's own store. */
export async function writeExport(request: ExportRequest, path: string): Promise<Exported> {
  const [store, ready] = [await getStore(), await readyExport(request)]
  return store.snapshot((db) => writeExportOf(db, ready, path, BESIDE_OTHERS))
}

/**
 * Writes the ranked set to a file, row for row as the ranking shows it: published things only, all of one moment.
 * The file appears under its name only when every row that was counted has been written.
 *
 * @param db  a snapshot: everything is read in it
 * @throws {ExportTornError} if the number of rows is not what the snapshot holds; no file is left then
 * @throws {Refusal} 'export.no-vote' | 'export.which-vote' of a .pb, those of `drawingOf` of a DXF
 */
export async function writeExportOf(
  db: Db,
  request: ReadyExport,
  path: string,
  pace: Pace,
): Promise<Exported> {
  const writing = await writingOf(db, request, path, pace)
  // What a process that died has left there.
  await dropParts(path)
  try {
    const written = await WRITERS[request.format](writing)
    const { format } = request
    return {
      ...fileNames(request),
      ...written,
      contentType: CONTENT_TYPES[format],
      rows: written.rows ?? writing.expected,
    }
  } catch (error) {
    await dropParts(path)
    throw error
  }
}

export async function writingOf(db: Db, request: ReadyExport, path: string, pace: Pace): Promise<Writing> {
  const { town, filter, locale, now, words } = request
  const condition = await conditionOf(town.id, filter, now, { db, words })
  const [rankBy, expected, names] = [
    await rankByOf(condition, db),
    await countIn(db, condition),
    await namesOf(db, town.id, locale, now),
  ]
  const t = tOf(locale)
  const facts = { town, filter, names, rankBy, now, locale, t }
  const tell = (share: number) => pace.onRows?.(Math.floor(share * expected), expected)
  const begun = { request, db, t, names, facts, condition, rankBy, expected, step: pace.step, tell, path }
  return { ...begun, walk: walkOf(begun) }
}

/**
 * Writes the files that say in what coordinates a drawing is, beside it and under its name.
 * @returns their paths
 */
export async function writeDrawingSidecars(request: ExportRequest, path: string): Promise<string[]> {
  const [store, ready] = [await getStore(), await readyExport(request)]
  const { dir, name } = parse(path)
  return store.snapshot(async (db) => {
    const files = await drawingSidecars(await writingOf(db, ready, path, BESIDE_OTHERS), name)
    for (const { name: own, text } of files) await writeFile(join(dir, own), text)
    return files.map(({ name: own }) => join(dir, own))
  })
}

/**
 * A file beside a drawing that has the name of one of ours but is not: ours begin with a text that names the drawing.
 * @returns its path; null where nothing of others would be written over
 */
export async function foreignSidecar(path: string): Promise<string | null> {
  const { dir, name } = parse(path)
  const said = await readFile(join(dir, `${name}.txt`), 'utf8').catch(() => null)
  const isOurs = (['ru', 'en'] as const).some((locale) =>
    said?.startsWith(`\ufeff${tOf(locale)('files.dxf.text', { file: `${name}.dxf`, proj: '' })}`),
  )
  const there = SIDECAR_ENDINGS.map((ending) => join(dir, name + ending)).find((one) => existsSync(one))
  return isOurs ? null : (there ?? null)
}

async function writeCsv({ path, walk, t, request }: Writing): Promise<Written> {
  const { separator, town } = request
  const options = { separator, timeZone: town.timeZone }
  return writeWhole(path, csvChunks(exportColumns({ ...request, t }), walk(), options))
}

async function writeGeojson({ path, walk, request, facts, expected, t }: Writing): Promise<Written> {
  const context = { ...request, t }
  async function* features() {
    for await (const page of walk({ hasGeometry: true })) yield page.map((row) => exportFeature(row, context))
  }
  return writeWhole(path, geojsonChunks({ features: features(), meta: exportMeta(facts, expected) }))
}

type Named = Pick<ExportRequest, 'town' | 'format' | 'now'>

/** A name in ASCII, with the town's day: prirechensk-2026-11-23.csv */
export function exportName({ town, format, now }: Named): string {
  const [name, ending] = NAMES[format] ?? [null, `.${format}`]
  return `${[town.slug, name, dayIn(town, now)].filter(Boolean).join('-')}${ending}`
}

/** For people, and for old programs. */
export function fileNames(request: Named & Pick<ExportRequest, 'locale'>) {
  const { town, format, locale, now } = request
  const t = tOf(locale)
  const [, ending] = NAMES[format] ?? [null, `.${format}`]
  const what = isPrinted(format)
    ? t(`prints.files.${format}`)
    : t(format === 'zip' ? 'files.package' : 'ranking.sheet')
  const name = `${localized(town, 'name', locale)} — ${what} ${dayIn(town, now)}${ending}`
  return { fileName: name.replace(/[/\\:*?"<>|]/g, ' '), asciiName: exportName(request) }
}

export function dispositionOf({ fileName, asciiName }: Pick<Exported, 'fileName' | 'asciiName'>): string {
  return `attachment; filename="${asciiName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}

function dayIn(town: Town, now: Date): string {
  const { year, month, day } = wallClockIn(town.timeZone)(now)
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}
