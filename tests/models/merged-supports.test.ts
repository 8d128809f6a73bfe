import { expect, test } from 'vitest'
import { deleteAccount } from '#app/models/deletion.server.ts'
import { mergePeople } from '#app/models/merge.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { supportContribution, withdrawSupport } from '#app/models/supports.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { DAY, makePeople, makePerson, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'
import { rowOf, townPicture } from './town-picture.ts'

/** The scene's phase is open for thirty days. */
const afterPhase = () => new Date(Date.now() + 31 * DAY)

/** Three proposals of three authors, and what a merge of two and its undoing do. */
async function three(settings: { supportLimit?: number } = {}) {
  const scene = await makeScene({ settings: { moderation: 'post', ...settings } })
  const townId = scene.town.id
  const [writer, host, third, fan] = await makePeople(4)
  const propose = (personId: string) => makeProposal({ ...scene.here, personId })
  const [from, into, last] = [await propose(writer!.id), await propose(host!.id), await propose(third!.id)]
  const merge = (fromId: string, intoId: string) =>
    mergeContributions({ townId, actorId: scene.moderator.id, fromId, intoId, reason: 'Об одном' })
  const undo = (mergeId: string, intoId: string) =>
    undoMerge({ townId, actorId: scene.moderator.id, mergeId, intoId })
  const give = (contributionId: string, person = fan!) =>
    supportContribution({ townId, personId: person.id, contributionId })
  const take = (contributionId: string) => withdrawSupport({ townId, personId: fan!.id, contributionId })
  const counts = async () =>
    Promise.all([from, into, last].map(async ({ id }) => (await rowOf(townId, id)).supports))
  return {
    ...scene,
    townId,
    writer,
    host: host!,
    fan: fan!,
    from,
    into,
    last,
    merge,
    undo,
    give,
    take,
    counts,
  }
}

test('who leaves after the phase is counted where they supported, also when a merge is undone later', async () => {
  const { fan, from, into, merge, undo, give, counts } = await three()
  await give(from.id)
  const mergeId = await merge(from.id, into.id)
  await deleteAccount({ personId: fan.id, choice: 'anonymise', now: afterPhase() })
  expect(await counts()).toEqual([0, 1, 0])
  await undo(mergeId, into.id)
  expect(await counts()).toEqual([1, 0, 0])
  expect(await recount()).toEqual([])
})

test('the other’s author who leaves after the phase is counted at what they supported when the merge is undone', async () => {
  const { host, from, into, merge, undo, give, counts } = await three()
  await give(from.id, host)
  const mergeId = await merge(from.id, into.id)
  expect(await counts()).toEqual([0, 0, 0])
  await deleteAccount({ personId: host.id, choice: 'anonymise', now: afterPhase() })
  await undo(mergeId, into.id)
  expect(await counts()).toEqual([1, 0, 0])
  expect(await recount()).toEqual([])
})

test('who leaves while supports are open is counted nowhere after the undo, whichever side was theirs', async () => {
  for (const choice of ['anonymise', 'remove'] as const) {
    const { townId, host, fan, from, into, merge, undo, give, counts } = await three()
    await give(from.id)
    await give(from.id, host)
    const mergeId = await merge(from.id, into.id)
    await deleteAccount({ personId: fan.id, choice })
    await deleteAccount({ personId: host.id, choice })
    if (choice === 'anonymise') await undo(mergeId, into.id)
    else expect((await rowOf(townId, from.id)).visibility).toBe('published')
    expect(await counts()).toEqual([0, 0, 0])
    expect(await recount()).toEqual([])
  }
})

test('a support taken back and given anew to the other stays there when the merge is undone', async () => {
  const { from, into, merge, undo, give, take, counts } = await three()
  await give(from.id)
  const mergeId = await merge(from.id, into.id)
  await take(into.id)
  await give(into.id)
  await undo(mergeId, into.id)
  expect(await counts()).toEqual([0, 1, 0])
})

test('also when it was merged on: each of the merges forgets it', async () => {
  const { townId, fan, from, into, last, merge, undo, give, take, counts } = await three()
  await give(from.id)
  const first = await merge(from.id, into.id)
  const second = await merge(into.id, last.id)
  await take(last.id)
  await undo(second, last.id)
  await give(into.id)
  await undo(first, into.id)
  expect(await counts()).toEqual([0, 1, 0])
  expect((await townPicture(townId)).given.map(({ personId }) => personId)).toEqual([fan.id])
})

test('an undone merge takes nobody’s support away for the limit, which binds the next one', async () => {
  const { here, from, into, last, merge, undo, give, counts } = await three({ supportLimit: 2 })
  const more = await makeProposal({ ...here, personId: (await makePerson()).id })
  await give(from.id)
  await give(into.id)
  const mergeId = await merge(from.id, into.id)
  await give(last.id)
  await expectRefusal(give(more.id), 'support.limit-reached')
  await undo(mergeId, into.id)
  expect(await counts()).toEqual([1, 1, 1])
  await expectRefusal(give(more.id), 'support.limit-reached')
  expect(await recount()).toEqual([])
})

test('who supported two that were taken into one is counted there until both are by themselves, in either order', async () => {
  for (const isFirstUndoneFirst of [true, false]) {
    const { from, into, last, merge, undo, give, counts } = await three()
    await give(from.id)
    await give(into.id)
    const [first, second] = [await merge(from.id, last.id), await merge(into.id, last.id)]
    expect(await counts()).toEqual([0, 0, 1])
    await undo(isFirstUndoneFirst ? first : second, last.id)
    expect(await counts()).toEqual(isFirstUndoneFirst ? [1, 0, 1] : [0, 1, 1])
    await undo(isFirstUndoneFirst ? second : first, last.id)
    expect(await counts()).toEqual([1, 1, 0])
    expect(await recount()).toEqual([])
  }
})

test('two joined accounts that supported one each of a chain support both when it is undone', async () => {
  const { fan, from, into, last, merge, undo, give, counts } = await three()
  const other = await makePerson()
  await give(from.id)
  await give(into.id, other)
  const [first, second] = [await merge(from.id, into.id), await merge(into.id, last.id)]
  await mergePeople({ intoId: fan.id, fromId: other.id })
  expect(await counts()).toEqual([0, 0, 1])
  await undo(second, last.id)
  expect(await counts()).toEqual([0, 1, 0])
  await undo(first, into.id)
  expect(await counts()).toEqual([1, 1, 0])
  expect(await recount()).toEqual([])
})

test('also of two that were taken into one; what neither supported is left without', async () => {
  const { fan, from, into, last, merge, undo, give, counts } = await three()
  const other = await makePerson()
  await give(from.id)
  await give(into.id, other)
  const [first, second] = [await merge(from.id, last.id), await merge(into.id, last.id)]
  await mergePeople({ intoId: fan.id, fromId: other.id })
  expect(await counts()).toEqual([0, 0, 1])
  await undo(first, last.id)
  expect(await counts()).toEqual([1, 0, 1])
  await undo(second, last.id)
  expect(await counts()).toEqual([1, 1, 0])
  expect(await recount()).toEqual([])
})
