import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { citations, comments, photos, supports } from '#db/schema/contributions.server.ts'
import { type MovedByMerge, mergedSupports, merges } from '#db/schema/desk.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import type { Contribution } from './contributions.server.ts'
import { giveFollowsBack } from './merged-follows.server.ts'
import { keepForOtherMerges } from './merged-supports.server.ts'
import { contributionOf, recountBoth, setMerged, tellAll } from './merges.server.ts'
import { type BY_AUTHOR, recordStaffAct } from './staff-acts.server.ts'

/**
 * Takes a merge back: supporters, photos, comments and citations are where they were. Who withdrew their support since
 * keeps it withdrawn; who began to support the other since still does. What comes back out of sight, its author having
 * left or been blocked since, hosts nobody: what had been merged into it before is by itself again, too.
 *
 * @throws {Refusal} 'merge.not-found' (or undone already) | 'merge.not-published' (the other was merged on since)
 */
export async function undoMerge(undo: Undo) {
  const store = await getStore()
  await store.write((tx) => takeMergeBack(tx, undo))
}

export interface Undo {
  townId: string
  actorId: string
  mergeId: string
  /** Where it was merged into, as the page says: another merge's id is none. */
  intoId: string
  /** How the log names it: an author whose own entry goes is not of the staff. */
  act?: 'merge.undo' | typeof BY_AUTHOR
  now?: Date
}

/** `undoMerge` inside another write. */
function* takeMergeBack(
  tx: Tx,
  { townId, actorId, mergeId, intoId, act = 'merge.undo', now = new Date() }: Undo,
): Generator<Step, void, unknown[]> {
  const [merge] = yield* tx.do((db) =>
    db
      .update(merges)
      .set({ undoneAt: now })
      .where(
        and(
          eq(merges.townId, townId),
          eq(merges.id, mergeId),
          eq(merges.intoId, intoId),
          isNull(merges.undoneAt),
        ),
      )
      .returning(),
  )
  if (!merge) throw new Refusal('merge.not-found')
  const from = yield* contributionOf(tx, townId, merge.fromId)
  const into = yield* contributionOf(tx, townId, merge.intoId)
  // What was merged on since has its supporters elsewhere: the later merge is undone first.
  if (into.visibility === 'merged') throw new Refusal('merge.not-published')
  const people = yield* giveSupportsBack(tx, townId, mergeId, from, into)
  const pair = { townId, fromId: from.id, intoId: into.id, mergedAt: merge.createdAt }
  const followers = yield* giveFollowsBack(tx, pair)
  yield* giveBack(tx, townId, from.id, into.id, merge.moved)
  yield* setMerged(tx, townId, from.id, merge.moved.visibility, null)
  yield* recountBoth(tx, townId, from.id, into.id)
  const acts = yield* tx.do((db) =>
    db
      .select({ id: staffActs.id, after: staffActs.after })
      .from(staffActs)
      .where(and(eq(staffActs.townId, townId), eq(staffActs.subjectId, from.id), eq(staffActs.act, 'merge'))),
  )
  yield* recordStaffAct(tx, {
    townId,
    actorId,
    act,
    subjectType: 'contribution',
    subjectId: from.id,
    contributionId: into.id,
    before: { merge: mergeId },
    after: { number: from.number, into: into.number },
    undid: acts.find((made) => made.after.merge === mergeId)?.id ?? null,
    now,
  })
  const told = [...people, ...followers]
  yield* tellAll(tx, { townId, from, into, people: told, reason: '', template: 'merge-undo', now })
  if (merge.moved.visibility === 'withdrawn' || merge.moved.visibility === 'hidden')
    yield* takeMergesBack(tx, { townId, actorId, intoId: from.id, act, now })
}

