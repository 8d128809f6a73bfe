import { localized } from '#app/domain/localized.ts'
import { type DxfArea, type DxfPlace, dxfChunks } from '#app/formats/dxf.ts'
import { layerName } from '#app/formats/dxf-groups.ts'
import { isDrawable } from '#app/formats/dxf-outlines.ts'
import type { DxfLayer } from '#app/formats/dxf-tables.ts'
import { formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Words } from '#app/i18n/ru/index.ts'
import { countSorts } from '#app/models/exported-facts.server.ts'
import { eachPlanShape, listPublishedLayers } from '#app/models/exported-plans.server.ts'
import { boxOfTown } from '#app/models/town-maps.server.ts'
import { townDrawing } from './drawing.server.ts'
import type { Drawing } from './drawing-of.server.ts'
import { surveyOf } from './dxf-survey.server.ts'
import { isChosen, linkOf } from './export-columns.server.ts'
import { categoryOf, type ShownSpace, shownSpaces } from './export-layers.server.ts'
import { exportNotes } from './export-notes.server.ts'
import type { ExportRow } from './export-rows.server.ts'
import type { Writing, Written } from './export-writing.server.ts'
import { writeWhole } from './write-whole.server.ts'

const TAGS = ['NUMBER', 'TITLE', 'SUPPORTS', 'VOTES', 'RANK', 'LINK'] as const
/** AutoCAD's colours that are seen on black and on white; then they begin anew. */
const ACI = [1, 3, 4, 5, 6, 30, 40, 94, 140, 174, 200, 220, 11] as const
const [GREY, OLIVE, PLAN] = [8, 62, 5]

/** A DXF in the town's own coordinates. What has no place there is not in it, and it says how many. */
export async function writeDxf(writing: Writing): Promise<Written> {
  const { path, request, t, db } = writing
  const drawing = await townDrawing(request.town, db)
  const spaces = await shownSpaces(writing)
  const layers = await layersOf(writing)
  const { span, placeless } = await surveyOf(writing, drawing)
  return writeWhole(
    path,
    dxfChunks({
      layers: [...layers.values()].sort((a, b) => a.name.localeCompare(b.name, 'ru')),
      areas: areasOf(writing, spaces, layers, drawing),
      places: placesOf(writing, layers, drawing),
      span,
      box: boxOfTown(request.town),
      place: drawing.place,
      tags: tagsOf(writing),
      legend: {
        layer: layerName(t('files.dxf.legend')),
        lines: dxfLines(writing, drawing, placeless),
        north: t('files.dxf.north'),
        metres: (value) => t('files.dxf.metres', { value: formatNumber(value, request.locale) }),
      },
    }),
  )
}

/**
 * What is said under the drawing, and beside it in a text file.
 * @param placeless  entries that the drawing cannot show
 */
export function dxfLines({ t, facts, expected }: Writing, drawing: Drawing, placeless: number): string[] {
  return [
    t('files.dxf.system', { name: systemName(drawing, t) }),
    t(`files.dxf.axes.${drawing.axes}`),
    ...(drawing.text === '' ? [] : linesOf(`PROJ: ${drawing.text}`)),
    ...exportNotes(facts, expected).map(([label, value]) => `${label}: ${value}`),
    ...(placeless > 0 ? [t('files.placeless', { count: placeless })] : []),
    t('files.standingText'),
  ]
}

/** A text of a drawing holds 250 letters: control points need more to say what they are. */
function linesOf(text: string): string[] {
  return text.match(/.{1,200}/gs) ?? []
}

/** A system as its register or text names it. */
export function systemName({ name, epsg, fit }: Drawing, t: T): string {
  const own = fit ? t('drawingAdmin.ownPoints', { count: fit.residualsM.length }) : t('drawingAdmin.ownText')
  return epsg === null ? (name ?? own) : `${name} (EPSG:${epsg})`
}

/** AutoCAD knows no capital letters in the names of layers: those that differ by them alone are one. */
type Layers = Map<string, DxfLayer>

