import { count, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { giveConsent, hasAllConsents, listConsents, withdrawConsent } from '#app/models/consents.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { endSession, getSession } from '#app/models/sessions.server.ts'
import { isCrowded, redeemSignInCode, requestSignInCode } from '#app/models/sign-in.server.ts'
import { people, sessions, signInCodes } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { makePerson } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

const secret = 'a secret of the tests'
const MINUTE = 60_000
let made = 0

const newEmail = () => `resident-${++made}@example.org`
const ask = (email: string, now?: Date, address = '10.0.0.1', isShared = false) =>
  requestSignInCode({ email, locale: 'ru', address, secret, isShared, now })
const redeem = (email: string, code: string, now?: Date) =>
  redeemSignInCode({ email, code, locale: 'ru', secret, now })
const wrong = (code: string) => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))

/** The code, as the letter in the outbox says it. */
async function codeFor(email: string): Promise<string> {
  const letter = (await listLetters(500)).find((row) => row.recipient === email && row.template === 'code')
  return String(letter!.params.code)
}

/** As many more codes as the newest one that went to an address. */
async function fillUp(email: string, n: number) {
  const store = await getStore()
  const [last] = await store.read.select().from(signInCodes).where(eq(signInCodes.email, email)).limit(1)
  const rows = Array.from({ length: n }, () => ({ ...last!, id: newId() }))
  await store.write((tx) =>
    tx.do((db) => db.insert(signInCodes).values(rows).returning({ id: signInCodes.id })),
  )
}

async function countOf(email: string) {
  const { read } = await getStore()
  const [own] = await read.select({ n: count() }).from(people).where(eq(people.email, email))
  const [open] = await read
    .select({ n: count() })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(eq(people.email, email))
  return { people: own!.n, sessions: open!.n }
}

describe('a sign-in code', () => {
  test('that is right opens a session, once', async () => {
    const email = newEmail()
    await ask(email)
    const code = await codeFor(email)
    expect(code).toMatch(/^\d{6}$/)
    const { token, person } = await redeem(email, code)
    expect(person).toMatchObject({ email, locale: 'ru', isPlatformAdmin: false })
    expect((await getSession(token))?.person.id).toBe(person.id)
    await expectRefusal(redeem(email, code), 'code.expired')
    expect(await countOf(email)).toEqual({ people: 1, sessions: 1 })
  })

  test('redeemed ten times at once opens one session for one person', async () => {
    const email = newEmail()
    await ask(email)
    const code = await codeFor(email)
    const { done, refused } = await outcomes(Array.from({ length: 10 }, () => redeem(email, code)))
    expect({ done, refused }).toEqual({ done: 1, refused: { 'code.expired': 9 } })
    expect(await countOf(email)).toEqual({ people: 1, sessions: 1 })
  })

  test('is kept only as a keyed hash', async () => {
    const email = newEmail()
    await ask(email, undefined, '192.0.2.7')
    const { read } = await getStore()
    const [row] = await read.select().from(signInCodes).where(eq(signInCodes.email, email))
    expect(JSON.stringify(row)).not.toContain(await codeFor(email))
    expect(JSON.stringify(row)).not.toContain('192.0.2.7')
  })

  test('guessed wrong counts down, the count is kept, and five wrong tries close it even for the right one', async () => {
    const email = newEmail()
    await ask(email)
    const code = await codeFor(email)
    for (const left of [4, 3, 2, 1, 0]) {
      const refusal = await expectRefusal(redeem(email, wrong(code)), 'code.wrong')
      expect(refusal.details).toEqual({ count: left })
      const { read } = await getStore()
      const [row] = await read.select().from(signInCodes).where(eq(signInCodes.email, email))
      expect(row!.triesLeft).toBe(left)
    }
    await expectRefusal(redeem(email, code), 'code.too-many-tries')
    expect(await countOf(email)).toEqual({ people: 0, sessions: 0 })
    await ask(email)
    expect((await redeem(email, await codeFor(email))).person.email).toBe(email)
  })

  test('cannot be guessed more than five times by twenty tries at once', async () => {
    const email = newEmail()
    await ask(email)
    const code = wrong(await codeFor(email))
    expect(await outcomes(Array.from({ length: 20 }, () => redeem(email, code)))).toEqual({
      done: 0,
      refused: { 'code.wrong': 5, 'code.too-many-tries': 15 },
    })
  })

  test('that was sent earlier is worth nothing after a later one was used', async () => {
    const email = newEmail()
    await ask(email)
    const first = await codeFor(email)
    await ask(email)
    await redeem(email, await codeFor(email))
    await expectRefusal(redeem(email, first), 'code.expired')
    expect(await countOf(email)).toEqual({ people: 1, sessions: 1 })
  })

  test('is good for ten minutes and not a moment longer', async () => {
    const sent = new Date('2026-06-01T09:00:00Z')
    const [late, inTime] = [newEmail(), newEmail()]
    await ask(late, sent)
    await ask(inTime, sent)
    await expectRefusal(
      redeem(late, await codeFor(late), new Date(sent.getTime() + 10 * MINUTE)),
      'code.expired',
    )
    const last = new Date(sent.getTime() + 10 * MINUTE - 1)
    expect((await redeem(inTime, await codeFor(inTime), last)).person.email).toBe(inTime)
  })

  test('opens only its own e-mail', async () => {
    const [mine, other] = [newEmail(), newEmail()]
    await ask(mine)
    await ask(other)
    const code = await codeFor(mine)
    if (code !== (await codeFor(other))) await expectRefusal(redeem(other, code), 'code.wrong')
    await expectRefusal(redeem(newEmail(), code), 'code.expired')
  })

  test('is sent as often as asked to an address that many share; a crowd is noticed, a flood ends', async () => {
    const email = newEmail()
    const now = new Date('2026-07-01T12:00:00Z')
    const seen = () => isCrowded('192.0.2.120', secret, now)
    for (let i = 0; i < 59; i++) await ask(email, now, '192.0.2.120', true)
    expect(await seen()).toBe(false)
    await ask(email, now, '192.0.2.120', true)
    expect([await seen(), await isCrowded('192.0.2.121', secret, now)]).toEqual([true, false])
    await fillUp(email, 1200 - 60)
    await expectRefusal(ask(email, now, '192.0.2.120', true), 'code.too-many-requests')
    await ask(email, now, '192.0.2.121', true)
    expect(await isCrowded('192.0.2.120', secret, new Date(now.getTime() + 60 * MINUTE))).toBe(false)
  })

  test('is not sent more than six times an hour to one address, and again an hour later', async () => {
    const email = newEmail()
    const start = new Date('2026-06-01T12:00:00Z')
    const at = (minutes: number) => new Date(start.getTime() + minutes * MINUTE)
    for (let i = 0; i < 6; i++) await ask(email, at(i))
    await expectRefusal(ask(email, at(30)), 'code.too-many-requests')
    const letters = (await listLetters(500)).filter((letter) => letter.recipient === email)
    expect(letters).toHaveLength(6)
    await ask(email, at(60.5))
    expect(await outcomes(Array.from({ length: 5 }, () => ask(email, at(60.6))))).toEqual({
      done: 0,
      refused: { 'code.too-many-requests': 5 },
    })
  })
})

