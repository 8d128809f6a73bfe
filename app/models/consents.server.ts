import { and, eq, isNull } from 'drizzle-orm'
import { ERASED_BY_DAYS, PURPOSES, type Purpose } from '#app/domain/consents.ts'
import { consents, people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { keyedHash, newId } from './ids.server.ts'
import { dropUnsentLetters } from './letters.server.ts'

export type Consent = typeof consents.$inferSelect

export async function listConsents(personId: string): Promise<Consent[]> {
  const { read } = await getStore()
  return read.select().from(consents).where(eq(consents.personId, personId)).orderBy(consents.givenAt)
}

/** @param versions the texts in force; with them a consent to an older text does not count */
export async function hasAllConsents(personId: string, versions?: Record<Purpose, string>): Promise<boolean> {
  const given = await listConsents(personId)
  return PURPOSES.every((purpose) =>
    given.some(
      (row) =>
        row.purpose === purpose &&
        row.withdrawnAt === null &&
        (!versions || row.textVersion === versions[purpose]),
    ),
  )
}

/**
 * By when the site has made a person anonymous who has withdrawn the consent to the processing of personal data; null
 * while it is in force or was never given.
 */
export function erasedBy(given: Pick<Consent, 'purpose' | 'withdrawnAt'>[]): Date | null {
  const rows = given.filter((row) => row.purpose === 'personal-data')
  const withdrawn = rows.flatMap((row) => row.withdrawnAt?.getTime() ?? [])
  if (withdrawn.length === 0 || withdrawn.length < rows.length) return null
  return new Date(Math.max(...withdrawn) + ERASED_BY_DAYS * 86_400_000)
}

export interface GivenConsent {
  personId: string
  purpose: Purpose
  textVersion: string
  textHash: string
  address: string
  secret: string
  now?: Date
}

/** Records a consent; the same consent in force twice is one, and one to another text takes its place. */
export async function giveConsent(consent: GivenConsent) {
  const { personId, purpose, textVersion, textHash, address, secret, now = new Date() } = consent
  const store = await getStore()
  const inForce = consentInForce(personId, purpose)
  await store.write(function* recordConsent(tx) {
    const given = yield* tx.do((db) =>
      db.select({ textVersion: consents.textVersion }).from(consents).where(inForce),
    )
    if (given.some((row) => row.textVersion === textVersion)) return
    yield* tx.do((db) =>
      db.update(consents).set({ withdrawnAt: now }).where(inForce).returning({ id: consents.id }),
    )
    yield* tx.do((db) =>
      db
        .insert(consents)
        .values({
          id: newId(),
          personId,
          purpose,
          textVersion,
          textHash,
          origin: keyedHash(secret, 'origin', address),
          givenAt: now,
          withdrawnAt: null,
        })
        .returning({ id: consents.id }),
    )
  })
}

/**
 * Takes a consent back. Without the one to the processing of personal data nothing more is written to the person:
 * notices not sent yet are thrown away; a code that the person has just asked for is none.
 */
export async function withdrawConsent(personId: string, purpose: Purpose, now = new Date()) {
  const store = await getStore()
  await store.write(function* recordWithdrawal(tx) {
    yield* tx.do((db) =>
      db
        .update(consents)
        .set({ withdrawnAt: now })
        .where(consentInForce(personId, purpose))
        .returning({ id: consents.id }),
    )
    if (purpose !== 'personal-data') return
    const [person] = yield* tx.do((db) =>
      db.select({ email: people.email }).from(people).where(eq(people.id, personId)),
    )
    yield* dropUnsentLetters(tx, personId, person?.email ?? null)
  })
}

/** The condition of a consent that has been given and not withdrawn, to whichever text. */
function consentInForce(personId: string, purpose: Purpose) {
  return and(eq(consents.personId, personId), eq(consents.purpose, purpose), isNull(consents.withdrawnAt))
}
