import { and, eq, isNotNull, max } from 'drizzle-orm'
import type { RankBy } from '#app/domain/ranking.ts'
import { frozenBallots } from '#db/schema/ballots.server.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import type { Condition } from './listing.server.ts'
import { type Matches, matchesOf } from './matching.server.ts'

/**
 * By what a set is ordered, in the list and in the ranking alike: votes where ballots were counted in every process of
 * the set, supports elsewhere; only like is ranked with like.
 * @param db the snapshot that the rows are walked in; without one, as of now and from memory
 */
export async function rankByOf(condition: Condition, db?: Db): Promise<RankBy> {
  const read = db ?? (await getStore()).read
  if (!(await hasCounted(read, condition.scope.townId))) return 'supports'
  return db ? rankByOfRows(condition, db) : rankByOfMatches(await matchesOf(condition.scope))
}

async function rankByOfRows(condition: Condition, db: Db): Promise<RankBy> {
  const rows = await db
    .select({ votes: max(c.votes) })
    .from(c)
    .where(condition)
    .groupBy(c.processId)
  return rows.length > 0 && rows.every(({ votes }) => Number(votes ?? 0) > 0) ? 'votes' : 'supports'
}

function rankByOfMatches({ columns, bits }: Matches): RankBy {
  const { codes, values } = columns.facets.processId
  const [isThere, hasVotes] = [new Uint8Array(values.length), new Uint8Array(values.length)]
  for (let slot = 0; slot < bits.length; slot++) {
    if (bits[slot] === 0) continue
    isThere[codes[slot]!] = 1
    if (columns.votes[slot]! > 0) hasVotes[codes[slot]!] = 1
  }
  return isThere.includes(1) && isThere.every((there, code) => there === hasVotes[code])
    ? 'votes'
    : 'supports'
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
