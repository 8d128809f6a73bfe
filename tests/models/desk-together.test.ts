import { describe, expect, test } from 'vitest'
import { CLAIM_MS, claimSubject, listClaims } from '#app/models/claims.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { decideMany, decideModeration } from '#app/models/moderation.server.ts'
import { listQueue } from '#app/models/queue.server.ts'
import { reportSubject } from '#app/models/reports.server.ts'
import type { Subject } from '#app/models/subjects.server.ts'
import { undoBatch, undoModeration } from '#app/models/undo-moderation.server.ts'
import { makePeople, makePerson, makePin, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'
import { rowOf, townPicture } from './town-picture.ts'

async function desk() {
  const scene = await makeScene({ settings: { moderation: 'post' } })
  const { town, author, here } = scene
  const [first, second] = await makePeople(2)
  const pins = []
  for (let i = 0; i < 3; i++) pins.push(await makePin(here))
  const comment = await submitComment({
    townId: town.id,
    personId: author.id,
    contributionId: pins[0]!.id,
    id: newId(),
    parentId: null,
    body: 'Позвоните мне: 8 920 123-45-67',
    isOfficial: false,
  })
  const reader = await makePerson()
  for (const subject of [pinOf(pins[1]!), { type: 'comment', id: comment.id }] as Subject[])
    await reportSubject({ townId: town.id, personId: reader.id, subject, reason: 'spam', note: '' })
  return { ...scene, townId: town.id, first: first!, second: second!, pins, comment }
}

const pinOf = ({ id }: { id: string }): Subject => ({ type: 'contribution', id })

describe('two moderators on one thing', () => {
  test('see each other; only who holds it decides', async () => {
    const { townId, first, second, pins } = await desk()
    const subject = pinOf(pins[0]!)
    expect(await claimSubject({ townId, personId: first.id, subject })).toBe(true)
    expect(await claimSubject({ townId, personId: second.id, subject })).toBe(false)
    expect(await listClaims(townId)).toMatchObject([{ subjectId: subject.id, personId: first.id }])
    const hide = (actorId: string) =>
      decideModeration({ townId, actorId, subject, act: 'hide', reason: 'Реклама' })
    const refusal = await expectRefusal(hide(second.id), 'desk.claimed')
    expect(refusal.details).toEqual({ name: first.pseudonym })
    expect((await rowOf(townId, subject.id)).visibility).toBe('published')
    await hide(first.id)
    expect(await listClaims(townId)).toEqual([])
  })

  test('who takes it over decides, and the first one is told so', async () => {
    const { townId, first, second, pins } = await desk()
    const subject = pinOf(pins[0]!)
    await claimSubject({ townId, personId: first.id, subject })
    expect(await claimSubject({ townId, personId: second.id, subject, isTakeover: true })).toBe(true)
    const hide = { townId, subject, act: 'hide' as const, reason: 'Реклама' }
    await expectRefusal(decideModeration({ ...hide, actorId: first.id }), 'desk.claimed')
    await decideModeration({ ...hide, actorId: second.id })
  })

  test('a claim that is not renewed ends, and looking at another thing frees the first', async () => {
    const { townId, first, second, pins } = await desk()
    const [one, other] = [pinOf(pins[0]!), pinOf(pins[1]!)]
    const now = new Date()
    await claimSubject({ townId, personId: first.id, subject: one, now })
    const later = new Date(now.getTime() + CLAIM_MS + 1)
    expect(await claimSubject({ townId, personId: second.id, subject: one, now: later })).toBe(true)
    await claimSubject({ townId, personId: second.id, subject: other, now: later })
    expect(await listClaims(townId, later)).toMatchObject([{ subjectId: other.id, personId: second.id }])
  })

  test('of twenty decisions at once by two, who saw the same state, one is done', async () => {
    const { townId, first, second, pins } = await desk()
    const subject = pinOf(pins[0]!)
    const decisions = Array.from({ length: 20 }, (_, i) =>
      decideModeration({
        townId,
        actorId: i % 2 ? first.id : second.id,
        subject,
        act: 'hide',
        reason: 'Реклама',
        seen: 'published',
      }),
    )
    expect(await outcomes(decisions)).toEqual({ done: 1, refused: { 'moderation.changed-meanwhile': 19 } })
  })
})

describe('an undo', () => {
  test.each(['approve', 'return', 'hide', 'dismiss'] as const)(
    'of "%s" restores exactly what was: sight, counts, reports, hints',
    async (act) => {
      const { townId, first, pins, comment } = await desk()
      for (const subject of [pinOf(pins[1]!), { type: 'comment', id: comment.id }] as Subject[]) {
        if (subject.type === 'comment' && act === 'return') continue
        const before = await townPicture(townId)
        const waiting = await listQueue(townId)
        const decision = { townId, actorId: first.id, subject, act, reason: 'Причина' }
        const { actId } = await decideModeration(decision)
        expect(await townPicture(townId)).not.toEqual(before)
        await undoModeration({ townId, actorId: first.id, actId })
        expect(await townPicture(townId)).toEqual(before)
        expect(await listQueue(townId)).toEqual(waiting)
        await expectRefusal(undoModeration({ townId, actorId: first.id, actId }), 'act.not-undoable')
      }
    },
  )

  test('of many decisions is one: all is as it was, and their authors are told', async () => {
    const { townId, author, first, pins, comment } = await desk()
    const before = await townPicture(townId)
    const subjects: Subject[] = [...pins.map(pinOf), { type: 'comment', id: comment.id }]
    const { batchId, done, left } = await decideMany({
      townId,
      actorId: first.id,
      subjects,
      act: 'hide',
      reason: 'Рассылка',
    })
    expect({ done, left }).toEqual({ done: 4, left: 0 })
    const hidden = await townPicture(townId)
    expect([...hidden.sent, ...hidden.said].map((row) => row.visibility)).toEqual(Array(4).fill('hidden'))
    expect(await undoBatch({ townId, actorId: first.id, batchId })).toEqual({ undone: 4, held: 0, left: 0 })
    expect(await townPicture(townId)).toEqual(before)
    const told = (await listLetters(500)).filter(({ recipient }) => recipient === author.email)
    expect(told.map(({ template }) => template).sort()).toEqual([
      'comment-hide',
      'comment-undo',
      ...Array(3).fill('moderation-hide'),
      ...Array(3).fill('moderation-undo'),
    ])
    await expectRefusal(undoBatch({ townId, actorId: first.id, batchId }), 'act.not-undoable')
  })

  test('of a batch leaves alone what was decided anew since, and what another one holds is not in it', async () => {
    const { townId, first, second, pins } = await desk()
    await claimSubject({ townId, personId: second.id, subject: pinOf(pins[2]!) })
    const { batchId, done, left } = await decideMany({
      townId,
      actorId: first.id,
      subjects: pins.map(pinOf),
      act: 'hide',
      reason: 'Рассылка',
    })
    expect({ done, left }).toEqual({ done: 2, left: 1 })
    await decideModeration({
      townId,
      actorId: second.id,
      subject: pinOf(pins[0]!),
      act: 'restore',
      reason: '',
    })
    expect(await undoBatch({ townId, actorId: first.id, batchId })).toEqual({ undone: 1, held: 0, left: 1 })
    for (const pin of pins) expect((await rowOf(townId, pin.id)).visibility).toBe('published')
  })
})

test('a decision about a proposal seen before a later one is refused, by the place in the log', async () => {
  const { townId, here, first, second } = await desk()
  const proposal = await makeProposal(here)
  const decide = (actorId: string, act: 'hide' | 'restore', seenSeq: number) =>
    decideModeration({ townId, actorId, subject: pinOf(proposal), act, reason: 'Повтор', seenSeq })
  await decide(first.id, 'hide', 0)
  await decide(first.id, 'restore', 1)
  // In sight again as when the second moderator looked, but decided about twice since.
  await expectRefusal(decide(second.id, 'hide', 0), 'moderation.changed-meanwhile')
})
