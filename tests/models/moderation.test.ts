import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { ModerationAct } from '#app/domain/moderation.ts'
import { listComments, submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { type Decision, decideModeration } from '#app/models/moderation.server.ts'
import { editContribution, withdrawContribution } from '#app/models/own-contributions.server.ts'
import { listQueue } from '#app/models/queue.server.ts'
import { countQueue } from '#app/models/queue-keys.server.ts'
import { reportSubject } from '#app/models/reports.server.ts'
import { listStaffActs, recordStaffAct } from '#app/models/staff-acts.server.ts'
import { undoModeration } from '#app/models/undo-moderation.server.ts'
import { reports } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'
import { getContributionById } from '../contribution-row.ts'
import { makePeople, makePerson, makePin, makeScene, makeTown, type PhaseOptions } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

async function desk(phase: PhaseOptions = {}) {
  const scene = await makeScene(phase)
  const townId = scene.town.id
  const pin = await makePin(scene.here)
  const decide = (act: ModerationAct, more: Partial<Decision> = {}) =>
    decideModeration({
      townId,
      actorId: scene.moderator.id,
      subject: { type: 'contribution', id: pin.id },
      act,
      reason: act === 'return' || act === 'hide' ? 'Причина' : '',
      ...more,
    })
  const undo = (actId: string) => undoModeration({ townId, actorId: scene.moderator.id, actId })
  const state = async () => (await getContributionById(townId, pin.id))!
  const report = (personId: string, more = {}) =>
    reportSubject({
      townId,
      personId,
      subject: { type: 'contribution', id: pin.id },
      reason: 'spam',
      note: '',
      ...more,
    })
  const letters = async () =>
    (await listLetters(500))
      .filter((letter) => letter.recipient === scene.author.email)
      .map((letter) => letter.template)
  return { ...scene, townId, pin, decide, undo, state, report, letters }
}

async function reportRows(townId: string, subjectId: string) {
  const { read } = await getStore()
  const rows = await read
    .select()
    .from(reports)
    .where(and(eq(reports.townId, townId), eq(reports.subjectId, subjectId)))
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function countOpenReports(townId: string) {
  const { read } = await getStore()
  return (await read.select().from(reports).where(eq(reports.townId, townId))).filter((row) => !row.settledAt)
    .length
}

describe('an act of the desk', () => {
  test('approves, returns, hides and restores, tells the author each time, and is in the log', async () => {
    const { townId, pin, decide, state, letters } = await desk({ settings: { moderation: 'pre' } })
    const steps: [ModerationAct, string][] = [
      ['approve', 'published'],
      ['hide', 'hidden'],
      ['restore', 'published'],
      ['return', 'returned'],
    ]
    for (const [act, visibility] of steps) {
      expect((await decide(act)).visibility).toBe(visibility)
      expect((await state()).visibility).toBe(visibility)
    }
    expect((await letters()).reverse()).toEqual(steps.map(([act]) => `moderation-${act}`))
    const log = await listStaffActs(townId)
    expect(log.map((line) => line.act).reverse()).toEqual(steps.map(([act]) => `moderation.${act}`))
    expect(log[0]).toMatchObject({
      subjectId: pin.id,
      contributionId: pin.id,
      reason: 'Причина',
      before: { visibility: 'published' },
      after: { visibility: 'returned' },
    })
  })

  test('says in the letter which contribution and why', async () => {
    const { town, author, pin, decide } = await desk()
    await decide('hide', { reason: 'Это реклама' })
    const letter = (await listLetters(500)).find((row) => row.recipient === author.email)
    expect(letter).toMatchObject({
      template: 'moderation-hide',
      locale: 'ru',
      state: 'waiting',
      params: { reason: 'Это реклама', town: town.slug, number: pin.number, title: pin.title },
    })
  })

  test('without the reason that it needs is refused and nothing changes', async () => {
    const { townId, decide, state, letters } = await desk()
    for (const act of ['hide', 'return'] as const)
      await expectRefusal(decide(act, { reason: '  ' }), 'reason.missing')
    expect((await state()).visibility).toBe('published')
    expect([await letters(), await listStaffActs(townId)]).toEqual([[], []])
  })

  test('that does not follow from the present state is refused', async () => {
    const { townId, author, pin, decide } = await desk()
    await expectRefusal(decide('restore'), 'moderation.changed-meanwhile')
    await withdrawContribution({ townId, personId: author.id, id: pin.id })
    for (const act of ['approve', 'return', 'hide', 'restore'] as const)
      await expectRefusal(decide(act), 'moderation.changed-meanwhile')
  })

  test("about another town's contribution is refused", async () => {
    const { decide, state } = await desk()
    const other = await makeTown()
    await expectRefusal(decide('hide', { townId: other.id }), 'contribution.not-found')
    await expectRefusal(decide('hide', { subject: { type: 'comment', id: newId() } }), 'comment.not-found')
    expect((await state()).visibility).toBe('published')
  })

  test('of two moderators at once is done once, whatever each of them decides', async () => {
    for (const [one, two] of [
      ['hide', 'hide'],
      ['approve', 'approve'],
      ['approve', 'return'],
      ['return', 'hide'],
    ] as const) {
      const { townId, decide, letters } = await desk({ settings: { moderation: 'pre' } })
      const second = await makePerson()
      const both = [decide(one, { seen: 'pending' }), decide(two, { actorId: second.id, seen: 'pending' })]
      expect(await outcomes(both)).toEqual({ done: 1, refused: { 'moderation.changed-meanwhile': 1 } })
      expect(await letters()).toHaveLength(1)
      expect(await listStaffActs(townId)).toHaveLength(1)
    }
  })
})

describe('reports', () => {
  test('are one of each reader, also at once', async () => {
    const { townId, pin, report } = await desk()
    const [first, second] = await makePeople(2)
    await Promise.all([...Array.from({ length: 5 }, () => report(first!.id)), report(second!.id)])
    expect(await countOpenReports(townId)).toBe(2)
    const [item] = await listQueue(townId)
    expect(item).toMatchObject({ subject: { type: 'contribution', id: pin.id }, causes: ['reported'] })
    expect(item!.reports).toHaveLength(2)
    expect(await countQueue(townId)).toBe(1)
  })

  test('are about what is published in this town', async () => {
    const { townId, decide, report } = await desk()
    const reader = await makePerson()
    await expectRefusal(report(reader.id, { townId: (await makeTown()).id }), 'contribution.not-found')
    await decide('hide')
    await expectRefusal(report(reader.id), 'contribution.not-published')
    expect(await countOpenReports(townId)).toBe(0)
  })

  test('dismissed leave the subject as it is and the author undisturbed', async () => {
    const { townId, decide, state, report, letters } = await desk()
    await report((await makePerson()).id)
    await decide('dismiss')
    expect([await countOpenReports(townId), (await state()).visibility, await letters()]).toEqual([
      0,
      'published',
      [],
    ])
    expect(await listQueue(townId)).toEqual([])
  })

  test('about what its author then withdrew can be settled', async () => {
    const { townId, author, pin, decide, state, report } = await desk()
    await report((await makePerson()).id)
    await withdrawContribution({ townId, personId: author.id, id: pin.id })
    await decide('dismiss')
    expect([await countQueue(townId), (await state()).visibility]).toEqual([0, 'withdrawn'])
  })
})

describe('an undo', () => {
  test('restores visibility, reports and the look of the desk exactly', async () => {
    const { townId, author, pin, decide, undo, state, report } = await desk()
    await decide('approve', { now: new Date('2026-05-01T10:00:00.123Z') })
    await editContribution({ townId, personId: author.id, id: pin.id, body: 'Изменённый текст' })
    const [early, late] = await makePeople(2)
    await report(early!.id)
    await report(late!.id)
    const before = {
      row: await state(),
      reports: await reportRows(townId, pin.id),
      queue: await listQueue(townId),
    }
    const { actId } = await decide('hide')
    expect((await reportRows(townId, pin.id)).every((row) => row.settledAt !== null)).toBe(true)
    expect((await state()).reviewedAt).not.toEqual(before.row.reviewedAt)
    expect(await undo(actId)).toEqual({ visibility: 'published', isHeld: false })
    expect({
      row: await state(),
      reports: await reportRows(townId, pin.id),
      queue: await listQueue(townId),
    }).toEqual(before)
    const log = await listStaffActs(townId)
    expect(log.map((line) => line.act)).toEqual(['moderation.undo', 'moderation.hide', 'moderation.approve'])
    expect(log[1]!.undoneBy).toBe(log[0]!.id)
  })

  test('leaves alone the reports that an earlier act had settled', async () => {
    const { townId, pin, decide, undo, report } = await desk()
    await report((await makePerson()).id)
    await decide('dismiss')
    const { actId } = await decide('hide')
    await undo(actId)
    expect((await reportRows(townId, pin.id)).map((row) => row.settledAt === null)).toEqual([false])
  })

  test('restores the count of comments', async () => {
    const { townId, moderator, pin, decide, undo, state } = await desk()
    const comment = {
      id: newId(),
      townId,
      personId: moderator.id,
      contributionId: pin.id,
      parentId: null,
      body: 'Реклама!',
    }
    await submitComment(comment)
    const subject = { type: 'comment' as const, id: comment.id }
    const { actId } = await decide('hide', { subject })
    expect([(await state()).comments, (await state()).visibility]).toEqual([0, 'published'])
    await undo(actId)
    expect((await state()).comments).toBe(1)
    expect((await listComments(townId, pin.id)).map((row) => row.visibility)).toEqual(['published'])
  })

  test('is done once, also of ten at once', async () => {
    const { decide, undo, state, letters } = await desk()
    const { actId } = await decide('hide')
    expect(await outcomes(Array.from({ length: 10 }, () => undo(actId)))).toEqual({
      done: 1,
      refused: { 'act.not-undoable': 9 },
    })
    expect((await state()).visibility).toBe('published')
    expect(await letters()).toEqual(['moderation-undo', 'moderation-hide'])
  })

  test('of an act that was decided over since is refused, even when the state looks the same', async () => {
    const { decide, undo, state } = await desk()
    const first = await decide('hide', { reason: 'Первая' })
    const restored = await decide('restore')
    const second = await decide('hide', { reason: 'Вторая' })
    await expectRefusal(undo(first.actId), 'act.not-undoable')
    await expectRefusal(undo(restored.actId), 'act.not-undoable')
    expect((await state()).visibility).toBe('hidden')
    // One by one, the newest first, everything can be taken back.
    for (const { actId } of [second, restored, first]) await undo(actId)
    expect((await state()).visibility).toBe('published')
  })

  test('of an undo, of nothing, or in another town is refused', async () => {
    const { townId, moderator, decide, undo } = await desk()
    const { actId } = await decide('hide')
    await expectRefusal(undo(newId()), 'act.not-found')
    const foreign = undoModeration({ townId: (await makeTown()).id, actorId: moderator.id, actId })
    await expectRefusal(foreign, 'act.not-found')
    await undo(actId)
    const [line] = await listStaffActs(townId)
    await expectRefusal(undo(line!.id), 'act.not-found')
  })
})

test('what came later is told by the log’s order, also when the clock of another machine was behind', async () => {
  const { townId, moderator, pin, decide, undo, state } = await desk()
  const old = newId()
  const { actId } = await decide('hide')
  const { write } = await getStore()
  await write((tx) =>
    recordStaffAct(tx, {
      // An id carries the moment at which it was made.
      id: old,
      townId,
      actorId: moderator.id,
      act: 'moderation.dismiss',
      subjectType: 'contribution',
      subjectId: pin.id,
      before: { visibility: 'hidden', reports: [], flags: [], reviewedAt: null },
      after: { visibility: 'hidden' },
      now: new Date(),
    }),
  )
  await expectRefusal(undo(actId), 'act.not-undoable')
  expect((await state()).visibility).toBe('hidden')
})
