import { and, eq, inArray } from 'drizzle-orm'
import { follows } from '#db/schema/notices.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

interface Pair {
  townId: string
  fromId: string
  intoId: string
  /** When the merge was made: what it made people follow is known by it. */
  mergedAt: Date
}

/**
 * Whoever follows what is merged follows the other from now on; what they asked for stays as a row, for the undo.
 *
 * @returns the ids of the followers
 */
export function* carryFollows(
  tx: Tx,
  { townId, fromId, intoId, mergedAt }: Pair,
): Generator<Step, string[], unknown[]> {
  const ids = yield* followersOf(tx, townId, fromId)
  for (const personId of ids)
    yield* tx.do((db) =>
      db
        .insert(follows)
        .values({ townId, personId, subjectType: 'contribution', subjectId: intoId, createdAt: mergedAt })
        .onConflictDoNothing()
        .returning({ personId: follows.personId }),
    )
  return ids
}

/**
 * The undo of `carryFollows`. Who has stopped following the other since has stopped following both.
 *
 * @returns the ids of who follows what was merged again
 */
export function* giveFollowsBack(
  tx: Tx,
  { townId, fromId, intoId, mergedAt }: Pair,
): Generator<Step, string[], unknown[]> {
  const there = new Set(yield* followersOf(tx, townId, intoId))
  const ids = yield* followersOf(tx, townId, fromId)
  const gone = ids.filter((id) => !there.has(id))
  yield* tx.do((db) =>
    db
      .delete(follows)
      .where(and(isOf(townId, intoId), eq(follows.createdAt, mergedAt)))
      .returning({ personId: follows.personId }),
  )
  yield* tx.do((db) =>
    db
      .delete(follows)
      .where(and(isOf(townId, fromId), inArray(follows.personId, [...gone, ''])))
      .returning({ personId: follows.personId }),
  )
  return ids.filter((id) => there.has(id))
}

function isOf(townId: string, subjectId: string) {
  return and(
    eq(follows.townId, townId),
    eq(follows.subjectType, 'contribution'),
    eq(follows.subjectId, subjectId),
  )
}

function* followersOf(tx: Tx, townId: string, subjectId: string): Generator<Step, string[], unknown[]> {
  const rows = yield* tx.do((db) =>
    db.select({ personId: follows.personId }).from(follows).where(isOf(townId, subjectId)),
  )
  return rows.map(({ personId }) => personId)
}
