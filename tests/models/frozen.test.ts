import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { ballotOf } from '#app/domain/ballots.ts'
import { defaultRule } from '#app/domain/default-rule.ts'
import { configureBallot } from '#app/models/ballot-settings.server.ts'
import { castBallot, withdrawBallot } from '#app/models/casting.server.ts'
import { newBallotId, sha256Hex } from '#app/models/ids.server.ts'
import { changePhaseDates } from '#app/models/processes.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { recountBallots } from '#app/models/recount-ballots.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { eraseVoterLinks, runVoteClock } from '#app/models/vote-clock.server.ts'
import { countTurnout, getOwnBallot, getVote } from '#app/models/votes.server.ts'
import { voteOptions } from '#db/schema/ballots.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { turnout } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { ballotSettings, makeVote, SECRET, variants } from '../ballot-factories.ts'
import { getContributionById } from '../contribution-row.ts'
import { DAY, makePeople, makePerson, makeProcess, makeProposal, makeTown } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

describe('what a vote is about', () => {
  test('can be drawn up again until the first ballot; options that stay keep their ids', async () => {
    const { here, configure, ids, clerk } = await makeVote()
    await configure({ minimumAge: 16 }, 3)
    const vote = await getVote(here.townId, here.phaseId)
    expect(vote.options.map(({ id, number }) => [number, id])).toEqual([...ids].slice(0, 3))
    expect([vote.settings?.minimumAge, vote.frozen]).toEqual([16, null])
    expect(vote.phase.settings.acts).toContain('vote')
    const [newest] = await listStaffActs(here.townId)
    expect(newest).toMatchObject({ act: 'ballot.configure', after: { options: 3 } })
    expect(clerk.id).not.toBe('')
  })

  test('is frozen by the first ballot, with a text whose hash is its SHA-256', async () => {
    const { here, configure, cast, marked } = await makeVote()
    const person = await makePerson()
    await cast(person.id, marked(1))
    const before = await getVote(here.townId, here.phaseId)
    expect(before.frozen!.hash).toBe(sha256Hex(before.frozen!.text))
    expect(before.frozen!.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.parse(before.frozen!.text)).toMatchObject({
      phase: here.phaseId,
      settings: { minimumAge: 14 },
    })
    await expectRefusal(configure({ minimumAge: 18 }), 'ballot.frozen')
    expect(await getVote(here.townId, here.phaseId)).toEqual(before)
    expect(await recountBallots()).toEqual([])
  })

  test('cannot change while first ballots come in: either the change is in what froze, or it is refused', async () => {
    const { here, configure, cast, marked } = await makeVote()
    const people = await makePeople(10)
    const acts = [
      ...people.slice(0, 5).map((person) => cast(person.id, marked(1))),
      configure({ minimumAge: 12 }, 4),
      ...people.slice(5).map((person) => cast(person.id, marked(2))),
    ]
    const { done, refused } = await outcomes(acts)
    expect([done, refused]).toEqual(done === 11 ? [11, {}] : [10, { 'ballot.frozen': 1 }])
    const { settings, frozen, options } = await getVote(here.townId, here.phaseId)
    expect(JSON.parse(frozen!.text)).toMatchObject({ settings: { minimumAge: settings!.minimumAge } })
    expect(options).toHaveLength(done === 11 ? 4 : 5)
    expect(await recountBallots()).toEqual([])
  })

  test('is found out when somebody changes it behind the back of the acts', async () => {
    const { here, cast, marked, town } = await makeVote()
    await cast((await makePerson()).id, marked(1))
    const store = await getStore()
    await store.write((tx) =>
      tx.do((db) =>
        db
          .update(voteOptions)
          .set({ costMinor: 1 })
          .where(and(eq(voteOptions.townId, here.townId), eq(voteOptions.number, 2)))
          .returning({ id: voteOptions.id }),
      ),
    )
    expect(await recountBallots()).toEqual([
      `${town.slug}, vote ${here.phaseId}: the settings or the options are not what was frozen`,
    ])
    await store.write((tx) =>
      tx.do((db) =>
        db
          .update(voteOptions)
          .set({ costMinor: 200_000 })
          .where(and(eq(voteOptions.townId, here.townId), eq(voteOptions.number, 2)))
          .returning({ id: voteOptions.id }),
      ),
    )
    expect(await recountBallots()).toEqual([])
  })

  test('is refused where it cannot be voted by', async () => {
    const { here, configure, clerk } = await makeVote()
    await expectRefusal(configure({}, 1), 'ballot.too-few-options')
    await expectRefusal(configure({ method: { kind: 'approval', min: 4, max: 3 } }), 'ballot.bad-numbers')
    await expectRefusal(configure({ rule: defaultRule('schulze') }), 'ballot.rule-of-method')
    await expectRefusal(configure({ rule: defaultRule('mes') }), 'ballot.no-budget')
    await expectRefusal(configure({ rule: defaultRule('approval', { seats: 6 }) }), 'ballot.seats')
    const unpriced = variants(3).map((one) => ({ ...one, costMinor: null }))
    await expectRefusal(
      configureBallot({
        ...here,
        actorId: clerk.id,
        settings: ballotSettings({ method: { kind: 'knapsack' }, rule: defaultRule('mes'), budgetMinor: 1 }),
        choice: { variants: unpriced },
      }),
      'ballot.option-without-price',
    )
    const collecting = await makeProcess({ townId: here.townId })
    const { read } = await getStore()
    const [phase] = await read.select().from(phases).where(eq(phases.processId, collecting.id))
    await expectRefusal(
      configureBallot({
        ...here,
        phaseId: phase!.id,
        actorId: clerk.id,
        settings: ballotSettings(),
        choice: {},
      }),
      'phase.not-found',
    )
  })
})

