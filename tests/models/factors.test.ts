import { eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#app/domain/refusal.ts'
import {
  beginAuthenticator,
  confirmAuthenticator,
  countRecoveryCodes,
  currentCode,
  FACTOR_TRIES,
  giveAuthenticator,
  isAuthenticatorBegun,
  LOCK_MINUTES,
  RECOVERY_CODES,
  renewRecoveryCodes,
} from '#app/models/authenticators.server.ts'
import {
  freshenByCode,
  getFactors,
  openProvenSession,
  proveByCode,
  proveSession,
  removeAuthenticator,
} from '#app/models/factors.server.ts'
import { WRONG_FACTORS_PER_DAY } from '#app/models/guessing.server.ts'
import { sha256 } from '#app/models/ids.server.ts'
import { grantRole, type Person } from '#app/models/people.server.ts'
import { subscribePush } from '#app/models/push-subscriptions.server.ts'
import { seal, unseal } from '#app/models/sealed.server.ts'
import {
  endAllSessions,
  endSessionOf,
  getSession,
  listSessions,
  openSession,
} from '#app/models/sessions.server.ts'
import { authenticators } from '#db/schema/factors.server.ts'
import { letters } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { makePerson, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const secret = 'a secret of the tests'
const label = 'somebody@example.org'
const issuer = 'Sreda'
const MINUTE = 60_000
const START = new Date('2026-11-23T12:00:00Z')
const at = (ms: number) => new Date(START.getTime() + ms)

const codeOf = (base32: string, moment: Date) =>
  new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: moment.getTime() })
const wrong = (code: string) => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))

/** A session opened with the first factor only. */
async function open(person: Person, now = START, replaces: string | null = null) {
  const store = await getStore()
  const token = await store.write((tx) =>
    openSession(tx, { personId: person.id, device: 'Chrome, Android', replaces, now }),
  )
  return { token, session: (await getSession(token, now))!.session }
}

/** Somebody with an app, set up a minute before START. */
async function withApp() {
  const person = await makePerson()
  const then = at(-MINUTE)
  const begun = await beginAuthenticator({ personId: person.id, secret, label, issuer, now: then })
  const base32 = begun!.base32
  const recovery = await confirmAuthenticator({
    personId: person.id,
    secret,
    code: codeOf(base32, then),
    now: then,
  })
  return { person, base32, recovery }
}

describe('a sealed text', () => {
  test('opens under its secret and purpose alone, and never looks the same twice', () => {
    const sealed = seal(secret, 'authenticator', 'JBSWY3DPEHPK3PXP')
    expect(unseal(secret, 'authenticator', sealed)).toBe('JBSWY3DPEHPK3PXP')
    expect(seal(secret, 'authenticator', 'JBSWY3DPEHPK3PXP')).not.toBe(sealed)
    expect(sealed).not.toContain('JBSWY')
    expect(() => unseal('another secret of tests', 'authenticator', sealed)).toThrow()
    expect(() => unseal(secret, 'identity', sealed)).toThrow()
    const bytes = Buffer.from(sealed, 'base64url')
    bytes[bytes.length - 1]! ^= 1
    expect(() => unseal(secret, 'authenticator', bytes.toString('base64url'))).toThrow()
  })
})

