import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { tellOfAccount } from '#app/models/account-letters.server.ts'
import { answerContribution, changeStatus } from '#app/models/answers.server.ts'
import { giveConsent, withdrawConsent } from '#app/models/consents.server.ts'
import { follow, isFollowing, listFollows, unfollow } from '#app/models/follows.server.ts'
import { markLetterFailed } from '#app/models/letters.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { deleteToldEvents, listWaitingEvents, tellEvent } from '#app/models/notice-events.server.ts'
import { getNoticeWishes, setNoticeWishes } from '#app/models/notice-settings.server.ts'
import {
  keepServerKeys,
  listPushSubscriptions,
  subscribePush,
} from '#app/models/push-subscriptions.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { announceDue } from '#app/models/timed-notices.server.ts'
import { readUnsubscribeToken, unsubscribeToken } from '#app/models/unsubscribe.server.ts'
import { letters, people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { DAY, makePerson, makePin, makeProcess, makeScene, makeSpace, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'
import { lettersTo, makeReaders, tellAll } from './readers.ts'

describe('what people support and follow', () => {
  test('each supporter and follower is told once of a new status, the author in a letter of their own', async () => {
    const { town, author, moderator, here } = await makeScene()
    const pin = await makePin(here)
    const [supporter, follower, both, stranger] = await makeReaders(4)
    for (const person of [supporter!, both!])
      await supportContribution({ townId: town.id, personId: person.id, contributionId: pin.id })
    for (const person of [follower!, both!, author])
      await follow({ townId: town.id, personId: person.id, subjectType: 'contribution', subjectId: pin.id })
    await changeStatus({ townId: town.id, actorId: moderator.id, contributionId: pin.id, status: 'review' })
    await tellAll()
    await tellAll()
    for (const person of [supporter!, follower!, both!]) {
      expect(await lettersTo(person.id)).toMatchObject([
        {
          template: 'status-followed',
          kind: 'status',
          recipient: person.email,
          params: { status: 'review' },
        },
      ])
    }
    expect((await lettersTo(author.id)).map(({ template }) => template)).toEqual(['status'])
    expect(await lettersTo(stranger!.id)).toEqual([])
    expect(await listWaitingEvents()).toEqual([])
  })

  test('500 followers are told in batches by four tellers at once, each person once', async () => {
    const { town, moderator, here } = await makeScene()
    const pin = await makePin(here)
    const people = await makeReaders(500)
    for (const person of people)
      await follow({ townId: town.id, personId: person.id, subjectType: 'contribution', subjectId: pin.id })
    await answerContribution({
      townId: town.id,
      actorId: moderator.id,
      contributionId: pin.id,
      decision: 'accepted',
      status: 'planned',
      body: 'Сделаем.',
    })
    const [event] = await listWaitingEvents()
    await Promise.all(Array.from({ length: 4 }, () => tellEvent(event!)))
    const { read } = await getStore()
    const told = await read.select().from(letters).where(eq(letters.template, 'answer-followed'))
    expect(told).toHaveLength(500)
    expect(new Set(told.map(({ personId }) => personId)).size).toBe(500)
    expect(await deleteToldEvents(new Date(Date.now() - DAY))).toBe(0)
    expect(await deleteToldEvents(new Date(Date.now() + DAY))).toBeGreaterThan(0)
  })

  test('follows are kept, listed and ended; what is not there cannot be followed', async () => {
    const { town, process, author, here } = await makeScene()
    const pin = await makePin(here)
    const space = await makeSpace({ townId: town.id })
    const wish = { townId: town.id, personId: author.id, subjectType: 'space' as const, subjectId: space.id }
    await follow(wish)
    await follow(wish)
    await follow({ ...wish, subjectType: 'process', subjectId: process.id })
    await follow({ ...wish, subjectType: 'contribution', subjectId: pin.id })
    const { ofContributions, ofProcesses, ofSpaces } = await listFollows(author.id)
    expect([ofContributions, ofProcesses, ofSpaces].map((list) => list.length)).toEqual([1, 1, 1])
    expect(await isFollowing(wish)).toBe(true)
    await unfollow(wish)
    expect(await isFollowing(wish)).toBe(false)
    await expectRefusal(follow({ ...wish, subjectId: pin.id }), 'space.not-found')
    const other = await makeTown()
    await expectRefusal(follow({ ...wish, townId: other.id }), 'space.not-found')
  })
})

describe('wishes', () => {
  test('a kind that is turned off is not written, by its channel alone', async () => {
    const { town, author, moderator, here } = await makeScene()
    const pin = await makePin(here)
    const browser = { personId: author.id, p256dh: 'p', auth: 'a' }
    await subscribePush({ ...browser, endpoint: 'https://push.example.org/1' })
    await setNoticeWishes(author.id, [{ kind: 'status', channel: 'email', isOn: false }])
    expect((await getNoticeWishes(author.id)).status).toEqual({ email: false, push: true })
    expect((await getNoticeWishes(author.id)).digest).toEqual({ email: true, push: false })
    await changeStatus({ townId: town.id, actorId: moderator.id, contributionId: pin.id, status: 'review' })
    const [subscription] = await listPushSubscriptions(author.id)
    expect(await lettersTo(author.id)).toMatchObject([{ channel: 'push', recipient: subscription!.id }])
  })

  test('what waits, and what was given up, goes with the kind that is turned off; another kind stays', async () => {
    const { town, author, moderator, here } = await makeScene()
    const pin = await makePin(here)
    for (const status of ['review', 'new', 'review'] as const)
      await changeStatus({ townId: town.id, actorId: moderator.id, contributionId: pin.id, status })
    const [first] = await lettersTo(author.id)
    await markLetterFailed(first!.id, 'refused', null)
    await decideModeration({
      townId: town.id,
      actorId: moderator.id,
      subject: { type: 'contribution', id: pin.id },
      act: 'hide',
      reason: 'Реклама',
    })
    expect((await lettersTo(author.id)).map(({ kind }) => kind).sort()).toEqual([
      'decision',
      'status',
      'status',
      'status',
    ])
    await setNoticeWishes(author.id, [{ kind: 'status', channel: 'email', isOn: false }])
    expect((await lettersTo(author.id)).map(({ kind }) => kind)).toEqual(['decision'])
  })

  test('somebody without an e-mail address is told in the browser', async () => {
    const { town, author, moderator, here } = await makeScene()
    const pin = await makePin(here)
    const { write } = await getStore()
    await write((tx) =>
      tx.do((db) =>
        db.update(people).set({ email: null }).where(eq(people.id, author.id)).returning({ id: people.id }),
      ),
    )
    await subscribePush({
      personId: author.id,
      p256dh: 'p',
      auth: 'a',
      endpoint: 'https://push.example.org/no-mail',
    })
    await setNoticeWishes(author.id, [{ kind: 'status', channel: 'push', isOn: true }])
    await changeStatus({ townId: town.id, actorId: moderator.id, contributionId: pin.id, status: 'review' })
    const [subscription] = await listPushSubscriptions(author.id)
    expect(await lettersTo(author.id)).toMatchObject([{ channel: 'push', recipient: subscription!.id }])
  })

  test('nobody is told anything after taking back the consent to processing', async () => {
    const { town, author, moderator, here } = await makeScene()
    const pin = await makePin(here)
    const consent = {
      personId: author.id,
      purpose: 'personal-data' as const,
      textVersion: '1',
      textHash: 'h',
      address: '192.0.2.1',
      secret: 'secret',
    }
    const change = (status: 'review' | 'new') =>
      changeStatus({ townId: town.id, actorId: moderator.id, contributionId: pin.id, status })
    await giveConsent(consent)
    await change('review')
    expect(await lettersTo(author.id)).toHaveLength(1)
    await subscribePush({
      personId: author.id,
      p256dh: 'p',
      auth: 'a',
      endpoint: 'https://push.example.org/withdrawn',
    })
    await change('new')
    expect(await lettersTo(author.id)).toHaveLength(3)
    // What waits is thrown away as well, and what was given up.
    const [first] = await lettersTo(author.id)
    await markLetterFailed(first!.id, 'refused', null)
    const { write } = await getStore()
    const news = { personId: author.id, template: 'added-passkey' as const, now: new Date() }
    await write((tx) => tellOfAccount(tx, news))
    await withdrawConsent(author.id, 'personal-data')
    // What is about the safety of the account stays.
    expect((await lettersTo(author.id)).map(({ template }) => template)).toEqual([
      'added-passkey',
      'added-passkey',
    ])
    await change('review')
    expect(await lettersTo(author.id)).toHaveLength(2)
  })

  test('a person has ten browsers at most; the same one again is the same', async () => {
    const { id: personId } = await makePerson()
    const browser = (n: number) => ({
      personId,
      endpoint: `https://push.example.org/${personId}/${n}`,
      p256dh: 'p',
      auth: 'a',
    })
    for (let n = 0; n < 10; n++) await subscribePush(browser(n))
    await subscribePush(browser(3))
    await expectRefusal(subscribePush(browser(10)), 'push.too-many')
    expect(await listPushSubscriptions(personId)).toHaveLength(10)
  })

  test('a token turns off what it was signed for and nothing else', async () => {
    const token = unsubscribeToken('secret', 'person-1', 'digest')
    expect(readUnsubscribeToken('secret', token)).toEqual({ personId: 'person-1', kind: 'digest' })
    expect(readUnsubscribeToken('other', token)).toBeNull()
    for (const forged of [
      token.replace('digest', 'status'),
      token.replace('person-1', 'person-2'),
      token.slice(0, -1),
      `${token}x`,
      '',
      'a.b.c',
    ])
      expect(readUnsubscribeToken('secret', forged), forged).toBeNull()
  })

  test('ten processes that make keys at once keep one pair', async () => {
    const kept = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        keepServerKeys('test', { publicKey: `p${n}`, privateKey: `s${n}` }),
      ),
    )
    expect(new Set(kept.map(({ publicKey }) => publicKey)).size).toBe(1)
    expect(kept[0]!.privateKey.slice(1)).toBe(kept[0]!.publicKey.slice(1))
  })
})

