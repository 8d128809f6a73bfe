import type { z } from 'zod'
import { KINDS, PIN_KINDS } from '#app/domain/contributions.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { roundGeometry } from '#app/domain/geometry/round.ts'
import type { Licence } from '#app/domain/sharing.ts'
import { origin } from '#app/env.server.ts'
import type { Column } from '#app/formats/column.ts'
import { counted } from '#app/formats/counted.ts'
import { csvChunks } from '#app/formats/csv.ts'
import { geojsonChunks, type OutFeature } from '#app/formats/geojson.ts'
import type { StreamedFile } from '#app/formats/zip-stream.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { type ExportedRow, eachRanked } from '#app/models/ranked-rows.server.ts'
import { countIn } from '#app/models/ranking.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { getOpenResult } from '#app/open/results.server.ts'
import { contributionSchema, resultSchema, spaceSchema, townSchema } from '#app/open/schemas.ts'
import {
  listOpenSpaces,
  openContribution,
  openGeometry,
  openNames,
  openTown,
} from '#app/open/shapes.server.ts'
import { paths } from '#app/paths.ts'
import type { Db } from '#db/store.server.ts'

/** What an archive has of a contribution: what programs get, without when it was last changed. */
const CONTRIBUTION = contributionSchema.omit({ updated: true })
const OPTION = resultSchema.shape.options.element
const STEP = 250

/** What is read before the snapshot: it has one connection, which the rows go through. */
export async function openDataFacts(town: Town, licence: Licence, now: Date) {
  const [names, spaces, processes] = await Promise.all([
    openNames(town, 'ru'),
    listOpenSpaces(town, 'ru'),
    listProcesses(town.id),
  ])
  const results = await Promise.all(processes.map((process) => getOpenResult(town, process, 'ru', now)))
  return { town, licence, now, names, spaces, results: results.filter((one) => one !== null) }
}

/**
 * The files of an archive of open data: what everybody may see on the pages, as CSV and GeoJSON, its entries all of one
 * snapshot, with a dictionary in two languages and the licence.
 *
 * @returns the files, to be written one after another, and how many entries they hold once they are written
 */
export function openDataFiles(db: Db, facts: Awaited<ReturnType<typeof openDataFacts>>) {
  const { town, licence, now, names, spaces, results } = facts
  const options = { separator: ',' as const, timeZone: 'UTC' }
  const meta = { town: town.slug, at: now.toISOString(), licence, source: origin() + paths.town(town.slug) }
  let rows = 0

  async function* contributions(of: 'pins' | 'proposals', isCounted: boolean): AsyncGenerator<ExportedRow[]> {
    const kind = of === 'pins' ? [...PIN_KINDS] : KINDS.filter((one) => one === 'proposal')
    const condition = await conditionOf(town.id, { ...NO_FILTER, kind }, now, { db, words: [] })
    const walk = { db, condition, rankBy: 'supports' as const, step: STEP, hasGeometry: true }
    for await (const page of counted(eachRanked(walk), await countIn(db, condition))) {
      if (isCounted) rows += page.length
      yield page.map(({ row }) => row)
    }
  }
  const shaped = (row: ExportedRow) =>
    CONTRIBUTION.parse(openContribution({ ...row, locale: 'ru', updatedAt: row.createdAt }, names))
  async function* tables(of: 'pins' | 'proposals') {
    for await (const page of contributions(of, true)) yield page.map(shaped)
  }
  async function* features(of: 'pins' | 'proposals') {
    for await (const page of contributions(of, false))
      yield page.map(
        (row): OutFeature => ({ id: row.number, geometry: openGeometry(row), properties: shaped(row) }),
      )
  }
  const spaceFeatures = spaces.map(
    ({ row, space }): OutFeature => ({
      id: row.slug,
      geometry: roundGeometry(row.geometry),
      properties: space,
    }),
  )
  const boundary: OutFeature[] = town.boundary
    ? [{ id: town.slug, geometry: roundGeometry(town.boundary), properties: openTown(town, 'ru') }]
    : []
  const optionRows = results.flatMap((result) =>
    result.options.map((option) => ({
      process: result.process,
      version: result.version,
      state: result.state,
      ...option,
    })),
  )
  const files: StreamedFile[] = [
    ['README.txt', [readme(town, licence, now)]],
    ['dictionary.csv', csvChunks(DICTIONARY, [dictionary()], options)],
    ['proposals.csv', csvChunks(columnsOf(CONTRIBUTION), tables('proposals'), options)],
    ['proposals.geojson', geojsonChunks({ features: features('proposals'), meta })],
    ['pins.csv', csvChunks(columnsOf(CONTRIBUTION), tables('pins'), options)],
    ['pins.geojson', geojsonChunks({ features: features('pins'), meta })],
    ['spaces.csv', csvChunks(columnsOf(spaceSchema), [spaces.map(({ space }) => space)], options)],
    ['spaces.geojson', geojsonChunks({ features: [spaceFeatures], meta })],
    ['boundary.geojson', geojsonChunks({ features: [boundary], meta })],
    ['results.csv', csvChunks([...RESULT_COLUMNS, ...columnsOf(OPTION)], [optionRows as never[]], options)],
    ['results.json', [JSON.stringify(results, null, 2)]],
  ]
  return { files, rows: () => rows }
}

