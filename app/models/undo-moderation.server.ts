import { and, asc, eq, gte, inArray, isNotNull, like, ne, or } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { flags } from '#db/schema/desk.server.ts'
import { reports, staffActs } from '#db/schema/staff.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { grantOpenAppeals } from './appeals-closed.server.ts'
import { heldByBlock } from './held-by-block.server.ts'
import { newId } from './ids.server.ts'
import { excerptOf } from './moderation.server.ts'
import { recordStaffAct, type StaffActRow, undoneBy } from './staff-acts.server.ts'
import { type Subject, subjectOf } from './subjects.server.ts'
import { tellAuthor } from './tell-about.server.ts'
import { setVisibility } from './visibility.server.ts'

interface Undo {
  townId: string
  actorId: string
  actId: string
  now?: Date
}

/**
 * Takes a moderation act back: visibility, reports, flags and counts are again exactly what they were. While a block of
 * the author hides all they wrote, what was hidden stays so until that block is lifted.
 *
 * @returns its visibility from now on, and whether such a block holds it back
 * @throws {Refusal} 'act.not-found' | 'act.not-undoable' (undone already, or something was decided since)
 */
export async function undoModeration({ townId, actorId, actId, now = new Date() }: Undo) {
  const store = await getStore()
  return store.write(function* recordUndo(tx) {
    const [act] = yield* tx.do((db) =>
      db
        .select()
        .from(staffActs)
        .where(and(eq(staffActs.townId, townId), eq(staffActs.id, actId))),
    )
    if (!act) throw new Refusal('act.not-found')
    return yield* undoDecision(tx, act, actorId, now)
  })
}

/**
 * Takes back what was decided together. What somebody has decided anew since is left as it is and counted; what a block
 * of its author holds back is counted, too.
 * @throws {Refusal} 'act.not-found' | 'act.not-undoable' when nothing of it can be taken back
 */
export async function undoBatch({
  townId,
  actorId,
  batchId,
  now = new Date(),
}: Omit<Undo, 'actId'> & { batchId: string }) {
  const store = await getStore()
  return store.write(function* recordUndo(tx) {
    const acts = yield* tx.do((db) =>
      db
        .select()
        .from(staffActs)
        .where(
          and(
            eq(staffActs.townId, townId),
            eq(staffActs.batchId, batchId),
            like(staffActs.act, 'moderation.%'),
            ne(staffActs.act, 'moderation.undo'),
          ),
        )
        .orderBy(asc(staffActs.seq)),
    )
    if (acts.length === 0) throw new Refusal('act.not-found')
    const undoBatchId = newId()
    let [undone, held] = [0, 0]
    for (const act of acts) {
      try {
        const { isHeld } = yield* undoDecision(tx, act, actorId, now, undoBatchId)
        undone++
        if (isHeld) held++
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
    }
    if (undone === 0) throw new Refusal('act.not-undoable')
    return { undone, held, left: acts.length - undone }
  })
}

export function* undoDecision(
  tx: Tx,
  act: StaffActRow,
  actorId: string,
  now: Date,
  batchId: string | null = null,
): Generator<Step, { visibility: Visibility; isHeld: boolean }, unknown[]> {
  const { townId } = act
  if (!act.act.startsWith('moderation.') || act.act === 'moderation.undo') throw new Refusal('act.not-found')
  const subject: Subject = { type: act.subjectType as Subject['type'], id: act.subjectId }
  const found = yield* subjectOf(tx, townId, subject)
  if (found.visibility !== act.after.visibility) throw new Refusal('act.not-undoable')
  yield* mustBeLast(tx, act)
  const before = act.before as {
    visibility: Visibility
    reports: string[]
    flags?: string[]
    reviewedAt: string | null
  }
  const held = yield* heldByBlock(tx, townId, subject, found, before, now)
  const after = held ? found.visibility : before.visibility
  if (!held)
    yield* setVisibility(tx, {
      townId,
      subject,
      contributionId: found.contributionId,
      before: found.visibility,
      after,
      reviewedAt: before.reviewedAt ? new Date(before.reviewedAt) : null,
    })
  yield* reopen(tx, townId, reports, before.reports)
  yield* reopen(tx, townId, flags as unknown as typeof reports, before.flags ?? [])
  const closed = yield* grantOpenAppeals(tx, { townId, actIds: [act.id], actorId, now })
  yield* recordStaffAct(tx, {
    townId,
    actorId,
    act: 'moderation.undo',
    subjectType: act.subjectType,
    subjectId: act.subjectId,
    contributionId: act.contributionId,
    before: { visibility: found.visibility },
    after: { visibility: after, ...held, ...(closed[0] && { appeal: closed[0] }) },
    undid: act.id,
    batchId,
    now,
  })
  if (after !== found.visibility) {
    const prefix = subject.type === 'contribution' ? 'moderation' : subject.type
    yield* tellAuthor(tx, townId, found, `${prefix}-undo`, { text: excerptOf(found.body) }, now)
  }
  return { visibility: after, isHeld: held !== null }
}

/** Of the acts about one thing only the last that stands can be taken back. */
function* mustBeLast(tx: Tx, act: StaffActRow): Generator<Step, void, unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select({ id: staffActs.id, undoneBy })
      .from(staffActs)
      .where(
        and(
          eq(staffActs.townId, act.townId),
          eq(staffActs.subjectType, act.subjectType),
          eq(staffActs.subjectId, act.subjectId),
          like(staffActs.act, 'moderation.%'),
          ne(staffActs.act, 'moderation.undo'),
          act.seq === null
            ? or(isNotNull(staffActs.seq), gte(staffActs.id, act.id))
            : gte(staffActs.seq, act.seq),
        ),
      ),
  )
  const standing = rows.filter((row) => row.undoneBy === null)
  if (standing.length !== 1 || standing[0]!.id !== act.id) throw new Refusal('act.not-undoable')
}

function* reopen(
  tx: Tx,
  townId: string,
  table: typeof reports,
  ids: string[],
): Generator<Step, void, unknown[]> {
  if (ids.length === 0) return
  yield* tx.do((db) =>
    db
      .update(table)
      .set({ settledAt: null, settledBy: null })
      .where(and(eq(table.townId, townId), inArray(table.id, ids)))
      .returning({ id: table.id }),
  )
}
