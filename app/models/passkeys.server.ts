import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { and, eq, gt, lt } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { passkeyChallenges, passkeys } from '#db/schema/factors.server.ts'
import { getStore } from '#db/store.server.ts'
import { tellOfAccount } from './account-letters.server.ts'
import { newToken, sha256 } from './ids.server.ts'

const CHALLENGE_MINUTES = 5
const DAY_MS = 86_400_000

export type Passkey = typeof passkeys.$inferSelect
type Purpose = (typeof passkeyChallenges.$inferSelect)['purpose']
type Transport = 'ble' | 'cable' | 'hybrid' | 'internal' | 'nfc' | 'smart-card' | 'usb'

/** Whose passkeys these are to the browser: the address of the site, from the environment. */
export interface Site {
  /** Without a slash at the end. */
  origin: string
  name: string
}

const rpIdOf = ({ origin }: Site) => new URL(origin).hostname

/** What a browser needs to make a passkey, and the token of the challenge for a cookie. */
export async function beginPasskey(
  site: Site,
  person: { id: string; pseudonym: string; email: string | null },
  now = new Date(),
) {
  const known = await listPasskeys(person.id)
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: rpIdOf(site),
    userID: new TextEncoder().encode(person.id),
    userName: person.email ?? person.pseudonym,
    userDisplayName: person.pseudonym,
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: transports as Transport[] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { options, token: await keepChallenge(options.challenge, 'add', person.id, now) }
}

/** What a browser needs to ask for a passkey. @param personId  null = whoever holds one: signing in */
export async function askForPasskey(site: Site, personId: string | null, now = new Date()) {
  const known = personId ? await listPasskeys(personId) : []
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(site),
    userVerification: 'required',
    allowCredentials: known.map(({ id, transports }) => ({ id, transports: transports as Transport[] })),
  })
  const purpose = personId ? 'prove' : 'sign-in'
  return { options, token: await keepChallenge(options.challenge, purpose, personId, now) }
}

export interface Answered {
  site: Site
  /** From the cookie. */
  token: string | null
  /** JSON of what the browser's authenticator answered. */
  response: string
  now?: Date
}

/**
 * Keeps a new passkey of a person, who is told of it.
 * @throws {Refusal} 'passkey.expired' | 'passkey.failed'
 */
export async function addPasskey(added: Answered & { personId: string; name: string }): Promise<void> {
  const { site, token, personId, name, now = new Date() } = added
  const challenge = await takeChallenge(token, 'add', personId, now)
  const response = read<RegistrationResponseJSON>(added.response)
  const verified = await orFailed(
    verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: rpIdOf(site),
    }),
  )
  if (!verified.registrationInfo) throw new Refusal('passkey.failed')
  const { credential, credentialBackedUp } = verified.registrationInfo
  const store = await getStore()
  const isMade = await store.write(function* recordPasskey(tx) {
    const made = yield* tx.do((db) =>
      db
        .insert(passkeys)
        .values({
          id: credential.id,
          personId,
          publicKey: Buffer.from(credential.publicKey).toString('base64url'),
          counter: credential.counter,
          transports: credential.transports ?? [],
          name,
          isBackedUp: credentialBackedUp,
          createdAt: now,
          usedOn: null,
        })
        .onConflictDoNothing()
        .returning({ id: passkeys.id }),
    )
    if (made.length > 0)
      yield* tellOfAccount(tx, { personId, template: 'added-passkey', params: { device: name }, now })
    return made.length > 0
  })
  if (!isMade) throw new Refusal('passkey.failed')
}

/**
 * Checks what a passkey signed. A counter that went back is a copied key and is refused.
 *
 * @param personId  whose it must be; null = whoever holds it
 * @returns whose it is
 * @throws {Refusal} 'passkey.expired' | 'passkey.unknown' | 'passkey.failed'
 */
export async function checkPasskey(answered: Answered & { personId: string | null }): Promise<string> {
  const { site, token, personId, now = new Date() } = answered
  const challenge = await takeChallenge(token, personId ? 'prove' : 'sign-in', personId, now)
  const response = read<AuthenticationResponseJSON>(answered.response)
  const store = await getStore()
  const [known] = await store.read
    .select()
    .from(passkeys)
    .where(eq(passkeys.id, String(response.id)))
  if (!known || (personId && known.personId !== personId)) throw new Refusal('passkey.unknown')
  const { verified, authenticationInfo } = await orFailed(
    verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: rpIdOf(site),
      credential: {
        id: known.id,
        publicKey: new Uint8Array(Buffer.from(known.publicKey, 'base64url')),
        counter: known.counter,
        transports: known.transports as Transport[],
      },
    }),
  )
  if (!verified) throw new Refusal('passkey.failed')
  await store.write((tx) =>
    tx.do((db) =>
      db
        .update(passkeys)
        .set({
          counter: authenticationInfo.newCounter,
          usedOn: new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS),
        })
        .where(eq(passkeys.id, known.id))
        .returning({ id: passkeys.id }),
    ),
  )
  return known.personId
}

export async function listPasskeys(personId: string): Promise<Passkey[]> {
  const { read } = await getStore()
  return read.select().from(passkeys).where(eq(passkeys.personId, personId)).orderBy(passkeys.createdAt)
}

async function keepChallenge(challenge: string, purpose: Purpose, personId: string | null, now: Date) {
  const token = newToken()
  const store = await getStore()
  await store.write(function* recordChallenge(tx) {
    yield* tx.do((db) =>
      db
        .delete(passkeyChallenges)
        .where(lt(passkeyChallenges.expiresAt, now))
        .returning({ id: passkeyChallenges.id }),
    )
    yield* tx.do((db) =>
      db
        .insert(passkeyChallenges)
        .values({
          id: sha256(token),
          challenge,
          purpose,
          personId,
          expiresAt: new Date(now.getTime() + CHALLENGE_MINUTES * 60_000),
        })
        .returning({ id: passkeyChallenges.id }),
    )
  })
  return token
}

/** A challenge is gone when it has been looked at, whatever comes of it. @throws {Refusal} 'passkey.expired' */
async function takeChallenge(token: string | null, purpose: Purpose, personId: string | null, now: Date) {
  const store = await getStore()
  const [row] = await store.write((tx) =>
    tx.do((db) =>
      db
        .delete(passkeyChallenges)
        .where(
          and(
            eq(passkeyChallenges.id, sha256(token ?? '')),
            eq(passkeyChallenges.purpose, purpose),
            gt(passkeyChallenges.expiresAt, now),
          ),
        )
        .returning({ challenge: passkeyChallenges.challenge, personId: passkeyChallenges.personId }),
    ),
  )
  if (!row || row.personId !== personId) throw new Refusal('passkey.expired')
  return row.challenge
}

/** @throws {Refusal} 'passkey.failed' */
function read<T>(text: string): T {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as T
  } catch {
    // Said below.
  }
  throw new Refusal('passkey.failed')
}

/** What the library throws about a response is the response's fault. */
async function orFailed<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch {
    throw new Refusal('passkey.failed')
  }
}
