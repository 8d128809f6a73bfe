import { and, eq, gt } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
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
