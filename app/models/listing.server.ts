import { and, eq, inArray, like, or, type SQL } from 'drizzle-orm'
import { type Filter, NO_FILTER } from '#app/domain/filter.ts'
import { namingPhase } from '#app/domain/phases.ts'
import { misspellingsOf, type Pattern } from '#app/domain/search/postings.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { spaces } from '#db/schema/towns.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import type { Columns } from './columns.server.ts'
import { matchesOf } from './matching.server.ts'
import { listProcesses } from './processes.server.ts'
import { rankByOf } from './rank-by.server.ts'
import { soughtWords } from './search-text.server.ts'
import { type Place, placesFrom } from './sorted-page.server.ts'
import { columnsOf } from './town-columns.server.ts'

const c = contributions

/** What a filter asks of a town's contributions, its slugs looked up; null asks nothing. */
export interface Scope {
  townId: string
  processIds: string[] | null
  spaceId: string | null
  kinds: string[] | null
  categoryIds: string[] | null
  statuses: string[] | null
  /** One of the patterns of each word must be in the text. */
  words: Pattern[][]
}

/**
 * A condition over `contributions` that the map, the list, the ranking and the exports share. `scope` says the same to
 * what is answered from memory (`matching`); the condition itself is for what walks over rows, in any process.
 */
export type Condition = SQL & { scope: Scope }

/** For who reads beside the server's store, in a thread or a snapshot: misspellings are known to the server's memory only. */
export interface Reading {
  db: Db
  /** `meantWords` of the filter. */
  words: Pattern[][]
}

/** Turns the filter into the one condition of all views: published things of this town that match. */
export async function conditionOf(
  townId: string,
  filter: Filter,
  now = new Date(),
  reading?: Reading,
): Promise<Condition> {
  return conditionFrom(await scopeOf(townId, filter, now, reading))
}

/** The condition that says what a scope says. */
function conditionFrom(scope: Scope): Condition {
  const parts: (SQL | undefined)[] = [eq(c.townId, scope.townId), eq(c.visibility, 'published')]
  if (scope.processIds) parts.push(inArray(c.processId, orNone(scope.processIds)))
  if (scope.spaceId !== null) parts.push(eq(c.spaceId, scope.spaceId))
  if (scope.kinds) parts.push(inArray(c.kind, scope.kinds as Filter['kind']))
  if (scope.categoryIds) parts.push(inArray(c.categoryId, scope.categoryIds))
  if (scope.statuses) parts.push(inArray(c.status, scope.statuses as Filter['status']))
  for (const patterns of scope.words)
    parts.push(or(...patterns.map((pattern) => like(c.searchText, likeOf(pattern)))))
  return Object.assign(and(...parts)!, { scope })
}

function likeOf(pattern: Pattern): string {
  return pattern.endsWith('*') ? `% ${pattern.slice(0, -1)}%` : `% ${pattern} %`
}

async function scopeOf(townId: string, filter: Filter, now: Date, reading?: Reading): Promise<Scope> {
  const read = reading?.db ?? (await getStore()).read
  let processIds: string[] | null = null
  if (filter.process || filter.phase) {
    processIds = (await listProcesses(townId, now, reading?.db))
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
    words: reading?.words ?? (await meantWords(townId, filter.text)),
  }
}

/** From so many letters on a word may be misspelt. */
const MISSPELT_FROM = 5

/** What each word of a text means, with the town's own words that it is likely misspelt for. */
export async function meantWords(townId: string, text: string): Promise<Pattern[][]> {
  const sought = soughtWords(text)
  if (!sought.some(({ word }) => word.length >= MISSPELT_FROM)) return sought.map(({ patterns }) => patterns)
  const { postings } = (await columnsOf(townId, true)).words!
  return sought.map(({ word, stem, patterns }) =>
    word.length < MISSPELT_FROM ? patterns : [...patterns, ...misspellingsOf(postings, stem, patterns)],
  )
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

export async function countMatching({ scope }: Condition): Promise<{ all: number; unplaced: number }> {
  const { all, placed } = await matchesOf(scope)
  return { all, unplaced: all - placed }
}

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
  const valueIn = await sortOf(filter, condition)
  const matches = await matchesOf(condition.scope)
  const found = placesFrom(matches, valueIn(matches.columns), placeFrom(after), limit + 1)
  const page = found.slice(0, limit)
  return {
    rows: await rowsOf(
      condition,
      page.map(([, number]) => number),
    ),
    next: found.length > limit ? page.at(-1)!.join('_') : null,
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

/** What a sort goes by, of a slot; less comes first. */
type ValueIn = (columns: Columns) => (slot: number) => number

async function sortOf(filter: Filter, condition: Condition): Promise<ValueIn> {
  const { sort, near } = filter
  if (sort === 'new')
    return ({ number }) =>
      (slot) =>
        -number[slot]!
  if (sort === 'discussed')
    return ({ comments }) =>
      (slot) =>
        -comments[slot]!
  if (sort === 'nearest' && near) return nearestTo(near)
  // The order of the ranking of the same set.
  const rankBy = await rankByOf(condition)
  return (columns) => (slot) => -columns[rankBy][slot]!
}

/** Farther than anything on earth, and short in an address. */
const FARTHEST = 1e9

/** Squared degrees, longitude shrunk at this latitude; what has no place comes last. */
function nearestTo([lng, lat]: [number, number]): ValueIn {
  const shrink = Math.cos((lat * Math.PI) / 180) ** 2
  return (columns) =>
    function awayOf(slot) {
      const dx = columns.lng[slot]! - lng
      const dy = columns.lat[slot]! - lat
      const away = dx * dx * shrink + dy * dy
      return Number.isNaN(away) ? FARTHEST : away
    }
}

/** Where a page goes on: the sort value and the number of the last row shown. */
export function placeFrom(text: string | null): Place | null {
  const match = /^(-?[\d.]+(?:e[+-]?\d+)?)_(\d+)$/.exec(text ?? '')
  const place: Place | null = match ? [Number(match[1]), Number(match[2])] : null
  return place && Number.isFinite(place[0]) && Number.isSafeInteger(place[1]) ? place : null
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
  const condition = await conditionOf(townId, NO_FILTER)
  const { columns, bits } = await matchesOf(condition.scope)
  const { codes, values } = columns.facets.spaceId
  const sums = new Uint32Array(values.length)
  for (let slot = 0; slot < bits.length; slot++) sums[codes[slot]!]! += bits[slot]!
  return new Map(values.map((space, code) => [space, sums[code]!]))
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
