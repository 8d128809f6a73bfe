import { and, asc, eq, gt, lt } from 'drizzle-orm'
import { pseudonymFrom } from '#app/domain/default-names.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { externalIdentities, identityTrips } from '#db/schema/identities.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { tellOfAccount } from './account-letters.server.ts'
import { keyedHash, newId, newToken, sha256 } from './ids.server.ts'
import { seal, unseal } from './sealed.server.ts'
import { openSession } from './sessions.server.ts'
import { mustKeepWayIn } from './ways-in.server.ts'

const TRIP_MINUTES = 10
const VERIFIER = 'identity-trip'

/** What a service says of somebody: only that it is the one it calls `subject`. */
export interface ExternalAccount {
  issuer: string
  subject: string
}

/** What is kept of an account at another service: nobody can tell from it who that is. */
export function identityHash(secret: string, { issuer, subject }: ExternalAccount): string {
  return keyedHash(secret, 'identity', issuer, subject)
}

export interface Trip {
  townId: string
  providerId: string
  state: string
  nonce: string
  verifier: string
  /** Who links the service to their account; null = signing in. */
  personId: string | null
  returnTo: string
}

/** Notes what has to come back with somebody. @returns the token for a cookie: only this browser may finish the trip */
export async function beginTrip(trip: Trip, secret: string, now = new Date()): Promise<string> {
  const token = newToken()
  const { verifier, ...rest } = trip
  const store = await getStore()
  await store.write(function* recordTrip(tx) {
    yield* tx.do((db) =>
      db.delete(identityTrips).where(lt(identityTrips.expiresAt, now)).returning({ id: identityTrips.id }),
    )
    yield* tx.do((db) =>
      db
        .insert(identityTrips)
        .values({
          ...rest,
          id: sha256(token),
          sealedVerifier: seal(secret, VERIFIER, verifier),
          expiresAt: new Date(now.getTime() + TRIP_MINUTES * 60_000),
        })
        .returning({ id: identityTrips.id }),
    )
  })
  return token
}

/** A trip is over when somebody has come back from it, whatever they brought. @throws {Refusal} 'identity.expired' */
export async function takeTrip(token: string | null, secret: string, now = new Date()): Promise<Trip> {
  const store = await getStore()
  const [row] = await store.write((tx) =>
    tx.do((db) =>
      db
        .delete(identityTrips)
        .where(and(eq(identityTrips.id, sha256(token ?? '')), gt(identityTrips.expiresAt, now)))
        .returning(),
    ),
  )
  if (!row) throw new Refusal('identity.expired')
  const { sealedVerifier, id: _, expiresAt: __, ...trip } = row
  return { ...trip, verifier: unseal(secret, VERIFIER, sealedVerifier) }
}

interface Arrival {
  account: ExternalAccount
  locale: string
  device: string
  replaces: string | null
  secret: string
  now?: Date
}

/**
 * Signs in whoever has an account at another service; the first time it makes a person with a pseudonym and nothing else.
 * @returns the token for the cookie and the person
 */
export async function signInByIdentity(arrival: Arrival): Promise<{ token: string; personId: string }> {
  const { account, locale, device, replaces, secret, now = new Date() } = arrival
  const keyHash = identityHash(secret, account)
  const store = await getStore()
  return store.write(function* recordArrival(tx) {
    const known = yield* personOfIdentity(tx, keyHash)
    const personId = known ?? (yield* makePerson(tx, locale, now))
    if (!known) yield* insertIdentity(tx, { keyHash, personId, issuer: account.issuer, now })
    const token = yield* openSession(tx, { personId, device, replaces, now })
    return { token, personId }
  })
}

/** Whose an account at another service is here. @returns its print, and null when nobody has it yet */
export async function findIdentity(account: ExternalAccount, secret: string) {
  const keyHash = identityHash(secret, account)
  const { read } = await getStore()
  const [row] = await read
    .select({ personId: externalIdentities.personId })
    .from(externalIdentities)
    .where(eq(externalIdentities.keyHash, keyHash))
  return { keyHash, personId: row?.personId ?? null }
}

/**
 * Links an account at another service to a person, who is told of it. Linked already it stays as it is.
 * @param link  `label` is what the town calls the service, for the letter
 * @throws {Refusal} 'link.nothing' when another person here has it: the two accounts would have to be joined
 */
export async function linkIdentity(link: {
  personId: string
  keyHash: string
  issuer: string
  label: string
  now?: Date
}): Promise<void> {
  const { personId, keyHash, issuer, label, now = new Date() } = link
  const store = await getStore()
  await store.write(function* recordLink(tx) {
    const known = yield* personOfIdentity(tx, keyHash)
    if (known === personId) return
    if (known) throw new Refusal('link.nothing')
    yield* insertIdentity(tx, { keyHash, personId, issuer, now })
    yield* tellOfAccount(tx, { personId, template: 'added-service', params: { service: label }, now })
  })
}

/** Nobody signs in to this account by that service any more; another person's link stays. @throws {Refusal} 'account.last-way' */
export async function unlinkIdentity(personId: string, keyHash: string): Promise<void> {
  const store = await getStore()
  await store.write(function* recordUnlink(tx) {
    if ((yield* personOfIdentity(tx, keyHash)) !== personId) return
    yield* mustKeepWayIn(tx, personId, keyHash)
    yield* tx.do((db) =>
      db
        .delete(externalIdentities)
        .where(eq(externalIdentities.keyHash, keyHash))
        .returning({ keyHash: externalIdentities.keyHash }),
    )
  })
}

/** The services that a person is linked to. */
export async function listIdentities(personId: string) {
  const { read } = await getStore()
  return read
    .select({
      keyHash: externalIdentities.keyHash,
      issuer: externalIdentities.issuer,
      createdAt: externalIdentities.createdAt,
    })
    .from(externalIdentities)
    .where(eq(externalIdentities.personId, personId))
    .orderBy(asc(externalIdentities.createdAt))
}

function* personOfIdentity(tx: Tx, keyHash: string): Generator<Step, string | null, unknown[]> {
  const [row] = yield* tx.do((db) =>
    db
      .select({ personId: externalIdentities.personId })
      .from(externalIdentities)
      .where(eq(externalIdentities.keyHash, keyHash)),
  )
  return row?.personId ?? null
}

function* insertIdentity(
  tx: Tx,
  { now, ...row }: { keyHash: string; personId: string; issuer: string; now: Date },
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .insert(externalIdentities)
      .values({ ...row, createdAt: now })
      .returning({ keyHash: externalIdentities.keyHash }),
  )
}

function* makePerson(tx: Tx, locale: string, now: Date): Generator<Step, string, unknown[]> {
  const id = newId()
  yield* tx.do((db) =>
    db
      .insert(people)
      .values({
        id,
        email: null,
        pseudonym: pseudonymFrom(Math.random(), Math.random(), Math.random()),
        locale,
        isPlatformAdmin: false,
        isSynthetic: false,
        createdAt: now,
      })
      .returning({ id: people.id }),
  )
  return id
}
