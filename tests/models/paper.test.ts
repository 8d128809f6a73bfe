import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { defaultRule } from '#app/domain/default-rule.ts'
import { readPaperLine } from '#app/domain/paper-line.ts'
import type { BallotForm } from '#app/domain/rules/types.ts'
import { castBallot } from '#app/models/casting.server.ts'
import { newBallotId, newId } from '#app/models/ids.server.ts'
import { agreeBundle } from '#app/models/paper-agreement.server.ts'
import { compareEntries, getBundle, openBundle, type Pass } from '#app/models/paper-bundles.server.ts'
import { correctBallot, finishEntry, typeBallot, undoBallot } from '#app/models/paper-entries.server.ts'
import { recountBallots } from '#app/models/recount-ballots.server.ts'
import { runVoteClock } from '#app/models/vote-clock.server.ts'
import { countBallots, countTurnout, getVote } from '#app/models/votes.server.ts'
import { createVotingCodes } from '#app/models/voting-codes.server.ts'
import { ballotChoices, ballots } from '#db/schema/ballots.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET, type VoteOptions } from '../ballot-factories.ts'
import { DAY, makePerson } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

async function makeBundle(found: number, options: VoteOptions = {}, form: BallotForm = 'approval') {
  const vote = await makeVote(options)
  const { townId } = vote.here
  const second = await makePerson()
  const bundleId = newId()
  const place = { place: 'Библиотека', issued: found + 2, found }
  await openBundle({ ...vote.here, actorId: vote.clerk.id, id: bundleId, ...place })
  const clerkOf = (pass: Pass) => (pass === 1 ? vote.clerk.id : second.id)
  const type = (
    pass: Pass,
    position: number,
    line: string,
    changes: { actorId?: string; code?: string } = {},
  ) =>
    typeBallot({
      townId,
      bundleId,
      pass,
      position,
      line: readPaperLine(line, form),
      actorId: clerkOf(pass),
      code: '',
      secret: SECRET,
      ...changes,
    })
  const act = (pass: Pass) => ({ townId, bundleId, pass, actorId: clerkOf(pass) })
  const agree = (now?: Date) => agreeBundle({ townId, bundleId, actorId: vote.clerk.id, now })
  /** Types a whole entry. */
  const enter = async (pass: Pass, lines: string[]) => {
    for (const [i, line] of lines.entries()) await type(pass, i + 1, line)
    await finishEntry(act(pass))
  }
  return { ...vote, bundleId, type, act, agree, enter, clerkOf }
}

async function cast({ townId, phaseId }: { townId: string; phaseId: string }) {
  const { read } = await getStore()
  return read
    .select()
    .from(ballots)
    .where(and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId)))
}

