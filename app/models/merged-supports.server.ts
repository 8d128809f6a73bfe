import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { contributions } from '#db/schema/contributions.server.ts'
import { mergedSupports, merges } from '#db/schema/desk.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

interface Held {
  townId: string
  personId: string
  contributionId: string
}

/**
 * Whoever takes back a support of what others were taken into takes back the one that came with a merge, too: a support
 * given anew is of the entry itself, and stays there when the merge is undone.
 */
export function* forgetMergedSupport(
  tx: Tx,
  { townId, personId, contributionId }: Held,
): Generator<Step, void, unknown[]> {
  const mergeIds: string[] = []
  let here = [contributionId]
  // However often it was merged on: each of the merges kept it.
  while (here.length > 0) {
    const found = yield* tx.do((db) =>
      db
        .select({ id: merges.id, fromId: merges.fromId })
        .from(merges)
        .where(and(eq(merges.townId, townId), inArray(merges.intoId, here), isNull(merges.undoneAt))),
    )
    const fresh = found.filter(({ id }) => !mergeIds.includes(id))
    mergeIds.push(...fresh.map(({ id }) => id))
    here = fresh.map(({ fromId }) => fromId)
  }
  if (mergeIds.length > 0) yield* forgetMergedSupports(tx, townId, personId, mergeIds)
}

/**
 * Who supports an entry by several merges in force goes on supporting it when one of them is undone: from now on it is
 * another one that brought them.
 *
 * @param personIds  whom the merge that is undone had brought
 * @returns those of them whose support stays
 */
export function* keepForOtherMerges(
  tx: Tx,
  { townId, intoId, personIds }: { townId: string; intoId: string; personIds: string[] },
): Generator<Step, Set<string>, unknown[]> {
  const brought = new Set(personIds)
  const others = yield* tx.do((db) =>
    db
      .select({ mergeId: merges.id, personId: mergedSupports.personId })
      .from(mergedSupports)
      .innerJoin(merges, and(eq(merges.townId, mergedSupports.townId), eq(merges.id, mergedSupports.mergeId)))
      .where(and(eq(merges.townId, townId), eq(merges.intoId, intoId), isNull(merges.undoneAt)))
      .orderBy(asc(merges.createdAt)),
  )
  const staying = new Set<string>()
  for (const { mergeId, personId } of others) {
    if (!brought.has(personId) || staying.has(personId)) continue
    staying.add(personId)
    yield* tx.do((db) =>
      db
        .update(mergedSupports)
        .set({ isMoved: true })
        .where(
          and(
            eq(mergedSupports.townId, townId),
            eq(mergedSupports.mergeId, mergeId),
            eq(mergedSupports.personId, personId),
          ),
        )
        .returning({ personId: mergedSupports.personId }),
    )
  }
  return staying
}

/** What was kept of a person's supports by merges, undone ones too, each with its process. */
export function listMergedSupports(tx: Tx, personId: string) {
  return tx.do((db) =>
    db
      .select({
        townId: merges.townId,
        mergeId: merges.id,
        undoneAt: merges.undoneAt,
        processId: contributions.processId,
      })
      .from(mergedSupports)
      .innerJoin(merges, and(eq(merges.townId, mergedSupports.townId), eq(merges.id, mergedSupports.mergeId)))
      .innerJoin(
        contributions,
        and(eq(contributions.townId, merges.townId), eq(contributions.id, merges.fromId)),
      )
      .where(eq(mergedSupports.personId, personId)),
  )
}

export function* forgetMergedSupports(
  tx: Tx,
  townId: string,
  personId: string,
  mergeIds: string[],
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .delete(mergedSupports)
      .where(
        and(
          eq(mergedSupports.townId, townId),
          eq(mergedSupports.personId, personId),
          inArray(mergedSupports.mergeId, mergeIds),
        ),
      )
      .returning({ personId: mergedSupports.personId }),
  )
}
