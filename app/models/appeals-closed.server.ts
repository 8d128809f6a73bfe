import { and, eq, inArray, isNull } from 'drizzle-orm'
import { appeals } from '#db/schema/desk.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

interface Reversal {
  townId: string
  /** The decisions that are taken back. */
  actIds: string[]
  actorId: string
  now: Date
}

/**
 * The desk has taken a decision back by itself: who had appealed against it has got what they asked for, and nothing is
 * left to decide.
 *
 * @returns the ids of the appeals
 */
export function* grantOpenAppeals(
  tx: Tx,
  { townId, actIds, actorId, now }: Reversal,
): Generator<Step, string[], unknown[]> {
  const closed = yield* tx.do((db) =>
    db
      .update(appeals)
      .set({ outcome: 'granted', decidedBy: actorId, decidedAt: now })
      .where(
        and(eq(appeals.townId, townId), inArray(appeals.actId, [...actIds, '']), isNull(appeals.decidedAt)),
      )
      .returning({ id: appeals.id }),
  )
  return closed.map(({ id }) => id)
}
