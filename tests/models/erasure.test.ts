import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { ERASE_AFTER_DAYS, ERASED_BY_DAYS } from '#app/domain/consents.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { paragraphsOf } from '#app/i18n/words.server.ts'
import { eraseDuePeople } from '#app/jobs/erasure.server.ts'
import { listComments, submitComment } from '#app/models/comments.server.ts'
import { erasedBy, listConsents, withdrawConsent } from '#app/models/consents.server.ts'
import { erasePerson, listPeopleToErase } from '#app/models/erasure.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { grantRole, listPseudonyms, listStaff, type Person } from '#app/models/people.server.ts'
import { eachRanked } from '#app/models/ranking.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { getSession } from '#app/models/sessions.server.ts'
import { redeemSignInCode, requestSignInCode } from '#app/models/sign-in.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { consents, letters, people, roles, sessions, signInCodes } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { getContributionById } from '../contribution-row.ts'
import { DAY, giveConsents, makePerson, makePin, makeProposal, makeScene } from '../factories.ts'

const secret = 'a secret of the tests'
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
  const { town, author: other, moderator, here } = await makeScene()
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
  return { town, resident, published, returned, theirs, token }
}

async function ranking(townId: string) {
  const condition = await conditionOf(townId, NO_FILTER)
  const rows = []
  for await (const { row, rank } of eachRanked((await getStore()).read, condition, 'supports'))
    rows.push([rank, row.number, row.supports, row.people, row.comments])
  return rows
}

describe('a month after the consent is withdrawn', () => {
  test('nothing of the person is left but what was published, by nobody, and every count is as it was', async () => {
    const { town, resident, published, returned, theirs, token } = await busyResident()
    const before = await ranking(town.id)
    expect(before.some(([, , supports]) => supports === 1)).toBe(true)
    await withdrawConsent(resident.id, 'personal-data', daysAgo(ERASE_AFTER_DAYS + 0.1))
    expect(await listPeopleToErase(new Date())).toEqual([resident.id])

    expect(await eraseDuePeople()).toBe(1)
    const left = await everythingAbout(resident)
    for (const trace of [resident.email!, resident.pseudonym, '192.0.2.9', 'planner'])
      expect(left.includes(trace), trace).toBe(false)
    expect(await getSession(token)).toBeNull()
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
    const done = await Promise.all(Array.from({ length: 5 }, () => erasePerson(resident.id)))
    expect(done.filter(Boolean)).toHaveLength(1)
    const left = await everythingAbout(resident)
    expect(await eraseDuePeople()).toBe(0)
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
    expect(await listPeopleToErase(new Date())).not.toContain(person.id)
    expect(await erasePerson(person.id)).toBe(false)
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
