import { and, eq, isNotNull } from 'drizzle-orm'
import type { ReportReason } from '#app/domain/moderation.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { comments, contributions } from '#db/schema/contributions.server.ts'
import { reports, type SubjectType } from '#db/schema/staff.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'

export interface Subject {
  type: SubjectType
  id: string
}

/** What an act of the desk is about: the contribution itself or a comment under it. */
export function* subjectOf(
  tx: Tx,
  townId: string,
  subject: Subject,
): Generator<
  Step,
  {
    contributionId: string
    number: number
    title: string
    authorId: string | null
    visibility: 'pending' | 'published' | 'returned' | 'hidden' | 'withdrawn'
    body: string
    /** When its words last changed. */
    updatedAt: Date
  },
  unknown[]
> {
  if (subject.type === 'contribution') {
    const [row] = yield* tx.do((db) =>
      db
        .select()
        .from(contributions)
        .where(and(eq(contributions.townId, townId), eq(contributions.id, subject.id))),
    )
    if (!row) throw new Refusal('contribution.not-found')
    return {
      contributionId: row.id,
      number: row.number,
      title: row.title,
      authorId: row.authorId,
      visibility: row.visibility,
      body: row.body,
      updatedAt: row.updatedAt,
    }
  }
  const [row] = yield* tx.do((db) =>
    db
      .select({
        contributionId: comments.contributionId,
        number: contributions.number,
        title: contributions.title,
        authorId: comments.authorId,
        visibility: comments.visibility,
        body: comments.body,
        updatedAt: comments.createdAt,
      })
      .from(comments)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, comments.townId), eq(contributions.id, comments.contributionId)),
      )
      .where(and(eq(comments.townId, townId), eq(comments.id, subject.id))),
  )
  if (!row) throw new Refusal('comment.not-found')
  return row
}

export interface NewReport {
  townId: string
  personId: string
  subject: Subject
  reason: ReportReason
  note: string
  now?: Date
}

/** A reader's complaint to the desk; the same reader's second one about the same thing is the same
 *  complaint, opened again when the desk had settled it. */
export async function reportSubject({
  townId,
  personId,
  subject,
  reason,
  note,
  now = new Date(),
}: NewReport) {
  const store = await getStore()
  await store.write(function* recordReport(tx) {
    const { contributionId, visibility } = yield* subjectOf(tx, townId, subject)
    if (visibility !== 'published') throw new Refusal('contribution.not-published')
    yield* tx.do((db) =>
      db
        .insert(reports)
        .values({
          townId,
          id: newId(),
          subjectType: subject.type,
          subjectId: subject.id,
          contributionId,
          reporterId: personId,
          reason,
          note,
          createdAt: now,
          settledAt: null,
          settledBy: null,
        })
        .onConflictDoUpdate({
          target: [reports.townId, reports.subjectType, reports.subjectId, reports.reporterId],
          set: { reason, note, createdAt: now, settledAt: null, settledBy: null },
          setWhere: isNotNull(reports.settledAt),
        })
        .returning({ id: reports.id }),
    )
  })
}
