import { and, asc, count, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Geometry } from 'geojson'
import { type Preceding, type RankBy, type Ranked, ranked } from '#app/domain/ranking.ts'
import { contributions as c, comments, supports } from '#db/schema/contributions.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { type CardRow, type Condition, cardColumns } from './listing.server.ts'
import { type Matches, matchesOf } from './matching.server.ts'
import { countColumn, rankByOf } from './rank-by.server.ts'
import { type Place, placesFrom, standingOf } from './sorted-page.server.ts'

/** A step of the walk: small, because better-sqlite3 holds the event loop while it reads one. */
const STEP = 500

export interface RankedRow extends CardRow {
  geometry: Geometry | null
  externalId: string | null
  /** Distinct people who support it or have said something under it. */
  people: number
}

export async function countIn(db: Db, condition: SQL): Promise<number> {
  const [row] = await db.select({ n: count() }).from(c).where(condition)
  return row!.n
}

/** The whole set in rank order with ranks and ties, a step at a time; other requests are let through between steps. */
export function eachRanked(db: Db, condition: Condition, rankBy: RankBy): AsyncGenerator<Ranked<RankedRow>> {
  return ranked(walk(db, condition, rankBy), (row) => row[rankBy])
}

export interface RankedPage {
  rows: Ranked<RankedRow>[]
  rankBy: RankBy
  /** The place in the whole list of the first row here, from 1. */
  from: number
  all: number
  /** Where the page before ends and the next one begins; null where there is none. */
  before: string | null
  after: string | null
}

/** A page of the ranking: of the rows after a place, of those before it, or the first or the last of all. */
export type RankedAt = { after: Place } | { before: Place } | 'first' | 'last'

/**
 * One page of the ranking; ranks and ties are those of the whole list. As quick at any depth.
 * The last page begins where it would if all pages were turned.
 */
export async function getRankedPage(condition: Condition, at: RankedAt, size: number): Promise<RankedPage> {
  const rankBy = await rankByOf(condition)
  const matches = await matchesOf(condition.scope)
  const { all, columns } = matches
  const sortValue = (slot: number) => -columns[rankBy][slot]!
  const found = placesOf(matches, sortValue, at, size)
  if (found.length === 0 && at !== 'first') return getRankedPage(condition, 'first', size)
  if (found.length === 0) return { rows: [], rankBy, from: 1, all, before: null, after: null }
  const { before, less } = standingOf(matches, sortValue, found[0]!)
  // One row more than the page: whether the last one shares its rank is seen in the next.
  const next = placesFrom(matches, sortValue, found.at(-1)!, 1)
  const counts = new Map([...found, ...next].map(([value, number]) => [number, -value]))
  const first = -found[0]![0]
  const preceding: Preceding = { place: before, rank: less + 1, count: before > less ? first : first + 1 }
  const rows = await rankedRows(condition.scope.townId, [...counts.keys()])
  const here: Ranked<RankedRow>[] = []
  // Of the moment of the ranks, should a support have come since.
  const asRanked = rows.map((row) => ({ ...row, [rankBy]: counts.get(row.number)! }))
  for await (const row of ranked(asRanked, (row) => row[rankBy], preceding))
    if (here.length < found.length) here.push(row)
  return {
    rows: here,
    rankBy,
    from: before + 1,
    all,
    before: before > 0 ? found[0]!.join('_') : null,
    after: before + found.length < all ? found.at(-1)!.join('_') : null,
  }
}

function placesOf(
  matches: Matches,
  sortValue: (slot: number) => number,
  at: RankedAt,
  size: number,
): Place[] {
  if (at === 'first') return placesFrom(matches, sortValue, null, size)
  if (at === 'last') return placesFrom(matches, sortValue, null, matches.all % size || size, true)
  if ('after' in at) return placesFrom(matches, sortValue, at.after, size)
  const found = placesFrom(matches, sortValue, at.before, size, true)
  // What has come meanwhile may leave less than a page there.
  return found.length < size ? placesFrom(matches, sortValue, null, size) : found
}

/** In the order of the numbers. */
async function rankedRows(townId: string, numbers: number[]): Promise<RankedRow[]> {
  const { read } = await getStore()
  const rows = (await read
    .select(rankedColumns(read))
    .from(c)
    .where(and(eq(c.townId, townId), inArray(c.number, numbers)))) as RankedRow[]
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  return numbers.flatMap((number) => byNumber.get(number) ?? [])
}

const rankedColumns = (db: Db) => ({
  ...cardColumns,
  geometry: c.geometry,
  externalId: c.externalId,
  people: peopleOf(db),
})

/** Where a walk goes on. */
interface Standing {
  count: number
  number: number
}

const inOrderOf = (rankBy: RankBy) => [desc(countColumn(rankBy)), asc(c.number)]

async function* walk(db: Db, condition: Condition, rankBy: RankBy): AsyncGenerator<RankedRow> {
  const value = countColumn(rankBy)
  let last: Standing | null = null
  for (;;) {
    const further: SQL | undefined = last
      ? or(lt(value, last.count), and(eq(value, last.count), gt(c.number, last.number)))
      : undefined
    const rows = (await db
      .select(rankedColumns(db))
      .from(c)
      .where(and(condition, further))
      .orderBy(...inOrderOf(rankBy))
      .limit(STEP)) as RankedRow[]
    yield* rows
    if (rows.length < STEP) return
    const { [rankBy]: count, number } = rows.at(-1)!
    last = { count, number }
    await new Promise((resume) => setImmediate(resume))
  }
}

function peopleOf(db: Db) {
  const supporters = db
    .select({ person: sql<string>`${supports.personId}`.as('person') })
    .from(supports)
    .where(and(eq(supports.townId, c.townId), eq(supports.contributionId, c.id)))
  const speakers = db
    .select({ person: sql<string>`${comments.authorId}`.as('person') })
    .from(comments)
    .where(
      and(
        eq(comments.townId, c.townId),
        eq(comments.contributionId, c.id),
        eq(comments.visibility, 'published'),
        eq(comments.isOfficial, false),
      ),
    )
  // Drizzle writes the union: SQLite takes no brackets around its two halves.
  return sql`(select count(*) from ${speakers.union(supporters)} as people)`.mapWith(Number)
}
