import { and, asc, count, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Geometry } from 'geojson'
import { type Preceding, type RankBy, type Ranked, ranked } from '#app/domain/ranking.ts'
import { contributions as c, comments, supports } from '#db/schema/contributions.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { type CardRow, type Condition, cardColumns } from './listing.server.ts'
import { countColumn, rankByOf } from './rank-by.server.ts'

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
    // One row more than the page: whether the last one shares its rank is seen in the next.
    const walked = walk(db, condition, rankBy, { after: last, step: size + 1 })
    const rows: Ranked<RankedRow>[] = []
    for await (const row of ranked(walked, (row) => row[rankBy], last ?? undefined)) {
      rows.push(row)
      if (rows.length === size) break
    }
    return { rows, rankBy, page, pages, from: skipped + 1, all }
  })
}

/** Where a walk goes on. */
interface Standing {
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

const inOrderOf = (rankBy: RankBy) => [desc(countColumn(rankBy)), asc(c.number)]

async function* walk(
  db: Db,
  condition: Condition,
  rankBy: RankBy,
  { after = null, step = STEP }: { after?: Standing | null; step?: number } = {},
): AsyncGenerator<RankedRow> {
  const value = countColumn(rankBy)
  let last = after
  for (;;) {
    const further: SQL | undefined = last
      ? or(lt(value, last.count), and(eq(value, last.count), gt(c.number, last.number)))
      : undefined
    const rows = (await db
      .select({ ...cardColumns, geometry: c.geometry, externalId: c.externalId, people: peopleOf(db) })
      .from(c)
      .where(and(condition, further))
      .orderBy(...inOrderOf(rankBy))
      .limit(step)) as RankedRow[]
    yield* rows
    if (rows.length < step) return
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
