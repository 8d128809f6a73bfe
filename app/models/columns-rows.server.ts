import { and, asc, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { marksToCome } from '#db/change-marks.server.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { type Db, query, type Store } from '#db/store.server.ts'

/** Rows read at a time: a few milliseconds, then others have their turn. */
export const ROWS_AT_A_TIME = 500

const kept = {
  number: c.number,
  cell: c.cell,
  lng: c.lng,
  lat: c.lat,
  kind: c.kind,
  status: c.status,
  processId: c.processId,
  categoryId: c.categoryId,
  spaceId: c.spaceId,
  supports: c.supports,
  comments: c.comments,
  votes: c.votes,
}

const isPublished = (townId: string) => and(eq(c.townId, townId), eq(c.visibility, 'published'))

export type PlacedRow = Pick<typeof c.$inferSelect, keyof typeof kept>

/** In the order of the index `contributions_cell`. */
export function placedAfter(db: Db, townId: string, after?: PlacedRow) {
  const beyond =
    after &&
    sql`(${c.cell}, ${c.lng}, ${c.lat}, ${c.kind}, ${c.number}) >
      (${after.cell}, ${after.lng}, ${after.lat}, ${after.kind}, ${after.number})`
  return db
    .select(kept)
    .from(c)
    .where(and(isPublished(townId), isNotNull(c.cell), beyond))
    .orderBy(asc(c.cell), asc(c.lng), asc(c.lat), asc(c.kind), asc(c.number))
    .limit(ROWS_AT_A_TIME)
}

/** By the same index: of one cell, which is none. */
export function unplacedAfter(db: Db, townId: string, after?: PlacedRow) {
  const beyond = after && sql`(${c.kind}, ${c.number}) > (${after.kind}, ${after.number})`
  return db
    .select(kept)
    .from(c)
    .where(and(isPublished(townId), isNull(c.cell), isNull(c.lng), isNull(c.lat), beyond))
    .orderBy(asc(c.kind), asc(c.number))
    .limit(ROWS_AT_A_TIME)
}

/** What every mark made from now on is not below. */
export async function marksToComeIn(db: Db, engine: Store['engine'], townId: string): Promise<number> {
  const [row] = await db
    .select({ mark: marksToCome(engine).mapWith(Number) })
    .from(towns)
    .where(eq(towns.id, sql.placeholder('townId')))
    .prepare('marks_to_come_in')
    .execute({ townId })
  return row?.mark ?? 0
}

const marksOf = (engine: Store['engine']) =>
  query<{ townId: string }>()('marks_to_come', (db) =>
    db
      .select({ mark: (marksToCome(engine) as SQL<number>).mapWith(Number) })
      .from(towns)
      .where(eq(towns.id, sql.placeholder('townId'))),
  )
const marks = { sqlite: marksOf('sqlite'), postgres: marksOf('postgres') }

/** As `marksToComeIn`, prepared once. */
export async function nextMarks(store: Store, townId: string): Promise<number> {
  const [row] = await store.get(marks[store.engine], { townId })
  return row?.mark ?? 0
}

/** Everything marked since, published or not, with its text; where a page ends, the next begins. */
export const changedSince = query<{ townId: string; mark: number; number: number }>()('changed_since', (db) =>
  db
    .select({ ...kept, visibility: c.visibility, searchText: c.searchText, changeMark: c.changeMark })
    .from(c)
    .where(
      and(
        eq(c.townId, sql.placeholder('townId')),
        sql`(${c.changeMark}, ${c.number}) >= (${sql.placeholder('mark')}, ${sql.placeholder('number')})`,
      ),
    )
    .orderBy(asc(c.changeMark), asc(c.number))
    .limit(ROWS_AT_A_TIME),
)

export const textsAfter = query<{ townId: string; number: number }>()('texts_after', (db) =>
  db
    .select({ number: c.number, searchText: c.searchText })
    .from(c)
    .where(
      and(
        eq(c.townId, sql.placeholder('townId')),
        eq(c.visibility, 'published'),
        sql`${c.number} > ${sql.placeholder('number')}`,
      ),
    )
    .orderBy(asc(c.number))
    .limit(ROWS_AT_A_TIME),
)
