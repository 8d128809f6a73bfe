import { expect, test } from 'vitest'
import type { FormContent } from '#app/domain/study/form.ts'
import { newId } from '#app/models/ids.server.ts'
import { createSpace } from '#app/models/spaces.server.ts'
import { giveAnswer, hasAnswered, listAnswersTo } from '#app/models/study-answers.server.ts'
import {
  changeDraft,
  createForm,
  freeQuestionId,
  getForm,
  listForms,
  listVersions,
  publishForm,
  removeForm,
  replaceDraft,
} from '#app/models/study-forms.server.ts'
import {
  changeRound,
  listAuditRounds,
  listRounds,
  openRound,
  removeRound,
} from '#app/models/study-rounds.server.ts'
import { CENTRE, DAY, makePerson, makeTown, squareAround } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const NOW = new Date('2026-06-10T12:00:00Z')
const limits = { box: [45, 57, 46, 58] as const }
const content: FormContent = {
  axes: [],
  questions: [
    {
      id: 'q1',
      type: 'choice',
      words: { text: 'Бываете здесь?', en: 'Do you come here?' },
      isRequired: true,
      options: [
        { id: 'o1', words: { text: 'Да', en: 'Yes' } },
        { id: 'o2', words: { text: 'Нет', en: 'No' } },
      ],
    },
    {
      id: 'q2',
      type: 'text',
      words: { text: 'Почему' },
      isRequired: false,
      isLong: true,
      showIf: { question: 'q1', answers: ['o2'] },
    },
  ],
}
const terms = {
  name: 'До',
  translations: {},
  kind: 'before' as const,
  startsAt: new Date(+NOW - DAY),
  endsAt: new Date(+NOW + DAY),
}

async function makeSurvey() {
  const [{ id: townId }, { id: actorId }] = [await makeTown(), await makePerson()]
  const id = newId()
  const by = { townId, actorId }
  await createForm({ ...by, id, slug: 'walks', title: 'Прогулки', lead: '', translations: {}, content })
  const form = () => getForm(townId, 'walks')
  return { ...by, by, id, form }
}

async function openFor({ by, id }: Awaited<ReturnType<typeof makeSurvey>>) {
  const roundId = newId()
  await openRound({ ...by, ...terms, id: roundId, formId: id, spaceId: null, now: NOW })
  return (respondent: string, typed: Record<string, string[]>, more: object = {}) =>
    giveAnswer({
      ...{ townId: by.townId, roundId, id: newId(), respondent, version: 1, typed, limits, now: NOW },
      ...more,
    })
}

test('a version stays as it was answered; without answers it is replaced', async () => {
  const survey = await makeSurvey()
  const { townId, by, id } = survey
  await createForm({ ...by, id, slug: 'walks', title: 'Прогулки', lead: '', translations: {}, content })
  expect(await listForms(townId)).toHaveLength(1)
  await expectRefusal(
    createForm({ ...by, id: newId(), slug: 'walks', title: 'Ещё', lead: '', translations: {} }),
    'slug.taken',
  )
  await expectRefusal(
    openRound({ ...by, ...terms, id: newId(), formId: id, spaceId: null }),
    'form.not-published',
  )
  expect(await publishForm({ ...by, id })).toBe(1)
  expect(await publishForm({ ...by, id })).toBe(1)

  const added = await freeQuestionId(await survey.form())
  expect(added).toBe('q3')
  const add = {
    kind: 'add' as const,
    id: added,
    type: 'scale' as const,
    words: { text: 'Оценка' },
    options: [],
  }
  await changeDraft({ townId, id, change: add })
  await changeDraft({ townId, id, change: add })
  expect((await survey.form()).draft.questions.map((one) => one.id)).toEqual(['q1', 'q2', 'q3'])
  await expectRefusal(changeDraft({ townId, id, change: { kind: 'remove', id: 'q1' } }), 'form.bad')
  expect(await publishForm({ ...by, id })).toBe(1)

  const answer = await openFor(survey)
  expect(await answer('a', { q1: ['o1'], q3: ['7'] })).toEqual({ replaced: false })
  await changeDraft({ townId, id, change: { kind: 'remove', id: 'q3' } })
  expect((await listVersions(townId, id))[0]!.content.questions).toHaveLength(3)
  expect(await publishForm({ ...by, id })).toBe(2)
  expect((await listVersions(townId, id)).map((one) => one.content.questions.length)).toEqual([3, 2])
  // The page that was open before still asks the first version, and q3 is no other question's id.
  expect(await answer('b', { q1: ['o1'], q3: ['2'] })).toEqual({ replaced: false })
  expect(await freeQuestionId(await survey.form())).toBe('q4')
  await expectRefusal(answer('c', { q1: ['o1'] }, { version: 3 }), 'form.not-found')
  await expectRefusal(removeForm({ ...by, id }), 'form.answered')
})

