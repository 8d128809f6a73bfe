import type { Filter } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import type { Pattern } from '#app/domain/search/postings.ts'
import { counted } from '#app/formats/counted.ts'
import { csvChunks } from '#app/formats/csv.ts'
import { geojsonChunks } from '#app/formats/geojson.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'
import { xlsxChunks } from '#app/formats/xlsx.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { conditionOf, meantWords } from '#app/models/listing.server.ts'
import { rankByOf } from '#app/models/rank-by.server.ts'
import { eachRanked } from '#app/models/ranked-rows.server.ts'
import { countIn } from '#app/models/ranking.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import type { ExportFormat } from '#app/paths.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { exportColumns, exportFeature } from './export-columns.server.ts'
import { type ExportFacts, exportMeta, exportNotes } from './export-notes.server.ts'
import { type ExportRow, exportRows, namesOf } from './export-rows.server.ts'
import { writeWhole } from './write-whole.server.ts'

export interface ExportRequest {
  town: Town
  filter: Filter
  format: ExportFormat
  locale: Locale
  /** CSV only: ';' with decimal commas opens in Russian Excel by a double click, ',' is for programs. */
  separator: ';' | ','
  /** Where links point to, without a slash at the end. */
  origin: string
  now: Date
}

/** With what the server knows and a thread does not: what the filter's words are likely misspelt for. */
export type ReadyExport = ExportRequest & { words: Pattern[][] }

export async function readyExport(request: ExportRequest): Promise<ReadyExport> {
  return { ...request, words: await meantWords(request.town.id, request.filter.text) }
}

export interface Exported {
  /** For people, in the town's own letters. */
  fileName: string
  /** For old programs: ASCII only. */
  asciiName: string
  contentType: string
  rows: number
  bytes: number
  /** SHA-256 of the file, hex. */
  hash: string
}

export const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json; charset=utf-8',
}

/** How a file is written: in a thread of its own in big steps, beside other requests in small ones. */
export interface Pace {
  step: number
  onRows?: (written: number, all: number) => void
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
 */
export async function writeExportOf(
  db: Db,
  request: ReadyExport,
  path: string,
  pace: Pace,
): Promise<Exported> {
  const { town, filter, format, locale, now } = request
  const condition = await conditionOf(town.id, filter, now, { db, words: request.words })
  const [rankBy, expected, names] = [
    await rankByOf(condition, db),
    await countIn(db, condition),
    await namesOf(db, town.id, locale, now),
  ]
  const ranked = eachRanked({ db, condition, rankBy, step: pace.step, hasGeometry: format === 'geojson' })
  const rows = exportRows({ db, townId: town.id, pages: ranked, names, locale, now })
  const pages = told(counted(rows, expected), expected, pace.onRows)
  const facts = { town, filter, names, rankBy, now, locale, t: tOf(locale) }
  const written = await writeWhole(path, chunksOf({ request, facts, pages, expected }))
  return { ...fileNames(request), ...written, contentType: CONTENT_TYPES[format], rows: expected }
}

async function* told(
  pages: AsyncIterable<readonly ExportRow[]>,
  all: number,
  onRows: Pace['onRows'] = () => {},
) {
  let written = 0
  for await (const page of pages) {
    yield page
    written += page.length
    onRows(written, all)
  }
}

interface Writing {
  request: ExportRequest
  facts: ExportFacts
  pages: AsyncIterable<readonly ExportRow[]>
  expected: number
}

function chunksOf({ request, facts, pages, expected }: Writing): AsyncGenerator<string | Uint8Array> {
  const { format, town, separator, origin } = request
  const context = { t: facts.t, town, origin }
  switch (format) {
    case 'csv':
      return csvChunks(exportColumns(context), pages, { separator, timeZone: town.timeZone })
    case 'geojson':
      return geojsonChunks({ features: mapped(pages, context), meta: exportMeta(facts, expected) })
    case 'xlsx':
      return xlsxChunks({
        columns: exportColumns(context),
        pages,
        timeZone: town.timeZone,
        sheetName: facts.t('ranking.sheet'),
        notesSheetName: facts.t('ranking.notesSheet'),
        notes: (written) => exportNotes(facts, written),
      })
  }
}

async function* mapped(
  pages: AsyncIterable<readonly ExportRow[]>,
  context: Parameters<typeof exportFeature>[1],
) {
  for await (const page of pages) yield page.map((row) => exportFeature(row, context))
}

/** A name in ASCII, with the town's day: prirechensk-2026-11-23.csv */
export function exportName({ town, format, now }: Pick<ExportRequest, 'town' | 'format' | 'now'>): string {
  return `${town.slug}-${dayIn(town, now)}.${format}`
}

/** For people, and for old programs. */
export function fileNames(request: Pick<ExportRequest, 'town' | 'format' | 'locale' | 'now'>) {
  const { town, format, locale, now } = request
  const name = `${localized(town, 'name', locale)} — ${tOf(locale)('ranking.sheet')} ${dayIn(town, now)}.${format}`
  return { fileName: name.replace(/[/\\:*?"<>|]/g, ' '), asciiName: exportName(request) }
}

export function dispositionOf({ fileName, asciiName }: Pick<Exported, 'fileName' | 'asciiName'>): string {
  return `attachment; filename="${asciiName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`
}

function dayIn(town: Town, now: Date): string {
  const { year, month, day } = wallClockIn(town.timeZone)(now)
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}
