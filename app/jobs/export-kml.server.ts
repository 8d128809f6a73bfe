import { createReadStream } from 'node:fs'
import { appendFile, rm } from 'node:fs/promises'
import { localized } from '#app/domain/localized.ts'
import type { Column } from '#app/formats/column.ts'
import { KML_END, KML_FOLDER_END, kmlFolder, kmlHead, placemarkText } from '#app/formats/kml.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { eachPlanShape } from '#app/models/exported-plans.server.ts'
import { exportColumns, isChosen } from './export-columns.server.ts'
import { categoryColours, categoryOf, placeOf, shownSpaces } from './export-layers.server.ts'
import { exportNotes } from './export-notes.server.ts'
import type { ExportRow } from './export-rows.server.ts'
import type { Writing, Written } from './export-writing.server.ts'
import { partOf, writeWhole } from './write-whole.server.ts'

/** Columns that the placemark says elsewhere. */
const SAID = ['title', 'body', 'lat', 'lng']

/** KML for Google Earth: a folder for each category, spaces and the boundary in folders of their own. */
export async function writeKml(writing: Writing): Promise<Written> {
  const { path, t } = writing
  const colours = [...categoryColours(writing).entries()]
  const folders = colours.map(([name, colour], i) => ({
    name,
    style: { id: `category-${i}`, colour },
    part: partOf(path, `folder-${i}`),
    waiting: '',
    isThere: false,
  }))
  const byName = new Map(folders.map((folder) => [folder.name, folder]))
  const columns = exportColumns({ ...writing.request, t }).filter(({ key }) => !SAID.includes(key))
  // Rows come by rank and folders stand by category: each folder is gathered in a file of its own first.
  for await (const page of writing.walk({ hasGeometry: true })) {
    for (const row of page) {
      const folder = byName.get(categoryOf(row, writing))!
      folder.waiting += markOf(row, folder.style.id, columns, writing)
    }
    for (const folder of folders) {
      if (folder.waiting === '') continue
      await appendFile(folder.part, folder.waiting)
      folder.waiting = ''
      folder.isThere = true
    }
  }
  async function* chunks() {
    yield kmlHead({ ...headOf(writing), styles: [...STYLES, ...folders.map(({ style }) => style)] })
    yield* groundOf(writing)
    for (const { name, part } of folders.filter(({ isThere }) => isThere)) {
      yield kmlFolder(name)
      yield* createReadStream(part) as AsyncIterable<Buffer>
      yield KML_FOLDER_END
    }
    yield KML_END
  }
  const written = await writeWhole(path, chunks())
  for (const { part } of folders) await rm(part, { force: true })
  return written
}

const STYLES = [
  { id: 'boundary', colour: '#555555' },
  { id: 'space', colour: '#44aa99' },
  { id: 'plan', colour: '#882255' },
]

function headOf({ request: { town, locale }, facts, expected, t }: Writing) {
  const notes = exportNotes(facts, expected).map(([label, value]) => `${label}: ${value}`)
  return {
    name: localized(town, 'name', locale),
    description: [...notes, t('files.standingText')].join('\n'),
  }
}

async function* groundOf(writing: Writing): AsyncGenerator<string> {
  const { request, t, db } = writing
  const { town, locale } = request
  if (town.boundary) {
    const name = localized(town, 'name', locale)
    yield `${kmlFolder(t('files.layers.boundary'))}${placemarkText({ name, description: '', geometry: town.boundary, style: 'boundary', data: [] })}${KML_FOLDER_END}`
  }
  const spaces = (await shownSpaces(writing)).map(({ space, name, facts }) =>
    placemarkText({ name, description: facts, geometry: space.geometry, style: 'space', data: [] }),
  )
  yield `${kmlFolder(t('files.layers.spaces'))}${spaces.join('')}${KML_FOLDER_END}`
  let folder: string | null = null
  for await (const { plan, version, layer, geometry } of eachPlanShape(db, town.id)) {
    const name = [t('files.layers.plans'), plan, version].filter(Boolean).join(' - ')
    if (folder !== name) yield `${folder === null ? '' : KML_FOLDER_END}${kmlFolder(name)}`
    folder = name
    yield placemarkText({ name: layer, description: '', geometry, style: 'plan', data: [] })
  }
  if (folder !== null) yield KML_FOLDER_END
}

function markOf(
  row: ExportRow,
  style: string,
  columns: readonly Column<ExportRow>[],
  { request: { locale, town, columns: chosen }, t }: Writing,
): string {
  const { number } = row.ranked.row
  return placemarkText({
    name: `${t('common.numberSign', { number })} ${row.title}`,
    description: isChosen(chosen, 'body') ? row.body : '',
    geometry: placeOf(row).geometry,
    style,
    data: columns.map(({ key, label, type, value }) => {
      const cell = value(row)
      const isMoney = type === 'money' && typeof cell === 'number'
      const text =
        cell instanceof Date ? formatDateTime(cell, locale, town.timeZone) : isMoney ? cell / 100 : cell
      return [key, label, String(text ?? '')]
    }),
  })
}
