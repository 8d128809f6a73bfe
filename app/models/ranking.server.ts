import { and, asc, count, desc, eq, gt, lt, notExists, or, type SQL, sql } from 'drizzle-orm'
import { type Preceding, type RankBy, type Ranked, rankerOf } from '#app/domain/ranking.ts'
import { contributions as c, comments, supports } from '#db/schema/contributions.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { type CardRow, type Condition, cardColumns } from './listing.server.ts'
import { countColumn, rankByOf } from './rank-by.server.ts'

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
  /** The page that is given, from 1; the last one when a later one was asked for. */
  page: number
  pages: number
  /** The place in the whole list of the first row here, from 1. */
  from: number
  all: number
}

/** One page of the ranking, all of one moment; ranks and ties are those of the whole list. */
export async function getRankedPage(condition: Condition, asked: number, size: number): Promise<RankedPage> {
  const store = await getStore()
  return store.snapshot(async function readPage(db) {
    const [all, rankBy] = [await countIn(db, condition), await rankByOf(condition, db)]
    const pages = Math.max(1, Math.ceil(all / size))
    const page = Math.min(asked, pages)
    const skipped = (page - 1) * size
    const last = skipped > 0 ? await standingAt(db, condition, rankBy, skipped) : null
    const ranker = rankerOf<RankedRow>((row) => row[rankBy], last ?? undefined)
    // One row more than the page: whether the last one shares its rank is seen in the next.
    const read = await db
      .select({ ...cardColumns, people: peopleColumn(db) })
      .from(c)
      .where(and(condition, last ? beyond(rankBy, last) : undefined))
      .orderBy(...inOrderOf(rankBy))
      .limit(size + 1)
    const rows = [...ranker.push(read as RankedRow[]), ...ranker.end()].slice(0, size)
    return { rows, rankBy, page, pages, from: skipped + 1, all }
  })
}

/** Where a walk through a ranking goes on. */
export interface Standing {
  count: number
  number: number
}

/** What stands at a place (from 1) of the list, and its rank. */
async function standingAt(
  db: Db,
  condition: Condition,
  rankBy: RankBy,
  place: number,
): Promise<Standing & Preceding> {
  const value = countColumn(rankBy)
  const [row] = await db
    .select({ count: value, number: c.number })
    .from(c)
    .where(condition)
    .orderBy(...inOrderOf(rankBy))
    .limit(1)
    .offset(place - 1)
  const higher = await countIn(db, and(condition, gt(value, row!.count))!)
  return { ...row!, place, rank: higher + 1 }
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