function layerOf(layers: Layers, name: string): string {
  return layers.get(name.toLowerCase())?.name ?? name
}

async function layersOf(writing: Writing): Promise<Layers> {
  const { t, db, condition, names, request } = writing
  const sorts = await countSorts(db, condition)
  const ids = [...names.categories.keys(), null]
  const hasCategories = isChosen(request.columns, 'category')
  const of = sorts.map(({ categoryId, status }) => {
    const category = categoryId === null ? null : (names.categories.get(categoryId) ?? null)
    const nth = hasCategories ? Math.max(0, ids.indexOf(categoryId)) : 0
    return { name: rowLayer({ category }, status, writing), colour: ACI[nth % ACI.length]! }
  })
  const plans = (await listPublishedLayers(db, request.town.id)).map((layer) => ({
    name: planLayer(layer, t),
    colour: PLAN,
  }))
  const base = [
    { name: layerName(t('files.layers.boundary')), colour: GREY },
    { name: layerName(t('files.layers.spaces')), colour: OLIVE },
    { name: layerName(t('files.dxf.legend')), colour: 7 },
  ]
  const layers: Layers = new Map()
  for (const layer of [...base, ...plans, ...of]) {
    const key = layer.name.toLowerCase()
    if (!layers.has(key)) layers.set(key, layer)
  }
  return layers
}

/** Of an entry: its category and status, as far as those columns are written. */
function rowLayer(
  row: Pick<ExportRow, 'category'>,
  status: keyof Words['statuses'],
  writing: Writing,
): string {
  const { t, request } = writing
  const category = categoryOf(row, writing)
  return layerName(category, ...(isChosen(request.columns, 'status') ? [t(`statuses.${status}`)] : []))
}

const planLayer = ({ plan, layer }: { plan: string; layer: string }, t: T) =>
  layerName(t('files.layers.plans'), plan, layer)

async function* areasOf(
  { request: { town, locale }, t, db }: Writing,
  spaces: ShownSpace[],
  layers: Layers,
  { place }: Drawing,
): AsyncGenerator<DxfArea> {
  if (town.boundary) {
    const name = { text: localized(town, 'name', locale), at: [town.lng, town.lat] }
    yield { layer: layerName(t('files.layers.boundary')), geometry: town.boundary, name }
  }
  const layer = layerName(t('files.layers.spaces'))
  for (const { space, name } of spaces)
    yield { layer, geometry: space.geometry, name: { text: name, at: [space.lng, space.lat] } }
  for await (const shape of eachPlanShape(db, town.id))
    if (isDrawable(shape.geometry, place))
      yield { layer: layerOf(layers, planLayer(shape, t)), geometry: shape.geometry }
}

async function* placesOf(writing: Writing, layers: Layers, { place }: Drawing): AsyncGenerator<DxfPlace[]> {
  const { town, origin, columns } = writing.request
  for await (const page of writing.walk({ hasGeometry: true })) {
    yield page.flatMap((row) => {
      const { lng, lat, geometry, status } = row.ranked.row
      if (lng === null || lat === null || !isDrawable({ type: 'Point', coordinates: [lng, lat] }, place))
        return []
      if (geometry && !isDrawable(geometry, place)) return []
      return [
        {
          layer: layerOf(layers, rowLayer(row, status, writing)),
          at: [lng, lat],
          geometry,
          attributes: attributesOf(row, linkOf(row, town.slug, origin), columns),
        },
      ]
    })
  }
}

/** Of the columns that are written. */
function tagsOf({ request: { columns } }: Pick<Writing, 'request'>): string[] {
  return TAGS.filter((tag) => isChosen(columns, tag.toLowerCase()))
}

function attributesOf(
  { ranked, title }: ExportRow,
  link: string,
  columns: readonly string[] | undefined,
): DxfPlace['attributes'] {
  const { number, supports, votes } = ranked.row
  const values = [number, title, supports, votes, ranked.rank, link].map(String)
  return TAGS.map((tag, i): [string, string] => [tag, values[i]!]).filter(([tag]) =>
    isChosen(columns, tag.toLowerCase()),
  )
}
