import { and, count, desc, eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { people } from '#db/schema/people.server.ts'
import { residentConfirmations } from '#db/schema/turnout.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { confirmationOf } from './ballot-queries.server.ts'
import { listPseudonyms } from './people.server.ts'
import { publicName } from './public-name.server.ts'
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
    if (yield* insertConfirmation(tx, { townId, personId: person.id, confirmedBy: actorId, now })) {
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

/** @returns false for who was confirmed before */
export function* insertConfirmation(
  tx: Tx,
  {
    townId,
    personId,
    confirmedBy,
    now,
  }: { townId: string; personId: string; confirmedBy: string; now: Date },
): Generator<Step, boolean, unknown[]> {
  const made = yield* tx.do((db) =>
    db
      .insert(residentConfirmations)
      .values({ townId, personId, confirmedBy, confirmedAt: now })
      .onConflictDoNothing()
      .returning({ personId: residentConfirmations.personId }),
  )
  return made.length > 0
}

/** Takes a confirmation back, given by mistake. @throws {Refusal} 'person.not-found' */
export async function unconfirmResident({
  townId,
  personId,
  actorId,
  now = new Date(),
}: Confirmation & { personId: string }): Promise<void> {
  const store = await getStore()
  await store.write(function* recordEnd(tx) {
    const gone = yield* tx.do((db) =>
      db
        .delete(residentConfirmations)
        .where(and(eq(residentConfirmations.townId, townId), eq(residentConfirmations.personId, personId)))
        .returning({ by: residentConfirmations.confirmedBy }),
    )
    if (gone.length === 0) throw new Refusal('person.not-found')
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'resident.unconfirm',
      subjectType: 'person',
      subjectId: personId,
      before: {},
      after: {},
      now,
    })
  })
}

/** The last confirmations: whose account, by the name that everybody reads, by whom and when. */
export async function listConfirmations(townId: string, limit = 50) {
  const { read } = await getStore()
  const rows = await read
    .select({
      personId: residentConfirmations.personId,
      pseudonym: publicName,
      confirmedBy: residentConfirmations.confirmedBy,
      at: residentConfirmations.confirmedAt,
    })
    .from(residentConfirmations)
    .innerJoin(people, eq(people.id, residentConfirmations.personId))
    .where(eq(residentConfirmations.townId, townId))
    .orderBy(desc(residentConfirmations.confirmedAt), desc(residentConfirmations.personId))
    .limit(limit)
  const staff = await listPseudonyms(rows.map(({ confirmedBy }) => confirmedBy))
  return rows.map(({ confirmedBy, ...row }) => ({ ...row, by: staff.get(confirmedBy) || null }))
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