describe('an authenticator app', () => {
  test('counts from its first right code on; a page that is loaded twice shows the same key', async () => {
    const person = await makePerson()
    const asked = { personId: person.id, secret, label, issuer, now: START }
    const first = await beginAuthenticator(asked)
    expect(await beginAuthenticator(asked)).toEqual(first)
    expect(first!.uri).toContain(`secret=${first!.base32}`)
    expect(await getFactors(person.id)).toMatchObject({ hasAuthenticator: false })
    const code = codeOf(first!.base32, START)
    await expectRefusal(confirmAuthenticator({ ...asked, code: wrong(code) }), 'factor.wrong')
    expect(await isAuthenticatorBegun(person.id)).toBe(true)
    expect(await confirmAuthenticator({ ...asked, code })).toHaveLength(RECOVERY_CODES)
    expect(await getFactors(person.id)).toMatchObject({ hasAuthenticator: true })
    expect(await countRecoveryCodes(person.id)).toBe(RECOVERY_CODES)
    expect(await isAuthenticatorBegun(person.id)).toBe(false)
    // Never shown again.
    expect(await beginAuthenticator(asked)).toBeNull()
  })

  test('keeps neither its key nor its recovery codes in clear', async () => {
    const { person, base32, recovery } = await withApp()
    const { read } = await getStore()
    const [row] = await read.select().from(authenticators).where(eq(authenticators.personId, person.id))
    expect(JSON.stringify(row)).not.toContain(base32)
    expect(recovery.every((code) => /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/.test(code))).toBe(true)
    expect(new Set(recovery).size).toBe(RECOVERY_CODES)
  })

  test('proves a session once per code, and the session goes on under a new token', async () => {
    const { person, base32 } = await withApp()
    const { token, session } = await open(person)
    expect(session.provenAt).toBeNull()
    const code = codeOf(base32, START)
    const renewed = await proveByCode({ session, code, secret, now: START })
    expect(renewed).not.toBe(token)
    expect(await getSession(token, START)).toBeNull()
    expect((await getSession(renewed, START))!.session).toMatchObject({
      provenAt: START,
      freshAt: START,
      device: 'Chrome, Android',
    })
    const other = await open(person)
    await expectRefusal(proveByCode({ session: other.session, code, secret, now: START }), 'factor.wrong')
  })

  test('takes a code of the step before and after, and none further off', async () => {
    for (const [offset, isTaken] of [
      [-60_000, false],
      [-30_000, true],
      [30_000, true],
      [60_000, false],
    ] as const) {
      const { person, base32 } = await withApp()
      const { session } = await open(person)
      // The step in which it was set up has been used: look a little later.
      const now = at(5 * MINUTE)
      const work = proveByCode({ session, code: codeOf(base32, at(5 * MINUTE + offset)), secret, now })
      if (isTaken) expect(await work).toMatch(/^[\w-]{43}$/)
      else await expectRefusal(work, 'factor.wrong')
    }
  })

  test('is locked after five wrong codes, for the right one too, and opens again', async () => {
    const { person, base32 } = await withApp()
    const { session } = await open(person)
    const bad = () =>
      proveByCode({ session, code: wrong(codeOf(base32, START)), secret, now: START }).catch(
        (error: Refusal) => ({ code: error.code, details: error.details }),
      )
    const said = []
    for (let i = 0; i < FACTOR_TRIES; i++) said.push(await bad())
    expect(said).toEqual([
      ...[4, 3, 2, 1].map((count) => ({ code: 'factor.wrong', details: { count } })),
      { code: 'factor.locked', details: { count: LOCK_MINUTES } },
    ])
    await expectRefusal(
      proveByCode({ session, code: codeOf(base32, START), secret, now: START }),
      'factor.locked',
    )
    const later = at(LOCK_MINUTES * MINUTE)
    expect(await proveByCode({ session, code: codeOf(base32, later), secret, now: later })).toBeTruthy()
  })

  test('takes no more than ten wrong codes a day, however patient the guesser; recovery codes go on', async () => {
    const { person, base32, recovery } = await withApp()
    const { session } = await open(person)
    const browser = { endpoint: `https://push.example.org/${person.id}`, p256dh: 'p', auth: 'a' }
    await subscribePush({ personId: person.id, ...browser })
    const prove = (code: string, now: Date) => proveByCode({ session, code, secret, now })
    let taken = 0
    // Every quarter of an hour for a day: five tries before each lock, if nothing else stopped them.
    for (let quarter = 0; quarter < 96; quarter++) {
      const now = at(quarter * LOCK_MINUTES * MINUTE)
      for (let i = 0; i < FACTOR_TRIES; i++) {
        const refused = await prove(wrong(codeOf(base32, now)), now).catch((error: Refusal) => error.code)
        if (refused !== 'factor.locked-today') taken++
      }
    }
    expect(taken).toBe(WRONG_FACTORS_PER_DAY)
    const late = at(23 * 60 * MINUTE)
    await expectRefusal(prove(codeOf(base32, late), late), 'factor.locked-today')
    await freshenByCode({ session, code: recovery[0]!, secret, now: late })
    const told = (
      await (await getStore()).read.select().from(letters).where(eq(letters.personId, person.id))
    ).filter(({ template }) => template === 'factor-guessed')
    expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'email', 'push', 'push'])
    const nextDay = at(25 * 60 * MINUTE)
    expect(await prove(codeOf(base32, nextDay), nextDay)).toBeTruthy()
  })

  test('guessed at once from many sides gets no more tries than one after another', async () => {
    const { person, base32 } = await withApp()
    const { session } = await open(person)
    const work = Array.from({ length: 20 }, () =>
      proveByCode({ session, code: wrong(codeOf(base32, START)), secret, now: START }).catch(
        (error: Refusal) => error.code,
      ),
    )
    const codes = await Promise.all(work)
    expect(codes.filter((code) => code === 'factor.wrong')).toHaveLength(FACTOR_TRIES - 1)
    expect(codes.filter((code) => code === 'factor.locked')).toHaveLength(20 - FACTOR_TRIES + 1)
  })

  test('is nobody’s under another secret of the server', async () => {
    const { person, base32 } = await withApp()
    const { session } = await open(person)
    const code = codeOf(base32, START)
    await expectRefusal(
      proveByCode({ session, code, secret: 'another secret here', now: START }),
      'factor.none',
    )
    expect(await currentCode({ personId: person.id, secret: 'another secret here' })).toBeNull()
  })
})

