import { and, eq, gt, sql } from 'drizzle-orm'
import { SLOTS_A_DAY, slotOf } from '#app/domain/caps.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { actCounts } from '#db/schema/desk.server.ts'
import { signInCodes } from '#db/schema/people.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { writeLetter } from './letters.server.ts'

/** Wrong tries that one code of a sign-in takes. */
export const CODE_TRIES = 5
/**
 * Wrong codes typed for one address in a day before no more are sent to it: 25 of 1,000,000 a day at most, less than one
 * chance in a hundred in a year of guessing every day.
 */
const WRONG_PER_DAY = 20
const DAY_MS = 86_400_000

/** Whoever may be locked out by a stranger's guessing still has passkeys. @throws {Refusal} 'code.locked' */
export function* mustNotBeGuessed(tx: Tx, email: string, now: Date): Generator<Step, void, unknown[]> {
  const codes = yield* tx.do((db) =>
    db
      .select({ triesLeft: signInCodes.triesLeft })
      .from(signInCodes)
      .where(and(eq(signInCodes.email, email), gt(signInCodes.createdAt, new Date(now.getTime() - DAY_MS)))),
  )
  const wrong = codes.reduce((sum, { triesLeft }) => sum + CODE_TRIES - triesLeft, 0)
  if (wrong >= WRONG_PER_DAY) throw new Refusal('code.locked')
}

/** Tells the owner of an address that codes sent to it are being guessed, whoever it is that has it. */
export function* tellOfGuessedCode(
  tx: Tx,
  { email, locale, now }: { email: string; locale: string; now: Date },
): Generator<Step, void, unknown[]> {
  yield* writeLetter(tx, { recipient: email, locale, template: 'code-guessed', params: {}, now })
}

/**
 * Wrong codes of an authenticator app in a day before none is taken until the next: three steps of 30 seconds are looked at,
 * so that ten tries a day are about one chance in a hundred in a year for who reads the mailbox already.
 */
export const WRONG_FACTORS_PER_DAY = 10
/** Counted beside people's acts, in no town. */
const WRONG_FACTOR = { townId: '', act: 'wrong-factor' }

/**
 * Recovery codes are too long to be guessed and passkeys cannot be: whoever is locked out by a stranger still has them.
 * @returns the refusal of any code of the app, right or wrong; null while there are tries left today
 */
export function* lockOfDay(tx: Tx, personId: string, now: Date): Generator<Step, Refusal | null, unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select({ n: actCounts.n })
      .from(actCounts)
      .where(
        and(
          eq(actCounts.townId, WRONG_FACTOR.townId),
          eq(actCounts.act, WRONG_FACTOR.act),
          eq(actCounts.personId, personId),
          gt(actCounts.slot, slotOf(now) - SLOTS_A_DAY),
        ),
      ),
  )
  const wrong = rows.reduce((sum, { n }) => sum + n, 0)
  return wrong < WRONG_FACTORS_PER_DAY ? null : new Refusal('factor.locked-today')
}

export function* countWrongFactor(tx: Tx, personId: string, now: Date): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .insert(actCounts)
      .values({ ...WRONG_FACTOR, personId, slot: slotOf(now), n: 1 })
      .onConflictDoUpdate({
        target: [actCounts.townId, actCounts.personId, actCounts.act, actCounts.slot],
        set: { n: sql`${actCounts.n} + 1` },
      })
      .returning({ n: actCounts.n }),
  )
}
