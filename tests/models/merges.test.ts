import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { listComments, submitComment } from '#app/models/comments.server.ts'
import { deleteAccount } from '#app/models/deletion.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { getMergedInto, listCoAuthors, listMergedAuthors } from '#app/models/merged-into.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { moveContribution, splitContribution } from '#app/models/rearrange.server.ts'
import { supportContribution, withdrawSupport } from '#app/models/supports.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { merges } from '#db/schema/desk.server.ts'
import { getStore } from '#db/store.server.ts'
import { giveConsents, makePeople, makePerson, makePin, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'
import { rowOf, townPicture } from './town-picture.ts'

/** Two proposals about one thing: of three supporters of the first and three of the second one is the same person. */
async function twins() {
  const scene = await makeScene({ settings: { moderation: 'post' } })
  const townId = scene.town.id
  const other = await makePerson()
  await giveConsents(other)
  const from = await makeProposal({ ...scene.here, personId: other.id })
  const into = await makeProposal(scene.here)
  const people = await makePeople(5)
  await giveConsents(...people)
  const give = (index: number, contributionId: string) =>
    supportContribution({ townId, personId: people[index]!.id, contributionId })
  for (const index of [0, 1, 2]) await give(index, from.id)
  for (const index of [2, 3, 4]) await give(index, into.id)
  await submitComment({
    townId,
    personId: people[0]!.id,
    contributionId: from.id,
    id: newId(),
    parentId: null,
    body: 'Очень нужно',
    isOfficial: false,
  })
  const merge = () =>
    mergeContributions({
      townId,
      actorId: scene.moderator.id,
      fromId: from.id,
      intoId: into.id,
      reason: 'Об одном и том же',
    })
  const undo = (mergeId: string) =>
    undoMerge({ townId, actorId: scene.moderator.id, mergeId, intoId: into.id })
  return { ...scene, townId, other, from, into, people, merge, undo }
}

describe('a merge', () => {
  test('keeps supporters as distinct people, comments and the author, and tells each once', async () => {
    const { townId, author, other, people, from, into, merge } = await twins()
    await merge()
    expect(await rowOf(townId, into.id)).toMatchObject({ supports: 5, comments: 1 })
    expect(await rowOf(townId, from.id)).toMatchObject({ visibility: 'merged', mergedIntoId: into.id })
    expect(await getMergedInto(townId, from.number)).toBe(into.number)
    expect(await getMergedInto(townId, into.number)).toBeNull()
    const { given } = await townPicture(townId)
    const supporters = given.filter((row) => row.contributionId === into.id).map((row) => row.personId)
    expect(supporters.sort()).toEqual(people.map(({ id }) => id).sort())
    expect(await listComments(townId, into.id)).toMatchObject([{ body: 'Очень нужно' }])
    expect(await listMergedAuthors(townId, into.id)).toMatchObject([{ number: from.number }])
    const told = (await listLetters(500)).filter(({ template }) => template === 'merge')
    const addresses = told.map(({ recipient }) => recipient)
    expect(new Set(addresses).size).toBe(addresses.length)
    for (const person of [author, other, people[0]!, people[2]!]) expect(addresses).toContain(person.email)
    expect(addresses).not.toContain(people[4]!.email)
  })

  test('names whose words were taken in, through a chain, each once; who has left has no name', async () => {
    const { townId, here, moderator, author, other, from, into } = await twins()
    const third = await makePerson()
    await giveConsents(third)
    const [farther, again, own] = [
      await makeProposal({ ...here, personId: third.id }),
      await makeProposal({ ...here, personId: other.id }),
      await makeProposal(here),
    ]
    const merge = (fromId: string, intoId: string) =>
      mergeContributions({ townId, actorId: moderator.id, fromId, intoId, reason: 'Об одном' })
    await merge(farther.id, from.id)
    const mergeId = await merge(from.id, into.id)
    await merge(again.id, into.id)
    await merge(own.id, into.id)
    const winner = { id: into.id, authorId: author.id }
    expect(await listCoAuthors(townId, winner)).toEqual([other.pseudonym, third.pseudonym])
    await undoMerge({ townId, actorId: moderator.id, mergeId, intoId: into.id })
    expect(await listCoAuthors(townId, winner)).toEqual([other.pseudonym])
    expect(await listCoAuthors(townId, { id: from.id, authorId: other.id })).toEqual([third.pseudonym])
    await deleteAccount({ personId: other.id, choice: 'anonymise' })
    expect(await listCoAuthors(townId, winner)).toEqual([])
  })

  test('undone leaves exactly what was', async () => {
    const { townId, from, into, merge, undo } = await twins()
    const before = await townPicture(townId)
    const id = await merge()
    await undo(id)
    expect(await townPicture(townId)).toEqual(before)
    await expectRefusal(undo(id), 'merge.not-found')
    expect((await listLetters(500)).filter(({ template }) => template === 'merge-undo')).not.toEqual([])
    // And can be merged and undone again.
    await undo(await merge())
    expect((await rowOf(townId, from.id)).supports + (await rowOf(townId, into.id)).supports).toBe(6)
  })

  test('undone keeps what was given and taken back since', async () => {
    const { townId, people, from, into, merge, undo } = await twins()
    const id = await merge()
    const fresh = await makePerson()
    await supportContribution({ townId, personId: fresh.id, contributionId: into.id })
    await withdrawSupport({ townId, personId: people[0]!.id, contributionId: into.id })
    await undo(id)
    const { given } = await townPicture(townId)
    const of = (contributionId: string) =>
      given.filter((row) => row.contributionId === contributionId).map((row) => row.personId)
    expect(of(into.id).sort()).toEqual([people[2], people[3], people[4], fresh].map((one) => one!.id).sort())
    expect(of(from.id).sort()).toEqual([people[1], people[2]].map((one) => one!.id).sort())
    expect(await rowOf(townId, into.id)).toMatchObject({ supports: 4 })
    expect(await rowOf(townId, from.id)).toMatchObject({ supports: 2 })
  })

  test('at once by ten is one merge', async () => {
    const { townId, into, merge } = await twins()
    expect(await outcomes(Array.from({ length: 10 }, merge))).toEqual({
      done: 1,
      refused: { 'merge.not-published': 9 },
    })
    const { read } = await getStore()
    expect(
      await read
        .select()
        .from(merges)
        .where(and(eq(merges.townId, townId), eq(merges.intoId, into.id))),
    ).toHaveLength(1)
  })

  test('is refused with itself, with another kind, of another town, without a reason', async () => {
    const { townId, here, moderator, from, into } = await twins()
    const pin = await makePin(here)
    const merge = { townId, actorId: moderator.id, fromId: from.id, intoId: into.id, reason: 'Одно' }
    await expectRefusal(mergeContributions({ ...merge, intoId: from.id }), 'merge.itself')
    await expectRefusal(mergeContributions({ ...merge, intoId: pin.id }), 'merge.other-kind')
    await expectRefusal(mergeContributions({ ...merge, reason: ' ' }), 'reason.missing')
    const elsewhere = await makeScene()
    const foreign = await makeProposal(elsewhere.here)
    await expectRefusal(mergeContributions({ ...merge, intoId: foreign.id }), 'contribution.not-found')
  })
})

test('a split makes a second one of the same author and place, and keeps the supports with the first', async () => {
  const { townId, moderator, from } = await twins()
  const made = await splitContribution({
    townId,
    actorId: moderator.id,
    contributionId: from.id,
    first: { title: 'Лестница', body: 'Сделать удобный спуск.' },
    second: { title: 'Фонари', body: 'Поставить два фонаря.' },
    reason: 'Два разных дела',
  })
  const [first, second] = [await rowOf(townId, from.id), await rowOf(townId, made.id)]
  expect(first).toMatchObject({ title: 'Лестница', body: 'Сделать удобный спуск.', supports: 3 })
  expect(second).toMatchObject({
    title: 'Фонари',
    authorId: first.authorId,
    lng: first.lng,
    lat: first.lat,
    supports: 0,
    visibility: 'published',
  })
  expect(second.number).toBeGreaterThan(first.number)
  expect((await listLetters(500)).filter(({ template }) => template === 'split').length).toBeGreaterThan(0)
})

test('a move keeps the first place in the history and needs a reason and a place in the town', async () => {
  const { townId, moderator, into } = await twins()
  const move = { townId, actorId: moderator.id, contributionId: into.id, reason: 'Точнее' }
  const to = { lng: into.lng! + 0.0005, lat: into.lat! }
  await expectRefusal(moveContribution({ ...move, to, reason: '' }), 'reason.missing')
  await expectRefusal(moveContribution({ ...move, to: { lng: 0, lat: 0 } }), 'place.outside')
  await moveContribution({ ...move, to })
  expect(await rowOf(townId, into.id)).toMatchObject({ ...to, supports: 3 })
})
