import { and, eq, exists, gt, inArray, isNotNull, isNull, lte, ne, notExists, or } from 'drizzle-orm'
import { ERASE_AFTER_DAYS } from '#app/domain/consents.ts'
import { comments, contributions } from '#db/schema/contributions.server.ts'
import { consents, letters, people, sessions, signInCodes } from '#db/schema/people.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import { touchMap } from './map-columns.server.ts'
import { takeRoles } from './people.server.ts'

const DAY_MS = 86_400_000

/** Those who withdrew the consent to the processing of personal data long enough ago, and have not given it again. */
export async function listPeopleToErase(now: Date, limit = 500): Promise<string[]> {
  const { read } = await getStore()
  const rows = await dueFor(read, now).limit(limit)
  return rows.map((row) => row.id)
}

function dueFor(db: Db, now: Date, personId?: string) {
  const cutoff = new Date(now.getTime() - ERASE_AFTER_DAYS * DAY_MS)
  const ofPerson = and(eq(consents.personId, people.id), eq(consents.purpose, 'personal-data'))
  const consentWhere = (condition: ReturnType<typeof and>) =>
    db.select({ id: consents.id }).from(consents).where(and(ofPerson, condition))
  return db
    .select()
    .from(people)
    .where(
      and(
        personId === undefined ? undefined : eq(people.id, personId),
        or(isNotNull(people.email), ne(people.pseudonym, '')),
        exists(consentWhere(lte(consents.withdrawnAt, cutoff))),
        notExists(consentWhere(or(isNull(consents.withdrawnAt), gt(consents.withdrawnAt, cutoff)))),
      ),
    )
}

/**
 * Makes a person anonymous: the address, the name, the prints of network addresses, sessions, codes, letters and roles
 * are gone. What was published stays, by nobody in particular, and so do supports, so that every count is as it was;
 * what was not published yet is withdrawn. The record that a consent was given and withdrawn stays, without its print.
 *
 * @returns false when there is nothing to erase (done before, or the consent was given again); then nothing changes
 */
export async function erasePerson(personId: string, now = new Date()): Promise<boolean> {
  const store = await getStore()
  return store.write(function* recordErasure(tx) {
    const [person] = yield* tx.do((db) => dueFor(db, now, personId))
    if (!person) return false
    if (person.email) yield* eraseLetters(tx, person.email)
    yield* tx.do((db) =>
      db.delete(sessions).where(eq(sessions.personId, personId)).returning({ id: sessions.id }),
    )
    yield* tx.do((db) =>
      db
        .update(consents)
        .set({ origin: '' })
        .where(eq(consents.personId, personId))
        .returning({ id: consents.id }),
    )
    yield* takeRoles(tx, undefined, { personId, actorId: personId, now })
    yield* withdrawUnpublished(tx, personId, now)
    yield* tx.do((db) =>
      db
        .update(people)
        .set({ email: null, pseudonym: '', isPlatformAdmin: false })
        .where(eq(people.id, personId))
        .returning({ id: people.id }),
    )
    return true
  })
}

function* eraseLetters(tx: Tx, email: string): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db.delete(signInCodes).where(eq(signInCodes.email, email)).returning({ id: signInCodes.id }),
  )
  yield* tx.do((db) => db.delete(letters).where(eq(letters.recipient, email)).returning({ id: letters.id }))
}

function* withdrawUnpublished(tx: Tx, personId: string, now: Date): Generator<Step, void, unknown[]> {
  const withdrawn = yield* tx.do((db) =>
    db
      .update(contributions)
      .set({ visibility: 'withdrawn', updatedAt: now })
      .where(
        and(eq(contributions.authorId, personId), inArray(contributions.visibility, ['pending', 'returned'])),
      )
      .returning({ townId: contributions.townId }),
  )
  for (const townId of new Set(withdrawn.map((row) => row.townId))) yield* touchMap(tx, townId)
  yield* tx.do((db) =>
    db
      .update(comments)
      .set({ visibility: 'withdrawn' })
      .where(and(eq(comments.authorId, personId), eq(comments.visibility, 'pending')))
      .returning({ id: comments.id }),
  )
}
