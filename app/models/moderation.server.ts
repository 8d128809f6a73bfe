import { and, asc, eq, gt, inArray, isNull, like, ne } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { type ModerationAct, visibilityAfter } from '#app/domain/moderation.ts'
import { templateOf } from '#app/domain/reasons.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { comments, contributions } from '#db/schema/contributions.server.ts'
import { reasonTemplates, reports, staffActs } from '#db/schema/staff.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { countComments } from './comments.server.ts'
import { touchMap } from './map-columns.server.ts'
import { type Subject, subjectOf } from './reports.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { tellAuthor } from './tell-about.server.ts'

export interface Decision {
  townId: string
  actorId: string
  subject: Subject
  act: ModerationAct
  reason: string
  /** What the moderator saw; when somebody else has decided since, the decision is refused. */
  seen?: Visibility
  /** When the words that the moderator read were last changed; a text changed since has not been read. */
  seenAt?: Date
  now?: Date
}

/**
 * One decision of the desk. It settles the open reports about the subject, is written to the log with what was before,
 * and tells the author, who reads a reason from a template in the own language.
 *
 * @returns the id of the act, by which it can be undone
 * @throws {Refusal} 'contribution.not-found' | 'comment.not-found' | 'reason.missing' | 'moderation.changed-meanwhile' |
 *   'moderation.text-changed'
 */
export async function decideModeration({
  townId,
  actorId,
  subject,
  act,
  reason,
  seen,
  seenAt,
  now = new Date(),
}: Decision) {
  const store = await getStore()
  return store.write(function* recordDecision(tx) {
    const found = yield* subjectOf(tx, townId, subject)
    if (seen && seen !== found.visibility) throw new Refusal('moderation.changed-meanwhile')
    if (seenAt && found.updatedAt > seenAt) throw new Refusal('moderation.text-changed')
    if (subject.type === 'comment' && act === 'return') throw new Refusal('input.bad')
    const after = visibilityAfter(act, found.visibility, reason)
    const template = templateOf(reason, yield* templatesFor(tx, townId, act))
    const settled = yield* tx.do((db) =>
      db
        .update(reports)
        .set({ settledAt: now, settledBy: actorId })
        .where(
          and(
            eq(reports.townId, townId),
            eq(reports.subjectType, subject.type),
            eq(reports.subjectId, subject.id),
            isNull(reports.settledAt),
          ),
        )
        .returning({ id: reports.id }),
    )
    const [reviewed] = yield* setVisibility(
      tx,
      townId,
      subject,
      found.contributionId,
      found.visibility,
      after,
      now,
    )
    const actId = yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: `moderation.${act}`,
      subjectType: subject.type,
      subjectId: subject.id,
      contributionId: found.contributionId,
      reason,
      before: {
        visibility: found.visibility,
        reports: settled.map((row) => row.id),
        reviewedAt: reviewed ?? null,
      },
      after: { visibility: after, ...(template && { template: template.id }) },
      now,
    })
    if (after !== found.visibility) {
      const letter = subject.type === 'comment' ? `comment-${act}` : `moderation-${act}`
      const text = excerptOf(found.body)
      const paramsIn = (locale: string) => ({ reason: template?.reasonIn(locale) ?? reason, text })
      yield* tellAuthor(tx, townId, found, letter, paramsIn, now)
    }
    return { actId, visibility: after }
  })
}

/**
 * Takes a moderation act back: visibility, reports and counts are again exactly what they were.
 * @throws {Refusal} 'act.not-found' | 'act.not-undoable' (undone already, or something was decided since)
 */
