import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { castBallot, withdrawBallot } from '#app/models/casting.server.ts'
import { newBallotId, newId } from '#app/models/ids.server.ts'
import { checkReceipt } from '#app/models/receipts.server.ts'
import { recountBallots } from '#app/models/recount-ballots.server.ts'
import { confirmResident } from '#app/models/residents.server.ts'
import { countBallots, countTurnout, getOwnBallot } from '#app/models/votes.server.ts'
import { createVotingCodes, voidVotingCodes } from '#app/models/voting-codes.server.ts'
import { ballotChoices, ballots } from '#db/schema/ballots.server.ts'
import { turnout } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET } from '../ballot-factories.ts'
import { DAY, makePeople, makePerson, makeTown } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

type Place = { townId: string; phaseId: string }

async function rows({ townId, phaseId }: Place) {
  const { read } = await getStore()
  const cast = await read
    .select()
    .from(ballots)
    .where(and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId)))
  const choices = await read.select().from(ballotChoices).where(eq(ballotChoices.townId, townId))
  const voted = await read
    .select()
    .from(turnout)
    .where(and(eq(turnout.townId, townId), eq(turnout.phaseId, phaseId)))
  return { cast, choices, voted }
}

describe('a ballot', () => {
  test('is cast once, carries no person and no time of day, and is told in a receipt that checks', async () => {
    const { here, cast, marked } = await makeVote()
    const person = await makePerson()
    const receipt = await cast(person.id, marked(2, 4))
    const {
      cast: [ballot, ...others],
      choices,
      voted,
    } = await rows(here)
    expect(others).toEqual([])
    expect(Object.values(ballot!)).not.toContain(person.id)
    expect(ballot!.castAt.getTime() % DAY).toBe(0)
    expect(ballot!.receiptHash).toBe(receipt.hash)
    expect(choices.map(({ value, times }) => [value, times])).toEqual([
      [null, 1],
      [null, 1],
    ])
    expect(voted).toEqual([
      expect.objectContaining({ personId: person.id, ballotId: ballot!.id, state: 'cast', statedAge: 14 }),
    ])
    expect(voted[0]!.votedAt.getTime() % DAY).toBe(0)
    const check = (code: string, hash: string) => checkReceipt(here.townId, here.phaseId, { code, hash })
    expect(receipt.text).toBe('2,4')
    expect(await check(receipt.code.toLowerCase(), ` ${receipt.hash.toUpperCase()} `)).toBe('counted')
    expect(await check('0000000000000000', receipt.hash)).toBe('code')
    expect(
      await check(
        receipt.code,
        receipt.hash.replace(/^./, (c) => (c === '0' ? '1' : '0')),
      ),
    ).toBe('none')
  })

  test('of 1,000 people at once, 50 of whom send everything twice, leaves exactly 1,000', async () => {
    const { here, cast, marked } = await makeVote()
    const people = await makePeople(1000)
    const sent = people.flatMap((person, i) => {
      const ballotId = newBallotId()
      const marks = marked(1 + (i % 5), 1 + ((i + 1) % 5))
      const send = () => cast(person.id, marks, { ballotId })
      return i < 50 ? [send(), send()] : [send()]
    })
    const receipts = await Promise.all(sent)
    expect(new Set(receipts.map(({ code }) => code)).size).toBe(1000)
    const { cast: all, choices, voted } = await rows(here)
    expect([all.length, choices.length, voted.length]).toEqual([1000, 2000, 1000])
    expect(new Set(voted.map(({ ballotId }) => ballotId)).size).toBe(1000)
    expect(await countBallots(here.townId, here.phaseId)).toEqual({ web: 1000, paper: 0, import: 0 })
    expect(await recountBallots()).toEqual([])
  }, 180_000)

  test('and another of the same person at once leave one; the other is refused, not merged', async () => {
    const { here, cast, marked } = await makeVote()
    const person = await makePerson()
    const acts = [marked(1), marked(2), marked(3)].map((marks) => cast(person.id, marks))
    expect(await outcomes(acts)).toEqual({ done: 1, refused: { 'ballot.changed-meanwhile': 2 } })
    const { cast: all, choices, voted } = await rows(here)
    expect([all.length, choices.length, voted.length]).toEqual([1, 1, 1])
  })

  test('changed replaces the earlier one; the form of an earlier moment is refused', async () => {
    const { here, cast, marked } = await makeVote()
    const person = await makePerson()
    const first = await cast(person.id, marked(1, 2))
    const second = await cast(person.id, marked(3), { revision: first.revision })
    expect(second.revision).toBe(2)
    await expectRefusal(cast(person.id, marked(4)), 'ballot.changed-meanwhile')
    const { cast: all, choices } = await rows(here)
    expect([all.length, choices.length]).toEqual([1, 1])
    expect(await checkReceipt(here.townId, here.phaseId, first)).toBe('none')
    expect(await checkReceipt(here.townId, here.phaseId, second)).toBe('counted')
    const own = await getOwnBallot({ ...here, voter: { personId: person.id }, secret: SECRET })
    expect(own).toMatchObject({ state: 'cast', revision: 2, marks: marked(3) })
    expect(own.receipt).toEqual({ code: second.code, hash: second.hash, text: '3' })
  })

  test('withdrawn is gone; withdrawing twice is once; it can be cast again', async () => {
    const { here, cast, marked } = await makeVote()
    const person = await makePerson()
    const voter = { personId: person.id }
    await expectRefusal(withdrawBallot({ ...here, voter, revision: 0, secret: SECRET }), 'ballot.none')
    const ballotId = newBallotId()
    await cast(person.id, marked(1), { ballotId })
    expect(await withdrawBallot({ ...here, voter, revision: 1, secret: SECRET })).toEqual({ revision: 2 })
    expect(await withdrawBallot({ ...here, voter, revision: 1, secret: SECRET })).toEqual({ revision: 2 })
    // The network sends the old one once more: it does not come back.
    await expectRefusal(cast(person.id, marked(1), { ballotId }), 'ballot.changed-meanwhile')
    const { cast: all, choices, voted } = await rows(here)
    expect([all.length, choices.length]).toEqual([0, 0])
    expect(voted.map(({ state, ballotId }) => [state, ballotId])).toEqual([['withdrawn', null]])
    expect(await countTurnout(here.townId, here.phaseId)).toEqual({ web: 0, paper: 0 })
    await cast(person.id, marked(5), { revision: 2 })
    expect(await countBallots(here.townId, here.phaseId)).toEqual({ web: 1, paper: 0, import: 0 })
    expect(await recountBallots()).toEqual([])
  })
})

