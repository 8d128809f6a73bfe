import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { termEnd } from '#app/domain/retention.ts'
import { env } from '#app/env.server.ts'
import { storePhoto } from '#app/jobs/images.server.ts'
import { writeMyData } from '#app/jobs/my-data.server.ts'
import { keepTerms, removeFiles } from '#app/jobs/retention.server.ts'
import { changeStatus } from '#app/models/answers.server.ts'
import { sendAppeal } from '#app/models/appeals.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { giveConsent, withdrawConsent } from '#app/models/consents.server.ts'
import { deleteAccount, getDeletionAct } from '#app/models/deletion.server.ts'
import { rememberDevice } from '#app/models/devices.server.ts'
import { follow } from '#app/models/follows.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { mergePeople } from '#app/models/merge.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { listTables } from '#app/models/my-data.server.ts'
import { setNoticeWishes } from '#app/models/notice-settings.server.ts'
import { editContribution } from '#app/models/own-contributions.server.ts'
import { getPersonById, grantRole } from '#app/models/people.server.ts'
import { subscribePush } from '#app/models/push-subscriptions.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { reportSubject } from '#app/models/reports.server.ts'
import { redeemSignInCode, requestSignInCode } from '#app/models/sign-in.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { letters, people } from '#db/schema/people.server.ts'
import { turnout } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote } from '../ballot-factories.ts'
import { getContributionById } from '../contribution-row.ts'
import { DAY, makePeople, makePerson, makePin, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const SECRET = 'a secret of the tests'

async function consentOf(personId: string, now = new Date()) {
  const consent = { textVersion: '1', textHash: 'h', address: '192.0.2.77', secret: SECRET, now }
  for (const purpose of ['personal-data', 'rules'] as const)
    await giveConsent({ personId, purpose, ...consent })
}

/** Signs in by a code, as people do. */
async function arrive(email: string) {
  const common = { email, locale: 'ru', secret: SECRET }
  await requestSignInCode({ ...common, address: '192.0.2.77' })
  const { read } = await getStore()
  const [letter] = await read.select().from(letters).where(eq(letters.recipient, email))
  return (await redeemSignInCode({ ...common, code: String(letter!.params.code) })).person
}

/** Somebody who has left a trace in every table that can hold one. */
async function makeInvolved(email: string) {
  const { town, author: other, moderator, here } = await makeScene()
  const person = await arrive(email)
  await consentOf(person.id)
  const own = { ...here, personId: person.id }
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#3a5' } })
    .jpeg()
    .toBuffer()
  const photo = await storePhoto(town.id, picture, 'Моя лестница')
  const proposal = await makeProposal({ ...own, title: 'Моя лестница к воде', photos: [photo] })
  await editContribution({ townId: town.id, personId: person.id, id: proposal.id, body: 'Мои новые слова.' })
  const pin = await makePin({ ...here, personId: other.id })
  await supportContribution({ townId: town.id, personId: person.id, contributionId: pin.id })
  await supportContribution({ townId: town.id, personId: other.id, contributionId: proposal.id })
  const comment = { townId: town.id, contributionId: pin.id, personId: person.id, parentId: null }
  await submitComment({ ...comment, id: newId(), body: 'Мой комментарий про лестницу.', isOfficial: false })
  await reportSubject({
    townId: town.id,
    personId: person.id,
    subject: { type: 'contribution', id: pin.id },
    reason: 'off-topic',
    note: 'Моя жалоба',
  })
  await follow({ townId: town.id, personId: person.id, subjectType: 'contribution', subjectId: pin.id })
  await setNoticeWishes(person.id, [{ kind: 'digest', channel: 'email', isOn: false }])
  await subscribePush({
    personId: person.id,
    endpoint: `https://push.example.org/${person.id}`,
    p256dh: 'p',
    auth: 'a',
  })
  await changeStatus({
    townId: town.id,
    actorId: moderator.id,
    contributionId: proposal.id,
    status: 'review',
  })
  const hiding = { townId: town.id, actorId: moderator.id, act: 'hide' as const, reason: 'Проверка' }
  const { id: pinId } = await makePin({ ...own, body: 'Моё второе место, звоните 89991234567' })
  await decideModeration({ ...hiding, subject: { type: 'contribution', id: pinId } })
  await sendAppeal({
    townId: town.id,
    personId: person.id,
    subject: { type: 'contribution', id: pinId },
    body: 'Моё возражение',
  })
  await rememberDevice({ townId: town.id, personId: person.id, hash: 'd'.repeat(64) })
  await grantRole({ townId: town.id, email, role: 'planner', actorId: null })
  return { town, person, other, moderator, proposal, pin, photo }
}

/** All rows of all tables, as text by table. */
async function everything(): Promise<Map<string, string>> {
  const { read } = await getStore()
  const found = new Map<string, string>()
  for (const [name, table] of listTables())
    found.set(name, JSON.stringify(await read.select().from(table as never)))
  return found
}

async function tablesWith(text: string): Promise<string[]> {
  return [...(await everything())].filter(([, rows]) => rows.includes(text)).map(([name]) => name)
}

const photoPath = (townId: string, id: string) => join(env().FILES_DIR, townId, `${id}-l.webp`)

describe('deleting an account', () => {
  test('with one’s entries: no word, address or picture is left, and every count is true', async () => {
    const email = 'leaving-all@example.org'
    const { town, person, proposal, pin, photo } = await makeInvolved(email)
    expect((await tablesWith(email)).sort()).toEqual(['letters', 'people', 'signInCodes'])
    expect(existsSync(photoPath(town.id, photo.id))).toBe(true)
    const id = await deleteAccount({ personId: person.id, choice: 'remove' })
    await removeFiles()
    for (const trace of [
      email,
      person.pseudonym,
      'Моя лестница',
      'Мои новые',
      'Мой комментарий',
      'Моя жалоба',
      'Моё второе',
      '89991234567',
      'Моё возражение',
    ])
      expect(await tablesWith(trace), trace).toEqual([])
    expect(existsSync(photoPath(town.id, photo.id))).toBe(false)
    // Only what counts, what was consented to and the staff's log still point to the row that nobody is behind.
    expect((await tablesWith(person.id)).sort()).toEqual(['consents', 'people', 'reports', 'staffActs'])
    expect(await recount()).toEqual([])
    expect(await getContributionById(town.id, proposal.id)).toMatchObject({
      visibility: 'withdrawn',
      authorId: null,
      title: '',
      lng: null,
      supports: 1,
    })
    expect(await getContributionById(town.id, pin.id)).toMatchObject({ supports: 0, comments: 0 })
    expect(await getDeletionAct(id)).toMatchObject({
      cause: 'request',
      choice: 'remove',
      counts: {
        entriesKept: 0,
        entriesRemoved: 2,
        photosRemoved: 1,
        commentsKept: 0,
        commentsRemoved: 1,
        supportsKept: 0,
        supportsTaken: 1,
      },
    })
    await expectRefusal(deleteAccount({ personId: person.id, choice: 'remove' }), 'person.not-found')
    const again = await arrive(email)
    expect(again.id).not.toBe(person.id)
    await supportContribution({ townId: town.id, personId: again.id, contributionId: pin.id })
    expect(await getContributionById(town.id, pin.id)).toMatchObject({ supports: 1 })
  })

  test('of two that were joined, and of one joined to those before: no name and no address of either is left', async () => {
    const [first, second, third] = [
      await arrive('joined-first@example.org'),
      await arrive('joined-second@example.org'),
      await arrive('joined-third@example.org'),
    ]
    await mergePeople({ intoId: second.id, fromId: first.id })
    await mergePeople({ intoId: third.id, fromId: second.id })
    expect(await getPersonById(first.id)).toMatchObject({ pseudonym: '', email: null })
    // As rows were left before names went with the joining.
    const { write } = await getStore()
    await write((tx) =>
      tx.do((db) =>
        db
          .update(people)
          .set({ pseudonym: first.pseudonym })
          .where(eq(people.id, first.id))
          .returning({ id: people.id }),
      ),
    )
    await deleteAccount({ personId: third.id, choice: 'anonymise' })
    for (const { pseudonym, email } of [first, second, third])
      for (const trace of [pseudonym, email!]) expect(await tablesWith(trace), trace).toEqual([])
  })

  test('without one’s entries: they stay, without a name', async () => {
    const email = 'leaving-name@example.org'
    const { town, person, proposal, photo } = await makeInvolved(email)
    await deleteAccount({ personId: person.id, choice: 'anonymise' })
    expect(await tablesWith(email)).toEqual([])
    expect(await tablesWith(person.pseudonym)).toEqual([])
    // A comment that stays is still counted as one person's.
    expect((await tablesWith(person.id)).sort()).toEqual([
      'comments',
      'consents',
      'people',
      'reports',
      'staffActs',
    ])
    expect(await getContributionById(town.id, proposal.id)).toMatchObject({
      visibility: 'published',
      authorId: null,
      title: 'Моя лестница к воде',
    })
    expect(existsSync(photoPath(town.id, photo.id))).toBe(true)
    expect(await recount()).toEqual([])
  })

  test('where all is over, supports and votes stay without a name; where it goes on, they are taken back', async () => {
    const { town, here } = await makeScene({ from: -20, to: 10 })
    const pin = await makePin(here)
    const person = await makePerson()
    await supportContribution({ townId: town.id, personId: person.id, contributionId: pin.id })
    const vote = await makeVote()
    await vote.cast(person.id, vote.marked(1, 2))
    const over = new Date(Date.now() + 40 * DAY)
    const inTime = await makePerson()
    await supportContribution({ townId: town.id, personId: inTime.id, contributionId: pin.id })
    await vote.cast(inTime.id, vote.marked(1))
    const actOf = async (personId: string, now?: Date) =>
      (await getDeletionAct(await deleteAccount({ personId, choice: 'anonymise', now })))?.counts
    expect(await actOf(inTime.id)).toMatchObject({ supportsTaken: 1, ballotsTaken: 1, ballotsKept: 0 })
    expect(await actOf(person.id, over)).toMatchObject({ supportsKept: 1, ballotsTaken: 0, ballotsKept: 1 })
    expect(await recount()).toEqual([])
    const { read } = await getStore()
    const rows = await read.select().from(turnout)
    expect(rows.find((row) => row.personId === inTime.id)).toMatchObject({
      state: 'withdrawn',
      ballotId: null,
    })
    expect(rows.find((row) => row.personId === person.id)).toMatchObject({ state: 'cast' })
    expect(await getContributionById(town.id, pin.id)).toMatchObject({ supports: 1 })
  })

  test('a town is not left without an administrator', async () => {
    const { town } = await makeScene()
    const [first, second] = await makePeople(2)
    await grantRole({ townId: town.id, email: first!.email!, role: 'admin', actorId: null })
    await expectRefusal(deleteAccount({ personId: first!.id, choice: 'remove' }), 'role.last-admin')
    expect((await getPersonById(first!.id))?.email).toBe(first!.email)
    await grantRole({ townId: town.id, email: second!.email!, role: 'admin', actorId: null })
    await deleteAccount({ personId: first!.id, choice: 'remove' })
    expect((await getPersonById(first!.id))?.email).toBeNull()
  })
})

describe('the terms', () => {
  test('who took back the consent becomes nameless after the term, but not who gave it anew', async () => {
    const [gone, back, later] = await makePeople(3)
    const now = new Date()
    const long = new Date(termEnd('withdrawn', now).getTime() - 1000)
    for (const person of [gone!, back!, later!])
      await consentOf(person.id, new Date(now.getTime() - 90 * DAY))
    for (const person of [gone!, back!]) await withdrawConsent(person.id, 'personal-data', long)
    await withdrawConsent(later!.id, 'personal-data', now)
    await consentOf(back!.id, now)
    expect((await keepTerms(now)).withdrawn).toBe(1)
    const emails = await Promise.all(
      [gone!, back!, later!].map(async ({ id }) => (await getPersonById(id))?.email),
    )
    expect(emails).toEqual([null, back!.email, later!.email])
  })

  test('an account without consents goes, one with a role or a consent stays', async () => {
    const [empty, staff, sure] = await makePeople(3)
    const { town } = await makeScene()
    await grantRole({ townId: town.id, email: staff!.email!, role: 'planner', actorId: null })
    await consentOf(sure!.id)
    await keepTerms(new Date(Date.now() + 20 * DAY))
    expect((await getPersonById(empty!.id))?.email).toBe(empty!.email)
    await keepTerms(new Date(Date.now() + 31 * DAY))
    const emails = await Promise.all(
      [empty!, staff!, sure!].map(async ({ id }) => (await getPersonById(id))?.email),
    )
    expect(emails).toEqual([null, staff!.email, sure!.email])
  })
})

test('my data are a ZIP with my rows and pictures, without secrets and without others', async () => {
  const email = 'taking@example.org'
  const { town, person, other, proposal, photo } = await makeInvolved(email)
  const path = join(env().FILES_DIR, 'my.zip')
  await writeMyData(person.id, path, 'en')
  const files = unzipSync(new Uint8Array(await readFile(path)))
  await rm(path)
  expect(Object.keys(files)).toEqual([
    'README.txt',
    'data.json',
    `photos/${proposal.number}-${photo.id}.webp`,
  ])
  expect(Buffer.from(files['README.txt']!).toString()).toMatch(/^This is all that the site Sreda keeps/)
  const picture = files[`photos/${proposal.number}-${photo.id}.webp`]!
  expect(Buffer.from(picture).equals(await readFile(photoPath(town.id, photo.id)))).toBe(true)
  const text = Buffer.from(files['data.json']!).toString()
  const data = JSON.parse(text)
  expect(data.people).toMatchObject([{ email, pseudonym: person.pseudonym }])
  expect(data.contributions).toMatchObject([
    { title: 'Моя лестница к воде', body: 'Мои новые слова.' },
    { body: 'Моё второе место, звоните 89991234567' },
  ])
  expect(data.appeals).toMatchObject([{ body: 'Моё возражение' }])
  expect(data.devices[0]).not.toHaveProperty('hash')
  expect(data.comments).toMatchObject([{ body: 'Мой комментарий про лестницу.' }])
  for (const table of [
    'consents',
    'supports',
    'revisions',
    'photos',
    'reports',
    'follows',
    'roles',
    'sessions',
  ])
    expect(data[table].length, table).toBeGreaterThan(0)
  expect(data.sessions[0]).not.toHaveProperty('id')
  expect(data.pushSubscriptions[0]).not.toHaveProperty('auth')
  expect(text).not.toContain(other.email)
  expect(text).not.toContain(other.pseudonym)
})