type Row = Record<string, unknown>

/** A column for each field of a schema, headed by its name: programs read them. */
function columnsOf<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): Column<Row>[] {
  return Object.keys(schema.shape).map(columnOf)
}

function columnOf(key: string): Column<Row> {
  const isMoment = ['created', 'updated'].includes(key)
  return {
    key,
    label: key,
    type: 'text',
    // ISO 8601 as it is: a program's own clock reads it.
    value: (row) => (isMoment ? String(row[key]) : ((row[key] ?? null) as string | number | boolean | null)),
  }
}

const RESULT_COLUMNS = ['process', 'version', 'state'].map(columnOf)

interface Entry {
  file: string
  field: string
  ru: string
  en: string
}

const DICTIONARY: Column<Entry>[] = (['file', 'field', 'ru', 'en'] as const).map((key) => ({
  key,
  label: key,
  type: 'text',
  value: (row) => row[key],
}))

/** Every field of every file, in two languages. */
function dictionary(): Entry[] {
  const [ru, en] = [tOf('ru'), tOf('en')]
  const of = (file: string, fields: string[]) =>
    fields.map((field): Entry => {
      const key = `served.open.fields.${field as 'number'}` as const
      return { file, field, ru: ru(key), en: en(key) }
    })
  const own = Object.keys(CONTRIBUTION.shape)
  return [
    ...of('proposals', own),
    ...of('pins', own),
    ...of('spaces', Object.keys(spaceSchema.shape)),
    ...of('boundary.geojson', Object.keys(townSchema.shape)),
    ...of('results', [...RESULT_COLUMNS.map(({ key }) => key), ...Object.keys(OPTION.shape)]),
    ...of('results.json', Object.keys(resultSchema.shape)),
  ]
}

function readme(town: Town, licence: Licence, now: Date): string {
  return (['ru', 'en'] as const)
    .map(function inLanguage(locale) {
      const t = tOf(locale)
      const about = openTown(town, locale)
      const [name, address] = [
        t(`served.open.licences.${licence}.name`),
        t(`served.open.licences.${licence}.url`),
      ]
      return [
        t('served.open.openData.readmeTitle', { town: about.name }),
        t('served.open.openData.readmeAt', { at: now.toISOString(), link: about.link }),
        t('served.open.openData.what'),
        t('served.open.openData.readmeLicence', { name, url: address }),
        ...(town.isDemo ? [t('served.open.openData.demo')] : []),
      ].join('\n\n')
    })
    .join('\n\n---\n\n')
    .concat('\n')
}