describe('a recovery code', () => {
  test('stands in for the app once, however it is typed', async () => {
    const { person, recovery } = await withApp()
    const { session } = await open(person)
    const typed = recovery[0]!.toLowerCase().replaceAll('-', ' ')
    await freshenByCode({ session, code: typed, secret, now: at(MINUTE) })
    expect(await countRecoveryCodes(person.id)).toBe(RECOVERY_CODES - 1)
    await expectRefusal(freshenByCode({ session, code: typed, secret, now: at(MINUTE) }), 'factor.wrong')
    await freshenByCode({ session, code: recovery[1]!, secret, now: at(MINUTE) })
  })

  test('of somebody else, or an old one, is worth nothing', async () => {
    const [one, other] = [await withApp(), await withApp()]
    const { session } = await open(one.person)
    const prove = (code: string) => proveByCode({ session, code, secret, now: START })
    await expectRefusal(prove(other.recovery[0]!), 'factor.wrong')
    const fresh = await renewRecoveryCodes({ personId: one.person.id, secret, now: START })
    await expectRefusal(prove(one.recovery[0]!), 'factor.wrong')
    expect(await prove(fresh[0]!)).toBeTruthy()
  })
})

describe('the last second factor', () => {
  test('of a member of the staff stays; a resident’s may go', async () => {
    const { person } = await withApp()
    const town = await makeTown()
    await grantRole({ townId: town.id, email: person.email!, role: 'clerk', actorId: null })
    expect(await getFactors(person.id)).toEqual({ passkeys: 0, hasAuthenticator: true, isStaff: true })
    await expectRefusal(removeAuthenticator(person.id), 'factor.last')
    const resident = await withApp()
    await removeAuthenticator(resident.person.id)
    expect(await countRecoveryCodes(resident.person.id)).toBeNull()
  })

  test('given to the demo’s staff is the one whose code can be read', async () => {
    const person = await makePerson()
    await giveAuthenticator({ personId: person.id, secret, now: START })
    const code = await currentCode({ personId: person.id, secret, now: START })
    await giveAuthenticator({ personId: person.id, secret, now: START })
    expect(await currentCode({ personId: person.id, secret, now: START })).toBe(code)
    const { session } = await open(person)
    expect(await proveByCode({ session, code: code!, secret, now: START })).toBeTruthy()
  })
})

describe('sessions', () => {
  test('are listed, and end one by one, all others, all', async () => {
    const person = await makePerson()
    const [first, second, third] = [
      await open(person),
      await open(person, at(1000)),
      await open(person, at(2000)),
    ]
    const listed = await listSessions(person.id, at(3000))
    expect(listed.map((row) => row.id)).toEqual([third, second, first].map(({ token }) => sha256(token)))
    expect(listed[0]).toMatchObject({ device: 'Chrome, Android', seenOn: new Date('2026-11-23T00:00:00Z') })
    await endSessionOf(person.id, first.session.id)
    expect(await getSession(first.token, START)).toBeNull()
    await endAllSessions(person.id, third.session.id)
    expect(await getSession(second.token, START)).toBeNull()
    expect(await getSession(third.token, START)).not.toBeNull()
    await endAllSessions(person.id)
    expect(await listSessions(person.id, START)).toEqual([])
  })

  test('of somebody else cannot be ended', async () => {
    const [one, other] = [await makePerson(), await makePerson()]
    const { session, token } = await open(one)
    await endSessionOf(other.id, session.id)
    expect(await getSession(token, START)).not.toBeNull()
  })

  test('note the day of their last use, not the hour', async () => {
    const { token } = await open(await makePerson())
    const later = new Date('2026-11-25T17:45:10Z')
    await getSession(token, later)
    expect((await getSession(token, later))!.session.seenOn).toEqual(new Date('2026-11-25T00:00:00Z'))
  })

  test('a sign-in ends what the browser held before and adopts no token', async () => {
    const [one, other] = [await makePerson(), await makePerson()]
    const before = await open(one)
    const after = await open(other, START, before.token)
    expect(await getSession(before.token, START)).toBeNull()
    expect((await getSession(after.token, START))!.person.id).toBe(other.id)
    const planted = await open(other, START, 'a token that somebody planted')
    expect(planted.token).not.toBe('a token that somebody planted')
    expect(await getSession('a token that somebody planted', START)).toBeNull()
  })

  test('opened by a passkey are proven from the start; proving renews the token', async () => {
    const person = await makePerson()
    const token = await openProvenSession({ personId: person.id, device: '', replaces: null }, START)
    expect((await getSession(token, START))!.session.provenAt).toEqual(START)
    const { token: plain, session } = await open(person)
    const renewed = await proveSession(session, START)
    expect(await getSession(plain, START)).toBeNull()
    expect((await getSession(renewed, START))!.session.provenAt).toEqual(START)
  })
})

test('a refusal of a code says how long or how often', () => {
  expect(new Refusal('factor.locked', { count: 3 }).status).toBe(429)
})
