import { and, asc, eq, inArray, isNull, notInArray } from 'drizzle-orm'
import { merges } from '#db/schema/desk.server.ts'
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
 * The undo of `carryFollows`, once the merge is marked as undone. Who has stopped following the other since has stopped
 * following both; who follows it by another merge, too, goes on.
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
  const kept = yield* keepForOthers(tx, { townId, fromId, intoId, mergedAt })
  yield* tx.do((db) =>
    db
      .delete(follows)
      .where(
        and(
          isOf(townId, intoId),
          eq(follows.createdAt, mergedAt),
          notInArray(follows.personId, [...kept, '']),
        ),
      )
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

/**
 * What this merge made people follow and another one in force would have is that one's from now on.
 *
 * @returns the ids of these people
 */
function* keepForOthers(tx: Tx, { townId, intoId, mergedAt }: Pair): Generator<Step, string[], unknown[]> {
  const others = yield* tx.do((db) =>
    db
      .select({ fromId: merges.fromId, createdAt: merges.createdAt })
      .from(merges)
      .where(and(eq(merges.townId, townId), eq(merges.intoId, intoId), isNull(merges.undoneAt)))
      .orderBy(asc(merges.createdAt)),
  )
  const kept = new Set<string>()
  for (const { fromId, createdAt } of others) {
    const wanted = (yield* followersOf(tx, townId, fromId)).filter((id) => !kept.has(id))
    const redated = yield* tx.do((db) =>
      db
        .update(follows)
        .set({ createdAt })
        .where(
          and(
            isOf(townId, intoId),
            eq(follows.createdAt, mergedAt),
            inArray(follows.personId, [...wanted, '']),
          ),
        )
        .returning({ personId: follows.personId }),
    )
    for (const { personId } of redated) kept.add(personId)
  }
  return [...kept]
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
