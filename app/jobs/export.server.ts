import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Filter } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import { counted } from '#app/formats/counted.ts'
import { csvChunks } from '#app/formats/csv.ts'
import { geojsonChunks } from '#app/formats/geojson.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'
import { writeXlsx } from '#app/formats/xlsx.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { rankByOf } from '#app/models/rank-by.server.ts'
import { countIn, eachRanked } from '#app/models/ranking.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import type { ExportFormat } from '#app/paths.ts'
import { getStore } from '#db/store.server.ts'
import { exportColumns, exportFeature } from './export-columns.server.ts'
import { type ExportFacts, exportMeta, exportNotes } from './export-notes.server.ts'
import { type ExportRow, exportRows, namesOf } from './export-rows.server.ts'

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

export interface Exported {
  /** For people, in the town's own letters. */
  fileName: string
  /** For old programs: ASCII only. */
  asciiName: string
  contentType: string
  rows: number
}

const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json; charset=utf-8',
}

/**
 * Writes the ranked set to a file, row for row as the ranking shows it: published things only, all of one moment.
 * The file appears under its name only when every row that was counted has been written.
 *
 * @throws {ExportTornError} if the number of rows is not what the snapshot holds; no file is left then
 */
export async function writeExport(request: ExportRequest, path: string): Promise<Exported> {
  const { town, filter, format, locale, now } = request
  const store = await getStore()
  const part = `${path}.part`
  try {
    const rows = await store.snapshot(async (db) => {
      const condition = await conditionOf(town.id, filter, now)
      const [rankBy, expected, names] = [
        await rankByOf(condition, db),
        await countIn(db, condition),
        await namesOf(town.id, locale),
      ]
      const ranked = eachRanked(db, condition, rankBy)
      const rows = counted(exportRows({ db, townId: town.id, rows: ranked, names, locale }), expected)
      const facts = { town, filter, names, rankBy, now, locale, t: tOf(locale) }
      await writeRows({ request, facts, rows, expected, output: createWriteStream(part) })
      return expected
    })
    const exported = { ...fileNames(request), contentType: CONTENT_TYPES[format], rows }
    await rename(part, path)
    return exported
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

interface Writing {
  request: ExportRequest
  facts: ExportFacts
  rows: AsyncGenerator<ExportRow>
  expected: number
  output: Writable
}

async function writeRows({ request, facts, rows, expected, output }: Writing) {
  const { format, town, separator, origin } = request
  const context = { t: facts.t, town, origin }
  switch (format) {
    case 'csv':
      return pipeline(csvChunks(exportColumns(context), rows, { separator, timeZone: town.timeZone }), output)
    case 'geojson':
      return pipeline(
        geojsonChunks({ features: mapped(rows, context), meta: exportMeta(facts, expected) }),
        output,
      )
    case 'xlsx':
      await writeXlsx({
        columns: exportColumns(context),
        rows,
        output,
        timeZone: town.timeZone,
        sheetName: facts.t('ranking.sheet'),
        notesSheetName: facts.t('ranking.notesSheet'),
        notes: (written) => exportNotes(facts, written),
      })
  }
}

async function* mapped(rows: AsyncGenerator<ExportRow>, context: Parameters<typeof exportFeature>[1]) {
  for await (const row of rows) yield exportFeature(row, context)
}

/** A name in ASCII, with the town's day: prirechensk-2026-11-23.csv */
export function exportName({ town, format, now }: Pick<ExportRequest, 'town' | 'format' | 'now'>): string {
  return `${town.slug}-${dayIn(town, now)}.${format}`
}

function fileNames(request: ExportRequest) {
  const { town, format, locale, now } = request
  const name = `${localized(town, 'name', locale)} — ${tOf(locale)('ranking.sheet')} ${dayIn(town, now)}.${format}`
  return { fileName: name.replace(/[/\\:*?"<>|]/g, ' '), asciiName: exportName(request) }
}

function dayIn(town: Town, now: Date): string {
  const { year, month, day } = wallClockIn(town.timeZone)(now)
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}