test('one answer of each respondent in a round, however often it is sent', async () => {
  const survey = await makeSurvey()
  const { townId, by, id } = survey
  await publishForm({ ...by, id })
  const answer = await openFor(survey)
  const [round] = await listRounds(townId, id)
  const sent = newId()
  expect(await answer('a', {}, { id: sent })).toEqual({ faults: [{ question: 'q1', code: 'required' }] })
  expect(await answer('a', { q1: ['o2'], q2: ['Темно'] }, { id: sent })).toEqual({ replaced: false })
  // The answer was lost on the way, and its sender has signed in meanwhile.
  expect(await answer('b', { q1: ['o2'], q2: ['Темно'] }, { id: sent })).toEqual({ replaced: false })
  expect(await listAnswersTo(townId, id)).toMatchObject([
    { roundId: round!.id, version: 1, values: { q1: 'o2', q2: 'Темно' } },
  ])
  expect(await answer('b', { q1: ['o1'] })).toEqual({ replaced: true })
  expect(await answer('c', { q1: ['o1'] })).toEqual({ replaced: false })
  expect((await listAnswersTo(townId, id, round!.id)).map(({ values }) => values)).toEqual([
    { q1: 'o1' },
    { q1: 'o1' },
  ])
  expect(await hasAnswered(townId, round!.id, 'b')).toBe(true)
  expect(await hasAnswered(townId, round!.id, 'a')).toBe(false)
  await expectRefusal(answer('d', { q1: ['o1'] }, { now: new Date(+NOW + 2 * DAY) }), 'round.closed')
  await expectRefusal(answer('d', { q1: ['o1'] }, { roundId: newId() }), 'round.not-found')

  const change = { ...by, ...terms, id: round!.id }
  await expectRefusal(changeRound({ ...change, endsAt: terms.startsAt }), 'round.bad-dates')
  await changeRound({ ...change, name: 'Раньше', endsAt: NOW })
  await expectRefusal(answer('d', { q1: ['o1'] }), 'round.closed')
  expect(await listRounds(townId, id)).toMatchObject([{ name: 'Раньше', answers: 2 }])
  await expectRefusal(removeRound({ ...by, id: round!.id }), 'form.answered')
})

test('answers sent at the same moment by one respondent are one', async () => {
  const survey = await makeSurvey()
  await publishForm({ ...survey.by, id: survey.id })
  const answer = await openFor(survey)
  await Promise.all(Array.from({ length: 8 }, () => answer('a', { q1: ['o1'] })))
  expect(await listAnswersTo(survey.townId, survey.id)).toHaveLength(1)
})

test('the place audit comes to a town with its first round, once; each space has its own rounds', async () => {
  const [{ id: townId }, { id: actorId }] = [await makeTown(), await makePerson()]
  const by = { townId, actorId }
  const geometry = squareAround(CENTRE, 0.001, 0.001)
  const space = (slug: string) =>
    createSpace({ townId, actorId: null, slug, name: slug, kind: 'square', geometry })
  const [one, other] = [await space('one'), await space('other')]
  expect(await listAuditRounds(townId, one.id)).toEqual({ form: null, rounds: [] })
  const open = (spaceId: string | null, id = newId()) =>
    openRound({ ...by, ...terms, id, formId: null, spaceId })
  await expectRefusal(open(null), 'space.not-found')
  await expectRefusal(open(newId()), 'space.not-found')
  const id = newId()
  await open(one.id, id)
  await open(one.id, id)
  await open(other.id)
  expect(await listForms(townId)).toMatchObject([{ slug: 'place-audit', kind: 'audit', version: 1 }])
  expect(await listAuditRounds(townId, one.id)).toMatchObject({
    form: 'place-audit',
    rounds: [{ id, answers: 0 }],
  })
  await removeRound({ ...by, id })
  expect((await listAuditRounds(townId, one.id)).rounds).toEqual([])
  await removeForm({ ...by, id: (await listForms(townId))[0]!.id })
  expect(await listForms(townId)).toEqual([])
})

test('a file of questions is taken whole or not at all', async () => {
  const { townId, id, form } = await makeSurvey()
  await expectRefusal(replaceDraft({ townId, id, content: { axes: [], questions: 'all' } }), 'form.bad')
  await replaceDraft({ townId, id, content: { ...content, questions: content.questions.slice(0, 1) } })
  expect((await form()).draft.questions.map((one) => one.id)).toEqual(['q1'])
})
