import { and, count, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { sessions, signInCodes } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { CODE_TRIES, mustNotBeGuessed, tellOfGuessedCode } from './guessing.server.ts'
import { keyedHash, newCode, newId } from './ids.server.ts'
import { writeLetter } from './letters.server.ts'
import { type Person, personOfEmail } from './people.server.ts'
import { openSession } from './sessions.server.ts'

export const CODE_MINUTES = 10
const CODES_PER_EMAIL_PER_HOUR = 6
/** A library or a mobile network shares one address: past this its people confirm that they are no programs. */
const CROWD_PER_HOUR = 60
/** Bounds floods of letters that somebody computes the answers for. */
const CODES_PER_ORIGIN_PER_HOUR = 1200
const HOUR_MS = 3600_000
const DAY_MS = 24 * HOUR_MS

/** When this process last threw away what had expired. */
let tidiedAt = 0

export interface CodeRequest {
  email: string
  locale: string
  /** The network address as seen; only its keyed hash is kept. */
  address: string
  secret: string
  /** An address of the demo that everybody may use: six visitors an hour must not lock the others out. */
  isShared?: boolean
  now?: Date
}

/** Whether so many codes go to one network address that a program may be asking for them. */
export async function isCrowded(address: string, secret: string, now = new Date()): Promise<boolean> {
  const { read } = await getStore()
  const [row] = await read
    .select({ n: count() })
    .from(signInCodes)
    .where(sentTo(keyedHash(secret, 'origin', address), now))
  return row!.n >= CROWD_PER_HOUR
}

function sentTo(origin: string, now: Date) {
  return and(eq(signInCodes.origin, origin), gt(signInCodes.createdAt, new Date(now.getTime() - HOUR_MS)))
}

/**
 * Makes a one-time code and puts the letter with it into the outbox.
 * @throws {Refusal} 'code.too-many-requests' | 'code.locked'
 */
export async function requestSignInCode(request: CodeRequest): Promise<void> {
  const { email, locale, address, secret, isShared = false, now = new Date() } = request
  const code = newCode()
  const origin = keyedHash(secret, 'origin', address)
  const hourAgo = new Date(now.getTime() - HOUR_MS)
  const isTimeToTidy = now.getTime() - tidiedAt > HOUR_MS
  if (isTimeToTidy) tidiedAt = now.getTime()
  const store = await getStore()
  await store.write(function* recordCode(tx) {
    const [byEmail] = yield* tx.do((db) =>
      db
        .select({ n: count() })
        .from(signInCodes)
        .where(and(eq(signInCodes.email, email), gt(signInCodes.createdAt, hourAgo))),
    )
    const [byOrigin] = yield* tx.do((db) =>
      db.select({ n: count() }).from(signInCodes).where(sentTo(origin, now)),
    )
    const isTooManyForEmail = !isShared && byEmail!.n >= CODES_PER_EMAIL_PER_HOUR
    if (isTooManyForEmail || byOrigin!.n >= CODES_PER_ORIGIN_PER_HOUR) {
      throw new Refusal('code.too-many-requests')
    }
    if (!isShared) yield* mustNotBeGuessed(tx, email, now)
    if (isTimeToTidy) yield* deleteExpired(tx, new Date(now.getTime() - DAY_MS))
    yield* tx.do((db) =>
      db
        .insert(signInCodes)
        .values({
          id: newId(),
          email,
          codeHash: keyedHash(secret, 'code', email, code),
          origin,
          triesLeft: CODE_TRIES,
          createdAt: now,
          expiresAt: new Date(now.getTime() + CODE_MINUTES * 60_000),
        })
        .returning({ id: signInCodes.id }),
    )
    yield* writeLetter(tx, {
      recipient: email,
      locale,
      template: 'code',
      params: { code, minutes: CODE_MINUTES },
      now,
    })
  })
}

/**
 * Throws away codes and sessions that expired before `then`. It reads both tables whole, which on PostgreSQL is a
 * conflict with everybody who is signing in: once an hour is enough.
 */
function* deleteExpired(tx: Tx, then: Date): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db.delete(signInCodes).where(lt(signInCodes.expiresAt, then)).returning({ id: signInCodes.id }),
  )
  yield* tx.do((db) => db.delete(sessions).where(lt(sessions.expiresAt, then)).returning({ id: sessions.id }))
}

export interface Redemption {
  email: string
  code: string
  locale: string
  secret: string
  device?: string
  /** The token that this browser held before. */
  replaces?: string | null
  now?: Date
}

/**
 * Trades a code for a session; older codes of the same e-mail are worth nothing then. A wrong try is counted even though
 * it is refused.
 * @returns the token for the cookie and the person
 * @throws {Refusal} 'code.expired' | 'code.too-many-tries' | 'code.wrong'
 */
export async function redeemSignInCode(redemption: Redemption): Promise<{ token: string; person: Person }> {
  const { email, code, locale, secret, device = '', replaces, now = new Date() } = redemption
  const store = await getStore()
  let token = ''
  const unused = and(eq(signInCodes.email, email), isNull(signInCodes.usedAt))
  const outcome = await store.write<Person | Refusal>(function* recordRedemption(tx) {
    const [latest] = yield* tx.do((db) =>
      db.select().from(signInCodes).where(unused).orderBy(desc(signInCodes.createdAt)).limit(1),
    )
    if (!latest || latest.expiresAt <= now) return new Refusal('code.expired')
    if (latest.triesLeft <= 0) return new Refusal('code.too-many-tries')
    const isRight = latest.codeHash === keyedHash(secret, 'code', email, code)
    yield* tx.do((db) =>
      db
        .update(signInCodes)
        .set(isRight ? { usedAt: now } : { triesLeft: latest.triesLeft - 1 })
        .where(isRight ? unused : eq(signInCodes.id, latest.id))
        .returning({ id: signInCodes.id }),
    )
    if (!isRight) {
      if (latest.triesLeft === 1) yield* tellOfGuessedCode(tx, { email, locale, now })
      return new Refusal('code.wrong', { count: latest.triesLeft - 1 })
    }
    const person = yield* personOfEmail(tx, email, locale, now)
    token = yield* openSession(tx, { personId: person.id, device, replaces, now })
    return person
  })
  if (outcome instanceof Refusal) throw outcome
  return { token, person: outcome }
}