describe('a session', () => {
  test('ends when the person signs out, and after sixty days', async () => {
    const email = newEmail()
    await ask(email)
    const first = await redeem(email, await codeFor(email))
    await ask(email)
    const second = await redeem(email, await codeFor(email))
    expect(first.person.id).toBe(second.person.id)
    await endSession(first.token)
    expect(await getSession(first.token)).toBeNull()
    expect((await getSession(second.token))?.person.id).toBe(second.person.id)
    expect(await getSession(second.token, new Date(Date.now() + 61 * 86_400_000))).toBeNull()
    expect(await getSession('made up')).toBeNull()
  })
})

test('codes and sessions that have expired more than a day ago are thrown away with a new request', async () => {
  const [old, fresh] = [newEmail(), newEmail()]
  const then = new Date('2031-01-01T00:00:00Z')
  const at = (days: number) => new Date(then.getTime() + days * 86_400_000)
  await ask(old, then)
  await redeem(old, await codeFor(old), then)
  await ask(fresh, at(60.5))
  expect((await countOf(old)).sessions).toBe(1)
  await ask(fresh, at(61.2))
  expect(await countOf(old)).toEqual({ people: 1, sessions: 0 })
  const { read } = await getStore()
  const kept = await read.select({ email: signInCodes.email }).from(signInCodes)
  expect(kept).toEqual([{ email: fresh }, { email: fresh }])
})

describe('a consent', () => {
  const given = { textVersion: '2026-05', textHash: 'hash of the text', address: '192.0.2.9', secret }

  test('is a record of its own for each purpose, withdrawn and given anew', async () => {
    const person = await makePerson()
    await giveConsent({ ...given, personId: person.id, purpose: 'personal-data' })
    expect(await hasAllConsents(person.id)).toBe(false)
    await giveConsent({ ...given, personId: person.id, purpose: 'rules' })
    expect(await hasAllConsents(person.id)).toBe(true)
    await withdrawConsent(person.id, 'personal-data', new Date('2026-06-02T00:00:00Z'))
    expect(await hasAllConsents(person.id)).toBe(false)
    await giveConsent({ ...given, personId: person.id, purpose: 'personal-data', textVersion: '2026-06' })
    const rows = await listConsents(person.id)
    expect(rows.map((row) => [row.purpose, row.textVersion, row.withdrawnAt !== null]).sort()).toEqual([
      ['personal-data', '2026-05', true],
      ['personal-data', '2026-06', false],
      ['rules', '2026-05', false],
    ])
    expect(rows.every((row) => row.origin !== given.address)).toBe(true)
  })

  test('to an older text does not count when the present text is named', async () => {
    const person = await makePerson()
    const present = { 'personal-data': '2026-06', rules: '2026-05' }
    for (const purpose of ['personal-data', 'rules'] as const)
      await giveConsent({ ...given, personId: person.id, purpose })
    expect(await hasAllConsents(person.id)).toBe(true)
    expect(await hasAllConsents(person.id, present)).toBe(false)
    for (const purpose of ['personal-data', 'rules'] as const)
      await giveConsent({ ...given, personId: person.id, purpose, textVersion: present[purpose] })
    expect(await hasAllConsents(person.id, present)).toBe(true)
    const rows = await listConsents(person.id)
    expect(rows.map((row) => [row.purpose, row.textVersion, row.withdrawnAt !== null]).sort()).toEqual([
      ['personal-data', '2026-05', true],
      ['personal-data', '2026-06', false],
      ['rules', '2026-05', false],
    ])
  })

  test('given ten times at once is one', async () => {
    const person = await makePerson()
    await Promise.all(
      Array.from({ length: 10 }, () => giveConsent({ ...given, personId: person.id, purpose: 'rules' })),
    )
    expect(await listConsents(person.id)).toHaveLength(1)
  })
})
