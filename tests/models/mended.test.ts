import { describe, expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { getHistory } from '#app/models/answers.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { editContribution, withdrawContribution } from '#app/models/own-contributions.server.ts'
import { listQueue } from '#app/models/queue.server.ts'
import { supportContribution, withdrawSupport } from '#app/models/supports.server.ts'
import { loadContribution } from '#app/routes/$town.$number._index/load.server.ts'
import { makePerson, makePin, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

async function supported() {
  const scene = await makeScene()
  const townId = scene.town.id
  const proposal = await makeProposal(scene.here)
  const readers = [await makePerson(), await makePerson()]
  for (const reader of readers)
    await supportContribution({ townId, personId: reader.id, contributionId: proposal.id })
  const decide = (act: 'return' | 'approve') =>
    decideModeration({
      townId,
      actorId: scene.moderator.id,
      subject: { type: 'contribution', id: proposal.id },
      act,
      reason: 'Уточните место',
    })
  const own = { townId, personId: scene.author.id, id: proposal.id }
  const now = () => getContribution(townId, proposal.number)
  return { ...scene, townId, proposal, readers, decide, own, now }
}

describe('what others support', () => {
  test('is not withdrawn, published or returned; without supports it is', async () => {
    const { townId, readers, decide, own, now } = await supported()
    await expectRefusal(withdrawContribution(own), 'contribution.supported-stays')
    await decide('return')
    await expectRefusal(withdrawContribution(own), 'contribution.supported-stays')
    expect(await now()).toMatchObject({ visibility: 'returned', supports: 2 })
    await decide('approve')
    for (const reader of readers)
      await withdrawSupport({ townId, personId: reader.id, contributionId: own.id })
    await withdrawContribution(own)
    expect(await now()).toMatchObject({ visibility: 'withdrawn', supports: 0 })
  })

  test('keeps its supports when it is mended after a return, and its history tells all readers so', async () => {
    const { town, townId, proposal, author, decide, own, now } = await supported()
    await decide('return')
    await editContribution({ ...own, title: 'Совсем другое', body: 'Совсем другие слова.' })
    await decide('approve')
    expect(await now()).toMatchObject({ title: 'Совсем другое', visibility: 'published', supports: 2 })
    expect((await getHistory(townId, own.id)).edits.map((edit) => edit.before.supports)).toEqual([2])
    for (const personId of [null, author.id]) {
      const actor = personId ? { personId, roles: [], isPlatformAdmin: false } : null
      const page = await loadContribution({ town, person: null, actor, locale: 'ru' }, proposal.number)
      expect(page.supports).toBe(2)
      expect(page.history.edits.map((edit) => edit.supports)).toEqual([2])
      expect(page.mine.mayWithdraw).toBe(false)
    }
  })

  test('somebody else’s says nothing of supports when it is tried', async () => {
    const { own } = await supported()
    const stranger = await makePerson()
    await expectRefusal(withdrawContribution({ ...own, personId: stranger.id }), 'contribution.not-author')
  })
})

describe('a published entry that its author changes', () => {
  test('is read by the desk before anybody else where the phase is pre-moderated', async () => {
    const { town, author, moderator, here } = await makeScene({ settings: { moderation: 'pre' } })
    const townId = town.id
    const pin = await makePin({ ...here, body: 'Прочитано модератором' })
    const subject = { type: 'contribution' as const, id: pin.id }
    const approve = () =>
      decideModeration({ townId, actorId: moderator.id, subject, act: 'approve', reason: '' })
    const counted = async () => (await countMatching(await conditionOf(townId, NO_FILTER))).all
    await approve()
    expect(await counted()).toBe(1)
    const after = await editContribution({ townId, personId: author.id, id: pin.id, body: 'Не прочитано' })
    expect(after.visibility).toBe('pending')
    expect(await counted()).toBe(0)
    const page = (personId: string) =>
      loadContribution(
        { town, person: null, actor: { personId, roles: [], isPlatformAdmin: false }, locale: 'ru' },
        pin.number,
      )
    expect((await page(author.id)).body).toBe('Не прочитано')
    await expectRefusal(page((await makePerson()).id), 'contribution.not-found')
    expect((await listQueue(townId)).map((item) => [item.causes, item.before?.body])).toEqual([
      [['edited'], 'Прочитано модератором'],
    ])
    await approve()
    expect(await counted()).toBe(1)
  })

  test('stays in sight elsewhere, and the desk is asked to look', async () => {
    const { town, author, here } = await makeScene()
    const pin = await makePin(here)
    const after = await editContribution({ townId: town.id, personId: author.id, id: pin.id, body: 'Иначе' })
    expect(after.visibility).toBe('published')
    expect((await listQueue(town.id)).map((item) => item.causes)).toEqual([['edited']])
  })
})
