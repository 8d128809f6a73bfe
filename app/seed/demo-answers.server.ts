import type { NewStaffAct } from '#app/models/staff-acts.server.ts'
import type { answers, statusChanges } from '#db/schema/staff.server.ts'
import { inBoth } from './demo-data.server.ts'
import type { DemoEntry, DemoScene } from './demo-rows.server.ts'
import { DAY_MS, daysBefore, idAt, notBefore } from './demo-time.server.ts'

export interface DemoAnswers {
  answers: (typeof answers.$inferInsert)[]
  statusChanges: (typeof statusChanges.$inferInsert)[]
  acts: NewStaffAct[]
}

/** What the town has answered, how each proposal came to its status, and the lines of the log about it. */
export function demoAnswers({ moderatorId, now }: DemoScene, entries: DemoEntry[]): DemoAnswers {
  const made: DemoAnswers = { answers: [], statusChanges: [], acts: [] }
  entries.forEach(({ source, row }, i) => {
    if ('at' in source || source.status === 'new') return
    const { townId, id: contributionId, createdAt } = row
    const change = (status: typeof row.status, at: Date) =>
      made.statusChanges.push({
        townId,
        id: idAt(at),
        contributionId,
        status,
        changedBy: moderatorId,
        createdAt: at,
      })
    const reviewedAt = notBefore(new Date(createdAt.getTime() + DAY_MS), createdAt, now)
    change('review', reviewedAt)
    if (!source.answer) return
    const answeredAt = notBefore(daysBefore(now, source.answer.daysAgo, i), reviewedAt, now)
    if (source.status !== 'review') change(source.status, answeredAt)
    const { decision, body } = source.answer
    made.answers.push({
      townId,
      id: idAt(answeredAt),
      contributionId,
      decision,
      status: source.status,
      ...inBoth({ body }),
      authorId: moderatorId,
      createdAt: answeredAt,
    })
    made.acts.push({
      townId,
      id: idAt(answeredAt),
      actorId: moderatorId,
      act: 'answer',
      subjectType: 'contribution',
      subjectId: contributionId,
      contributionId,
      reason: body.ru,
      before: { decision: null, status: 'review' },
      after: { decision, status: source.status },
      now: answeredAt,
    })
  })
  return made
}