describe('a ballot is refused and nothing is written', () => {
  test('before and after the phase, in another town, with a foreign option, without the age, with a bad id', async () => {
    const { here, cast, marked } = await makeVote()
    const other = await makeVote()
    const person = await makePerson()
    const closed = (days: number) => cast(person.id, marked(1), { now: new Date(Date.now() + days * DAY) })
    await expectRefusal(closed(-2), 'phase.closed')
    await expectRefusal(closed(31), 'phase.closed')
    const town = await makeTown()
    await expectRefusal(cast(person.id, marked(1), { townId: town.id }), 'phase.not-found')
    await expectRefusal(cast(person.id, other.marked(1)), 'ballot.unknown-option')
    await expectRefusal(cast(person.id, marked(1, 1)), 'ballot.repeated-option')
    await expectRefusal(cast(person.id, marked()), 'ballot.empty')
    await expectRefusal(cast(person.id, marked(1, 2, 3, 4)), 'ballot.too-many')
    for (const statedAge of [null, 13])
      await expectRefusal(cast(person.id, marked(1), { statedAge }), 'ballot.age-not-stated')
    await expectRefusal(cast(person.id, marked(1), { ballotId: newId() }), 'input.bad')
    await expectRefusal(cast(person.id, marked(1), { voter: { code: 'ABCD' } }), 'person.not-signed-in')
    expect(await rows(here)).toEqual({ cast: [], choices: [], voted: [] })
  })

  test("under another voter's id, or under its own with other choices", async () => {
    const { here, cast, marked } = await makeVote()
    const [person, thief] = await makePeople(2)
    const ballotId = newBallotId()
    await cast(person!.id, marked(1), { ballotId })
    await expectRefusal(cast(thief!.id, marked(2), { ballotId }), 'ballot.id-taken')
    await expectRefusal(cast(person!.id, marked(2), { ballotId }), 'ballot.id-taken')
    const { cast: all, voted } = await rows(here)
    expect([all.length, voted.length]).toEqual([1, 1])
  })

  test('without a confirmation where only confirmed residents vote; confirming names nobody', async () => {
    const { here, cast, marked, clerk, town } = await makeVote({ settings: { electorate: 'confirmed' } })
    const person = await makePerson('kept@example.org')
    await expectRefusal(cast(person.id, marked(1)), 'resident.not-confirmed')
    const confirm = (email: string) => confirmResident({ townId: town.id, email, actorId: clerk.id })
    await expectRefusal(confirm('nobody@example.org'), 'person.not-found')
    await Promise.all([confirm(' Kept@example.org '), confirm('kept@example.org')])
    await cast(person.id, marked(1))
    expect((await rows(here)).cast).toHaveLength(1)
  })
})

