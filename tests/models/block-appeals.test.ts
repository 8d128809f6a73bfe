import { describe, expect, test } from 'vitest'
import { type Appealed, getAppealable, getDecidedAppeal } from '#app/models/appealable.server.ts'
import { decideAppeal, listOpenAppeals, sendAppeal } from '#app/models/appeals.server.ts'
import { blockPerson, liftBlock, listBlocks } from '#app/models/blocks.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { DAY, giveConsents, makePerson, makePin, makeScene } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'
import { rowOf, townPicture } from './town-picture.ts'

async function blocked({
  hidesContent = true,
  until = null,
}: {
  hidesContent?: boolean
  until?: Date | null
} = {}) {
  const made = await makeScene({ settings: { moderation: 'post' } })
  const townId = made.town.id
  const other = await makePerson()
  const pin = await makePin(made.here)
  const before = await townPicture(townId)
  const blockId = await blockPerson({
    townId,
    actorId: made.moderator.id,
    personId: made.author.id,
    reason: 'Рассылка',
    until,
    hidesContent,
  })
  const me: Appealed = { type: 'person', id: made.author.id }
  const appeal = (subject: Appealed = me, body = 'Это не рассылка') =>
    sendAppeal({ townId, personId: made.author.id, subject, body })
  async function decide(outcome: 'granted' | 'upheld', actorId = other.id) {
    const [open] = await listOpenAppeals(townId)
    return decideAppeal({ townId, actorId, appealId: open!.id, outcome, answer: 'Прочитано' })
  }
  const lettersToAuthor = async () =>
    (await listLetters(500))
      .filter(({ recipient }) => recipient === made.author.email)
      .map(({ template }) => template)
  return { ...made, townId, other, pin, before, blockId, me, appeal, decide, lettersToAuthor }
}

describe('an appeal against a block', () => {
  test('is sent once, by whom it holds for, and not decided by whoever blocked', async () => {
    const { townId, moderator, other, me, appeal, decide } = await blocked()
    await expectRefusal(sendAppeal({ townId, personId: other.id, subject: me, body: 'Я' }), 'appeal.nothing')
    expect(await outcomes(Array.from({ length: 5 }, () => appeal()))).toEqual({ done: 5, refused: {} })
    await expectRefusal(appeal(me, 'Иначе'), 'appeal.once')
    expect(await listOpenAppeals(townId)).toMatchObject([{ subjectType: 'person', act: 'person.block' }])
    await expectRefusal(decide('granted', moderator.id), 'appeal.same-person')
  })

  test('granted lifts it and shows again what it had hidden', async () => {
    const { townId, author, before, me, appeal, decide, lettersToAuthor, here } = await blocked()
    await appeal()
    await decide('granted')
    expect(await townPicture(townId)).toEqual(before)
    expect((await listBlocks(townId, author.id))[0]!.endedAt).not.toBeNull()
    // One letter says both.
    expect((await lettersToAuthor()).sort()).toEqual(['block-appeal-granted', 'person-block'])
    expect(await getAppealable(townId, author.id, me)).toBeNull()
    expect(await getDecidedAppeal(townId, author.id, me)).toMatchObject({ outcome: 'granted' })
    await makePin(here)
  })

  test('upheld leaves it, and it cannot be answered again', async () => {
    const { pin, townId, me, appeal, decide, lettersToAuthor } = await blocked()
    await appeal()
    await decide('upheld')
    expect((await rowOf(townId, pin.id)).visibility).toBe('hidden')
    expect(await lettersToAuthor()).toContain('block-appeal-upheld')
    await expectRefusal(appeal(me, 'Ещё раз'), 'appeal.once')
  })

  test('from what it has hidden is the same one', async () => {
    const { townId, author, pin, me, appeal } = await blocked()
    const subject: Appealed = { type: 'contribution', id: pin.id }
    expect(await getAppealable(townId, author.id, subject)).toMatchObject({ act: { act: 'person.block' } })
    await appeal(subject)
    await expectRefusal(appeal(me, 'Иначе'), 'appeal.once')
    expect(await listOpenAppeals(townId)).toHaveLength(1)
  })

  test('is for any block, also of who has written nothing; without one there is nothing to answer', async () => {
    const { townId, author, moderator, blockId, me, appeal, decide } = await blocked({ hidesContent: false })
    await appeal()
    await decide('granted')
    await expectRefusal(liftBlock({ townId, actorId: moderator.id, blockId }), 'block.not-found')
    await expectRefusal(appeal(me, 'Снова'), 'appeal.nothing')
    const silent = await makePerson()
    await giveConsents(silent)
    const block = { townId, actorId: moderator.id, reason: 'Взлом', until: null, hidesContent: true }
    await blockPerson({ ...block, personId: silent.id })
    await sendAppeal({ townId, personId: silent.id, subject: { type: 'person', id: silent.id }, body: 'Нет' })
    expect(await listOpenAppeals(townId)).toMatchObject([{ authorId: silent.id }])
    expect(await getDecidedAppeal(townId, author.id, me)).toMatchObject({ outcome: 'granted' })
  })

  test('is not for one whose time is over, unless it still hides', async () => {
    const [until, after] = [new Date(Date.now() + DAY), new Date(Date.now() + 2 * DAY)]
    for (const hidesContent of [true, false]) {
      const { townId, author, pin, me } = await blocked({ hidesContent, until })
      const shown = (subject: Appealed, now: Date) => getAppealable(townId, author.id, subject, now)
      const send = () => sendAppeal({ townId, personId: author.id, subject: me, body: 'Почему?', now: after })
      expect(await shown(me, new Date())).not.toBeNull()
      if (!hidesContent) {
        expect(await shown(me, after)).toBeNull()
        await expectRefusal(send(), 'appeal.nothing')
        continue
      }
      expect(await shown({ type: 'contribution', id: pin.id }, after)).toMatchObject({
        subject: { type: 'person' },
      })
      await send()
      expect(await listOpenAppeals(townId)).toHaveLength(1)
    }
  })

  test('is granted by the desk’s own lifting', async () => {
    const { townId, author, moderator, blockId, me, appeal, lettersToAuthor } = await blocked()
    await appeal()
    await liftBlock({ townId, actorId: moderator.id, blockId })
    expect(await lettersToAuthor()).toContain('person-unblock')
    expect(await listOpenAppeals(townId)).toEqual([])
    expect(await getDecidedAppeal(townId, author.id, me)).toMatchObject({ outcome: 'granted' })
  })

  test('is not what a later decision of the desk is answered with', async () => {
    const { townId, author, moderator, pin } = await blocked()
    const subject = { type: 'contribution' as const, id: pin.id }
    const decision = { townId, actorId: moderator.id, subject }
    await decideModeration({ ...decision, act: 'restore', reason: '' })
    await decideModeration({ ...decision, act: 'hide', reason: 'Реклама' })
    expect(await getAppealable(townId, author.id, subject)).toMatchObject({ act: { act: 'moderation.hide' } })
  })
})