describe('proposals', () => {
  async function proposalVote() {
    const town = await makeTown()
    const process = await makeProcess({
      townId: town.id,
      phases: [
        { kind: 'collect', from: -2, to: 0.0001 },
        { kind: 'vote', from: 0.0001, to: 10 },
      ],
    })
    const author = await makePerson()
    const here = { townId: town.id, processId: process.id, personId: author.id }
    const made = [await makeProposal(here), await makeProposal(here), await makeProposal(here)]
    const { read } = await getStore()
    const [phase] = await read
      .select()
      .from(phases)
      .where(and(eq(phases.processId, process.id), eq(phases.kind, 'vote')))
    return { town, made, phaseId: phase!.id }
  }

  test('are counted when the phase has closed and not before; links go on the date', async () => {
    const { town, made, phaseId } = await proposalVote()
    const settings = ballotSettings({ optionSource: 'list', unlinkDays: 5 })
    const choice = { contributionIds: [made[0]!.id, made[2]!.id] }
    await expectRefusal(
      configureBallot({
        townId: town.id,
        phaseId,
        actorId: null,
        settings,
        choice: { contributionIds: ['nothing'] },
      }),
      'contribution.not-found',
    )
    await configureBallot({ townId: town.id, phaseId, actorId: null, settings, choice })
    const { options } = await getVote(town.id, phaseId)
    expect(options.map(({ contributionId, number }) => [number, contributionId])).toEqual([
      [1, made[0]!.id],
      [2, made[2]!.id],
    ])
    const people = await makePeople(3)
    const now = new Date(Date.now() + DAY)
    for (const [i, person] of people.entries()) {
      await castBallot({
        townId: town.id,
        phaseId,
        ballotId: newBallotId(),
        marks: options.slice(0, i + 1).map(({ id }) => ({ optionId: id, value: null })),
        voter: { personId: person.id },
        statedAge: 14,
        revision: 0,
        secret: SECRET,
        now,
      })
    }
    const gone = { townId: town.id, phaseId, voter: { personId: people[2]!.id }, revision: 1, secret: SECRET }
    await withdrawBallot({ ...gone, now })
    const votes = async () =>
      Promise.all(made.map(async ({ id }) => (await getContributionById(town.id, id))!.votes))
    await runVoteClock(now)
    expect(await votes()).toEqual([0, 0, 0])
    await expectRefusal(eraseVoterLinks({ townId: town.id, phaseId, now }), 'phase.closed')
    const inDays = (days: number) => new Date(Date.now() + days * DAY)
    expect(await runVoteClock(inDays(11))).toMatchObject({ counted: 1, unlinked: 0 })
    expect(await votes()).toEqual([2, 0, 1])
    expect(await recount()).toEqual([])
    expect(await runVoteClock(inDays(16))).toMatchObject({ counted: 0, unlinked: 1 })
    const { read } = await getStore()
    const voted = await read.select().from(turnout).where(eq(turnout.phaseId, phaseId))
    expect(voted.map(({ ballotId, state }) => [ballotId, state])).toEqual([
      [null, 'cast'],
      [null, 'cast'],
    ])
    expect(await countTurnout(town.id, phaseId)).toEqual({ web: 2, paper: 0 })
    const own = await getOwnBallot({ ...gone, voter: { personId: people[0]!.id } })
    expect(own).toMatchObject({ state: 'cast', marks: null, receipt: null })
    expect(await runVoteClock(inDays(17))).toEqual({ counted: 0, unlinked: 0 })
    expect(await recountBallots()).toEqual([])
  })
})

test('a vote that has begun keeps its start; one that has ended is not opened again; an end may move before it comes', async () => {
  const { here, process, cast, marked, phase, clerk } = await makeVote()
  await cast((await makePerson()).id, marked(1))
  const move = (startsAt: Date, endsAt: Date | null, now = new Date()) =>
    changePhaseDates({
      townId: here.townId,
      processId: process.id,
      actorId: clerk.id,
      dates: [{ phaseId: phase.id, startsAt, endsAt }],
      now,
    })
  await expectRefusal(move(new Date(phase.startsAt.getTime() - DAY), phase.endsAt), 'ballot.closed-for-good')
  const end = new Date(Date.now() + 2 * DAY)
  await move(phase.startsAt, end)
  const later = new Date(end.getTime() + DAY)
  await expectRefusal(move(phase.startsAt, null, later), 'ballot.closed-for-good')
  await expectRefusal(move(phase.startsAt, new Date(later.getTime() + DAY), later), 'ballot.closed-for-good')
  const { phase: kept } = await getVote(here.townId, here.phaseId)
  expect([kept.endsAt, ballotOf(kept.settings)?.minimumAge]).toEqual([end, 14])
})