describe('voting codes', () => {
  test('are shown once, vote once, and come back when the ballot is withdrawn', async () => {
    const { here, marked, clerk } = await makeVote({ settings: { electorate: 'codes' } })
    const { batch, codes } = await createVotingCodes({
      ...here,
      actorId: clerk.id,
      howMany: 5,
      secret: SECRET,
    })
    expect([batch, new Set(codes).size]).toEqual([1, 5])
    expect(codes[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    const vote = (code: string, marks = marked(1), changes = {}) =>
      castBallot({
        ...here,
        ballotId: newBallotId(),
        marks,
        voter: { code },
        statedAge: 14,
        revision: 0,
        secret: SECRET,
        ...changes,
      })
    const person = await makePerson()
    await expectRefusal(vote('', marked(1), { voter: { personId: person.id } }), 'voting-code.missing')
    await expectRefusal(vote('AAAA-AAAA-AAAA'), 'voting-code.wrong')
    const typed = codes[0]!.toLowerCase().replaceAll('-', ' ')
    const tries = [vote(codes[0]!), vote(typed, marked(2)), vote(codes[0]!, marked(3))]
    expect(await outcomes(tries)).toEqual({ done: 1, refused: { 'ballot.changed-meanwhile': 2 } })
    expect((await rows(here)).voted.map(({ personId }) => personId)).toEqual([null])
    expect(await recountBallots()).toEqual([])
    await withdrawBallot({ ...here, voter: { code: typed }, revision: 1, secret: SECRET })
    expect(await recountBallots()).toEqual([])
    await vote(codes[0]!, marked(2), { revision: 2 })
    expect(await voidVotingCodes({ ...here, actorId: clerk.id, batch })).toBe(4)
    await expectRefusal(vote(codes[1]!), 'voting-code.void')
    expect(await recountBallots()).toEqual([])
  })

  test('of another vote are unknown', async () => {
    const [one, other] = [
      await makeVote({ settings: { electorate: 'codes' } }),
      await makeVote({ settings: { electorate: 'codes' } }),
    ]
    const { codes } = await createVotingCodes({
      ...other.here,
      actorId: other.clerk.id,
      howMany: 1,
      secret: SECRET,
    })
    await expectRefusal(one.cast('', one.marked(1), { voter: { code: codes[0]! } }), 'voting-code.wrong')
  })
})
