import { eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { authenticators, passkeys } from '#db/schema/factors.server.ts'
import { people, roles, sessions } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { deleteAuthenticator, takeSecondFactor } from './authenticators.server.ts'
import { freshenSession, openSession, type Session } from './sessions.server.ts'
import { mustKeepWayIn } from './ways-in.server.ts'

export interface Factors {
  passkeys: number
  hasAuthenticator: boolean
  /** Has a role in some town, or administers them all: needs a second factor. */
  isStaff: boolean
}

/** Which second factors a person has, and whether they need one. */
export async function getFactors(personId: string): Promise<Factors> {
  const store = await getStore()
  return store.write((tx) => factorsOf(tx, personId))
}

/** Whether a person, of the staff or not, can show a passkey or the code of an app. */
export async function hasFactor(personId: string): Promise<boolean> {
  const { passkeys, hasAuthenticator } = await getFactors(personId)
  return passkeys > 0 || hasAuthenticator
}

function* factorsOf(tx: Tx, personId: string): Generator<Step, Factors, unknown[]> {
  const keys = yield* tx.do((db) =>
    db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.personId, personId)),
  )
  const [app] = yield* tx.do((db) =>
    db
      .select({ confirmedAt: authenticators.confirmedAt })
      .from(authenticators)
      .where(eq(authenticators.personId, personId)),
  )
  const [person] = yield* tx.do((db) =>
    db.select({ isPlatformAdmin: people.isPlatformAdmin }).from(people).where(eq(people.id, personId)),
  )
  const held = yield* tx.do((db) =>
    db.select({ role: roles.role }).from(roles).where(eq(roles.personId, personId)).limit(1),
  )
  return {
    passkeys: keys.length,
    hasAuthenticator: app?.confirmedAt != null,
    isStaff: person?.isPlatformAdmin === true || held.length > 0,
  }
}

/** Takes a passkey away. @throws {Refusal} 'factor.last' | 'account.last-way' */
export async function removePasskey(personId: string, id: string) {
  const store = await getStore()
  await store.write(function* recordRemoval(tx) {
    const keys = yield* tx.do((db) => db.select().from(passkeys).where(eq(passkeys.personId, personId)))
    if (!keys.some((key) => key.id === id)) return
    yield* mustKeepOne(tx, personId, { passkeys: 1 })
    yield* mustKeepWayIn(tx, personId, id)
    yield* tx.do((db) => db.delete(passkeys).where(eq(passkeys.id, id)).returning({ id: passkeys.id }))
  })
}

/** Takes the authenticator and its recovery codes away. @throws {Refusal} 'factor.last' */
export async function removeAuthenticator(personId: string) {
  const store = await getStore()
  await store.write(function* recordRemoval(tx) {
    const { hasAuthenticator } = yield* factorsOf(tx, personId)
    if (hasAuthenticator) yield* mustKeepOne(tx, personId, { hasAuthenticator: true })
    yield* deleteAuthenticator(tx, personId)
  })
}

function* mustKeepOne(
  tx: Tx,
  personId: string,
  less: { passkeys?: number; hasAuthenticator?: boolean },
): Generator<Step, void, unknown[]> {
  const now = yield* factorsOf(tx, personId)
  const left = now.passkeys - (less.passkeys ?? 0) + Number(now.hasAuthenticator && !less.hasAuthenticator)
  if (now.isStaff && left === 0) throw new Refusal('factor.last')
}

interface Proof {
  session: Session
  code: string
  secret: string
  now?: Date
}

/**
 * A second factor by code: the session goes on under a new token, because it may do more from now on.
 * @returns the token for the cookie
 * @throws {Refusal} 'factor.none' | 'factor.wrong' (`count` tries left) | 'factor.locked' (`count` minutes)
 */
export async function proveByCode({ session, code, secret, now = new Date() }: Proof): Promise<string> {
  const store = await getStore()
  let token = ''
  const refused = await store.write<Refusal | null>(function* recordProof(tx) {
    const wrong = yield* takeSecondFactor(tx, { personId: session.personId, code, secret, now })
    if (!wrong) token = yield* renewSession(tx, session, now)
    return wrong
  })
  if (refused) throw refused
  return token
}

/** Signs in somebody whose passkey has been checked: it is both factors in one. @returns the token for the cookie */
export async function openProvenSession(
  opening: { personId: string; device: string; replaces: string | null },
  now = new Date(),
): Promise<string> {
  const store = await getStore()
  return store.write((tx) => openSession(tx, { ...opening, isProven: true, now }))
}

/** The same, when a passkey has been checked. */
export async function proveSession(session: Session, now = new Date()): Promise<string> {
  const store = await getStore()
  return store.write((tx) => renewSession(tx, session, now))
}

/**
 * Shows again who it is, in a session that stays as it is.
 * @throws {Refusal} as `proveByCode`
 */
export async function freshenByCode({ session, code, secret, now = new Date() }: Proof): Promise<void> {
  const store = await getStore()
  const refused = await store.write<Refusal | null>(function* recordProof(tx) {
    const wrong = yield* takeSecondFactor(tx, { personId: session.personId, code, secret, now })
    if (!wrong) yield* freshenSession(tx, { sessionId: session.id, isProven: isProven(session), now })
    return wrong
  })
  if (refused) throw refused
}

/** The same, when a passkey has been checked. */
export async function freshenSessionOf(session: Session, now = new Date()): Promise<void> {
  const store = await getStore()
  await store.write((tx) => freshenSession(tx, { sessionId: session.id, isProven: isProven(session), now }))
}

/** A session that may not yet do more gets no more under the token that it has. */
const isProven = (session: Session) => session.provenAt !== null

/** For how long the page that shows recovery codes, once, is still read with the token before. */
const LAST_PAGE_MS = 60_000

/**
 * A session goes on under a new token because it may do more; the one before may do no more than it could, for the minute in
 * which the answer to this very form is read with it.
 * @returns the token for the cookie
 */
export async function raiseSession(session: Session, now = new Date()): Promise<string> {
  const store = await getStore()
  return store.write(function* recordRaised(tx) {
    yield* tx.do((db) =>
      db
        .update(sessions)
        .set({ expiresAt: new Date(now.getTime() + LAST_PAGE_MS) })
        .where(eq(sessions.id, session.id))
        .returning({ id: sessions.id }),
    )
    return yield* openSession(tx, {
      personId: session.personId,
      device: session.device,
      isProven: true,
      now,
    })
  })
}

function* renewSession(tx: Tx, session: Session, now: Date): Generator<Step, string, unknown[]> {
  yield* tx.do((db) => db.delete(sessions).where(eq(sessions.id, session.id)).returning({ id: sessions.id }))
  return yield* openSession(tx, {
    personId: session.personId,
    device: session.device,
    isProven: true,
    now,
  })
}
