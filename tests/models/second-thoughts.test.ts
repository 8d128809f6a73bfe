import { describe, expect, test } from 'vitest'
import { answerContribution, listAnswers } from '#app/models/answers.server.ts'
import { listComments, submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { editContribution } from '#app/models/own-contributions.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listQueue } from '#app/models/queue.server.ts'
import { reportSubject } from '#app/models/reports.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { loadContribution } from '#app/routes/$town.$number._index/load.server.ts'
import { getContributionById } from '../contribution-row.ts'
import { giveConsents, makePerson, makePin, makeProcess, makeScene, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

async function returned() {
  const scene = await makeScene()
  const pin = await makePin({ ...scene.here, body: 'Звоните 900-12-34' })
  const subject = { type: 'contribution' as const, id: pin.id }
  const decide = (act: 'return' | 'approve' | 'dismiss', reason = '') =>
    decideModeration({ townId: scene.town.id, actorId: scene.moderator.id, subject, act, reason })
  return { ...scene, townId: scene.town.id, pin, subject, decide }
}

describe('what the desk returned', () => {
  test('may be mended by its author although others support it, also after the phase', async () => {
    const { townId, author, pin, decide } = await returned()
    await supportContribution({ townId, personId: (await makePerson()).id, contributionId: pin.id })
    await decide('return', 'Уберите телефон')
    const later = new Date(Date.now() + 90 * 86_400_000)
    const after = await editContribution({
      townId,
      personId: author.id,
      id: pin.id,
      body: 'Темно',
      now: later,
    })
    expect(after).toMatchObject({ body: 'Темно', visibility: 'pending', supports: 1 })
  })

  test('is not approved in words that the moderator has not read', async () => {
    const { townId, author, moderator, pin, subject, decide } = await returned()
    await decide('return', 'Уберите телефон')
    const edit = (body: string, seconds: number) =>
      editContribution({
        townId,
        personId: author.id,
        id: pin.id,
        body,
        now: new Date(Date.now() + seconds * 1000),
      })
    await edit('Темно у моста', 1)
    const [read] = await listQueue(townId)
    await decide('approve')
    await decide('return', 'Ещё раз')
    await edit('Темно у моста, нужен фонарь', 2)
    const approve = (seenAt: Date) =>
      decideModeration({
        townId,
        actorId: moderator.id,
        subject,
        act: 'approve',
        reason: '',
        seen: 'pending',
        seenAt,
      })
    await expectRefusal(approve(read!.updatedAt), 'moderation.text-changed')
    expect((await getContributionById(townId, pin.id))?.visibility).toBe('pending')
    const [fresh] = await listQueue(townId)
    expect(fresh!.body).toBe('Темно у моста, нужен фонарь')
    await approve(fresh!.updatedAt)
    expect((await getContributionById(townId, pin.id))?.visibility).toBe('published')
  })

  test('keeps its first words from the public when they are published again', async () => {
    const { town, townId, author, moderator, pin, decide } = await returned()
    await decide('return', 'Уберите телефон')
    await editContribution({ townId, personId: author.id, id: pin.id, body: 'Темно у моста' })
    await decide('approve')
    const seenBy = async (personId: string | null, isDesk = false) => {
      const actor = personId && {
        personId,
        roles: isDesk ? ['moderator' as const] : [],
        isPlatformAdmin: false,
      }
      const page = await loadContribution(
        { town, person: null, actor: actor || null, locale: 'ru' },
        pin.number,
      )
      return page.history.edits.map((edit) => edit.before?.body ?? null)
    }
    expect(await seenBy(null)).toEqual([null])
    expect(await seenBy(author.id)).toEqual(['Звоните 900-12-34'])
    expect(await seenBy(moderator.id, true)).toEqual(['Звоните 900-12-34'])
  })
})

test('new words about a place that stays are kept and found', async () => {
  const { town, author, here } = await makeScene()
  const pin = await makePin(here)
  const after = await editContribution({
    townId: town.id,
    personId: author.id,
    id: pin.id,
    body: pin.body,
    placeText: 'у спуска к лодкам',
  })
  expect(after).toMatchObject({ placeText: 'у спуска к лодкам', lng: pin.lng, lat: pin.lat, cell: pin.cell })
  expect(after.searchText).toContain(' лодк ')
})

test('a report made again after the desk had settled it is open again', async () => {
  const { townId, subject, decide } = await returned()
  const reader = await makePerson()
  const report = (note: string) =>
    reportSubject({ townId, personId: reader.id, subject, reason: 'spam', note })
  await report('раз')
  await decide('dismiss')
  expect(await listQueue(townId)).toHaveLength(0)
  await report('два')
  await report('три')
  expect((await listQueue(townId)).map((item) => item.reports.map(({ note }) => note))).toEqual([['два']])
})

test('a comment is hidden with a letter about the comment, and is never returned', async () => {
  const { town, author, moderator, here } = await makeScene()
  const pin = await makePin(here)
  const reader = await makePerson()
  await giveConsents(reader)
  const { id } = await submitComment({
    id: newId(),
    townId: town.id,
    personId: reader.id,
    contributionId: pin.id,
    parentId: null,
    body: 'Покупайте у нас!',
  })
  const subject = { type: 'comment' as const, id }
  const act = { townId: town.id, actorId: moderator.id, subject, reason: 'Реклама' }
  await expectRefusal(decideModeration({ ...act, act: 'return' }), 'input.bad')
  await decideModeration({ ...act, act: 'hide' })
  const letters = (await listLetters(500)).filter((letter) => letter.template.startsWith('comment-'))
  const mine = letters.filter((letter) => letter.recipient === reader.email)
  expect(mine.map(({ template, params }) => [template, params.text])).toEqual([
    ['comment-hide', 'Покупайте у нас!'],
  ])
  expect(letters.some((letter) => letter.recipient === author.email)).toBe(false)
})

test('a comment sent again with other words under the same id is a comment of its own', async () => {
  const { town, here } = await makeScene()
  const pin = await makePin(here)
  const reader = await makePerson()
  const say = (body: string, id: string) =>
    submitComment({ id, townId: town.id, personId: reader.id, contributionId: pin.id, parentId: null, body })
  const id = newId()
  await say('Первое', id)
  await say('Первое', id)
  await say('Второе', id)
  expect((await listComments(town.id, pin.id)).map((row) => row.body).sort()).toEqual(['Второе', 'Первое'])
  expect((await getContributionById(town.id, pin.id))!.comments).toBe(2)
})

test('an official answer sent twice is one answer and one letter', async () => {
  const { town, author, moderator, here } = await makeScene()
  const pin = await makePin(here)
  const answer = {
    id: newId(),
    townId: town.id,
    actorId: moderator.id,
    contributionId: pin.id,
    decision: 'accepted' as const,
    status: 'planned' as const,
    body: 'Сделаем весной.',
  }
  await Promise.all([answerContribution(answer), answerContribution(answer)])
  expect(await listAnswers(town.id, [pin.id])).toHaveLength(1)
  const letters = (await listLetters(500)).filter((letter) => letter.recipient === author.email)
  expect(letters.map((letter) => letter.template)).toEqual(['answer'])
})

describe('processes', () => {
  test('stand open ones first, then coming ones, ended ones last', async () => {
    const town = await makeTown()
    const make = (slug: string, from: number, to: number, kind: 'collect' | 'vote' = 'collect') =>
      makeProcess({ townId: town.id, slug, phases: [{ kind, from, to }] })
    await make('ended', -60, -30)
    await make('coming', 10, 40)
    await make('voting', -5, 5, 'vote')
    await make('collecting-long', -5, 50)
    await make('collecting-short', -5, 9)
    expect((await listProcesses(town.id)).map((process) => process.slug)).toEqual([
      'collecting-short',
      'collecting-long',
      'voting',
      'coming',
      'ended',
    ])
  })

  test("with another town's space is refused", async () => {
    const town = await makeTown()
    await expectRefusal(makeProcess({ townId: town.id, spaceIds: [newId()] }), 'space.not-found')
    expect(await listProcesses(town.id)).toEqual([])
  })
})
