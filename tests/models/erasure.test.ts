import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { ERASE_AFTER_DAYS, ERASED_BY_DAYS } from '#app/domain/consents.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { termEnd } from '#app/domain/retention.ts'
import { paragraphsOf } from '#app/i18n/words.server.ts'
import { keepTerms } from '#app/jobs/retention.server.ts'
import { listComments, submitComment } from '#app/models/comments.server.ts'
import { erasedBy, listConsents, withdrawConsent } from '#app/models/consents.server.ts'
import { deleteAccount } from '#app/models/deletion.server.ts'
import {
  identityHash,
  linkIdentity,
  listIdentities,
  signInByIdentity,
} from '#app/models/identities.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { grantRole, listPseudonyms, listStaff, type Person } from '#app/models/people.server.ts'
import { eachRanked } from '#app/models/ranked-rows.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { isOutlived, listOutlived } from '#app/models/retention.server.ts'
import { getSession } from '#app/models/sessions.server.ts'
import { redeemSignInCode, requestSignInCode } from '#app/models/sign-in.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { consents, letters, people, roles, sessions, signInCodes } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { getContributionById } from '../contribution-row.ts'
import { DAY, giveConsents, makePerson, makePin, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const secret = 'a secret of the tests'
const erased = async (now = new Date()) => (await keepTerms(now)).withdrawn
const listDue = (now = new Date()) => listOutlived('withdrawal', termEnd('withdrawn', now), now)
const daysAgo = (days: number) => new Date(Date.now() - days * DAY)

async function signIn(email: string): Promise<string> {
  await requestSignInCode({ email, locale: 'ru', address: '192.0.2.9', secret })
  const [letter] = (await listLetters(500)).filter(
    (one) => one.recipient === email && one.template === 'code',
  )
  return (await redeemSignInCode({ email, code: String(letter!.params.code), locale: 'ru', secret })).token
}

/** Every table that may hold something of a person, as text. */
async function everythingAbout(person: Person): Promise<string> {
  const { read } = await getStore()
  const rows = [
    await read.select().from(people).where(eq(people.id, person.id)),
    await read.select().from(sessions).where(eq(sessions.personId, person.id)),
    await read.select().from(roles).where(eq(roles.personId, person.id)),
    await read.select().from(consents).where(eq(consents.personId, person.id)),
    await read
      .select()
      .from(letters)
      .where(eq(letters.recipient, person.email ?? '')),
    await read
      .select()
      .from(signInCodes)
      .where(eq(signInCodes.email, person.email ?? '')),
  ]
  return JSON.stringify(rows)
}

/** A resident who has done everything that one can, and is a planner besides. */
async function busyResident() {
  const { town, author: other, moderator, here } = await makeScene({ from: -20, to: 10 })
  const resident = await makePerson()
  await giveConsents(resident)
  const own = { ...here, personId: resident.id }
  const [published, returned] = [await makeProposal(own), await makePin(own)]
  await decideModeration({
    townId: town.id,
    actorId: moderator.id,
    subject: { type: 'contribution', id: returned.id },
    act: 'return',
    reason: 'Где это?',
  })
  const theirs = await makeProposal(here)
  await supportContribution({ townId: town.id, personId: resident.id, contributionId: theirs.id })
  await supportContribution({ townId: town.id, personId: other.id, contributionId: published.id })
  await submitComment({
    id: newId(),
    townId: town.id,
    personId: resident.id,
    contributionId: theirs.id,
    parentId: null,
    body: 'Поддерживаю',
  })
  await grantRole({ townId: town.id, email: resident.email!, role: 'planner', actorId: moderator.id })
  const token = await signIn(resident.email!)
  const account = { issuer: 'https://id.example.org', subject: resident.id }
  await linkIdentity({
    personId: resident.id,
    keyHash: identityHash(secret, account),
    issuer: account.issuer,
    label: '',
  })
  const arrival = { account, locale: 'ru', device: '', replaces: null, secret }
  return { town, resident, published, returned, theirs, token, arrival }
}

async function ranking(townId: string) {
  const condition = await conditionOf(townId, NO_FILTER)
  const rows = []
  const { read: db } = await getStore()
  for await (const page of eachRanked({ db, condition, rankBy: 'supports', step: 100, hasGeometry: false }))
    for (const { row, rank } of page) rows.push([rank, row.number, row.supports, row.people, row.comments])
  return rows
}

describe('a month after the consent is withdrawn', () => {
  test('nothing of the person is left but what was published, by nobody, and every count is as it was', async () => {
    const { town, resident, published, returned, theirs, token, arrival } = await busyResident()
    const before = await ranking(town.id)
    expect(before.some(([, , supports]) => supports === 1)).toBe(true)
    await withdrawConsent(resident.id, 'personal-data')
    // By then the discussion is over: what was supported in it stays counted.
    const then = new Date(Date.now() + (ERASE_AFTER_DAYS + 0.1) * DAY)
    expect(await listDue(then)).toEqual([resident.id])

    expect(await erased(then)).toBe(1)
    const left = await everythingAbout(resident)
    for (const trace of [resident.email!, resident.pseudonym, '192.0.2.9', 'planner'])
      expect(left.includes(trace), trace).toBe(false)
    expect(await getSession(token)).toBeNull()
    expect(await listIdentities(resident.id)).toEqual([])
    const returning = await signInByIdentity(arrival)
    expect(returning.personId).not.toBe(resident.id)
    expect(await listStaff(town.id)).toEqual([])
    expect((await listConsents(resident.id)).map((row) => [row.origin, row.textVersion])).toEqual([
      ['', '2026-05'],
      ['', '2026-05'],
    ])
    expect((await listPseudonyms([resident.id])).get(resident.id) || null).toBeNull()
    expect((await listComments(town.id, theirs.id)).map((row) => [row.body, row.author])).toEqual([
      ['Поддерживаю', null],
    ])
    const [act] = await listStaffActs(town.id, { limit: 1 })
    expect(act).toMatchObject({ act: 'role.revoke', actor: null, before: { role: 'planner' } })

    expect(await getContributionById(town.id, published.id)).toMatchObject({
      visibility: 'published',
      supports: 1,
    })
    expect(await getContributionById(town.id, returned.id)).toMatchObject({ visibility: 'withdrawn' })
    expect(await ranking(town.id)).toEqual(before)
    expect((await countMatching(await conditionOf(town.id, NO_FILTER))).all).toBe(2)
    expect(await recount()).toEqual([])
    expect(await (await getStore()).brokenForeignKeys()).toEqual([])
  })

  test('once is enough: again and at once it changes nothing, and the address begins anew', async () => {
    const { resident } = await busyResident()
    await withdrawConsent(resident.id, 'personal-data', daysAgo(40))
    const done = await Promise.all(Array.from({ length: 5 }, () => erased()))
    expect(done.reduce((sum, n) => sum + n, 0)).toBe(1)
    const left = await everythingAbout(resident)
    expect(await erased()).toBe(0)
    expect(await everythingAbout(resident)).toBe(left)

    const token = await signIn(resident.email!)
    const anew = (await getSession(token))?.person
    expect(anew).toMatchObject({ email: resident.email })
    expect(anew!.id).not.toBe(resident.id)
  })
})

describe('nobody is erased', () => {
  test.each<[why: string, act: (person: Person) => Promise<unknown>]>([
    ['who has withdrawn nothing', async () => undefined],
    ['before the term is over', (person) => withdrawConsent(person.id, 'personal-data', daysAgo(28))],
    [
      'who has withdrawn the consent to the rules only',
      (person) => withdrawConsent(person.id, 'rules', daysAgo(40)),
    ],
    [
      'who has given it again',
      async (person) => {
        await withdrawConsent(person.id, 'personal-data', daysAgo(40))
        await giveConsents(person)
      },
    ],
    [
      'who has withdrawn it again a short while ago',
      async (person) => {
        await withdrawConsent(person.id, 'personal-data', daysAgo(40))
        await giveConsents(person)
        await withdrawConsent(person.id, 'personal-data', daysAgo(3))
      },
    ],
  ])('%s', async (_, act) => {
    const person = await makePerson()
    await giveConsents(person)
    await act(person)
    const before = await everythingAbout(person)
    expect(await listDue()).not.toContain(person.id)
    // Nor where the list was read before the consent was given again.
    const now = new Date()
    await expectRefusal(
      deleteAccount({
        personId: person.id,
        choice: 'anonymise',
        cause: 'withdrawal',
        now,
        isDue: (tx) => isOutlived(tx, person.id, 'withdrawal', termEnd('withdrawn', now), now),
      }),
      'person.not-found',
    )
    expect(await erased()).toBe(0)
    expect(await everythingAbout(person)).toBe(before)
  })
})

test('it is done before the day that the document and the page promise', async () => {
  for (const locale of ['ru', 'en'] as const)
    expect(paragraphsOf(locale, 'personal-data').join(' ')).toMatch(new RegExp(`\\b${ERASED_BY_DAYS}\\b`))
  expect(ERASE_AFTER_DAYS).toBeLessThan(ERASED_BY_DAYS)
  const person = await makePerson()
  await giveConsents(person)
  expect(erasedBy(await listConsents(person.id))).toBeNull()
  const withdrawnAt = daysAgo(1)
  await withdrawConsent(person.id, 'personal-data', withdrawnAt)
  expect(erasedBy(await listConsents(person.id))).toEqual(new Date(withdrawnAt.getTime() + 30 * DAY))
  await giveConsents(person)
  expect(erasedBy(await listConsents(person.id))).toBeNull()
})