describe('a bundle', () => {
  test('typed twice the same becomes paper ballots, spoiled ones do not, and nothing changes any more', async () => {
    const { here, enter, agree, bundleId, type, ids } = await makeBundle(4)
    const lines = ['1 3', '2', '!2', '3 1']
    await enter(1, lines)
    await expectRefusal(agree(), 'bundle.unfinished')
    // Another order of the same marks is the same ballot.
    await enter(2, ['3 1', '2', '!2', '1,3'])
    expect(await cast(here)).toEqual([])
    expect(await agree()).toEqual({ valid: 3, spoiled: 1 })
    expect(await countBallots(here.townId, here.phaseId)).toEqual({ web: 0, paper: 3, import: 0 })
    const { read } = await getStore()
    const choices = await read.select().from(ballotChoices).where(eq(ballotChoices.townId, here.townId))
    expect(choices.filter(({ optionId }) => optionId === ids.get(3))).toHaveLength(2)
    expect((await cast(here)).every((ballot) => ballot.bundleId === bundleId)).toBe(true)
    expect((await getVote(here.townId, here.phaseId)).frozen).not.toBeNull()
    const { bundle } = await getBundle(here.townId, bundleId)
    expect(bundle).toMatchObject({ state: 'agreed', valid: 3, spoiled: 1, issued: 6, found: 4 })
    await expectRefusal(agree(), 'bundle.agreed')
    await expectRefusal(type(1, 1, '2'), 'bundle.agreed')
    expect(await recountBallots()).toEqual([])
  })

  test('agreed by two at once is counted once', async () => {
    const { here, enter, agree } = await makeBundle(1)
    await enter(1, ['1'])
    await enter(2, ['1'])
    expect(await outcomes([agree(), agree(), agree()])).toEqual({ done: 1, refused: { 'bundle.agreed': 2 } })
    expect(await cast(here)).toHaveLength(1)
  })

  test('whose entries differ is shown line by line and refused until a line is mended', async () => {
    const { here, enter, agree, act, bundleId } = await makeBundle(3)
    await enter(1, ['1', '2 3', '!1'])
    await enter(2, ['1', '2', '4'])
    const { rows } = await getBundle(here.townId, bundleId)
    expect(compareEntries(rows, 'approval')).toEqual([
      { position: 1, first: '1', second: '1', differs: false },
      { position: 2, first: '2 3', second: '2', differs: true },
      { position: 3, first: '!1', second: '4', differs: true },
    ])
    await expectRefusal(agree(), 'bundle.differs')
    const mend = (pass: Pass, position: number, line: string) =>
      correctBallot({
        ...act(pass),
        position,
        line: readPaperLine(line, 'approval'),
        code: '',
        secret: SECRET,
      })
    await mend(2, 2, '2 3')
    await expectRefusal(mend(2, 3, '1 2 3 4'), 'ballot.too-many')
    await mend(1, 3, '4')
    expect(await agree()).toEqual({ valid: 3, spoiled: 0 })
    const { log } = await getBundle(here.townId, bundleId)
    const corrections = log
      .filter((one) => one.act === 'correct')
      .map(({ pass, before, after }) => [pass, before, after])
    expect(corrections).toEqual([
      [1, '!1', '4'],
      [2, '2', '2 3'],
    ])
  })

  test('is typed in order, by one clerk an entry, undone line by line, and every touch is in the log', async () => {
    const { here, type, act, bundleId, clerkOf } = await makeBundle(2)
    await expectRefusal(undoBallot(act(1)), 'bundle.nothing-typed')
    await type(1, 1, '1')
    expect(await type(1, 1, '1')).toEqual({ typed: 1 })
    await expectRefusal(type(1, 1, '2'), 'ballot.changed-meanwhile')
    await expectRefusal(type(1, 3, '2'), 'bundle.miscounted')
    await expectRefusal(type(1, 2, '2', { actorId: clerkOf(2) }), 'bundle.other-clerk')
    await expectRefusal(type(1, 2, '1 2 3 4'), 'ballot.too-many')
    await expectRefusal(type(1, 2, '9'), 'bundle.unknown-number')
    await expectRefusal(type(1, 2, '0'), 'ballot.empty')
    await expectRefusal(finishEntry(act(1)), 'bundle.miscounted')
    await type(1, 2, '2')
    await undoBallot(act(1))
    await type(1, 2, '3')
    await finishEntry(act(1))
    await expectRefusal(type(1, 2, '3'), 'bundle.finished')
    const { log } = await getBundle(here.townId, bundleId)
    expect(log.map((one) => [one.act, one.position, one.before, one.after]).reverse()).toEqual([
      ['type', 1, '', '1'],
      ['type', 2, '', '2'],
      ['undo', 2, '2', ''],
      ['type', 2, '', '3'],
    ])
  })

  test('cannot hold more than was given out, nothing, or be of a foreign town', async () => {
    const { here, clerk, bundleId } = await makeBundle(1)
    const open = (issued: number, found: number, id = newId()) =>
      openBundle({ ...here, actorId: clerk.id, id, place: 'ДК', issued, found })
    await expectRefusal(open(3, 4), 'bundle.bad-counts')
    await expectRefusal(open(3, 0), 'bundle.bad-counts')
    await expectRefusal(open(3, 1.5), 'bundle.bad-counts')
    expect(await open(3, 1, bundleId)).toEqual({ id: bundleId, number: 1 })
    const other = await makeVote()
    await expectRefusal(getBundle(other.town.id, bundleId), 'bundle.not-found')
  })

  test('can be counted after the close', async () => {
    const { here, enter, agree } = await makeBundle(2, { to: 1 })
    await enter(1, ['1', '1 2'])
    await enter(2, ['1', '1 2'])
    const later = new Date(Date.now() + 2 * DAY)
    await runVoteClock(later)
    await agree(later)
    expect(await countBallots(here.townId, here.phaseId)).toMatchObject({ paper: 2 })
    expect(await recountBallots()).toEqual([])
  })
})