export async function undoModeration({
  townId,
  actorId,
  actId,
  now = new Date(),
}: {
  townId: string
  actorId: string
  actId: string
  now?: Date
}) {
  const store = await getStore()
  return store.write(function* recordUndo(tx) {
    const [act] = yield* tx.do((db) =>
      db
        .select()
        .from(staffActs)
        .where(and(eq(staffActs.townId, townId), eq(staffActs.id, actId))),
    )
    if (!act?.act.startsWith('moderation.') || act.act === 'moderation.undo')
      throw new Refusal('act.not-found')
    const subject: Subject = { type: act.subjectType as Subject['type'], id: act.subjectId }
    const found = yield* subjectOf(tx, townId, subject)
    if (act.undoneBy || found.visibility !== act.after.visibility) throw new Refusal('act.not-undoable')
    const [later] = yield* tx.do((db) =>
      db
        .select({ id: staffActs.id })
        .from(staffActs)
        .where(
          and(
            eq(staffActs.townId, townId),
            eq(staffActs.subjectType, act.subjectType),
            eq(staffActs.subjectId, act.subjectId),
            like(staffActs.act, 'moderation.%'),
            ne(staffActs.act, 'moderation.undo'),
            isNull(staffActs.undoneBy),
            gt(staffActs.id, actId),
          ),
        )
        .limit(1),
    )
    if (later) throw new Refusal('act.not-undoable')
    const before = act.before as { visibility: Visibility; reports: string[]; reviewedAt: string | null }
    yield* setVisibility(
      tx,
      townId,
      subject,
      found.contributionId,
      found.visibility,
      before.visibility,
      before.reviewedAt ? new Date(before.reviewedAt) : null,
    )
    if (before.reports.length > 0) {
      yield* tx.do((db) =>
        db
          .update(reports)
          .set({ settledAt: null, settledBy: null })
          .where(and(eq(reports.townId, townId), inArray(reports.id, before.reports)))
          .returning({ id: reports.id }),
      )
    }
    const undoId = yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'moderation.undo',
      subjectType: act.subjectType,
      subjectId: act.subjectId,
      contributionId: act.contributionId,
      before: { visibility: found.visibility },
      after: { visibility: before.visibility, undid: actId },
      now,
    })
    yield* tx.do((db) =>
      db
        .update(staffActs)
        .set({ undoneBy: undoId })
        .where(and(eq(staffActs.townId, townId), eq(staffActs.id, actId)))
        .returning({ id: staffActs.id }),
    )
    if (before.visibility !== found.visibility)
      yield* tellAuthor(
        tx,
        townId,
        found,
        subject.type === 'comment' ? 'comment-undo' : 'moderation-undo',
        { text: excerptOf(found.body) },
        now,
      )
    return { visibility: before.visibility }
  })
}

/** @returns when the desk had looked before, for the undo */
function* setVisibility(
  tx: Tx,
  townId: string,
  subject: Subject,
  contributionId: string,
  before: Visibility,
  after: Visibility,
  reviewedAt: Date | null,
): Generator<Step, [string | null], unknown[]> {
  if (subject.type === 'contribution') {
    const [old] = yield* tx.do((db) =>
      db
        .select({ reviewedAt: contributions.reviewedAt })
        .from(contributions)
        .where(and(eq(contributions.townId, townId), eq(contributions.id, subject.id))),
    )
    yield* tx.do((db) =>
      db
        .update(contributions)
        .set({ visibility: after, reviewedAt })
        .where(and(eq(contributions.townId, townId), eq(contributions.id, subject.id)))
        .returning({ id: contributions.id }),
    )
    if (before !== after) yield* touchMap(tx, townId)
    return [old?.reviewedAt?.toISOString() ?? null]
  }
  yield* tx.do((db) =>
    db
      .update(comments)
      .set({ visibility: after })
      .where(and(eq(comments.townId, townId), eq(comments.id, subject.id)))
      .returning({ id: comments.id }),
  )
  if (before === 'published' && after !== 'published') yield* countComments(tx, townId, contributionId, -1)
  if (before !== 'published' && after === 'published') yield* countComments(tx, townId, contributionId, 1)
  return [null]
}

function excerptOf(body: string): string {
  return body.length > 120 ? `${body.slice(0, 119)}…` : body
}

function* templatesFor(tx: Tx, townId: string, act: ModerationAct) {
  if (act !== 'return' && act !== 'hide') return []
  return yield* tx.do((db) =>
    db
      .select()
      .from(reasonTemplates)
      .where(and(eq(reasonTemplates.townId, townId), eq(reasonTemplates.act, act)))
      .orderBy(asc(reasonTemplates.position)),
  )
}
