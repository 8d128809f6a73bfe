import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { codeFrom, plainCode, shownCode } from '#app/domain/codes.ts'
import { pseudonymFrom } from '#app/domain/default-names.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { assistedPeople } from '#db/schema/counter.server.ts'
import { consents, people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { keyedHash, newId } from './ids.server.ts'
import { insertConfirmation } from './residents.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

const CODE_LENGTH = 12

function hashOf(secret: string, townId: string, card: string): string {
  return keyedHash(secret, 'help-desk-card', townId, plainCode(card))
}

export interface NewAssisted {
  townId: string
  clerkId: string
  locale: string
  /** Signed on paper, in the clerk's hands. */
  given: { purpose: string; textVersion: string; textHash: string }[]
  /** Whether the clerk saw a document: then the resident is confirmed in person. */
  isSeen: boolean
  secret: string
  now?: Date
}

/**
 * Makes a resident without an e-mail address, who has a pseudonym and a printed card instead. The card is given once.
 * @returns the person and the code of the card as printed (60 random bits)
 */
export async function makeAssistedPerson(made: NewAssisted): Promise<{ personId: string; card: string }> {
  const { townId, clerkId, locale, given, isSeen, secret, now = new Date() } = made
  const code = codeFrom(randomBytes(CODE_LENGTH), CODE_LENGTH)
  const personId = newId()
  const store = await getStore()
  await store.write(function* recordResident(tx) {
    yield* tx.do((db) =>
      db
        .insert(people)
        .values({
          id: personId,
          email: null,
          pseudonym: pseudonymFrom(Math.random(), Math.random(), Math.random()),
          locale,
          isPlatformAdmin: false,
          isSynthetic: false,
          createdAt: now,
        })
        .returning({ id: people.id }),
    )
    yield* tx.do((db) =>
      db
        .insert(assistedPeople)
        .values({
          townId,
          personId,
          cardHash: hashOf(secret, townId, code),
          createdBy: clerkId,
          createdAt: now,
        })
        .returning({ personId: assistedPeople.personId }),
    )
    const origin = keyedHash(secret, 'origin', 'on paper')
    const rows = given.map((one) => ({
      ...one,
      id: newId(),
      personId,
      origin,
      givenAt: now,
      withdrawnAt: null,
    }))
    yield* tx.do((db) => db.insert(consents).values(rows).returning({ id: consents.id }))
    if (isSeen) yield* insertConfirmation(tx, { townId, personId, confirmedBy: clerkId, now })
    yield* recordStaffAct(tx, {
      townId,
      actorId: clerkId,
      act: isSeen ? 'helpdesk.new-confirmed' : 'helpdesk.new',
      subjectType: 'person',
      subjectId: personId,
      before: {},
      after: {},
      now,
    })
  })
  return { personId, card: shownCode(code) }
}

/** Whose card this is. @throws {Refusal} 'card.wrong' */
export async function getPersonOfCard(townId: string, card: string, secret: string): Promise<string> {
  const { read } = await getStore()
  const [row] = await read
    .select({ personId: assistedPeople.personId })
    .from(assistedPeople)
    .where(and(eq(assistedPeople.townId, townId), eq(assistedPeople.cardHash, hashOf(secret, townId, card))))
  if (!row) throw new Refusal('card.wrong')
  return row.personId
}
