import { and, asc, count, desc, eq, gte, inArray, like, lte, or, type SQL, sql } from 'drizzle-orm'
import { searchable, stemOf } from '#app/domain/contributions.ts'
import type { Filter } from '#app/domain/filter.ts'
import { namingPhase } from '#app/domain/phases.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { spaces } from '#db/schema/towns.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { listProcesses } from './processes.server.ts'
import { countColumn, rankByOf } from './rank-by.server.ts'

const c = contributions

/** What a filter asks of a town's contributions, its slugs looked up; null asks nothing. */
export interface Scope {
  townId: string
  processIds: string[] | null
  spaceId: string | null
  kinds: string[] | null
  categoryIds: string[] | null
  statuses: string[] | null
  /** Stems in lower case; each must be somewhere in the text. */
  words: string[]
}

/**
 * A condition over `contributions` that the map, the list, the ranking and the exports share; `scope` says the same to
 * the map, which looks before it asks the database.
 */
export type Condition = SQL & { scope: Scope }

/** Turns the filter into the one condition of all views: published things of this town that match. */
export async function conditionOf(
  townId: string,
  filter: Filter,
  now = new Date(),
  db?: Db,
): Promise<Condition> {
  const scope = await scopeOf(townId, filter, now, db)
  const parts = [eq(c.townId, townId), eq(c.visibility, 'published')]
  if (scope.processIds) parts.push(inArray(c.processId, orNone(scope.processIds)))
  if (scope.spaceId !== null) parts.push(eq(c.spaceId, scope.spaceId))
  if (scope.kinds) parts.push(inArray(c.kind, filter.kind))
  if (scope.categoryIds) parts.push(inArray(c.categoryId, scope.categoryIds))
  if (scope.statuses) parts.push(inArray(c.status, filter.status))
  for (const word of scope.words) parts.push(like(c.searchText, `%${word}%`))
  return Object.assign(and(...parts)!, { scope })
}

async function scopeOf(townId: string, filter: Filter, now: Date, db?: Db): Promise<Scope> {
  const read = db ?? (await getStore()).read
  let processIds: string[] | null = null
  if (filter.process || filter.phase) {
    processIds = (await listProcesses(townId, now, db))
      .filter(({ slug }) => !filter.process || slug === filter.process)
      .filter(({ phases }) => !filter.phase || namingPhase(phases, now)?.kind === filter.phase)
      .map(({ id }) => id)
  }
  let spaceId: string | null = null
  if (filter.space) {
    const [space] = await read
      .select({ id: spaces.id })
      .from(spaces)
      .where(and(eq(spaces.townId, townId), eq(spaces.slug, filter.space)))
    spaceId = space?.id ?? ''
  }
  return {
    townId,
    processIds,
    spaceId,
    kinds: orNull(filter.kind),
    categoryIds: orNull(filter.category),
    statuses: orNull(filter.status),
    words: wordsIn(filter.text),
  }
}

/** The stems of what is looked for; «у», «by» say nothing beside other words. */
function wordsIn(text: string): string[] {
  const words = searchable(text)
    .split(' ')
    .map((word) => word.replace(/[%_\\]/g, '').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter(Boolean)
  const telling = words.filter((word) => word.length > 2 || /\d/.test(word))
  return (telling.length > 0 ? telling : words).map(stemOf)
}

const orNull = <T>(list: T[]): T[] | null => (list.length > 0 ? list : null)
const orNone = (ids: string[]): string[] => (ids.length > 0 ? ids : [''])

/** What a card in the list shows. */
export const cardColumns = {
  id: c.id,
  number: c.number,
  kind: c.kind,
  title: c.title,
  body: c.body,
  translations: c.translations,
  locale: c.locale,
  lng: c.lng,
  lat: c.lat,
  placeText: c.placeText,
  placePrecision: c.placePrecision,
  spaceId: c.spaceId,
  categoryId: c.categoryId,
  processId: c.processId,
  costMinor: c.costMinor,
  authorId: c.authorId,
  status: c.status,
  decision: c.decision,
  supports: c.supports,
  comments: c.comments,
  votes: c.votes,
  createdAt: c.createdAt,
}

export interface CardRow {
  id: string
  number: number
  kind: 'problem' | 'value' | 'idea' | 'proposal'
  title: string
  body: string
  translations: Record<string, Record<string, string>>
  locale: string
  lng: number | null
  lat: number | null
  placeText: string
  placePrecision: 'point' | 'described' | 'space'
  spaceId: string | null
  categoryId: string | null
  processId: string
  costMinor: number | null
  authorId: string | null
  status: 'new' | 'review' | 'planned' | 'done' | 'declined'
  decision: 'accepted' | 'partly' | 'not_accepted' | null
  supports: number
  comments: number
  votes: number
  createdAt: Date
}

export async function countMatching(condition: Condition): Promise<{ all: number; unplaced: number }> {
  const { read } = await getStore()
  const [row] = await read
    .select({ all: count(), placed: count(c.cell) })
    .from(c)
    .where(condition)
  return { all: row!.all, unplaced: row!.all - row!.placed }
}

/** Where a page of the list goes on: the sort values of the last row shown. */
export type Cursor = [value: number, number: number]

export interface Page {
  rows: CardRow[]
  next: string | null
}

/**
 * One page of the list, keyset-paged: as fast at any depth.
 * @param after the `next` of the page before; anything else starts from the top
 */
export async function listMatching(
  condition: Condition,
  filter: Filter,
  after: string | null,
  limit: number,
): Promise<Page> {
  const { read } = await getStore()
  const key = await sortKey(filter, condition)
  // Numbers first: a whole town is put in order by two columns, not with all its words.
  const found = await read
    .select({ number: c.number, sortValue: key.value.mapWith(Number).as('sort_value') })
    .from(c)
    .where(and(condition, beyond(key, cursorFrom(after))))
    .orderBy(key.isAscending ? asc(key.value) : desc(key.value), asc(c.number))
    .limit(limit + 1)
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: await rowsOf(
      condition,
      page.map(({ number }) => number),
    ),
    next: found.length > limit && last ? `${last.sortValue}_${last.number}` : null,
  }
}

