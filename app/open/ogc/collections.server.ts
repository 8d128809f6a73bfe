import type { Geometry } from 'geojson'
import { KINDS, type Kind, PIN_KINDS, STATUSES, type Status } from '#app/domain/contributions.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { type Bbox, bboxOf } from '#app/domain/geometry/bbox.ts'
import { meetsBox } from '#app/domain/geometry/meets-box.ts'
import { roundGeometry } from '#app/domain/geometry/round.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { getFeatureRow, listFeatureRows, type Span } from '#app/models/feature-rows.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { oneOf, wholeIn } from '../query.ts'
import { listOpenSpaces, openContribution, openGeometry, openNames, openTown } from '../shapes.server.ts'

export const COLLECTIONS = ['pins', 'proposals', 'spaces', 'boundary'] as const
export type CollectionId = (typeof COLLECTIONS)[number]

/** What features of a collection can be asked for by, beside place and time; an enumeration where there is one. */
export const FILTERS: Record<CollectionId, Record<string, readonly string[] | null>> = {
  pins: { kind: PIN_KINDS, status: STATUSES, category: null, space: null, process: null },
  proposals: { status: STATUSES, category: null, space: null, process: null },
  spaces: { kind: null },
  boundary: {},
}

export interface Item {
  type: 'Feature'
  id: string | number
  geometry: Geometry | null
  properties: Record<string, unknown>
}

export interface ItemsQuery {
  boxes: Bbox[] | null
  during: Span | null
  /** Property filters, by name. */
  wanted: Record<string, string>
  /** Where the page begins: `next` of the one before. */
  after: string | null
  limit: number
}

export interface ItemsPage {
  items: Item[]
  matched: number
  next: string | null
}

interface Scene {
  town: Town
  locale: Locale
}

/** The pages of a collection are in the order of the ids; a page begins after the last id of the one before, however deep it is. */
export async function listItems(scene: Scene, id: CollectionId, query: ItemsQuery): Promise<ItemsPage> {
  if (id === 'pins' || id === 'proposals') return listContributions(scene, id, query)
  const all = id === 'spaces' ? await spaceItems(scene) : boundaryItems(scene)
  const matching = all.filter(
    ({ geometry, properties }) =>
      (!query.boxes || query.boxes.some((box) => meetsBox(geometry!, box))) &&
      isDuring(properties.created as string, query.during) &&
      Object.entries(query.wanted).every(([name, value]) => properties[name] === value),
  )
  const rest = matching.filter((item) => query.after === null || item.id > query.after)
  const items = rest.slice(0, query.limit)
  return {
    items,
    matched: matching.length,
    next: rest.length > items.length ? String(items.at(-1)!.id) : null,
  }
}

function isDuring(created: string, span: Span | null): boolean {
  const at = new Date(created)
  return !span || ((!span.from || at >= span.from) && (!span.until || at <= span.until))
}

async function listContributions(
  { town, locale }: Scene,
  id: 'pins' | 'proposals',
  { boxes, during, wanted, after, limit }: ItemsQuery,
): Promise<ItemsPage> {
  const condition = await conditionOf(town.id, {
    ...NO_FILTER,
    kind: wanted.kind ? [wanted.kind as Kind] : kindsOf(id),
    status: wanted.status ? [wanted.status as Status] : [],
    category: wanted.category ? [wanted.category] : [],
    space: wanted.space ?? null,
    process: wanted.process ?? null,
  })
  const [page, names] = await Promise.all([
    listFeatureRows({
      condition,
      boxes,
      during,
      after: wholeIn('after', after ?? undefined, { least: 0, most: 1e9, usual: 0 }),
      limit,
    }),
    openNames(town, locale),
  ])
  return {
    items: page.rows.map((row) => ({
      type: 'Feature',
      id: row.number,
      geometry: openGeometry(row),
      properties: openContribution(row, names),
    })),
    matched: page.matched,
    next: page.next === null ? null : String(page.next),
  }
}

const kindsOf = (id: 'pins' | 'proposals'): Kind[] =>
  KINDS.filter((kind) => (kind === 'proposal') === (id === 'proposals'))

/** Null where there is none, or none that everybody may see. */
export async function getItem({ town, locale }: Scene, id: CollectionId, key: string): Promise<Item | null> {
  if (id === 'spaces') return (await spaceItems({ town, locale })).find((item) => item.id === key) ?? null
  if (id === 'boundary') return boundaryItems({ town, locale }).find((item) => item.id === key) ?? null
  if (!/^[1-9]\d{0,8}$/.test(key)) return null
  const condition = await conditionOf(town.id, { ...NO_FILTER, kind: kindsOf(id) })
  const row = await getFeatureRow(condition, Number(key))
  if (!row) return null
  const properties = openContribution(row, await openNames(town, locale))
  return { type: 'Feature', id: row.number, geometry: openGeometry(row), properties }
}

async function spaceItems({ town, locale }: Scene): Promise<Item[]> {
  return (await listOpenSpaces(town, locale)).map(({ row, space }) => ({
    type: 'Feature',
    id: row.slug,
    geometry: roundGeometry(row.geometry),
    properties: space,
  }))
}

function boundaryItems({ town, locale }: Scene): Item[] {
  if (!town.boundary) return []
  const properties = openTown(town, locale)
  return [{ type: 'Feature', id: town.slug, geometry: roundGeometry(town.boundary), properties }]
}

/** Property filters of a request, each checked against its enumeration. @throws {Problem} 400 */
export function wantedIn(id: CollectionId, query: Partial<Record<string, string>>): Record<string, string> {
  const wanted: Record<string, string> = {}
  for (const [name, allowed] of Object.entries(FILTERS[id])) {
    const value = allowed ? oneOf(name, query[name], allowed) : query[name]
    if (value !== undefined) wanted[name] = value
  }
  return wanted
}

/** A town without a boundary is about so large, degrees to each side. */
const HALF_TOWN = 0.15

export function extentOf({ boundary, lng, lat }: Town): Bbox {
  return boundary ? bboxOf(boundary) : [lng - HALF_TOWN, lat - HALF_TOWN, lng + HALF_TOWN, lat + HALF_TOWN]
}
