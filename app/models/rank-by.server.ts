import { and, eq, isNotNull, max } from 'drizzle-orm'
import type { RankBy } from '#app/domain/ranking.ts'
import { frozenBallots } from '#db/schema/ballots.server.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import type { Condition } from './listing.server.ts'

/**
 * By what a set is ordered, in the list and in the ranking alike: votes where ballots were counted in every process of
 * the set, supports elsewhere; only like is ranked with like.
 */
export async function rankByOf(condition: Condition, db?: Db): Promise<RankBy> {
  const read = db ?? (await getStore()).read
  if (!(await hasCounted(read, condition.scope.townId))) return 'supports'
  const rows = await read
    .select({ votes: max(c.votes) })
    .from(c)
    .where(condition)
    .groupBy(c.processId)
  return rows.length > 0 && rows.every(({ votes }) => Number(votes ?? 0) > 0) ? 'votes' : 'supports'
}

/** Most towns have counted no vote, and need not have all their rows read to know it. */
async function hasCounted(db: Db, townId: string): Promise<boolean> {
  const [one] = await db
    .select({ phaseId: frozenBallots.phaseId })
    .from(frozenBallots)
    .where(and(eq(frozenBallots.townId, townId), isNotNull(frozenBallots.countedAt)))
    .limit(1)
  return one !== undefined
}

/** What is counted: more of it stands first, and of equals the lower number. */
export const countColumn = (rankBy: RankBy) => (rankBy === 'votes' ? c.votes : c.supports)
