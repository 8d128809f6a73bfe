import { and, count, eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { people } from '#db/schema/people.server.ts'
import { residentConfirmations } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { confirmationOf } from './ballot-queries.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

interface Confirmation {
  townId: string
  actorId: string
  now?: Date
}

/**
 * Records that the staff saw that somebody lives in the town: who saw it and when, no name and no document. Twice is once.
 * @throws {Refusal} 'person.not-found'
 */
export async function confirmResident({
  townId,
  email,
  actorId,
  now = new Date(),
}: Confirmation & { email: string }): Promise<{ personId: string }> {
  const store = await getStore()
  return store.write(function* recordConfirmation(tx) {
    const [person] = yield* tx.do((db) =>
      db.select({ id: people.id }).from(people).where(eq(people.email, email.trim().toLowerCase())),
    )
    if (!person) throw new Refusal('person.not-found')
    const made = yield* tx.do((db) =>
      db
        .insert(residentConfirmations)
        .values({ townId, personId: person.id, confirmedBy: actorId, confirmedAt: now })
        .onConflictDoNothing()
        .returning({ personId: residentConfirmations.personId }),
    )
    if (made.length > 0) {
      yield* recordStaffAct(tx, {
        townId,
        actorId,
        act: 'resident.confirm',
        subjectType: 'person',
        subjectId: person.id,
        before: {},
        after: {},
        now,
      })
    }
    return { personId: person.id }
  })
}

export async function isConfirmedResident(townId: string, personId: string): Promise<boolean> {
  const store = await getStore()
  return (await store.get(confirmationOf, { townId, personId })).length > 0
}

export async function countConfirmedResidents(townId: string): Promise<number> {
  const { read } = await getStore()
  const [row] = await read
    .select({ n: count() })
    .from(residentConfirmations)
    .where(and(eq(residentConfirmations.townId, townId)))
  return row!.n
}
