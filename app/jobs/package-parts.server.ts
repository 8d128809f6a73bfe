import { createReadStream, existsSync } from 'node:fs'
import type { ExportFormat } from '#app/export-formats.ts'
import { geojsonChunks, type OutFeature } from '#app/formats/geojson.ts'
import type { Words } from '#app/i18n/ru/index.ts'
import { eachPlanShape, listPublishedLayers } from '#app/models/exported-plans.server.ts'
import { townDrawing } from './drawing.server.ts'
import { surveyOf } from './dxf-survey.server.ts'
import { dxfLines } from './export-dxf.server.ts'
import { votePbPath, votesOf } from './export-vote.server.ts'
import type { Writer, Writing } from './export-writing.server.ts'
import { writeWhole } from './write-whole.server.ts'

/** What one file of the package is called, what the README says of it, and how it is written. */
export interface PackagePart {
  name: string
  about: keyof Words['files']['readme']['parts']
  /** What is compressed already is only stored. */
  isStored?: boolean
  write: Writer
}

type Writers = Record<ExportFormat, Writer>

/** Files that hold the whole set. A new one is one line here and one in the words of the README. */
const WHOLE: [format: ExportFormat, ending: string, isStored: boolean][] = [
  ['xlsx', 'ranking.xlsx', true],
  ['csv', 'ranking.csv', false],
  ['geojson', 'ranking.geojson', false],
  ['gpkg', 'map.gpkg', false],
  ['dxf', 'drawing.dxf', false],
  ['kml', 'map.kml', false],
  ['shp', 'shapefile.zip', true],
  ['pdf', 'album.pdf', true],
  ['docx', 'report.docx', true],
  ['posters', 'posters.pdf', true],
]

/** The package's files in their order: those of the whole set, what belongs to the drawing, a file for each counted vote. */
export async function packageParts(writing: Writing, writers: Writers): Promise<PackagePart[]> {
  const whole = WHOLE.map(
    ([format, name, isStored]): PackagePart => ({
      name,
      about: format as PackagePart['about'],
      isStored,
      write: writers[format],
    }),
  )
  return [
    ...whole,
    ...(await planParts(writing)),
    ...(await drawingParts(writing)),
    ...(await voteParts(writing)),
  ]
}

/** What designers have drawn and the town has published; no file where there is nothing. */
async function planParts({ db, request: { town, now } }: Writing): Promise<PackagePart[]> {
  if ((await listPublishedLayers(db, town.id)).length === 0) return []
  async function* features(): AsyncGenerator<OutFeature[]> {
    let id = 0
    for await (const { geometry, plan, version, layer, properties } of eachPlanShape(db, town.id))
      yield [{ id: ++id, geometry, properties: { plan, version, layer, ...properties } }]
  }
  const meta = { town: town.slug, snapshot: now.toISOString() }
  return [
    {
      name: 'plans.geojson',
      about: 'plans',
      write: ({ path }) => writeWhole(path, geojsonChunks({ features: features(), meta })),
    },
  ]
}

/** In what coordinates the drawing is, for people and for programs. */
async function drawingParts(writing: Writing): Promise<PackagePart[]> {
  return (await drawingSidecars(writing, 'drawing')).map(({ name, about, text }) => ({
    name,
    about,
    write: ({ path }) => writeWhole(path, once(text)),
  }))
}

export interface Sidecar {
  name: string
  about: 'dxfText' | 'dxfProj' | 'dxfPrj'
  text: string
}

export const SIDECAR_ENDINGS = ['.txt', '.proj', '.prj'] as const

/** The files that lie beside a drawing. @param name  of the drawing, without its ending */
export async function drawingSidecars(writing: Writing, name: string): Promise<Sidecar[]> {
  const { request, db, t } = writing
  const drawing = await townDrawing(request.town, db)
  const prj = drawing.wkt === null ? '' : t('files.dxf.andPrj')
  const { placeless } = await surveyOf(writing, drawing)
  const lines = [
    t('files.dxf.text', {
      file: `${name}.dxf`,
      proj: drawing.text === '' ? '' : t('files.dxf.proj', { prj }),
    }),
    ...dxfLines(writing, drawing, placeless),
  ]
  return [
    { name: `${name}.txt`, about: 'dxfText', text: `\ufeff${lines.join('\r\n')}\r\n` },
    ...(drawing.text === ''
      ? []
      : [{ name: `${name}.proj`, about: 'dxfProj' as const, text: `${drawing.text}\n` }]),
    ...(drawing.wkt === null
      ? []
      : [{ name: `${name}.prj`, about: 'dxfPrj' as const, text: `${drawing.wkt}\n` }]),
  ]
}

async function voteParts(writing: Writing): Promise<PackagePart[]> {
  const votes = await votesOf(writing)
  return votes
    .map((vote) => ({ vote, source: votePbPath(writing.request.town.id, vote) }))
    .filter(({ source }) => existsSync(source))
    .map(({ vote, source }) => ({
      name: `votes/${vote.processSlug}-${vote.version}.pb`,
      about: 'pb' as const,
      write: ({ path }) => writeWhole(path, createReadStream(source) as AsyncIterable<Buffer>),
    }))
}

async function* once(text: string) {
  yield text
}
