import { expect, test } from 'vitest'
import { assignContribution } from '#app/models/assignments.server.ts'
import { blockPerson, liftBlock } from '#app/models/blocks.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { mergePeople } from '#app/models/merge.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { giveConsents, makePeople, makePin, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'
import { rowOf, townPicture } from './town-picture.ts'

async function scene() {
  const made = await makeScene({ settings: { moderation: 'post' } })
  const townId = made.town.id
  const [spammer, host, neighbour] = await makePeople(3)
  await giveConsents(spammer!, host!, neighbour!)
  const actor = { townId, actorId: made.moderator.id }
  const block = (more: { hidesContent?: boolean; personId?: string } = {}) =>
    blockPerson({
      ...actor,
      personId: spammer!.id,
      reason: 'Рассылка',
      until: null,
      hidesContent: true,
      ...more,
    })
  const lift = (blockId: string) => liftBlock({ ...actor, blockId })
  const propose = (personId: string) =>
    makeProposal({
      ...made.here,
      personId,
      photos: [{ id: newId(), alt: 'Вид', width: 10, height: 10 }],
    })
  const merge = (fromId: string, intoId: string) =>
    mergeContributions({ ...actor, fromId, intoId, reason: 'Об одном' })
  const undo = (mergeId: string, intoId: string) => undoMerge({ ...actor, mergeId, intoId })
  const photosAt = async (contributionId: string) =>
    (await townPicture(townId)).shown
      .filter((row) => row.contributionId === contributionId)
      .map((row) => row.visibility)
      .sort()
  return {
    ...made,
    townId,
    actor,
    spammer: spammer!,
    host: host!,
    neighbour: neighbour!,
    block,
    lift,
    propose,
    merge,
    undo,
    photosAt,
  }
}

test('a block with hiding reaches what was merged: its pictures go, and the undone merge does not show it', async () => {
  const { townId, spammer, host, block, lift, propose, merge, undo, photosAt } = await scene()
  const [spam, into] = [await propose(spammer.id), await propose(host.id)]
  const before = await townPicture(townId)
  const mergeId = await merge(spam.id, into.id)
  const merged = await townPicture(townId)
  const first = await block()
  expect(await photosAt(into.id)).toEqual(['hidden', 'published'])
  // Lifted while it is merged: the same as if nothing had been.
  await lift(first)
  expect(await townPicture(townId)).toEqual(merged)
  const second = await block()
  await undo(mergeId, into.id)
  expect((await rowOf(townId, spam.id)).visibility).toBe('hidden')
  expect(await photosAt(spam.id)).toEqual(['hidden'])
  expect(await photosAt(into.id)).toEqual(['published'])
  await lift(second)
  expect(await townPicture(townId)).toEqual(before)
})

test('of what was merged on, only the blocked person’s own is hidden', async () => {
  const { townId, spammer, host, neighbour, block, lift, propose, merge, undo, photosAt } = await scene()
  const [first, middle, last] = [
    await propose(neighbour.id),
    await propose(spammer.id),
    await propose(host.id),
  ]
  const before = await townPicture(townId)
  const one = await merge(first.id, middle.id)
  const two = await merge(middle.id, last.id)
  const blockId = await block()
  expect(await photosAt(last.id)).toEqual(['hidden', 'published', 'published'])
  await undo(two, last.id)
  // What comes back hidden hosts nobody.
  await expectRefusal(undo(one, middle.id), 'merge.not-found')
  expect((await rowOf(townId, first.id)).visibility).toBe('published')
  expect((await rowOf(townId, middle.id)).visibility).toBe('hidden')
  await lift(blockId)
  expect(await townPicture(townId)).toEqual(before)
})

test('what others wrote and was taken into the blocked person’s own is by itself again, and stays so when it is lifted', async () => {
  const { townId, spammer, neighbour, block, lift, propose, merge, photosAt } = await scene()
  const [first, middle, last] = [
    await propose(neighbour.id),
    await propose(spammer.id),
    await propose(spammer.id),
  ]
  const before = await townPicture(townId)
  await merge(first.id, middle.id)
  await merge(middle.id, last.id)
  const blockId = await block()
  expect(await rowOf(townId, first.id)).toEqual(before.sent.find(({ id }) => id === first.id))
  expect(await photosAt(first.id)).toEqual(['published'])
  expect((await rowOf(townId, middle.id)).visibility).toBe('hidden')
  expect((await rowOf(townId, last.id)).visibility).toBe('hidden')
  const told = (await listLetters(500)).filter(({ recipient }) => recipient === neighbour.email)
  expect(told.map(({ template }) => template).sort()).toEqual(['merge', 'merge-undo'])
  await lift(blockId)
  expect(await townPicture(townId)).toEqual(before)
})

test('a block that hides nothing leaves what was taken into their own where it is', async () => {
  const { townId, spammer, neighbour, block, propose, merge } = await scene()
  const [first, host] = [await propose(neighbour.id), await propose(spammer.id)]
  await merge(first.id, host.id)
  await block({ hidesContent: false })
  expect((await rowOf(townId, first.id)).visibility).toBe('merged')
})

test('of two blocks that hide, the last that is lifted shows all again, in either order', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    const { townId, here, spammer, block, lift } = await scene()
    const pin = await makePin({ ...here, personId: spammer.id })
    const before = await townPicture(townId)
    const ids = [await block(), await block()]
    expect(await lift(ids[order[0]]!)).toEqual({ restored: 0, left: order[0] === 0 ? 1 : 0 })
    expect((await rowOf(townId, pin.id)).visibility).toBe('hidden')
    expect((await lift(ids[order[1]]!)).restored).toBe(1)
    expect(await townPicture(townId)).toEqual(before)
  }
})

test('a block that hides nothing does not hold back what another one had hidden', async () => {
  const { townId, here, spammer, block, lift } = await scene()
  const pin = await makePin({ ...here, personId: spammer.id })
  const hiding = await block()
  const plain = await block({ hidesContent: false })
  await lift(hiding)
  expect((await rowOf(townId, pin.id)).visibility).toBe('published')
  expect(await lift(plain)).toEqual({ restored: 0, left: 0 })
})

test('work of the staff that decides nothing does not keep it hidden', async () => {
  const { townId, here, actor, spammer, block, lift } = await scene()
  const pin = await makePin({ ...here, personId: spammer.id })
  const before = await townPicture(townId)
  const blockId = await block()
  await assignContribution({ ...actor, contributionId: pin.id, to: null })
  await decideModeration({
    ...actor,
    subject: { type: 'contribution', id: pin.id },
    act: 'dismiss',
    reason: '',
  })
  await lift(blockId)
  const after = await townPicture(townId)
  expect(after).toEqual({
    ...before,
    sent: before.sent.map((row) => ({ ...row, reviewedAt: after.sent[0]!.reviewedAt })),
  })
})

test('a block goes along when two accounts are joined, and its lifting shows what it had hidden', async () => {
  const { townId, here, neighbour, spammer, block, lift } = await scene()
  const pin = await makePin({ ...here, personId: spammer.id })
  const blockId = await block()
  await mergePeople({ intoId: neighbour.id, fromId: spammer.id })
  await lift(blockId)
  expect(await rowOf(townId, pin.id)).toMatchObject({ visibility: 'published', authorId: neighbour.id })
})
