import { and, desc, eq, lt } from 'drizzle-orm'
import { people } from '#db/schema/people.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { publicName } from './public-name.server.ts'

export type StaffActRow = typeof staffActs.$inferSelect

export interface NewStaffAct {
  townId: string
  actorId: string
  act: string
  subjectType: string
  subjectId: string
  contributionId?: string | null
  reason?: string
  before: Record<string, unknown>
  after: Record<string, unknown>
  now: Date
}

/** Writes a line of the staff's log in the transaction of the act itself. */
export function* recordStaffAct(tx: Tx, entry: NewStaffAct): Generator<Step, string, unknown[]> {
  const { now, contributionId = null, reason = '', ...rest } = entry
  const id = newId()
  yield* tx.do((db) =>
    db
      .insert(staffActs)
      .values({ ...rest, id, contributionId, reason, createdAt: now, undoneBy: null })
      .returning({ id: staffActs.id }),
  )
  return id
}

/** The log, newest first; `before` is the id after which to go on. */
export async function listStaffActs(townId: string, options: { before?: string; limit?: number } = {}) {
  const { read } = await getStore()
  return read
    .select({
      id: staffActs.id,
      act: staffActs.act,
      subjectType: staffActs.subjectType,
      subjectId: staffActs.subjectId,
      contributionId: staffActs.contributionId,
      reason: staffActs.reason,
      before: staffActs.before,
      after: staffActs.after,
      createdAt: staffActs.createdAt,
      undoneBy: staffActs.undoneBy,
      actor: publicName,
    })
    .from(staffActs)
    .innerJoin(people, eq(people.id, staffActs.actorId))
    .where(and(eq(staffActs.townId, townId), options.before ? lt(staffActs.id, options.before) : undefined))
    .orderBy(desc(staffActs.id))
    .limit(options.limit ?? 100)
}
