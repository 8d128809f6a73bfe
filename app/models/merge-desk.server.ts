import { and, eq, inArray, sql } from 'drizzle-orm'
import { supports } from '#db/schema/contributions.server.ts'
import { actCounts, appeals, blocks, devices, mergedSupports, merges } from '#db/schema/desk.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

interface Pair {
  intoId: string
  fromId: string
}

/**
 * What the desk knows of a person, when two accounts are joined: a block of either holds for both, and what either did
 * today counts. Before the supports are joined: who of the two supported what decides what an undone merge gives back.
 */
export function* mergeDesk(tx: Tx, pair: Pair): Generator<Step, void, unknown[]> {
  const { intoId, fromId } = pair
  yield* tx.do((db) =>
    db
      .update(appeals)
      .set({ authorId: intoId })
      .where(eq(appeals.authorId, fromId))
      .returning({ id: appeals.id }),
  )
  yield* tx.do((db) =>
    db
      .update(blocks)
      .set({ personId: intoId })
      .where(eq(blocks.personId, fromId))
      .returning({ id: blocks.id }),
  )
  yield* mergeDevices(tx, pair)
  yield* mergeCounts(tx, pair)
  yield* mergeKeptSupports(tx, pair)
}

function* mergeDevices(tx: Tx, { intoId, fromId }: Pair): Generator<Step, void, unknown[]> {
  const used = yield* tx.do((db) => db.delete(devices).where(eq(devices.personId, fromId)).returning())
  for (const device of used)
    yield* tx.do((db) =>
      db
        .insert(devices)
        .values({ ...device, personId: intoId })
        .onConflictDoNothing()
        .returning({ hash: devices.hash }),
    )
}

function* mergeCounts(tx: Tx, { intoId, fromId }: Pair): Generator<Step, void, unknown[]> {
  const counted = yield* tx.do((db) => db.delete(actCounts).where(eq(actCounts.personId, fromId)).returning())
  for (const row of counted)
    yield* tx.do((db) =>
      db
        .insert(actCounts)
        .values({ ...row, personId: intoId })
        .onConflictDoUpdate({
          target: [actCounts.townId, actCounts.personId, actCounts.act, actCounts.slot],
          set: { n: sql`${actCounts.n} + ${row.n}` },
        })
        .returning({ n: actCounts.n }),
    )
}

/** Who supported both by either account keeps the support of the other when the merge is undone. */
function* mergeKeptSupports(tx: Tx, { intoId, fromId }: Pair): Generator<Step, void, unknown[]> {
  const kept = yield* tx.do((db) =>
    db
      .select({
        row: mergedSupports,
        source: merges.fromId,
        target: merges.intoId,
        undoneAt: merges.undoneAt,
      })
      .from(mergedSupports)
      .innerJoin(merges, and(eq(merges.townId, mergedSupports.townId), eq(merges.id, mergedSupports.mergeId)))
      .where(inArray(mergedSupports.personId, [intoId, fromId])),
  )
  const held = yield* tx.do((db) =>
    db
      .select({ personId: supports.personId, contributionId: supports.contributionId })
      .from(supports)
      .where(inArray(supports.personId, [intoId, fromId])),
  )
  /** By a merge in force: then it is not a support of the target itself. */
  const wasBrought = (personId: string, to: string) =>
    kept.some(
      ({ row, target, undoneAt }) => row.personId === personId && row.isMoved && target === to && !undoneAt,
    )
  for (const mergeId of new Set(kept.map(({ row }) => row.mergeId))) {
    const own = kept.filter(({ row }) => row.mergeId === mergeId)
    const [{ row, target }] = own as [(typeof own)[number]]
    const supportsItself = [
      ...held.filter(({ contributionId }) => contributionId === target),
      // Where the target was merged on since, that merge keeps who supported it.
      ...kept.filter(({ source, undoneAt }) => source === target && !undoneAt).map((later) => later.row),
    ].some(({ personId }) => !wasBrought(personId, target))
    yield* tx.do((db) =>
      db
        .delete(mergedSupports)
        .where(
          and(
            eq(mergedSupports.townId, row.townId),
            eq(mergedSupports.mergeId, mergeId),
            inArray(mergedSupports.personId, [intoId, fromId]),
          ),
        )
        .returning({ personId: mergedSupports.personId }),
    )
    const createdAt = new Date(Math.min(...own.map((one) => one.row.createdAt.getTime())))
    yield* tx.do((db) =>
      db
        .insert(mergedSupports)
        .values({
          ...row,
          personId: intoId,
          createdAt,
          isMoved: own.some((one) => one.row.isMoved) && !supportsItself,
        })
        .returning({ personId: mergedSupports.personId }),
    )
  }
}
