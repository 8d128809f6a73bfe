import { randomBytes } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { codeFrom, plainCode, shownCode } from '#app/domain/codes.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { authenticators, recoveryCodes } from '#db/schema/factors.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { tellOfAccount } from './account-letters.server.ts'
import { countWrongFactor, lockOfDay } from './guessing.server.ts'
import { keyedHash } from './ids.server.ts'
import { seal, unseal } from './sealed.server.ts'

const STEP_S = 30
const SECRET_BYTES = 20
const PURPOSE = 'authenticator'
export const FACTOR_TRIES = 5
export const LOCK_MINUTES = 15
export const RECOVERY_CODES = 10
const RECOVERY_LENGTH = 12

interface Asked {
  personId: string
  secret: string
  now?: Date
}

/**
 * Makes a secret for an authenticator app; it counts when `confirmAuthenticator` has seen a code of it. An unconfirmed one
 * is given again, so that a page that is loaded twice shows the same.
 *
 * @returns base32, as people type it, and the address that a QR code holds; null when there is a confirmed one
 */
export async function beginAuthenticator(asked: Asked & { label: string; issuer: string }) {
  const { personId, secret, label, issuer, now = new Date() } = asked
  const fresh = new Secret({ size: SECRET_BYTES }).base32
  const store = await getStore()
  return store.write(function* recordSecret(tx) {
    const [known] = yield* authenticatorOf(tx, personId)
    if (known?.confirmedAt) return null
    const kept = known && unsealed(known, secret)
    const base32 = kept ?? fresh
    if (known && !kept) yield* deleteAuthenticator(tx, personId)
    if (!kept) yield* insert(tx, { personId, base32, secret, confirmedAt: null, now })
    return { base32, uri: totpOf(base32, label, issuer).toString() }
  })
}

/** Whether a secret waits for its first code. */
export async function isAuthenticatorBegun(personId: string): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: authenticators.personId })
    .from(authenticators)
    .where(and(eq(authenticators.personId, personId), isNull(authenticators.confirmedAt)))
  return rows.length > 0
}

/**
 * The first code of a new authenticator makes it count, and its owner is told.
 * @returns recovery codes, to be shown once
 * @throws {Refusal} 'factor.none' | 'factor.wrong' | 'factor.locked' | 'factor.locked-today'
 */
export async function confirmAuthenticator(asked: Asked & { code: string }): Promise<string[]> {
  const { personId, secret, code, now = new Date() } = asked
  const codes = newRecoveryCodes()
  const store = await getStore()
  const refused = await store.write<Refusal | null>(function* recordFirstCode(tx) {
    const [row] = yield* authenticatorOf(tx, personId)
    if (!row || row.confirmedAt) return new Refusal('factor.none')
    const wrong = yield* takeCode(tx, { row, code, secret, now })
    if (wrong) return wrong
    yield* update(tx, personId, { confirmedAt: now })
    yield* replaceRecoveryCodes(tx, { personId, codes, secret, now })
    yield* tellOfAccount(tx, { personId, template: 'added-app', now })
    return null
  })
  if (refused) throw refused
  return codes.map(shownCode)
}

/** New recovery codes; the old ones are worth nothing then. @returns them, to be shown once */
export async function renewRecoveryCodes({ personId, secret, now = new Date() }: Asked): Promise<string[]> {
  const codes = newRecoveryCodes()
  const store = await getStore()
  await store.write((tx) => replaceRecoveryCodes(tx, { personId, codes, secret, now }))
  return codes.map(shownCode)
}

/**
 * A code of the app, or a recovery code. Each is taken once; after five wrong ones nothing is taken for a while, right or
 * wrong, and after ten of the app in a day none of the app. A wrong try is counted even though it is refused, so the refusal is returned.
 */
export function* takeSecondFactor(
  tx: Tx,
  { personId, code, secret, now = new Date() }: Asked & { code: string },
): Generator<Step, Refusal | null, unknown[]> {
  const [row] = yield* authenticatorOf(tx, personId)
  if (!row?.confirmedAt) return new Refusal('factor.none')
  if (/^[\s\d]*$/.test(code)) return yield* takeCode(tx, { row, code, secret, now })
  const locked = lockOf(row, now)
  if (locked) return locked
  const [used] = yield* tx.do((db) =>
    db
      .update(recoveryCodes)
      .set({ usedAt: now })
      .where(
        and(
          eq(recoveryCodes.personId, personId),
          eq(recoveryCodes.codeHash, recoveryHash(secret, personId, code)),
          isNull(recoveryCodes.usedAt),
        ),
      )
      .returning({ personId: recoveryCodes.personId }),
  )
  if (!used) return yield* countWrong(tx, row, now)
  yield* update(tx, personId, { triesLeft: FACTOR_TRIES, lockedUntil: null })
  return null
}

/** How many recovery codes are left; null without a confirmed authenticator. */
export async function countRecoveryCodes(personId: string): Promise<number | null> {
  const { read } = await getStore()
  const [row] = await read.select().from(authenticators).where(eq(authenticators.personId, personId))
  if (!row?.confirmedAt) return null
  const left = await read
    .select({ hash: recoveryCodes.codeHash })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)))
  return left.length
}

export function* deleteAuthenticator(tx: Tx, personId: string): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .delete(recoveryCodes)
      .where(eq(recoveryCodes.personId, personId))
      .returning({ personId: recoveryCodes.personId }),
  )
  yield* tx.do((db) =>
    db
      .delete(authenticators)
      .where(eq(authenticators.personId, personId))
      .returning({ personId: authenticators.personId }),
  )
}

