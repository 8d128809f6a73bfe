import { and, asc, eq, inArray } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { assignments, staffNotes } from '#db/schema/desk.server.ts'
import { people, roles } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { contributionOf } from './merges.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export interface Assignment {
  townId: string
  actorId: string
  contributionId: string
  /** Null takes the assignment away. */
  to: { personId: string; dueAt: Date } | null
  now?: Date
}

/**
 * Says who of the staff prepares the answer, and by when.
 * @throws {Refusal} 'contribution.not-found' | 'person.not-staff'
 */
export async function assignContribution({
  townId,
  actorId,
  contributionId,
  to,
  now = new Date(),
}: Assignment) {
  const store = await getStore()
  await store.write(function* recordAssignment(tx) {
    const row = yield* contributionOf(tx, townId, contributionId)
    const here = and(eq(assignments.townId, townId), eq(assignments.contributionId, contributionId))
    const [before] = yield* tx.do((db) => db.select().from(assignments).where(here))
    if (to) {
      const [member] = yield* tx.do((db) =>
        db
          .select({ id: roles.personId })
          .from(roles)
          .where(and(eq(roles.townId, townId), eq(roles.personId, to.personId)))
          .limit(1),
      )
      if (!member) throw new Refusal('person.not-staff')
      const set = { assigneeId: to.personId, dueAt: to.dueAt, assignedBy: actorId, createdAt: now }
      yield* tx.do((db) =>
        db
          .insert(assignments)
          .values({ townId, contributionId, ...set })
          .onConflictDoUpdate({ target: [assignments.townId, assignments.contributionId], set })
          .returning({ id: assignments.contributionId }),
      )
    } else {
      yield* tx.do((db) => db.delete(assignments).where(here).returning({ id: assignments.contributionId }))
    }
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'assign',
      subjectType: 'contribution',
      subjectId: row.id,
      contributionId: row.id,
      before: before ? { assigneeId: before.assigneeId, dueAt: before.dueAt.toISOString() } : {},
      after: to ? { assigneeId: to.personId, dueAt: to.dueAt.toISOString() } : {},
      now,
    })
  })
}

/** Who prepares which answer, the first due first. */
export async function listAssignments(townId: string, contributionIds?: string[]) {
  const { read } = await getStore()
  return read
    .select({
      contributionId: assignments.contributionId,
      assigneeId: assignments.assigneeId,
      assignee: people.pseudonym,
      dueAt: assignments.dueAt,
      number: contributions.number,
      title: contributions.title,
      decision: contributions.decision,
    })
    .from(assignments)
    .innerJoin(people, eq(people.id, assignments.assigneeId))
    .innerJoin(
      contributions,
      and(eq(contributions.townId, assignments.townId), eq(contributions.id, assignments.contributionId)),
    )
    .where(
      and(
        eq(assignments.townId, townId),
        contributionIds ? inArray(assignments.contributionId, [...contributionIds, '']) : undefined,
      ),
    )
    .orderBy(asc(assignments.dueAt))
}

/** A word among the staff; the public never sees it. */
export async function writeStaffNote({
  townId,
  actorId,
  contributionId,
  body,
  now = new Date(),
}: {
  townId: string
  actorId: string
  contributionId: string
  body: string
  now?: Date
}) {
  const store = await getStore()
  await store.write(function* recordNote(tx) {
    yield* contributionOf(tx, townId, contributionId)
    const id = newId()
    yield* tx.do((db) =>
      db
        .insert(staffNotes)
        .values({ townId, id, contributionId, authorId: actorId, body: body.trim(), createdAt: now })
        .returning({ id: staffNotes.id }),
    )
    // That it was written, not what it says: notes can name people, and the log never forgets.
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'note',
      subjectType: 'contribution',
      subjectId: contributionId,
      contributionId,
      before: {},
      after: { note: id },
      now,
    })
  })
}

export async function listStaffNotes(townId: string, contributionId: string) {
  const { read } = await getStore()
  return read
    .select({
      id: staffNotes.id,
      body: staffNotes.body,
      author: people.pseudonym,
      createdAt: staffNotes.createdAt,
    })
    .from(staffNotes)
    .innerJoin(people, eq(people.id, staffNotes.authorId))
    .where(and(eq(staffNotes.townId, townId), eq(staffNotes.contributionId, contributionId)))
    .orderBy(asc(staffNotes.createdAt), asc(staffNotes.id))
}
