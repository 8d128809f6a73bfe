import { and, eq, gt, inArray, isNull, like, ne } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { comments, contributions, photos } from '#db/schema/contributions.server.ts'
import { type MovedByMerge, merges } from '#db/schema/desk.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { mergesAbout, ownPhotoIds } from './merged-photos.server.ts'
import type { Subject } from './subjects.server.ts'
import { takeMergesBack } from './undo-merge.server.ts'
import { setVisibility } from './visibility.server.ts'

/** What a block took out of sight, as it was before; of a merged entry, what an undone merge would have shown. */
export interface HiddenThing extends Subject {
  contributionId: string
  visibility: Visibility
  /** ISO 8601. */
  reviewedAt: string | null
}

const IN_SIGHT: ('pending' | 'published' | 'returned')[] = ['pending', 'published', 'returned']

/**
 * Hides everything of a person in a town that is in sight, waits for the desk or was returned. Of what was taken into
 * another one the pictures go, and an undone merge does not show it. What was taken into something of theirs is by itself
 * again first.
 */
export function* hideAll(
  tx: Tx,
  { townId, actorId, personId, now }: { townId: string; actorId: string; personId: string; now: Date },
): Generator<Step, HiddenThing[], unknown[]> {
  yield* leaveHosts(tx, townId, actorId, personId, now)
  const sent = yield* tx.do((db) =>
    db
      .select({
        id: contributions.id,
        visibility: contributions.visibility,
        reviewedAt: contributions.reviewedAt,
      })
      .from(contributions)
      .where(
        and(
          eq(contributions.townId, townId),
          eq(contributions.authorId, personId),
          inArray(contributions.visibility, [...IN_SIGHT, 'merged']),
        ),
      ),
  )
  const said = yield* tx.do((db) =>
    db
      .select({ id: comments.id, contributionId: comments.contributionId, visibility: comments.visibility })
      .from(comments)
      .where(
        and(
          eq(comments.townId, townId),
          eq(comments.authorId, personId),
          inArray(comments.visibility, IN_SIGHT),
        ),
      ),
  )
  const hidden: HiddenThing[] = []
  for (const { id, visibility, reviewedAt } of sent) {
    if (visibility === 'merged') {
      hidden.push(...(yield* hideMerged(tx, townId, id, reviewedAt)))
      continue
    }
    yield* setVisibility(tx, {
      townId,
      subject: { type: 'contribution', id },
      contributionId: id,
      before: visibility,
      after: 'hidden',
      reviewedAt: now,
    })
    const at = reviewedAt?.toISOString() ?? null
    hidden.push({ type: 'contribution', id, contributionId: id, visibility, reviewedAt: at })
  }
  for (const { id, contributionId, visibility } of said) {
    const subject = { type: 'comment' as const, id }
    const change = { before: visibility, after: 'hidden' as const, reviewedAt: null }
    yield* setVisibility(tx, { townId, subject, contributionId, ...change })
    hidden.push({ ...subject, contributionId, visibility, reviewedAt: null })
  }
  return hidden
}

/** One at a time: what comes back may be their own, and host others itself. */
function* leaveHosts(
  tx: Tx,
  townId: string,
  actorId: string,
  personId: string,
  now: Date,
): Generator<Step, void, unknown[]> {
  for (;;) {
    const [host] = yield* tx.do((db) =>
      db
        .select({ id: contributions.id })
        .from(merges)
        .innerJoin(
          contributions,
          and(eq(contributions.townId, merges.townId), eq(contributions.id, merges.intoId)),
        )
        .where(
          and(
            eq(merges.townId, townId),
            isNull(merges.undoneAt),
            eq(contributions.authorId, personId),
            inArray(contributions.visibility, IN_SIGHT),
          ),
        )
        .limit(1),
    )
    if (!host) return
    yield* takeMergesBack(tx, { townId, actorId, intoId: host.id, now })
  }
}

