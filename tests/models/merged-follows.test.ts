import { expect, test } from 'vitest'
import { follow, isFollowing, listFollows, unfollow } from '#app/models/follows.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { giveConsents, makePeople, makePerson, makeProposal, makeScene } from '../factories.ts'

async function followed() {
  const { town, here, moderator } = await makeScene({ settings: { moderation: 'post' } })
  const townId = town.id
  const from = await makeProposal({ ...here, personId: (await makePerson()).id })
  const into = await makeProposal({ ...here, personId: (await makePerson()).id })
  const [reader, both, fan] = await makePeople(3)
  await giveConsents(reader!, both!, fan!)
  const wish = (personId: string, subjectId: string) => ({
    townId,
    personId,
    subjectType: 'contribution' as const,
    subjectId,
  })
  for (const person of [reader!, both!, fan!]) await follow(wish(person.id, from.id))
  await follow(wish(both!.id, into.id))
  await supportContribution({ townId, personId: fan!.id, contributionId: from.id })
  const actor = { townId, actorId: moderator.id }
  const mergeId = await mergeContributions({ ...actor, fromId: from.id, intoId: into.id, reason: 'Об одном' })
  const undo = () => undoMerge({ ...actor, mergeId, intoId: into.id })
  const lettersTo = async (person: { email: string | null }) =>
    (await listLetters(500))
      .filter(({ recipient }) => recipient === person.email)
      .map(({ template }) => template)
  const follows = async (person: { id: string }) =>
    Promise.all([from, into].map(({ id }) => isFollowing(wish(person.id, id))))
  return { wish, from, into, reader: reader!, both: both!, fan: fan!, undo, lettersTo, follows }
}

test('who follows what is merged is told once, follows the other, and has one line in the settings', async () => {
  const { into, reader, both, fan, lettersTo, follows } = await followed()
  for (const person of [reader, both, fan]) {
    expect(await lettersTo(person)).toEqual(['merge'])
    expect((await follows(person))[1]).toBe(true)
    expect((await listFollows(person.id)).ofContributions.map(({ id }) => id)).toEqual([into.id])
  }
})

test('the undo gives back what each followed, and tells them', async () => {
  const { reader, both, fan, undo, lettersTo, follows } = await followed()
  await undo()
  expect(await Promise.all([reader, both, fan].map(follows))).toEqual([
    [true, false],
    [true, true],
    [true, false],
  ])
  expect(await lettersTo(reader)).toEqual(expect.arrayContaining(['merge', 'merge-undo']))
})

test('who stopped following the other since is told nothing and follows neither', async () => {
  const { wish, into, reader, undo, lettersTo, follows } = await followed()
  await unfollow(wish(reader.id, into.id))
  await undo()
  expect(await follows(reader)).toEqual([false, false])
  expect(await lettersTo(reader)).toEqual(['merge'])
})

test('who followed two that were taken into one goes on following it until both are by themselves, in either order', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ] as const) {
    const { town, here, moderator } = await makeScene({ settings: { moderation: 'post' } })
    const townId = town.id
    const [reader, once] = await makePeople(2)
    await giveConsents(reader!, once!)
    const wish = (personId: string, subjectId: string) => ({
      townId,
      personId,
      subjectType: 'contribution' as const,
      subjectId,
    })
    const propose = async () => makeProposal({ ...here, personId: (await makePerson()).id })
    const [one, two, host] = [await propose(), await propose(), await propose()]
    await follow(wish(reader!.id, one.id))
    await follow(wish(reader!.id, two.id))
    await follow(wish(once!.id, [one, two][order[0]]!.id))
    const actor = { townId, actorId: moderator.id, intoId: host.id }
    const now = Date.now()
    const mergeIds: string[] = []
    for (const [at, from] of [one, two].entries())
      mergeIds.push(
        await mergeContributions({ ...actor, fromId: from.id, reason: 'Об одном', now: new Date(now + at) }),
      )
    const follows = async (person: typeof reader) => {
      const found: boolean[] = []
      for (const { id } of [one, two, host]) found.push(await isFollowing(wish(person!.id, id)))
      return found
    }
    await undoMerge({ ...actor, mergeId: mergeIds[order[0]]! })
    expect((await follows(reader))[2]).toBe(true)
    expect((await follows(once))[2]).toBe(false)
    await undoMerge({ ...actor, mergeId: mergeIds[order[1]]! })
    expect(await follows(reader)).toEqual([true, true, false])
  }
})