/** Every merge into something that nobody is to see any more, the last first. It must not be merged itself. */
export function* takeMergesBack(
  tx: Tx,
  { intoId, ...undo }: Omit<Undo, 'mergeId'>,
): Generator<Step, void, unknown[]> {
  const hosted = yield* tx.do((db) =>
    db
      .select({ id: merges.id })
      .from(merges)
      .where(and(eq(merges.townId, undo.townId), eq(merges.intoId, intoId), isNull(merges.undoneAt)))
      .orderBy(desc(merges.createdAt), desc(merges.id)),
  )
  for (const { id } of hosted) yield* takeMergeBack(tx, { ...undo, mergeId: id, intoId })
}

function* giveSupportsBack(
  tx: Tx,
  townId: string,
  mergeId: string,
  from: Contribution,
  into: Contribution,
): Generator<Step, string[], unknown[]> {
  const kept = yield* tx.do((db) =>
    db
      .select()
      .from(mergedSupports)
      .where(and(eq(mergedSupports.townId, townId), eq(mergedSupports.mergeId, mergeId))),
  )
  const now = yield* tx.do((db) =>
    db
      .select({ personId: supports.personId })
      .from(supports)
      .where(and(eq(supports.townId, townId), eq(supports.contributionId, into.id))),
  )
  const there = new Set([...now.map(({ personId }) => personId), into.authorId])
  // Nobody supports their own: accounts may have been joined since. What was taken back since is not kept any more.
  const back = kept.filter(
    ({ personId, isMoved }) => (!isMoved || there.has(personId)) && personId !== from.authorId,
  )
  const personIds = back.filter(({ isMoved }) => isMoved).map(({ personId }) => personId)
  const staying = yield* keepForOtherMerges(tx, { townId, intoId: into.id, personIds })
  for (const { personId, createdAt, isMoved } of back) {
    if (isMoved && !staying.has(personId)) {
      yield* tx.do((db) =>
        db
          .delete(supports)
          .where(
            and(
              eq(supports.townId, townId),
              eq(supports.contributionId, into.id),
              eq(supports.personId, personId),
            ),
          )
          .returning({ personId: supports.personId }),
      )
    }
    yield* tx.do((db) =>
      db
        .insert(supports)
        .values({ townId, contributionId: from.id, personId, processId: from.processId, createdAt })
        .onConflictDoNothing()
        .returning({ personId: supports.personId }),
    )
  }
  return back.map(({ personId }) => personId)
}

function* giveBack(
  tx: Tx,
  townId: string,
  fromId: string,
  intoId: string,
  moved: MovedByMerge,
): Generator<Step, void, unknown[]> {
  for (const { id, position } of moved.photos) {
    yield* tx.do((db) =>
      db
        .update(photos)
        .set({ contributionId: fromId, position })
        .where(and(eq(photos.townId, townId), eq(photos.id, id)))
        .returning({ id: photos.id }),
    )
  }
  if (moved.comments.length > 0) {
    const threads = [...moved.comments, '']
    yield* tx.do((db) =>
      db
        .update(comments)
        .set({ contributionId: fromId })
        .where(and(eq(comments.townId, townId), inArray(comments.id, threads)))
        .returning({ id: comments.id }),
    )
    // What was answered in these threads since goes with them.
    yield* tx.do((db) =>
      db
        .update(comments)
        .set({ contributionId: fromId })
        .where(and(eq(comments.townId, townId), inArray(comments.parentId, threads)))
        .returning({ id: comments.id }),
    )
  }
  for (const [column, ids] of [
    ['cites', moved.cites],
    ['citedBy', moved.citedBy],
  ] as const) {
    if (ids.length === 0) continue
    const [own, other] =
      column === 'cites' ? [citations.proposalId, citations.pinId] : [citations.pinId, citations.proposalId]
    yield* tx.do((db) =>
      db
        .delete(citations)
        .where(and(eq(citations.townId, townId), eq(own, intoId), inArray(other, [...ids])))
        .returning({ pinId: citations.pinId }),
    )
  }
}