/** The rows of these numbers, in their order; what has left the set meanwhile is left out. */
async function rowsOf(condition: Condition, numbers: number[]): Promise<CardRow[]> {
  if (numbers.length === 0) return []
  const { read } = await getStore()
  const rows = await read
    .select(cardColumns)
    .from(c)
    .where(and(condition, inArray(c.number, numbers)))
  const byNumber = new Map(rows.map((row) => [row.number, row as CardRow]))
  return numbers.flatMap((number) => byNumber.get(number) ?? [])
}

interface SortKey {
  value: SQL
  isAscending: boolean
}

async function sortKey(filter: Filter, condition: Condition): Promise<SortKey> {
  if (filter.sort === 'new') return { value: sql`-${c.number}`, isAscending: true }
  if (filter.sort === 'discussed') return { value: sql`${c.comments}`, isAscending: false }
  if (filter.sort === 'nearest' && filter.near) {
    const [lng, lat] = filter.near
    // Squared degrees, longitude shrunk at this latitude; what has no place comes last.
    const shrink = Math.cos((lat * Math.PI) / 180) ** 2
    const dx = sql`(coalesce(${c.lng}, 9999.0) - ${sql.raw(lng.toFixed(7))})`
    const dy = sql`(coalesce(${c.lat}, 9999.0) - ${sql.raw(lat.toFixed(7))})`
    return { value: sql`(${dx} * ${dx} * ${sql.raw(shrink.toFixed(9))} + ${dy} * ${dy})`, isAscending: true }
  }
  // The order of the ranking of the same set.
  return { value: sql`${countColumn(await rankByOf(condition))}`, isAscending: false }
}

function cursorFrom(text: string | null): Cursor | null {
  const match = /^(-?[\d.]+(?:e-?\d+)?)_(\d+)$/.exec(text ?? '')
  const cursor: Cursor | null = match ? [Number(match[1]), Number(match[2])] : null
  return cursor && Number.isFinite(cursor[0]) && Number.isSafeInteger(cursor[1]) ? cursor : null
}

function beyond(key: SortKey, cursor: Cursor | null): SQL | undefined {
  if (!cursor) return undefined
  const value = sql.raw(String(cursor[0]))
  const further = key.isAscending ? sql`${key.value} > ${value}` : sql`${key.value} < ${value}`
  return or(further, and(sql`${key.value} = ${value}`, sql`${c.number} > ${cursor[1]}`))
}

/** The ones at a spot, for a cluster that no zoom can open. */
export async function listInCells(condition: Condition, lo: number, hi: number, limit = 200) {
  const { read } = await getStore()
  return read
    .select({
      number: c.number,
      kind: c.kind,
      title: c.title,
      translations: c.translations,
      supports: c.supports,
    })
    .from(c)
    .where(and(condition, gte(c.cell, lo), lte(c.cell, hi)))
    .orderBy(desc(c.supports), asc(c.number))
    .limit(limit)
}

export async function listIdsOfNumbers(townId: string, numbers: number[]): Promise<string[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: c.id })
    .from(c)
    .where(and(eq(c.townId, townId), inArray(c.number, numbers.slice(0, 50))))
  return rows.map((row) => row.id)
}

/** How many published contributions each space of a town has. */
export async function countBySpace(townId: string): Promise<Map<string | null, number>> {
  const { read } = await getStore()
  const rows = await read
    .select({ spaceId: c.spaceId, n: count() })
    .from(c)
    .where(and(eq(c.townId, townId), eq(c.visibility, 'published')))
    .groupBy(c.spaceId)
  return new Map(rows.map((row) => [row.spaceId, row.n]))
}

export async function listNumbersOfIds(townId: string, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const { read } = await getStore()
  const rows = await read
    .select({ id: c.id, number: c.number })
    .from(c)
    .where(and(eq(c.townId, townId), inArray(c.id, ids)))
  return new Map(rows.map((row) => [row.id, row.number]))
}
