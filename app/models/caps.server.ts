import { and, eq, gt, gte, lt, sql } from 'drizzle-orm'
import { type BurstAct, type CappedAct, dailyCap, isBurst, SLOTS_A_DAY, slotOf } from '#app/domain/caps.ts'
import { Refusal, type RefusalCode } from '#app/domain/refusal.ts'
import { actCounts, spentChallenges } from '#db/schema/desk.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { trustOf } from './trust.server.ts'

export interface Counted {
  townId: string
  personId: string
  act: CappedAct
  now: Date
}

const total = sql<number>`coalesce(sum(${actCounts.n}), 0)`.mapWith(Number)

/**
 * Counts an act of a person in the write that does it. Counted by person and act, never by address: a library's readers
 * share one.
 *
 * @throws {Refusal} 'contribution.limit-reached' | 'comment.limit-reached' | 'act.too-many', each with `limit`
 */
export function* countAct(tx: Tx, { townId, personId, act, now }: Counted): Generator<Step, void, unknown[]> {
  const slot = slotOf(now)
  const mine = and(eq(actCounts.townId, townId), eq(actCounts.personId, personId), eq(actCounts.act, act))
  yield* tx.do((db) =>
    db
      .delete(actCounts)
      .where(and(mine, lt(actCounts.slot, slot - 2 * SLOTS_A_DAY)))
      .returning({ slot: actCounts.slot }),
  )
  const [day] = yield* tx.do((db) =>
    db
      .select({ n: total })
      .from(actCounts)
      .where(and(mine, gt(actCounts.slot, slot - SLOTS_A_DAY))),
  )
  yield* mustBeUnderCap(tx, { townId, personId, act }, day!.n)
  yield* tx.do((db) =>
    db
      .insert(actCounts)
      .values({ townId, personId, act, slot, n: 1 })
      .onConflictDoUpdate({
        target: [actCounts.townId, actCounts.personId, actCounts.act, actCounts.slot],
        set: { n: sql`${actCounts.n} + 1` },
      })
      .returning({ n: actCounts.n }),
  )
}

const CAP_REACHED: Partial<Record<CappedAct, RefusalCode>> = {
  pin: 'contribution.limit-reached',
  proposal: 'contribution.limit-reached',
  comment: 'comment.limit-reached',
}

/**
 * The day's cap of whoever does it now. How well the town knows them is asked only of who has come to the least cap.
 *
 * @param done  how often in the last 24 hours
 * @throws {Refusal} as `countAct`
 */
export function* mustBeUnderCap(
  tx: Tx,
  { townId, personId, act }: Omit<Counted, 'now'>,
  done: number,
): Generator<Step, void, unknown[]> {
  if (done < dailyCap(act)) return
  const limit = dailyCap(act, yield* trustOf(tx, { townId, personId }))
  if (done >= limit) throw new Refusal(CAP_REACHED[act] ?? 'act.too-many', { limit })
}

/** Whether a person does something so often just now that they should confirm that they are a person. */
export async function isBursting({
  townId,
  personId,
  act,
  now,
}: Counted & { act: BurstAct }): Promise<boolean> {
  const { read } = await getStore()
  const [row] = await read
    .select({ n: total })
    .from(actCounts)
    .where(
      and(
        eq(actCounts.townId, townId),
        eq(actCounts.personId, personId),
        eq(actCounts.act, act),
        gte(actCounts.slot, slotOf(now) - 1),
      ),
    )
  return isBurst(act, row!.n)
}

/** Marks a challenge as answered. @returns false when it was before: each opens the way once */
export async function spendChallenge(id: string, expiresAt: Date, now: Date): Promise<boolean> {
  const store = await getStore()
  return store.write(function* recordSpent(tx) {
    yield* tx.do((db) =>
      db
        .delete(spentChallenges)
        .where(lt(spentChallenges.expiresAt, now))
        .returning({ id: spentChallenges.id }),
    )
    const made = yield* tx.do((db) =>
      db
        .insert(spentChallenges)
        .values({ id, expiresAt })
        .onConflictDoNothing()
        .returning({ id: spentChallenges.id }),
    )
    return made.length === 1
  })
}
