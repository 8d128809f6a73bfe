import type { Geometry } from 'geojson'
import { localized } from '#app/domain/localized.ts'
import { COLOURS } from '#app/formats/qgis-style.ts'
import type { LayerGeometry } from '#app/formats/wkb.ts'
import type { PlanShape } from '#app/models/exported-plans.server.ts'
import { listSpaces, type Space } from '#app/models/spaces.server.ts'
import { isChosen } from './export-columns.server.ts'
import type { ExportRow } from './export-rows.server.ts'
import type { Writing } from './export-writing.server.ts'

/** The layers of a map of the set: each row stands in exactly one, or in `placeless`. */
export const ROW_LAYERS = ['pins', 'points', 'lines', 'areas', 'placeless'] as const
export type RowLayer = (typeof ROW_LAYERS)[number]

export const LAYER_GEOMETRY: Record<Exclude<RowLayer, 'placeless'>, LayerGeometry> = {
  pins: 'POINT',
  points: 'POINT',
  lines: 'MULTILINESTRING',
  areas: 'MULTIPOLYGON',
}

export const PLAN_GEOMETRY = {
  planPoints: 'POINT',
  planLines: 'MULTILINESTRING',
  planAreas: 'MULTIPOLYGON',
} as const satisfies Record<string, LayerGeometry>
export type PlanLayer = keyof typeof PLAN_GEOMETRY

export function planLayerOf({ geometry }: Pick<PlanShape, 'geometry'>): PlanLayer {
  if (geometry.type === 'Point') return 'planPoints'
  return /Line/.test(geometry.type) ? 'planLines' : 'planAreas'
}

/** Where a row stands, and as what; a pin is a point whatever was drawn. */
export function placeOf({ ranked: { row } }: ExportRow): { layer: RowLayer; geometry: Geometry | null } {
  const isProposal = row.kind === 'proposal'
  if (isProposal && row.geometry) {
    if (/Line/.test(row.geometry.type)) return { layer: 'lines', geometry: row.geometry }
    if (/Polygon/.test(row.geometry.type)) return { layer: 'areas', geometry: row.geometry }
  }
  if (row.lng === null || row.lat === null) return { layer: 'placeless', geometry: null }
  const point = { type: 'Point' as const, coordinates: [row.lng, row.lat] }
  return { layer: isProposal ? 'points' : 'pins', geometry: point }
}

/** A space in the reader's language, for maps. */
export interface ShownSpace {
  space: Space
  name: string
  facts: string
  kind: string
}

export async function shownSpaces({ db, request, t }: Writing): Promise<ShownSpace[]> {
  const { town, locale } = request
  return (await listSpaces(town.id, db)).map((space) => ({
    space,
    name: localized(space, 'name', locale),
    facts: localized(space, 'facts', locale),
    kind: t(`spaceKinds.${space.kind as 'park'}`),
  }))
}

/** Names of the categories in the reader's language with their colours, and what is said of none. */
export function categoryColours({ names, t, request }: Writing): Map<string, string> {
  const listed = isChosen(request.columns, 'category')
    ? [...new Set([...names.categories.values(), t('files.noCategory')])]
    : [t('ranking.sheet')]
  return new Map(listed.map((name, i) => [name, COLOURS[i % COLOURS.length]!]))
}

/** As `categoryColours` names it: all are one where the column of categories was left out. */
export function categoryOf({ category }: Pick<ExportRow, 'category'>, { t, request }: Writing): string {
  return isChosen(request.columns, 'category') ? (category ?? t('files.noCategory')) : t('ranking.sheet')
}
