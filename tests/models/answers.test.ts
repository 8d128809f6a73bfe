import { expect, test } from 'vitest'
import {
  answerContribution,
  changeStatus,
  getHistory,
  listAnswers,
  type OfficialAnswer,
} from '#app/models/answers.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { getContributionById } from '../contribution-row.ts'
import { makePin, makeScene, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

async function asked() {
  const scene = await makeScene()
  const townId = scene.town.id
  const pin = await makePin(scene.here)
  const answer = (more: Partial<OfficialAnswer> = {}) =>
    answerContribution({
      townId,
      actorId: scene.moderator.id,
      contributionId: pin.id,
      decision: 'partly',
      status: 'review',
      body: 'Изучаем вопрос.',
      ...more,
    })
  return { ...scene, townId, pin, answer }
}

test('an answer sets decision and status, is in the history, and is told to the author', async () => {
  const { town, townId, author, moderator, pin, answer } = await asked()
  await answer({ body: '  Осветим в июне.  ', decision: 'accepted', status: 'planned' })
  expect(await getContributionById(townId, pin.id)).toMatchObject({ decision: 'accepted', status: 'planned' })
  expect(await listAnswers(townId, [pin.id])).toEqual([
    expect.objectContaining({
      body: 'Осветим в июне.',
      decision: 'accepted',
      status: 'planned',
      authorId: moderator.id,
    }),
  ])
  const history = await getHistory(townId, pin.id)
  expect(history.statuses.map((row) => [row.status, row.changedBy])).toEqual([['planned', moderator.id]])
  expect(history.acts).toEqual([
    expect.objectContaining({
      act: 'answer',
      before: { decision: null, status: 'new' },
      after: { decision: 'accepted', status: 'planned' },
      reason: 'Осветим в июне.',
    }),
  ])
  const letters = (await listLetters(500)).filter((letter) => letter.recipient === author.email)
  expect(letters).toEqual([
    expect.objectContaining({
      template: 'answer',
      params: {
        decision: 'accepted',
        answer: 'Осветим в июне.',
        town: town.slug,
        number: pin.number,
        title: pin.title,
      },
    }),
  ])
})

test('a later answer is in force and the earlier stays readable; a status that did not change is no change', async () => {
  const { townId, pin, answer } = await asked()
  await answer({ now: new Date('2026-05-01T10:00:00Z') })
  await answer({ now: new Date('2026-05-02T10:00:00Z'), decision: 'not_accepted', body: 'Участок частный.' })
  await answer({
    now: new Date('2026-05-03T10:00:00Z'),
    decision: 'accepted',
    status: 'done',
    body: 'Сделано.',
  })
  expect((await listAnswers(townId, [pin.id])).map((row) => row.body)).toEqual([
    'Сделано.',
    'Участок частный.',
    'Изучаем вопрос.',
  ])
  expect((await getHistory(townId, pin.id)).statuses.map((row) => row.status)).toEqual(['review', 'done'])
  expect(await getContributionById(townId, pin.id)).toMatchObject({ decision: 'accepted', status: 'done' })
})

test('an empty answer, or one about another town, is refused and changes nothing', async () => {
  const { townId, pin, answer } = await asked()
  await expectRefusal(answer({ body: ' \n ' }), 'answer.missing')
  await expectRefusal(answer({ townId: (await makeTown()).id }), 'contribution.not-found')
  expect(await listAnswers(townId, [pin.id])).toEqual([])
  expect(await getContributionById(townId, pin.id)).toMatchObject({ decision: null, status: 'new' })
})

test('answers of two of the staff at once: the one in force is the one that the contribution shows', async () => {
  const { townId, pin, answer } = await asked()
  const now = new Date()
  await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      answer({ now, decision: i % 2 ? 'accepted' : 'not_accepted', status: i % 2 ? 'planned' : 'declined' }),
    ),
  )
  const [inForce] = await listAnswers(townId, [pin.id])
  const shown = (await getContributionById(townId, pin.id))!
  expect([shown.decision, shown.status]).toEqual([inForce!.decision, inForce!.status])
})

test('a status may change by itself, with its date; a decision needs an answer first', async () => {
  const { townId, moderator, pin, answer, author } = await asked()
  const change = (status: 'new' | 'review' | 'done') =>
    changeStatus({ townId, actorId: moderator.id, contributionId: pin.id, status })
  await change('review')
  await change('review')
  await expectRefusal(change('done'), 'status.needs-answer')
  expect((await getContributionById(townId, pin.id))?.status).toBe('review')
  await answer({ decision: 'accepted', status: 'planned' })
  await change('done')
  const history = await getHistory(townId, pin.id)
  expect(history.statuses.map((row) => row.status)).toEqual(['review', 'planned', 'done'])
  expect(history.acts.map((row) => row.act)).toEqual(['status', 'answer', 'status'])
  const letters = (await listLetters(500)).filter((letter) => letter.recipient === author.email)
  expect(letters.map((letter) => [letter.template, letter.params.status]).sort()).toEqual([
    ['answer', undefined],
    ['status', 'done'],
    ['status', 'review'],
  ])
  await expectRefusal(
    changeStatus({ townId, actorId: moderator.id, contributionId: 'none', status: 'review' }),
    'contribution.not-found',
  )
})