/** For the demo: an authenticator that nobody has to set up. One that is there stays. */
export async function giveAuthenticator({ personId, secret, now = new Date() }: Asked) {
  const base32 = new Secret({ size: SECRET_BYTES }).base32
  const store = await getStore()
  await store.write(function* recordGiven(tx) {
    const [known] = yield* authenticatorOf(tx, personId)
    if (known && unsealed(known, secret) !== null) return
    yield* deleteAuthenticator(tx, personId)
    yield* insert(tx, { personId, base32, secret, confirmedAt: now, now })
  })
}

/** For the demo's letter box alone: the code of this moment. null without an authenticator, or under another secret. */
export async function currentCode({ personId, secret, now = new Date() }: Asked): Promise<string | null> {
  const { read } = await getStore()
  const [row] = await read.select().from(authenticators).where(eq(authenticators.personId, personId))
  const base32 = row && unsealed(row, secret)
  return base32 ? totpOf(base32).generate({ timestamp: now.getTime() }) : null
}

type Row = typeof authenticators.$inferSelect

/** null under another secret than it was sealed with: then nobody has this authenticator any more. */
function unsealed(row: Row, secret: string): string | null {
  try {
    return unseal(secret, PURPOSE, row.sealedSecret)
  } catch {
    return null
  }
}

function authenticatorOf(tx: Tx, personId: string) {
  return tx.do((db) => db.select().from(authenticators).where(eq(authenticators.personId, personId)))
}

function* insert(
  tx: Tx,
  row: { personId: string; base32: string; secret: string; confirmedAt: Date | null; now: Date },
): Generator<Step, void, unknown[]> {
  const { personId, base32, secret, confirmedAt, now } = row
  yield* tx.do((db) =>
    db
      .insert(authenticators)
      .values({
        personId,
        sealedSecret: seal(secret, PURPOSE, base32),
        confirmedAt,
        lastStep: 0,
        triesLeft: FACTOR_TRIES,
        lockedUntil: null,
        createdAt: now,
      })
      .returning({ personId: authenticators.personId }),
  )
}

function* update(tx: Tx, personId: string, change: Partial<Row>): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(authenticators)
      .set(change)
      .where(eq(authenticators.personId, personId))
      .returning({ personId: authenticators.personId }),
  )
}

function* takeCode(
  tx: Tx,
  { row, code, secret, now }: { row: Row; code: string; secret: string; now: Date },
): Generator<Step, Refusal | null, unknown[]> {
  const locked = lockOf(row, now) ?? (yield* lockOfDay(tx, row.personId, now))
  if (locked) return locked
  const base32 = unsealed(row, secret)
  if (base32 === null) return new Refusal('factor.none')
  const totp = totpOf(base32)
  const token = code.replace(/\s/g, '')
  const delta = totp.validate({ token, timestamp: now.getTime(), window: 1 })
  const step = delta === null ? 0 : Math.floor(now.getTime() / 1000 / STEP_S) + delta
  // RFC 6238, 5.2: a code is accepted once.
  if (step <= row.lastStep) {
    yield* countWrongFactor(tx, row.personId, now)
    return yield* countWrong(tx, row, now)
  }
  yield* update(tx, row.personId, { lastStep: step, triesLeft: FACTOR_TRIES, lockedUntil: null })
  return null
}

function lockOf(row: Row, now: Date): Refusal | null {
  if (!row.lockedUntil || row.lockedUntil <= now) return null
  const count = Math.ceil((row.lockedUntil.getTime() - now.getTime()) / 60_000)
  return new Refusal('factor.locked', { count })
}

function* countWrong(tx: Tx, row: Row, now: Date): Generator<Step, Refusal, unknown[]> {
  const triesLeft = (row.lockedUntil ? FACTOR_TRIES : row.triesLeft) - 1
  const lockedUntil = triesLeft > 0 ? null : new Date(now.getTime() + LOCK_MINUTES * 60_000)
  yield* update(tx, row.personId, { triesLeft, lockedUntil })
  if (lockedUntil) yield* tellOfAccount(tx, { personId: row.personId, template: 'factor-guessed', now })
  return lockedUntil
    ? new Refusal('factor.locked', { count: LOCK_MINUTES })
    : new Refusal('factor.wrong', { count: triesLeft })
}

function totpOf(base32: string, label = '', issuer = ''): TOTP {
  return new TOTP({ issuer, label, secret: base32, algorithm: 'SHA1', digits: 6, period: STEP_S })
}

function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => codeFrom(randomBytes(RECOVERY_LENGTH), RECOVERY_LENGTH))
}

function recoveryHash(secret: string, personId: string, code: string): string {
  return keyedHash(secret, 'recovery', personId, plainCode(code))
}

function* replaceRecoveryCodes(
  tx: Tx,
  { personId, codes, secret, now }: { personId: string; codes: string[]; secret: string; now: Date },
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .delete(recoveryCodes)
      .where(eq(recoveryCodes.personId, personId))
      .returning({ personId: recoveryCodes.personId }),
  )
  yield* tx.do((db) =>
    db
      .insert(recoveryCodes)
      .values(
        codes.map((code) => ({
          personId,
          codeHash: recoveryHash(secret, personId, code),
          createdAt: now,
          usedAt: null,
        })),
      )
      .returning({ personId: recoveryCodes.personId }),
  )
}
