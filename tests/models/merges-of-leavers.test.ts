import { describe, expect, test } from 'vitest'
import { deleteAccount } from '#app/models/deletion.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { mergePeople } from '#app/models/merge.server.ts'
import { getMergedInto } from '#app/models/merged-into.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { getMyData } from '#app/models/my-data.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { makePeople, makeProposal, makeScene } from '../factories.ts'
import { rowOf, townPicture } from './town-picture.ts'

/** A proposal with a picture, taken into another one with a picture, each supported by somebody. */
async function pair() {
  const { town, here, moderator } = await makeScene({ settings: { moderation: 'post' } })
  const townId = town.id
  const [writer, host, fan, other] = await makePeople(4)
  const [photo, hostPhoto] = [newId(), newId()].map((id) => ({ id, alt: '', width: 10, height: 10 }))
  const from = await makeProposal({ ...here, personId: writer!.id, title: 'Сходы к воде', photos: [photo!] })
  const into = await makeProposal({ ...here, personId: host!.id, title: 'Лестница', photos: [hostPhoto!] })
  await supportContribution({ townId, personId: fan!.id, contributionId: from.id })
  await supportContribution({ townId, personId: other!.id, contributionId: into.id })
  const both = { townId, actorId: moderator.id, fromId: from.id, intoId: into.id }
  const mergeId = await mergeContributions({ ...both, reason: 'Об одном' })
  const undo = () => undoMerge({ townId, actorId: moderator.id, mergeId, intoId: into.id })
  return { townId, writer, host, fan, other, from, into, photo: photo!, hostPhoto: hostPhoto!, undo }
}

const photosOf = async (townId: string, contributionId: string) =>
  (await townPicture(townId)).shown
    .filter((row) => row.contributionId === contributionId)
    .map((row) => row.id)

describe('what was taken into another, when somebody leaves', () => {
  test('its author: the words and pictures go, the address still leads on, an undone merge shows nothing', async () => {
    const { townId, writer, from, into, hostPhoto, undo } = await pair()
    await deleteAccount({ personId: writer!.id, choice: 'remove' })
    expect(await rowOf(townId, from.id)).toMatchObject({ title: '', authorId: null, visibility: 'merged' })
    expect(await getMergedInto(townId, from.number)).toBe(into.number)
    expect(await photosOf(townId, into.id)).toEqual([hostPhoto.id])
    expect(await rowOf(townId, into.id)).toMatchObject({ supports: 2 })
    await undo()
    expect(await rowOf(townId, from.id)).toMatchObject({ visibility: 'withdrawn', supports: 1 })
    expect(await recount()).toEqual([])
  })

  test('its author, without a name: all stays, and comes back whole', async () => {
    const { townId, writer, from, into, photo, undo } = await pair()
    await deleteAccount({ personId: writer!.id, choice: 'anonymise' })
    expect(await getMergedInto(townId, from.number)).toBe(into.number)
    await undo()
    expect(await rowOf(townId, from.id)).toMatchObject({
      visibility: 'published',
      title: 'Сходы к воде',
      authorId: null,
      supports: 1,
    })
    expect(await photosOf(townId, from.id)).toEqual([photo.id])
  })

  test('the author of the other: what others wrote is by itself again, with its supporters and pictures', async () => {
    const { townId, host, from, into, photo } = await pair()
    await deleteAccount({ personId: host!.id, choice: 'remove' })
    expect(await rowOf(townId, from.id)).toMatchObject({
      visibility: 'published',
      title: 'Сходы к воде',
      supports: 1,
    })
    expect(await photosOf(townId, from.id)).toEqual([photo.id])
    expect(await rowOf(townId, into.id)).toMatchObject({ visibility: 'withdrawn', title: '', supports: 1 })
    expect(await photosOf(townId, into.id)).toEqual([])
    expect(await recount()).toEqual([])
  })

  test('a supporter: who is no more does not support again when the merge is undone', async () => {
    const { townId, fan, from, into, undo } = await pair()
    await deleteAccount({ personId: fan!.id, choice: 'anonymise' })
    await undo()
    expect(await rowOf(townId, from.id)).toMatchObject({ supports: 0 })
    expect(await rowOf(townId, into.id)).toMatchObject({ supports: 1 })
    expect(await recount()).toEqual([])
  })
})

test('everybody’s data have their own pictures, wherever a merge took them', async () => {
  const { writer, host, photo, hostPhoto } = await pair()
  const idsOf = async (personId: string) => (await getMyData(personId)).photos.map(({ id }) => id)
  expect(await idsOf(writer!.id)).toEqual([photo.id])
  expect(await idsOf(host!.id)).toEqual([hostPhoto.id])
})

test('of two joined accounts that supported one each, an undone merge gives back both, each once', async () => {
  const { townId, fan, other, from, into, undo } = await pair()
  await mergePeople({ intoId: fan!.id, fromId: other!.id })
  expect(await rowOf(townId, into.id)).toMatchObject({ supports: 1 })
  await undo()
  expect(await rowOf(townId, from.id)).toMatchObject({ supports: 1 })
  expect(await rowOf(townId, into.id)).toMatchObject({ supports: 1 })
  expect(await recount()).toEqual([])
})

test('who is joined with the author of what they supported does not support their own after the undo', async () => {
  const { townId, fan, writer, from, undo } = await pair()
  await mergePeople({ intoId: writer!.id, fromId: fan!.id })
  await undo()
  expect(await rowOf(townId, from.id)).toMatchObject({ authorId: writer!.id, supports: 0 })
})
