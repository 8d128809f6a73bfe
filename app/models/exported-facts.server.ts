import { and, asc, count, gt, isNotNull, sum } from 'drizzle-orm'
import { contributions as c } from '#db/schema/contributions.server.ts'
import type { Db } from '#db/store.server.ts'
import type { Condition } from './listing.server.ts'

/** How many there are of each sort, and what they were given. */
export interface SortCount {
  kind: 'problem' | 'value' | 'idea' | 'proposal'
  categoryId: string | null
  status: 'new' | 'review' | 'planned' | 'done' | 'declined'
  entries: number
  supports: number
  votes: number
  comments: number
}

/** What a condition selects, by kind, category and status. */
export async function countSorts(db: Db, condition: Condition): Promise<SortCount[]> {
  const rows = await db
    .select({
      kind: c.kind,
      categoryId: c.categoryId,
      status: c.status,
      entries: count(),
      supports: sum(c.supports),
      votes: sum(c.votes),
      comments: sum(c.comments),
    })
    .from(c)
    .where(condition)
    .groupBy(c.kind, c.categoryId, c.status)
  return rows.map((row) => ({
    ...row,
    supports: Number(row.supports ?? 0),
    votes: Number(row.votes ?? 0),
    comments: Number(row.comments ?? 0),
  }))
}

/** The places and shapes of what a condition selects, some at a time; without those that stand on no map. */
export async function* eachShape(db: Db, condition: Condition, step: number) {
  for (let last = ''; ; ) {
    const rows = await db
      .select({ id: c.id, lng: c.lng, lat: c.lat, geometry: c.geometry })
      .from(c)
      .where(and(condition, isNotNull(c.lng), isNotNull(c.lat), gt(c.id, last)))
      .orderBy(asc(c.id))
      .limit(step)
    yield rows.map(({ lng, lat, geometry }) => ({ lng: lng!, lat: lat!, geometry }))
    // Other work of this thread is let through between them.
    await new Promise((resume) => setImmediate(resume))
    if (rows.length < step) return
    last = rows.at(-1)!.id
  }
}
