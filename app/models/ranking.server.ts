import { and, asc, count, desc, eq, max, or, type SQL, sql } from 'drizzle-orm'
import type { Geometry } from 'geojson'
import { type RankBy, type Ranked, ranked } from '#app/domain/ranking.ts'
import { contributions as c, comments, supports } from '#db/schema/contributions.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { type CardRow, type Condition, cardColumns } from './listing.server.ts'

/** A page of the walk: small, because better-sqlite3 holds the event loop while it reads one. */
const PAGE = 500

export interface RankedRow extends CardRow {
  geometry: Geometry | null
  externalId: string | null
  /** Distinct people who support it or have said something under it. */
  people: number
}

/** Votes where ballots were counted in every process of the set, supports elsewhere: only like is ranked with like. */
export async function rankByOf(condition: Condition, db?: Db): Promise<RankBy> {
  const read = db ?? (await getStore()).read
  const rows = await read
    .select({ votes: max(c.votes) })
    .from(c)
    .where(condition)
    .groupBy(c.processId)
  return rows.length > 0 && rows.every(({ votes }) => Number(votes ?? 0) > 0) ? 'votes' : 'supports'
}

export async function countIn(db: Db, condition: Condition): Promise<number> {
  const [row] = await db.select({ n: count() }).from(c).where(condition)
  return row!.n
}

/** The whole set in rank order with ranks and ties, a page at a time; other requests are let through between pages. */
export function eachRanked(db: Db, condition: Condition, rankBy: RankBy): AsyncGenerator<Ranked<RankedRow>> {
  return ranked(walk(db, condition, rankBy), (row) => row[rankBy])
}

/** The first rows of the ranking, for a screen. */
export async function listRanked(
  condition: Condition,
  rankBy: RankBy,
  limit: number,
): Promise<Ranked<RankedRow>[]> {
  const { read } = await getStore()
  const rows: Ranked<RankedRow>[] = []
  for await (const row of eachRanked(read, condition, rankBy)) {
    rows.push(row)
    if (rows.length === limit) break
  }
  return rows
}

async function* walk(db: Db, condition: Condition, rankBy: RankBy): AsyncGenerator<RankedRow> {
  const value = rankBy === 'votes' ? c.votes : c.supports
  let last: RankedRow | undefined
  for (;;) {
    const further: SQL | undefined = last
      ? or(sql`${value} < ${last[rankBy]}`, and(eq(value, last[rankBy]), sql`${c.number} > ${last.number}`))
      : undefined
    const rows = (await db
      .select({ ...cardColumns, geometry: c.geometry, externalId: c.externalId, people: peopleOf(db) })
      .from(c)
      .where(and(condition, further))
      .orderBy(desc(value), asc(c.number))
      .limit(PAGE)) as RankedRow[]
    yield* rows
    last = rows.at(-1)
    if (rows.length < PAGE) return
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
