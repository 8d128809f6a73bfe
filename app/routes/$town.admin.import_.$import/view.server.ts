import type { FeatureCollection } from 'geojson'
import { z } from 'zod'
import { searchable } from '#app/domain/contributions.ts'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { fieldsOf } from '#app/formats/imports/guess-columns.ts'
import { IMPORT_LIMITS, isTable } from '#app/formats/imports/source.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { townDrawing } from '#app/jobs/drawing.server.ts'
import { systemName } from '#app/jobs/export-dxf.server.ts'
import { type Prepared, prepareImport } from '#app/jobs/prepare-import.server.ts'
import { listStayedCategories } from '#app/models/import-categories.server.ts'
import { getImport, type ImportRecord, importedBefore } from '#app/models/import-drafts.server.ts'
import { listTouched } from '#app/models/import-touched.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import type { Scene } from '#app/session.server.ts'
import { textInPreview } from './preview-text.server.ts'

const SHOWN_ROWS = 20
const SHOWN_PROBLEMS = 200
const SHOWN_TOUCHED = 200
export const SHOWN_CATEGORIES = 40
const SAMPLE_LETTERS = 40

const claimedParam = z.coerce.number().int().min(0).max(IMPORT_LIMITS.objects).catch(0)

/** How many another moderator had in hand when the rest was hidden: the answer to that form says so. */
export function claimedIn({ url }: Request): number {
  return claimedParam.parse(new URL(url).searchParams.get('claimed'))
}

/** Everything that an import's page shows: of a draft what would come of it, of a done one what an undo would leave. */
export async function loadImport(scene: Scene, id: string, claimed: number) {
  const { town, locale } = scene
  const t = tOf(locale)
  const record = await getImport(town.id, id)
  const { state, kind, fileName, made, leftOut, doneAt } = record
  const process = (await listProcesses(town.id)).find((one) => one.id === record.processId)
  return {
    words: servedWords(locale, 'imports', 'plans'),
    title: t('served.imports.pageTitle', { name: fileName }),
    id,
    state,
    kind,
    made,
    leftOut,
    doneAt,
    claimed,
    stayed: state === 'partly' || state === 'undone' ? await listStayedCategories(record) : [],
    process: process ? { slug: process.slug, title: localized(process, 'title', locale) } : null,
    draft: state === 'draft' ? await loadDraft(scene, record) : null,
    undo: state === 'done' || state === 'partly' ? await loadUndo(record) : null,
  }
}

export type ImportPage = Awaited<ReturnType<typeof loadImport>>
export type DraftView = Extract<NonNullable<ImportPage['draft']>, { refusal: null }>

async function loadUndo({ townId, id }: ImportRecord) {
  const touched = await listTouched({ townId, importId: id })
  return {
    touched: touched.slice(0, SHOWN_TOUCHED),
    all: touched.length,
    mayHide: touched.some(({ number }) => number !== null),
  }
}

async function loadDraft({ town, locale }: Scene, record: ImportRecord) {
  const t = tOf(locale)
  try {
    const prepared = await prepareImport(town, record, t)
    const categories = (await listCategories(town.id)).map((one) => ({
      id: one.id,
      name: localized(one, 'name', locale),
    }))
    return {
      refusal: null,
      seen: prepared.seen,
      before: await importedBefore(record),
      system: systemName(await townDrawing(town), t),
      mapping: mappingView(prepared, record),
      categories,
      counts: {
        rows: prepared.source.rows.length,
        good: prepared.proposals.length + prepared.spaces.length,
        left: prepared.leftOut,
      },
      byCode: byCode(prepared),
      problems: prepared.problems.slice(0, SHOWN_PROBLEMS).map((problem) => told(problem, prepared)),
      allProblems: prepared.problems.length,
      isTable: isTable(prepared.source),
      ...previewOf(prepared, new Map(categories.map(({ id, name }) => [id, name]))),
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { refusal: { code: error.code, details: error.details } }
  }
}

function mappingView({ source, strange }: Prepared, { kind, mapping }: ImportRecord) {
  const sample = (at: number) => source.rows.find(({ cells }) => cells[at])?.cells[at] ?? ''
  const listed = strange.slice(0, SHOWN_CATEGORIES)
  return {
    system: mapping.system,
    axes: mapping.axes,
    headings: source.header.map((name, at) => ({ at, name, sample: sample(at).slice(0, SAMPLE_LETTERS) })),
    fields: fieldsOf(kind, isTable(source)).map((field) => ({ field, at: mapping.columns[field] ?? null })),
    strange: listed.map(({ name, rows }) => {
      const chosen = mapping.categories[searchable(name)]
      return { name, rows, chosen: chosen === undefined ? 'new' : chosen === '' ? 'none' : `id:${chosen}` }
    }),
    moreStrange: strange.length - listed.length,
  }
}

function told(
  { number, column, code, value, isRepaired }: Prepared['problems'][number],
  { source }: Prepared,
) {
  const row = number === null ? null : (source.rows[number - 1] ?? null)
  return { line: row?.line ?? null, layer: row?.layer ?? '', column, code, value, isRepaired }
}

/** How many rows each remark is about. */
function byCode({ problems }: Prepared) {
  const rows = new Map<string, { code: string; isRepaired: boolean; numbers: Set<number | null> }>()
  for (const { code, isRepaired, number } of problems) {
    const one = rows.get(code) ?? { code, isRepaired, numbers: new Set() }
    one.numbers.add(number)
    rows.set(code, one)
  }
  return [...rows.values()].map(({ code, isRepaired, numbers }) => ({ code, isRepaired, rows: numbers.size }))
}

/** The first rows as they would become, and where they lie. */
function previewOf({ source, proposals, spaces }: Prepared, categories: ReadonlyMap<string, string>) {
  const rows = [
    ...proposals
      .slice(0, SHOWN_ROWS)
      .map((row) => ({ ...textInPreview(row), number: row.line, geometry: row.geometry })),
    ...spaces.slice(0, SHOWN_ROWS).map(({ number, name, facts, kind, geometry }) => ({
      ...textInPreview({ title: name, body: facts }),
      kind,
      number,
      geometry,
    })),
  ]
  const placed = rows.flatMap(({ geometry, title }) => (geometry ? [{ geometry, title }] : []))
  const features: FeatureCollection = {
    type: 'FeatureCollection',
    features: placed.map(({ geometry, title }) => ({
      type: 'Feature',
      geometry,
      properties: { name: title },
    })),
  }
  const geometries = placed.map(({ geometry }) => geometry)
  return {
    rows: rows.map(({ geometry, number, ...row }) => ({
      ...row,
      // Chosen for it, a category is named by its id.
      category: categories.get(row.category) ?? row.category,
      line: source.rows[number - 1]!.line,
      point: geometry ? pointOf(geometry) : null,
    })),
    layers: [{ position: 1, features }],
    box: geometries.length > 0 ? bboxOf({ type: 'GeometryCollection', geometries }) : null,
  }
}
