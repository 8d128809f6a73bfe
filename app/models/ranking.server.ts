import { and, asc, count, desc, eq, gt, inArray, lt, notExists, or, type SQL, sql } from 'drizzle-orm'
import { type Preceding, type RankBy, type Ranked, rankerOf } from '#app/domain/ranking.ts'
import { contributions as c, comments, supports } from '#db/schema/contributions.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { type CardRow, type Condition, cardColumns } from './listing.server.ts'
import { type Matches, matchesOf } from './matching.server.ts'
import { countColumn, rankByOf } from './rank-by.server.ts'
import { type Place, placesFrom, standingOf } from './sorted-page.server.ts'

/** A row of a ranking as its page shows it. */
export interface RankedRow extends CardRow {
  /** Distinct people who support it or have said something under it. */
  people: number
}

export async function countIn(db: Db, condition: SQL): Promise<number> {
  const [row] = await db.select({ n: count() }).from(c).where(condition)
  return row!.n
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
  const ranker = rankerOf<RankedRow>((row) => row[rankBy], preceding)
  // Of the moment of the ranks, should a support have come since.
  const asRanked = rows.map((row) => ({ ...row, [rankBy]: counts.get(row.number)! }))
  return {
    rows: [...ranker.push(asRanked), ...ranker.end()].slice(0, found.length),
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

const rankedColumns = (db: Db) => ({ ...cardColumns, people: peopleColumn(db) })

/** Where a walk through a ranking goes on. */
export interface Standing {
  count: number
  number: number
}

/** More first; of equals the lower number. */
export const inOrderOf = (rankBy: RankBy) => [desc(countColumn(rankBy)), asc(c.number)]

/** What stands after a row in the order of a ranking. */
export function beyond(rankBy: RankBy, { count, number }: Standing): SQL {
  const value = countColumn(rankBy)
  return or(lt(value, count), and(eq(value, count), gt(c.number, number)))!
}

/**
 * Distinct people who support a contribution or have said something under it: supporters are counted in its row, and
 * those who have only spoken are looked for where somebody has.
 */
export function peopleColumn(db: Db): SQL<number> {
  const alsoSupports = db
    .select({ one: sql`1` })
    .from(supports)
    .where(
      and(
        eq(supports.townId, comments.townId),
        eq(supports.contributionId, comments.contributionId),
        eq(supports.personId, comments.authorId),
      ),
    )
  const onlySpeak = db
    .selectDistinct({ person: comments.authorId })
    .from(comments)
    .where(
      and(
        eq(comments.townId, c.townId),
        eq(comments.contributionId, c.id),
        eq(comments.visibility, 'published'),
        eq(comments.isOfficial, false),
        notExists(alsoSupports),
      ),
    )
  return sql<number>`${c.supports} + case when ${c.comments} = 0 then 0 else (select count(*) from ${onlySpeak.as('speakers')}) end`.mapWith(
    Number,
  )
}