function* hideMerged(
  tx: Tx,
  townId: string,
  id: string,
  reviewedAt: Date | null,
): Generator<Step, HiddenThing[], unknown[]> {
  const about = yield* tx.do((db) => mergesAbout(db, [id]))
  const merge = about.find((row) => row.townId === townId && row.fromId === id)
  if (!merge) return []
  const hidden: HiddenThing[] = []
  const { visibility } = merge.moved
  if ((IN_SIGHT as string[]).includes(visibility)) {
    yield* setAfterUndo(tx, merge, 'hidden')
    const at = reviewedAt?.toISOString() ?? null
    hidden.push({ type: 'contribution', id, contributionId: id, visibility, reviewedAt: at })
  }
  const gone = yield* tx.do((db) =>
    db
      .update(photos)
      .set({ visibility: 'hidden' })
      .where(
        and(
          eq(photos.townId, townId),
          inArray(photos.id, [...ownPhotoIds({ townId, id }, [], about), '']),
          eq(photos.visibility, 'published'),
        ),
      )
      .returning({ id: photos.id, contributionId: photos.contributionId }),
  )
  for (const photo of gone)
    hidden.push({ type: 'photo', ...photo, visibility: 'published', reviewedAt: null })
  return hidden
}

/** What an entry is once its merge is undone. */
function* setAfterUndo(
  tx: Tx,
  { townId, id, moved }: typeof merges.$inferSelect,
  visibility: MovedByMerge['visibility'],
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(merges)
      .set({ moved: { ...moved, visibility } })
      .where(and(eq(merges.townId, townId), eq(merges.id, id)))
      .returning({ id: merges.id }),
  )
}

/**
 * Shows again what a block had hidden, unless the desk has decided about it since.
 *
 * @param sinceSeq  where the block stands in the log
 */
export function* showAgain(
  tx: Tx,
  townId: string,
  thing: HiddenThing,
  sinceSeq: number,
): Generator<Step, boolean, unknown[]> {
  if (yield* isDecidedSince(tx, townId, thing, sinceSeq)) return false
  const table = { contribution: contributions, comment: comments, photo: photos }[thing.type]
  const [row] = yield* tx.do<{ visibility: Visibility; contributionId: string }>((db) =>
    db
      .select({
        visibility: (table as typeof contributions).visibility,
        contributionId:
          table === contributions ? contributions.id : (table as typeof comments).contributionId,
      })
      .from(table as typeof contributions)
      .where(and(eq(table.townId, townId), eq(table.id, thing.id))),
  )
  if (row?.visibility === 'merged') return yield* showAfterUndo(tx, townId, thing)
  if (row?.visibility !== 'hidden') return false
  yield* setVisibility(tx, {
    townId,
    subject: { type: thing.type, id: thing.id },
    // A merge may have taken it elsewhere, or back.
    contributionId: row.contributionId,
    before: 'hidden',
    after: thing.visibility,
    reviewedAt: thing.reviewedAt ? new Date(thing.reviewedAt) : null,
  })
  return true
}

function* showAfterUndo(
  tx: Tx,
  townId: string,
  { id, visibility }: HiddenThing,
): Generator<Step, boolean, unknown[]> {
  const [merge] = yield* tx.do((db) =>
    db
      .select()
      .from(merges)
      .where(and(eq(merges.townId, townId), eq(merges.fromId, id), isNull(merges.undoneAt))),
  )
  if (merge?.moved.visibility !== 'hidden') return false
  yield* setAfterUndo(tx, merge, visibility as MovedByMerge['visibility'])
  return true
}

/** Settling reports says nothing of whether it should be seen. */
function* isDecidedSince(
  tx: Tx,
  townId: string,
  { type, id }: Subject,
  seq: number,
): Generator<Step, boolean, unknown[]> {
  const [decided] = yield* tx.do((db) =>
    db
      .select({ id: staffActs.id })
      .from(staffActs)
      .where(
        and(
          eq(staffActs.townId, townId),
          eq(staffActs.subjectId, id),
          eq(staffActs.subjectType, type),
          like(staffActs.act, 'moderation.%'),
          ne(staffActs.act, 'moderation.dismiss'),
          gt(staffActs.seq, seq),
        ),
      )
      .limit(1),
  )
  return decided !== undefined
}