describe('what comes due by the clock', () => {
  test('is announced once by ten clocks at the same moment, and told to who has to do with it', async () => {
    const town = await makeTown()
    const space = await makeSpace({ townId: town.id })
    const opened = await makeProcess({
      townId: town.id,
      spaceIds: [space.id],
      phases: [
        { kind: 'collect', from: -0.5, to: 0.9 },
        { kind: 'discuss', from: 1, to: 30 },
      ],
    })
    const [ofProcess, ofSpace, author, stranger] = await makeReaders(4)
    await follow({ townId: town.id, personId: ofProcess!.id, subjectType: 'process', subjectId: opened.id })
    await follow({ townId: town.id, personId: ofSpace!.id, subjectType: 'space', subjectId: space.id })
    await makePin({ townId: town.id, processId: opened.id, personId: author!.id })
    const made = await Promise.all(Array.from({ length: 10 }, () => announceDue()))
    expect(made.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(0)
    expect(await announceDue()).toBe(0)
    await tellAll()
    for (const person of [ofProcess!, ofSpace!, author!])
      expect((await lettersTo(person.id)).filter(({ kind }) => kind === 'phase-open')).toHaveLength(1)
    expect(await lettersTo(stranger!.id)).toEqual([])
  })

  test('a digest lists a week of what is followed, in the reader’s language, and is not sent when there is nothing', async () => {
    const town = await makeTown()
    const process = await makeProcess({ townId: town.id, phases: [{ from: -300, to: 300 }] })
    const quiet = await makeProcess({ townId: town.id, phases: [{ from: -300, to: 300 }] })
    const [reader, idle, author] = await makeReaders(3)
    await follow({ townId: town.id, personId: reader!.id, subjectType: 'process', subjectId: process.id })
    await follow({ townId: town.id, personId: idle!.id, subjectType: 'process', subjectId: quiet.id })
    const monday = new Date('2026-11-23T06:00:00Z')
    const here = { townId: town.id, processId: process.id, personId: author!.id }
    const inWeek = await makePin({ ...here, now: new Date(monday.getTime() - DAY) })
    await makePin({ ...here, now: new Date(monday.getTime() - 8 * DAY) })
    await makePin({ ...here, now: new Date(monday.getTime() + 1) })
    await Promise.all([announceDue(monday), announceDue(new Date(monday.getTime() + DAY))])
    await tellAll()
    const [letter, ...more] = (await lettersTo(reader!.id)).filter(({ kind }) => kind === 'digest')
    expect(more).toEqual([])
    expect(letter!.params).toMatchObject({ count: 1, more: 0 })
    expect(JSON.parse(String(letter!.params.items))).toEqual([
      { what: 'new', number: inWeek.number, title: inWeek.title, status: 'new' },
    ])
    expect(await lettersTo(idle!.id)).toEqual([])
  })
})
