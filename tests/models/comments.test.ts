import { describe, expect, test } from 'vitest'
import { dailyCap } from '#app/domain/caps.ts'
import { listComments, type NewComment, submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { getContributionById } from '../contribution-row.ts'
import { DAY, makePerson, makePin, makeScene, makeTown, type PhaseOptions } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

async function discussed(phase: PhaseOptions = {}) {
  const scene = await makeScene(phase)
  // Made while the phase was open, also when it is closed at the time of the comment.
  const pin = await makePin(scene.here)
  const speaker = await makePerson()
  const townId = scene.town.id
  const say = (more: Partial<NewComment> = {}) =>
    submitComment({
      id: newId(),
      townId,
      personId: speaker.id,
      contributionId: pin.id,
      parentId: null,
      body: 'Поддерживаю',
      ...more,
    })
  const tally = async () => (await getContributionById(townId, pin.id))!.comments
  return { ...scene, pin, speaker, say, tally }
}

describe('a comment', () => {
  test('is listed, oldest first, and counted', async () => {
    const { town, pin, speaker, say, tally } = await discussed()
    const first = await say({ body: 'Первый', now: new Date(Date.now() - 5000) })
    const reply = await say({ body: 'Ответ', parentId: first.id })
    expect(
      (await listComments(town.id, pin.id)).map((row) => [
        row.id,
        row.parentId,
        row.body,
        row.author,
        row.isOfficial,
      ]),
    ).toEqual([
      [first.id, null, 'Первый', speaker.pseudonym, false],
      [reply.id, first.id, 'Ответ', speaker.pseudonym, false],
    ])
    expect(await tally()).toBe(2)
  })

  test('sent ten times at once with one id is one, and counted once', async () => {
    const { town, pin, say, tally } = await discussed()
    const id = newId()
    const answers = await Promise.all(Array.from({ length: 10 }, () => say({ id })))
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ id, visibility: 'published' })))
    expect(await listComments(town.id, pin.id)).toHaveLength(1)
    expect(await tally()).toBe(1)
  })

  test('sent again after the phase has closed is still the stored one', async () => {
    const { say, tally } = await discussed()
    const id = newId()
    await say({ id })
    expect(await say({ id, now: new Date(Date.now() + 31 * DAY) })).toEqual({ id, visibility: 'published' })
    expect(await tally()).toBe(1)
  })

  test("with somebody else's id is refused", async () => {
    const { say, tally } = await discussed()
    const { id } = await say()
    await expectRefusal(say({ id, personId: (await makePerson()).id, body: 'Подмена' }), 'input.bad')
    expect(await tally()).toBe(1)
  })

  test('from forty people at once is forty', async () => {
    const { town, pin, say, tally } = await discussed()
    await Promise.all(Array.from({ length: 40 }, () => say()))
    expect(await tally()).toBe(40)
    expect(await listComments(town.id, pin.id)).toHaveLength(40)
  })

  test('answers a comment, not an answer, and only of the same contribution', async () => {
    const { town, here, say, tally } = await discussed()
    const first = await say()
    const reply = await say({ parentId: first.id })
    await expectRefusal(say({ parentId: reply.id }), 'comment.too-deep')
    await expectRefusal(say({ parentId: newId() }), 'comment.not-found')
    const other = await makePin(here)
    await expectRefusal(say({ contributionId: other.id, parentId: first.id }), 'comment.not-found')
    expect(await tally()).toBe(2)
    expect(await listComments(town.id, other.id)).toEqual([])
  })

  test('in a pre-moderated phase waits, uncounted, until the desk approves', async () => {
    const { town, moderator, here, say } = await discussed({ settings: { moderation: 'pre' } })
    const pin = await makePin(here)
    await expectRefusal(say({ contributionId: pin.id }), 'contribution.not-published')
    const approve = (type: 'contribution' | 'comment', id: string) =>
      decideModeration({
        townId: town.id,
        actorId: moderator.id,
        subject: { type, id },
        act: 'approve',
        reason: '',
      })
    await approve('contribution', pin.id)
    const held = await say({ contributionId: pin.id })
    const official = await say({ contributionId: pin.id, isOfficial: true, personId: moderator.id })
    expect([held.visibility, official.visibility]).toEqual(['pending', 'published'])
    expect((await getContributionById(town.id, pin.id))!.comments).toBe(1)
    await approve('comment', held.id)
    expect((await getContributionById(town.id, pin.id))!.comments).toBe(2)
  })

  test('of a resident is refused in a closed phase; the staff may always speak', async () => {
    const { moderator, say, tally } = await discussed()
    const now = new Date(Date.now() + 31 * DAY)
    await expectRefusal(say({ now }), 'phase.closed')
    await say({ now, isOfficial: true, personId: moderator.id })
    expect(await tally()).toBe(1)
  })

  test('under a hidden or a foreign contribution is refused', async () => {
    const { town, moderator, pin, say } = await discussed()
    await expectRefusal(say({ townId: (await makeTown()).id }), 'contribution.not-found')
    const subject = { type: 'contribution' as const, id: pin.id }
    await decideModeration({
      townId: town.id,
      actorId: moderator.id,
      subject,
      act: 'hide',
      reason: 'Реклама',
    })
    await expectRefusal(say(), 'contribution.not-published')
    expect(await listComments(town.id, pin.id)).toEqual([])
  })

  test('has a daily limit that many at once do not pass', async () => {
    const { say, tally } = await discussed()
    const many = Array.from({ length: dailyCap('comment', 'email') + 3 }, () => say())
    expect(await outcomes(many)).toEqual({
      done: dailyCap('comment', 'email'),
      refused: { 'comment.limit-reached': 3 },
    })
    expect(await tally()).toBe(dailyCap('comment', 'email'))
  })
})
