import { describe, expect, test } from 'vitest'
import { deleteAccount } from '#app/models/deletion.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { withdrawContribution } from '#app/models/own-contributions.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { makePeople, makeProposal, makeScene } from '../factories.ts'
import { rowOf, townPicture } from './town-picture.ts'

/** A proposal taken into another one that was taken into a third, each of its author. */
async function chain({ isSupported = true, hasOneHost = false } = {}) {
  const { town, here, moderator } = await makeScene({ settings: { moderation: 'post' } })
  const townId = town.id
  const [writer, middleHost, lastHost, fan] = await makePeople(4)
  const first = await makeProposal({ ...here, personId: writer!.id })
  const middle = await makeProposal({ ...here, personId: middleHost!.id })
  const last = await makeProposal({ ...here, personId: (hasOneHost ? middleHost : lastHost)!.id })
  if (isSupported) await supportContribution({ townId, personId: fan!.id, contributionId: first.id })
  const before = await townPicture(townId)
  const actor = { townId, actorId: moderator.id }
  await mergeContributions({ ...actor, fromId: first.id, intoId: middle.id, reason: 'Об одном' })
  const pair = { fromId: middle.id, intoId: last.id }
  const mergeId = await mergeContributions({ ...actor, ...pair, reason: 'Об одном' })
  const leave = (person: typeof writer) => deleteAccount({ personId: person!.id, choice: 'remove' })
  const undo = () => undoMerge({ ...actor, mergeId, intoId: last.id })
  /** The first entry is as it was, with its supporter; of the one between nothing is left. */
  async function expectFirstByItself() {
    const after = await townPicture(townId)
    expect(after.sent.find(({ id }) => id === first.id)).toEqual(
      before.sent.find(({ id }) => id === first.id),
    )
    expect(after.given).toEqual(before.given)
    expect(await rowOf(townId, middle.id)).toMatchObject({ visibility: 'withdrawn', supports: 0, title: '' })
    expect(await recount()).toEqual([])
  }
  return { townId, first, middle, last, middleHost, lastHost, leave, undo, expectFirstByItself }
}

describe('of three that were merged one after the other, when the one between has gone, the first is by itself', () => {
  test('once the staff undo the later merge', async () => {
    const { middleHost, townId, last, leave, undo, expectFirstByItself } = await chain()
    await leave(middleHost)
    expect(await rowOf(townId, last.id)).toMatchObject({ visibility: 'published', supports: 1 })
    await undo()
    await expectFirstByItself()
  })

  test('once the author of the last leaves', async () => {
    const { middleHost, lastHost, townId, last, leave, expectFirstByItself } = await chain()
    await leave(middleHost)
    await leave(lastHost)
    await expectFirstByItself()
    expect(await rowOf(townId, last.id)).toMatchObject({ visibility: 'withdrawn', supports: 0 })
  })

  test('once the author of the last withdraws it', async () => {
    const { middleHost, lastHost, townId, last, leave, expectFirstByItself } = await chain({
      isSupported: false,
    })
    await leave(middleHost)
    await withdrawContribution({ townId, personId: lastHost!.id, id: last.id })
    await expectFirstByItself()
    expect(await rowOf(townId, last.id)).toMatchObject({ visibility: 'withdrawn' })
  })

  test('also when both others were of one author, who leaves', async () => {
    const { middleHost, leave, expectFirstByItself } = await chain({ hasOneHost: true })
    await leave(middleHost)
    await expectFirstByItself()
  })
})

test('the later merge undone alone leaves the first where it is, while the one between is there', async () => {
  const { townId, first, middle, undo } = await chain()
  await undo()
  expect((await rowOf(townId, first.id)).visibility).toBe('merged')
  expect(await rowOf(townId, middle.id)).toMatchObject({ visibility: 'published', supports: 1 })
})