describe('a line', () => {
  test('of a ranking gives places in the order typed, of points the points', async () => {
    const points = { method: { kind: 'points', total: 5, perOption: 3 }, rule: defaultRule('score') } as const
    const { here, enter, agree, ids } = await makeBundle(1, { settings: points }, 'points')
    await enter(1, ['5=3 2=1'])
    await enter(2, ['2=1 5=3'])
    await agree()
    const { read } = await getStore()
    const choices = await read.select().from(ballotChoices).where(eq(ballotChoices.townId, here.townId))
    expect(new Map(choices.map(({ optionId, value }) => [optionId, value]))).toEqual(
      new Map([
        [ids.get(5), 3],
        [ids.get(2), 1],
      ]),
    )
    expect(readPaperLine('7 1 3', 'ranking').marks).toEqual([
      { number: 7, value: 1 },
      { number: 1, value: 2 },
      { number: 3, value: 3 },
    ])
    expect(readPaperLine('7=2; 1:3', 'points').marks).toEqual([
      { number: 7, value: 2 },
      { number: 1, value: 3 },
    ])
    for (const [line, form] of [
      ['', 'approval'],
      ['a', 'approval'],
      ['1=2', 'approval'],
      ['1', 'points'],
      ['!9', 'approval'],
    ] as const)
      expect(() => readPaperLine(line, form)).toThrow('bundle.unreadable')
  })
})

describe('codes on paper', () => {
  async function coded() {
    const made = await makeBundle(2, { settings: { electorate: 'codes' } })
    const { here, clerk, marked } = made
    const { codes } = await createVotingCodes({ ...here, actorId: clerk.id, howMany: 3, secret: SECRET })
    const onWeb = (code: string) =>
      castBallot({
        ...here,
        ballotId: newBallotId(),
        marks: marked(1),
        voter: { code },
        statedAge: 14,
        revision: 0,
        secret: SECRET,
      })
    return { ...made, codes: codes as [string, string, string], onWeb }
  }

  test('a code used on paper is refused on the web, and one used on the web on paper', async () => {
    const { here, codes, type, act, agree, onWeb, bundleId } = await coded()
    await onWeb(codes[0])
    await expectRefusal(type(1, 1, '1'), 'voting-code.missing')
    await expectRefusal(type(1, 1, '1', { code: 'ABCD' }), 'voting-code.wrong')
    await expectRefusal(type(1, 1, '1', { code: codes[0] }), 'voting-code.used')
    for (const pass of [1, 2] as const) {
      await type(pass, 1, '1', { code: codes[1] })
      await expectRefusal(type(pass, 2, '1', { code: codes[1] }), 'bundle.code-repeated')
      await type(pass, 2, '2', { code: codes[2] })
      await finishEntry(act(pass))
    }
    await agree()
    await expectRefusal(onWeb(codes[1]), 'ballot.cast-on-paper')
    expect(await countTurnout(here.townId, here.phaseId)).toEqual({ web: 1, paper: 2 })
    const { rows } = await getBundle(here.townId, bundleId)
    expect(rows.map(({ codeHash }) => codeHash)).toEqual([null, null, null, null])
    expect(await recountBallots()).toEqual([])
  })

  test('a code that votes on the web after it was typed stops the bundle until its ballot is marked as spoiled', async () => {
    const { here, codes, type, act, agree, onWeb } = await coded()
    for (const pass of [1, 2] as const) {
      await type(pass, 1, '1', { code: codes[0] })
      await type(pass, 2, '2', { code: codes[1] })
      await finishEntry(act(pass))
    }
    await onWeb(codes[0])
    const refusal = await expectRefusal(agree(), 'bundle.code-repeated')
    expect(refusal.details).toEqual({ position: 1 })
    expect(await countBallots(here.townId, here.phaseId)).toEqual({ web: 1, paper: 0, import: 0 })
    for (const pass of [1, 2] as const) {
      const line = readPaperLine('!5', 'approval')
      await correctBallot({ ...act(pass), position: 1, line, code: '', secret: SECRET })
    }
    expect(await agree()).toEqual({ valid: 1, spoiled: 1 })
    expect(await recountBallots()).toEqual([])
  })
})
