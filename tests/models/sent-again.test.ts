import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { answerContribution, listAnswers } from '#app/models/answers.server.ts'
import { listComments, submitComment } from '#app/models/comments.server.ts'
import { type NewContribution, submitContribution } from '#app/models/contributions.server.ts'
import { newId, newPhotoId } from '#app/models/ids.server.ts'
import { editContribution } from '#app/models/own-contributions.server.ts'
import { listPhotos } from '#app/models/photos.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, makePin, makeProcess, makeProposal, makeScene, makeSpace } from '../factories.ts'

const photoOf = (text: string, alt = '') => ({
  id: newPhotoId(new TextEncoder().encode(text)),
  alt,
  width: 4,
  height: 3,
})
const at = (lng: number, lat: number) => ({
  by: 'geometry' as const,
  geometry: { type: 'Point' as const, coordinates: [lng, lat] },
})

async function sentOnce() {
  const scene = await makeScene()
  const townId = scene.town.id
  const space = await makeSpace({ townId })
  const pin = await makePin(scene.here)
  const other = await makeProcess({ townId })
  // Each time anew, as from a form: nothing is equal by being the same object.
  const form = (): NewContribution => ({
    ...scene.here,
    id,
    kind: 'proposal',
    title: 'Спуск к воде',
    body: 'Сделать широкую лестницу с перилами.',
    locale: 'ru',
    place: at(CENTRE[0], CENTRE[1]),
    categoryId: 'lighting',
    costMinor: 100_00,
    citedPinIds: [pin.id],
    photos: [photoOf('вид на реку', 'Река')],
  })
  const id = newId()
  const first = await submitContribution(form())
  const count = async () => {
    const { read } = await getStore()
    const rows = await read.select().from(contributions).where(eq(contributions.townId, townId))
    return rows.filter((row) => row.kind === 'proposal').length
  }
  return { ...scene, townId, space, pin, other, id, form, first, count }
}

describe('a proposal sent again under its id', () => {
  test('with the same in every field is the stored one', async () => {
    const { townId, form, first, count } = await sentOnce()
    expect((await submitContribution(form())).number).toBe(first.number)
    expect(await count()).toBe(1)
    expect(await listPhotos(townId, [first.id])).toHaveLength(1)
  })

  test('is the stored one also when its author has changed it since', async () => {
    const { townId, author, form, first, count } = await sentOnce()
    await editContribution({ townId, personId: author.id, id: first.id, title: 'Новое', body: 'Новые слова' })
    expect((await submitContribution(form())).number).toBe(first.number)
    expect(await count()).toBe(1)
  })

  test.each<[string, (scene: Awaited<ReturnType<typeof sentOnce>>) => Partial<NewContribution>]>([
    ['title', () => ({ title: 'Пандус к воде' })],
    ['words', () => ({ body: 'Сделать пологий пандус с перилами.' })],
    ['point', () => ({ place: at(CENTRE[0] + 0.001, CENTRE[1]) })],
    ['words of its place', () => ({ place: { ...at(CENTRE[0], CENTRE[1]), text: 'у моста' } })],
    ['place in words', ({ space }) => ({ place: { by: 'words', spaceId: space.id, text: '' } })],
    ['sum', () => ({ costMinor: 200_00 })],
    ['sum, now none', () => ({ costMinor: null })],
    ['theme', () => ({ categoryId: null })],
    ['process', ({ other }) => ({ processId: other.id })],
    ['pins', () => ({ citedPinIds: [] })],
    ['photo', () => ({ photos: [photoOf('вид на мост', 'Река')] })],
    ['description of the photo', () => ({ photos: [photoOf('вид на реку', 'Мост')] })],
    ['photos, now none', () => ({ photos: [] })],
  ])('with another %s is a thing of its own, and only one however often it is sent', async (_, change) => {
    const scene = await sentOnce()
    const { form, first, count } = scene
    const sent = await Promise.all([0, 1, 2].map(() => submitContribution({ ...form(), ...change(scene) })))
    expect(sent[0]!.id).not.toBe(first.id)
    expect(new Set(sent.map((row) => row.number)).size).toBe(1)
    expect(await count()).toBe(2)
    expect((await submitContribution(form())).number).toBe(first.number)
    expect(await count()).toBe(2)
  })
})

test('an answer sent again is one; with other words, or about something else, it is another', async () => {
  const { town, moderator, here } = await makeScene()
  const townId = town.id
  const [pin, other] = [await makePin(here), await makeProposal(here)]
  const id = newId()
  const answer = (more: Partial<Parameters<typeof answerContribution>[0]> = {}) =>
    answerContribution({
      id,
      townId,
      actorId: moderator.id,
      contributionId: pin.id,
      decision: 'partly',
      status: 'review',
      body: 'Изучаем вопрос.',
      ...more,
    })
  await answer()
  await answer()
  expect(await listAnswers(townId, [pin.id])).toHaveLength(1)
  for (const more of [
    { body: 'Изучили: сделаем.' },
    { decision: 'accepted' },
    { status: 'planned' },
  ] as const)
    await Promise.all([answer(more), answer(more)])
  expect(
    (await listAnswers(townId, [pin.id])).map((row) => [row.body, row.decision, row.status]).sort(),
  ).toEqual([
    ['Изучаем вопрос.', 'accepted', 'review'],
    ['Изучаем вопрос.', 'partly', 'planned'],
    ['Изучаем вопрос.', 'partly', 'review'],
    ['Изучили: сделаем.', 'partly', 'review'],
  ])
  await answer({ contributionId: other.id })
  expect((await listAnswers(townId, [other.id])).map((row) => row.body)).toEqual(['Изучаем вопрос.'])
})

test('a comment whose id is taken under another entry, or another comment, is not swallowed', async () => {
  const { town, author, here } = await makeScene()
  const townId = town.id
  const [pin, other] = [await makePin(here), await makePin(here)]
  const id = newId()
  const say = (more: { contributionId?: string; parentId?: string } = {}) =>
    submitComment({
      id,
      townId,
      personId: author.id,
      contributionId: pin.id,
      parentId: null,
      body: 'Согласна',
      ...more,
    })
  await say()
  await Promise.all([say({ contributionId: other.id }), say({ contributionId: other.id })])
  await say({ parentId: id })
  expect((await listComments(townId, other.id)).map((row) => row.body)).toEqual(['Согласна'])
  expect((await listComments(townId, pin.id)).map((row) => row.parentId)).toEqual([null, id])
})
