import { and, eq, gte, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { Geometry } from 'geojson'
import type { Visibility } from '#app/domain/contributions.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { meetsBox } from '#app/domain/geometry/meets-box.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import type { Columns } from './columns.server.ts'
import { type CardRow, type Condition, cardColumns, type Scope } from './listing.server.ts'
import { matchesOf } from './matching.server.ts'
import { placesFrom } from './sorted-page.server.ts'

/** What programs get of a contribution: nothing of who wrote it. */
export interface FeatureRow extends Omit<CardRow, 'authorId'> {
  geometry: Geometry | null
  externalId: string | null
  updatedAt: Date
}

/** From and until, both included; null is open. */
export interface Span {
  from: Date | null
  until: Date | null
}

export interface FeatureQuery {
  condition: Condition
  /** Boxes one of which a feature has to meet; null asks nothing. */
  boxes: Bbox[] | null
  /** When it was sent; null asks nothing. */
  during: Span | null
  /** The number after which the page begins; 0 for the first. */
  after: number
  limit: number
}

export interface FeaturePage {
  rows: FeatureRow[]
  /** Of all pages. */
  matched: number
  /** `after` of the next page; null on the last. */
  next: number | null
}

const { authorId: _, ...columns } = cardColumns
const featureColumns = { ...columns, geometry: c.geometry, externalId: c.externalId, updatedAt: c.updatedAt }

/** A page of published contributions in the order of their numbers: as quick at any depth. */
export async function listFeatureRows(query: FeatureQuery): Promise<FeaturePage> {
  const { condition, boxes, during, after, limit } = query
  const { townId } = condition.scope
  const [dated, drawn] = [
    during && (await numbersDuring(townId, during)),
    boxes && (await drawnInto(condition.scope, boxes)),
  ]
  const matches = await matchesOf(condition.scope)
  const { number, lng, lat } = matches.columns
  const bits = matches.bits.slice()
  let matched = 0
  for (let slot = 0; slot < bits.length; slot++) {
    if (bits[slot] === 0) continue
    const isThere =
      (!dated || dated.has(number[slot]!)) &&
      (!boxes || (drawn!.get(number[slot]!) ?? boxes.some((box) => isIn(box, lng[slot]!, lat[slot]!))))
    if (isThere) matched++
    else bits[slot] = 0
  }
  const found = placesFrom({ ...matches, bits }, (slot) => number[slot]!, [after, after], limit + 1)
  const numbers = found.slice(0, limit).map(([, one]) => one)
  return {
    rows: await rowsOf(condition, numbers),
    matched,
    next: found.length > limit ? numbers.at(-1)! : null,
  }
}

function isIn([west, south, east, north]: Bbox, lng: number, lat: number): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}

async function rowsOf(condition: Condition, numbers: number[]): Promise<FeatureRow[]> {
  if (numbers.length === 0) return []
  const { read } = await getStore()
  const rows = await read
    .select(featureColumns)
    .from(c)
    .where(and(condition, inArray(c.number, numbers)))
  return (rows as FeatureRow[]).sort((a, b) => a.number - b.number)
}

/** One that is published and within the condition; null where there is none. */
export async function getFeatureRow(condition: Condition, number: number): Promise<FeatureRow | null> {
  const [row] = await rowsOf(condition, [number])
  return row ?? null
}

async function numbersDuring(townId: string, { from, until }: Span): Promise<Set<number>> {
  const { read } = await getStore()
  const rows = await read
    .select({ number: c.number })
    .from(c)
    .where(
      and(
        eq(c.townId, townId),
        eq(c.visibility, 'published'),
        from ? gte(c.createdAt, from) : undefined,
        until ? lte(c.createdAt, until) : undefined,
      ),
    )
  return new Set(rows.map((row) => row.number))
}

interface Drawn {
  version: number
  shapes: { number: number; geometry: Geometry }[]
}

const kept = new WeakMap<Columns, Drawn>()

/** Of those that are drawn as a line or an area: whether they meet one of the boxes. Their point alone does not tell. */
async function drawnInto(scope: Scope, boxes: Bbox[]): Promise<Map<number, boolean>> {
  const { columns } = await matchesOf(scope)
  let drawn = kept.get(columns)
  if (drawn?.version !== columns.version) {
    const { version } = columns
    drawn = { version, shapes: await shapesOf(scope.townId) }
    kept.set(columns, drawn)
  }
  return new Map(
    drawn.shapes.map(({ number, geometry }) => [number, boxes.some((box) => meetsBox(geometry, box))]),
  )
}

/** Points are left where they are: their places are known without them. */
async function shapesOf(townId: string): Promise<Drawn['shapes']> {
  const { read } = await getStore()
  const rows = await read
    .select({ number: c.number, geometry: c.geometry })
    .from(c)
    .where(
      and(
        eq(c.townId, townId),
        eq(c.visibility, 'published'),
        isNotNull(c.geometry),
        sql`cast(${c.geometry} as text) not like '%"Point"%'`,
      ),
    )
  return rows as Drawn['shapes']
}

export interface ReportQuery {
  condition: Condition
  during: Span | null
  /** Ids of categories, and kinds for what has no category; null asks nothing. */
  services: ReadonlySet<string> | null
  /** From 1. */
  page: number
  pageSize: number
}

/** Published contributions, the newest first, by pages that are counted as GeoReport counts them. */
export async function listReports(query: ReportQuery): Promise<{ rows: FeatureRow[]; all: number }> {
  const { condition, during, services, page, pageSize } = query
  const dated = during && (await numbersDuring(condition.scope.townId, during))
  const { columns, bits } = await matchesOf(condition.scope)
  const { number, facets } = columns
  const facetOf = (name: 'categoryId' | 'kind', slot: number) =>
    facets[name].values[facets[name].codes[slot]!]!
  const numbers: number[] = []
  for (let slot = 0; slot < bits.length; slot++) {
    if (bits[slot] === 0 || (dated && !dated.has(number[slot]!))) continue
    if (!services || services.has(facetOf('categoryId', slot) ?? facetOf('kind', slot)))
      numbers.push(number[slot]!)
  }
  numbers.sort((a, b) => b - a)
  const rows = await rowsOf(condition, numbers.slice((page - 1) * pageSize, page * pageSize))
  return { rows: rows.reverse(), all: numbers.length }
}

/** One by its id with who may see it, for who has to know whether everybody may. */
export async function getFeatureById(townId: string, id: string) {
  const { read } = await getStore()
  const [row] = await read
    .select({ ...featureColumns, visibility: c.visibility })
    .from(c)
    .where(and(eq(c.townId, townId), eq(c.id, id)))
  return (row ?? null) as (FeatureRow & { visibility: Visibility }) | null
}
