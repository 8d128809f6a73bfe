import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import { previewAnswers, readCarriedRows } from '#app/answer-import.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { answerMany, listToAnswer } from '#app/models/answer-work.server.ts'
import { listAnswers } from '#app/models/answers.server.ts'
import { assignContribution, listAssignments } from '#app/models/assignments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { getAnswerSpeed } from '#app/models/openness.server.ts'
import { grantRole } from '#app/models/people.server.ts'
import { CENTRE, makePerson, makeProposal, makeScene, makeSpace } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'
import { rowOf } from './town-picture.ts'

const DAY_MS = 86_400_000

async function scene() {
  const made = await makeScene({ settings: { moderation: 'post' } })
  const townId = made.town.id
  const now = new Date()
  const [first, second, third] = [
    await makeProposal({ ...made.here, now }),
    await makeProposal({ ...made.here, now }),
    await makeProposal({ ...made.here, now }),
  ]
  const answer = (rows: Parameters<typeof answerMany>[0]['rows'], more = {}) =>
    answerMany({
      townId,
      actorId: made.moderator.id,
      batchId: newId(),
      rows,
      skipsBad: false,
      now: new Date(now.getTime() + 3 * DAY_MS - 1000),
      ...more,
    })
  return { ...made, townId, first, second, third, answer }
}

const accepted = (number: number) => ({
  number,
  decision: 'accepted' as const,
  status: 'planned' as const,
  body: 'Сделаем весной',
})

describe('answers together', () => {
  test('are one act, the same form sent twice is once, and a status alone needs no words', async () => {
    const { townId, first, second, third, answer } = await scene()
    const batchId = newId()
    const rows = [
      accepted(first.number),
      accepted(second.number),
      { number: third.number, decision: null, status: 'review' as const, body: '' },
    ]
    expect(await answer(rows, { batchId })).toEqual({ done: 3, left: [] })
    expect(await answer(rows, { batchId })).toEqual({ done: 3, left: [] })
    expect(await listAnswers(townId, [first.id, second.id, third.id])).toHaveLength(2)
    expect(await rowOf(townId, first.id)).toMatchObject({ decision: 'accepted', status: 'planned' })
    expect(await rowOf(townId, third.id)).toMatchObject({ decision: null, status: 'review' })
  })

  test('with a bad row are not given at all, or without it when asked so', async () => {
    const { townId, first, answer } = await scene()
    const rows = [accepted(first.number), accepted(9999)]
    const left = [{ number: 9999, code: 'contribution.not-found' }]
    expect(await answer(rows)).toEqual({ done: 0, left })
    expect(await listAnswers(townId, [first.id])).toEqual([])
    expect(await answer(rows, { skipsBad: true })).toEqual({ done: 1, left })
    expect(await listAnswers(townId, [first.id])).toHaveLength(1)
  })

  test('tell the public how soon: the middle of the days to the first answer', async () => {
    const { townId, first, second, answer } = await scene()
    expect(await getAnswerSpeed(townId)).toEqual({ all: 3, answered: 0, medianDays: null })
    await answer([accepted(first.number), accepted(second.number)])
    expect(await getAnswerSpeed(townId)).toEqual({ all: 3, answered: 2, medianDays: 3 })
  })
})

describe('a spreadsheet of answers', () => {
  test('names the line, the column and the fault of every bad row', async () => {
    const { townId, first, second } = await scene()
    const t = tOf('ru')
    const [yes, planned, review] = [t('decisions.accepted'), t('statuses.planned'), t('statuses.review')]
    const csv = [
      'Номер;Решение;Состояние;Ответ',
      `${first.number};${yes};${planned};Сделаем`,
      `№ ${second.number};;${review};`,
      `семь;${yes};;Да`,
      `${first.number};${yes};;Да`,
      `9999;${yes};;Да`,
      `${second.number};Возможно;;Да`,
    ].join('\r\n')
    const file = new File([Buffer.from(`\ufeff${csv}`)], 'otvety.csv')
    const { rows, faults } = await previewAnswers(townId, file, tOf('ru'))
    const told = faults.map(({ line, column, code }) => `${line} ${column} ${code}`)
    expect(told).toEqual(
      expect.arrayContaining([
        '4 number number.bad',
        '5 number number.twice',
        '6 number number.unknown',
        '7 decision decision.bad',
      ]),
    )
    expect(rows.map(({ number }) => number)).not.toContain(9999)
    expect(rows[0]).toMatchObject({ number: first.number, body: 'Сделаем' })
  })

  test('that is none is refused', async () => {
    const { townId } = await scene()
    const file = new File([Buffer.from([0, 1, 2, 3, 255, 254])], 'otvety.xlsx')
    await expectRefusal(previewAnswers(townId, file, tOf('ru')), 'table.unreadable')
    const row = { line: 1, number: 1, decision: 'partly', status: 'review', body: 'a\u0000\ud800' }
    expect(readCarriedRows(JSON.stringify([row]))).toEqual([{ ...row, body: 'a\ufffd' }])
  })
})

test('an answer is assigned to one of the staff only, and the assignment can be taken away', async () => {
  const { townId, moderator, first } = await scene()
  const member = await makePerson()
  const assign = (personId: string | null) =>
    assignContribution({
      townId,
      actorId: moderator.id,
      contributionId: first.id,
      to: personId ? { personId, dueAt: new Date('2030-01-10T20:59:59Z') } : null,
    })
  await expectRefusal(assign(member.id), 'person.not-staff')
  await grantRole({ townId, actorId: moderator.id, email: member.email!, role: 'moderator' })
  await assign(member.id)
  expect(await listAssignments(townId, [first.id])).toMatchObject([
    { assigneeId: member.id, number: first.number },
  ])
  await assign(null)
  expect(await listAssignments(townId, [first.id])).toEqual([])
})

test('who answers for one place finds what waits there, however much of the town is older', async () => {
  const { townId, here, first } = await scene()
  const { id } = await makeSpace({ townId, at: [CENTRE[0] + 0.01, CENTRE[1]] })
  const own = await makeProposal({ ...here, at: [CENTRE[0] + 0.01, CENTRE[1]] })
  expect(own.spaceId).toBe(id)
  const limits = { spaceIds: [id], categoryIds: [] }
  expect((await listToAnswer(townId, { limit: 1 })).map((row) => row.id)).toEqual([first.id])
  expect((await listToAnswer(townId, { limits, limit: 1 })).map((row) => row.id)).toEqual([own.id])
  expect(await listToAnswer(townId, { limits: { spaceIds: [], categoryIds: [] } })).toEqual([])
})
