import { describe, expect, test } from 'vitest'
import { getAppealable, getDecidedAppeal } from '#app/models/appealable.server.ts'
import { decideAppeal, listOpenAppeals, sendAppeal } from '#app/models/appeals.server.ts'
import { blockPerson, liftBlock } from '#app/models/blocks.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import type { Subject } from '#app/models/subjects.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { undoModeration } from '#app/models/undo-moderation.server.ts'
import { makePeople, makePerson, makePin, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'
import { rowOf, townPicture } from './town-picture.ts'

const DAY_MS = 86_400_000

async function scene() {
  const made = await makeScene({ settings: { moderation: 'post' } })
  const [, other] = await makePeople(2)
  const pin = await makePin(made.here)
  const say = () =>
    submitComment({
      townId: made.town.id,
      personId: made.author.id,
      contributionId: pin.id,
      id: newId(),
      parentId: null,
      body: 'Реплика',
      isOfficial: false,
    })
  const lettersTo = async (email: string | null) =>
    (await listLetters(500)).filter(({ recipient }) => recipient === email).map(({ template }) => template)
  return { ...made, townId: made.town.id, other: other!, pin, say, lettersTo }
}

describe('a block', () => {
  test('keeps from writing, not from supporting, and ends by itself', async () => {
    const { townId, here, author, moderator, say, lettersTo } = await scene()
    const foreign = await makeProposal({ ...here, personId: (await makePerson()).id })
    const now = new Date()
    const block = { townId, actorId: moderator.id, personId: author.id, hidesContent: false, now }
    await expectRefusal(blockPerson({ ...block, reason: ' ', until: null }), 'reason.missing')
    await blockPerson({ ...block, reason: 'Рассылка', until: new Date(now.getTime() + DAY_MS) })
    const refusal = await expectRefusal(say(), 'person.blocked')
    expect(refusal.details).toEqual({ reason: 'Рассылка' })
    await expectRefusal(makePin(here), 'person.blocked')
    await supportContribution({ townId, personId: author.id, contributionId: foreign.id })
    await makePin({ ...here, now: new Date(now.getTime() + DAY_MS + 1000) })
    expect(await lettersTo(author.email)).toEqual(['person-block'])
  })

  test('with hiding takes all out of sight, and its lifting restores exactly what was', async () => {
    const { townId, here, author, moderator, pin, say, lettersTo } = await scene()
    await say()
    const returned = await makePin(here)
    await decideModeration({
      townId,
      actorId: moderator.id,
      subject: { type: 'contribution', id: returned.id },
      act: 'return',
      reason: 'Уточните место',
    })
    const before = await townPicture(townId)
    const id = await blockPerson({
      townId,
      actorId: moderator.id,
      personId: author.id,
      reason: 'Рассылка',
      until: null,
      hidesContent: true,
    })
    const during = await townPicture(townId)
    expect(during.sent.find((row) => row.id === pin.id)).toMatchObject({ visibility: 'hidden', comments: 0 })
    expect(during.sent.find((row) => row.id === returned.id)!.visibility).toBe('hidden')
    expect(during.said.map((row) => row.visibility)).toEqual(['hidden'])
    await liftBlock({ townId, actorId: moderator.id, blockId: id })
    expect(await townPicture(townId)).toEqual(before)
    await say()
    expect((await lettersTo(author.email)).sort()).toEqual([
      'moderation-return',
      'person-block',
      'person-unblock',
    ])
    await expectRefusal(liftBlock({ townId, actorId: moderator.id, blockId: id }), 'block.not-found')
  })

  test('what was decided about it since stays as decided', async () => {
    const { townId, author, moderator, pin } = await scene()
    const id = await blockPerson({
      townId,
      actorId: moderator.id,
      personId: author.id,
      reason: 'Рассылка',
      until: null,
      hidesContent: true,
    })
    const subject: Subject = { type: 'contribution', id: pin.id }
    await decideModeration({ townId, actorId: moderator.id, subject, act: 'restore', reason: '' })
    await decideModeration({ townId, actorId: moderator.id, subject, act: 'hide', reason: 'Реклама' })
    await liftBlock({ townId, actorId: moderator.id, blockId: id })
    expect((await rowOf(townId, pin.id)).visibility).toBe('hidden')
  })
})

describe('an appeal', () => {
  async function hidden() {
    const made = await scene()
    const subject: Subject = { type: 'contribution', id: made.pin.id }
    const before = await townPicture(made.townId)
    await decideModeration({
      townId: made.townId,
      actorId: made.moderator.id,
      subject,
      act: 'hide',
      reason: 'Реклама',
    })
    const appeal = (body = 'Это не реклама') =>
      sendAppeal({ townId: made.townId, personId: made.author.id, subject, body })
    return { ...made, subject, before, appeal }
  }

  test('is sent once, by the author only, and waits for another person', async () => {
    const { townId, author, moderator, other, subject, appeal } = await hidden()
    expect(await getAppealable(townId, other.id, subject)).toBeNull()
    await expectRefusal(sendAppeal({ townId, personId: other.id, subject, body: 'Не моё' }), 'appeal.nothing')
    expect(await outcomes(Array.from({ length: 10 }, () => appeal()))).toEqual({ done: 10, refused: {} })
    await expectRefusal(appeal('Иначе'), 'appeal.once')
    const [open, ...more] = await listOpenAppeals(townId)
    expect(more).toEqual([])
    expect(open).toMatchObject({ body: 'Это не реклама' })
    expect(await getAppealable(townId, author.id, subject)).toMatchObject({ appeal: { id: open!.id } })
    const decision = { townId, appealId: open!.id, outcome: 'granted' as const, answer: 'Вы правы' }
    await expectRefusal(decideAppeal({ ...decision, actorId: moderator.id }), 'appeal.same-person')
  })

  test('that is granted restores exactly what was and tells the author', async () => {
    const { townId, author, other, before, appeal, lettersTo } = await hidden()
    await appeal()
    const [open] = await listOpenAppeals(townId)
    const grant = () =>
      decideAppeal({
        townId,
        actorId: other.id,
        appealId: open!.id,
        outcome: 'granted',
        answer: 'Вы правы',
      })
    await grant()
    expect(await townPicture(townId)).toEqual(before)
    expect(await listOpenAppeals(townId)).toEqual([])
    expect(await lettersTo(author.email)).toContain('appeal-granted')
    await expectRefusal(grant(), 'appeal.not-found')
  })

  test('that is upheld leaves the decision, which cannot be answered again', async () => {
    const { townId, author, other, pin, appeal, lettersTo } = await hidden()
    await appeal()
    const [open] = await listOpenAppeals(townId)
    await decideAppeal({
      townId,
      actorId: other.id,
      appealId: open!.id,
      outcome: 'upheld',
      answer: 'Остаётся',
    })
    expect((await rowOf(townId, pin.id)).visibility).toBe('hidden')
    expect(await lettersTo(author.email)).toContain('appeal-upheld')
    await expectRefusal(appeal('Ещё раз'), 'appeal.once')
  })

  test('is granted by the desk’s own undoing or showing again, and nothing is left to decide', async () => {
    for (const how of ['undo', 'restore'] as const) {
      const { townId, author, moderator, other, subject, appeal, lettersTo } = await hidden()
      await appeal()
      const found = await getAppealable(townId, author.id, subject)
      const actor = { townId, actorId: moderator.id }
      if (how === 'undo') await undoModeration({ ...actor, actId: found!.act.id })
      else await decideModeration({ ...actor, subject, act: 'restore', reason: '' })
      expect(await listOpenAppeals(townId)).toEqual([])
      expect(await getDecidedAppeal(townId, author.id, subject)).toMatchObject({ outcome: 'granted' })
      expect(await lettersTo(author.email)).toContain(`moderation-${how}`)
      const again = { townId, actorId: other.id, appealId: found!.appeal!.id, answer: 'Поздно' }
      await expectRefusal(decideAppeal({ ...again, outcome: 'upheld' }), 'appeal.not-found')
      expect((await rowOf(townId, subject.id)).visibility).toBe('published')
    }
  })
})
