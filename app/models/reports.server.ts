import { isNotNull } from 'drizzle-orm'
import type { ReportReason } from '#app/domain/moderation.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { reports } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'
import { mustNotBeBlocked } from './blocks.server.ts'
import { countAct } from './caps.server.ts'
import { newId } from './ids.server.ts'
import { type Subject, subjectOf } from './subjects.server.ts'

export interface NewReport {
  townId: string
  personId: string
  subject: Subject
  reason: ReportReason
  note: string
  now?: Date
}

/** A reader's complaint to the desk; the same reader's second one about the same thing is the same
 *  complaint, opened again when the desk had settled it.
 *  @throws {Refusal} as `subjectOf`, 'contribution.not-published' (what nobody sees) | 'person.blocked' | 'act.too-many' */
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
    const { contributionId, visibility, hostVisibility } = yield* subjectOf(tx, townId, subject)
    if (visibility !== 'published' || hostVisibility !== 'published')
      throw new Refusal('contribution.not-published')
    yield* mustNotBeBlocked(tx, townId, personId, now)
    yield* countAct(tx, { townId, personId, act: 'report', now })
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
