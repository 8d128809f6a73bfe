import { and, eq, isNull, or } from 'drizzle-orm'
import {
  actCounts,
  appeals,
  assignments,
  blocks,
  claims,
  devices,
  flags,
  merges,
  similarRefusals,
  staffNotes,
} from '#db/schema/desk.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { BY_AUTHOR } from './staff-acts.server.ts'
import { takeMergesBack } from './undo-merge.server.ts'

/**
 * What the desk holds about a leaving person. An answer to a decision that nobody has read yet is read no more; of one
 * that was decided it stays that there was one. What the staff were to do for somebody who has left is free again.
 */
export function* leaveDesk(tx: Tx, personId: string): Generator<Step, void, unknown[]> {
  for (const table of [claims, blocks, devices, actCounts] as (typeof claims)[])
    yield* tx.do((db) =>
      db.delete(table).where(eq(table.personId, personId)).returning({ id: table.personId }),
    )
  yield* tx.do((db) =>
    db
      .delete(assignments)
      .where(eq(assignments.assigneeId, personId))
      .returning({ id: assignments.contributionId }),
  )
  yield* tx.do((db) =>
    db
      .delete(appeals)
      .where(and(eq(appeals.authorId, personId), isNull(appeals.decidedAt)))
      .returning({ id: appeals.id }),
  )
  yield* tx.do((db) =>
    db.update(appeals).set({ body: '' }).where(eq(appeals.authorId, personId)).returning({ id: appeals.id }),
  )
}

/** Of what is not there any more: what was found in its words, and what the staff said about it. */
export function* leaveWordsAbout(
  tx: Tx,
  townId: string,
  subjectId: string,
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .delete(flags)
      .where(
        and(
          eq(flags.townId, townId),
          or(
            eq(flags.subjectId, subjectId),
            and(eq(flags.contributionId, subjectId), eq(flags.subjectType, 'photo')),
          ),
        ),
      )
      .returning({ id: flags.id }),
  )
  yield* tx.do((db) =>
    db
      .delete(staffNotes)
      .where(and(eq(staffNotes.townId, townId), eq(staffNotes.contributionId, subjectId)))
      .returning({ id: staffNotes.id }),
  )
  yield* tx.do((db) =>
    db
      .delete(similarRefusals)
      .where(
        and(
          eq(similarRefusals.townId, townId),
          or(eq(similarRefusals.contributionId, subjectId), eq(similarRefusals.otherId, subjectId)),
        ),
      )
      .returning({ id: similarRefusals.otherId }),
  )
}

/**
 * Before an entry goes by its author's will: what others wrote and was taken into it is by itself again, and what it was itself taken into
 * gives back nothing but an empty entry.
 */
export function* leaveMerges(
  tx: Tx,
  townId: string,
  contributionId: string,
  actorId: string,
  now: Date,
): Generator<Step, void, unknown[]> {
  const [taken] = yield* tx.do((db) =>
    db
      .select({ id: merges.id, moved: merges.moved })
      .from(merges)
      .where(and(eq(merges.townId, townId), eq(merges.fromId, contributionId), isNull(merges.undoneAt))),
  )
  // What was merged on since is elsewhere, and stays there until this comes back empty.
  if (!taken)
    return yield* takeMergesBack(tx, { townId, actorId, intoId: contributionId, act: BY_AUTHOR, now })
  yield* tx.do((db) =>
    db
      .update(merges)
      .set({ moved: { ...taken.moved, visibility: 'withdrawn' } })
      .where(and(eq(merges.townId, townId), eq(merges.id, taken.id)))
      .returning({ id: merges.id }),
  )
}
