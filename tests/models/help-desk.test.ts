import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { ASSISTED_PER_DAY, cameThroughHelpDesk, listAssisted } from '#app/models/assisted.server.ts'
import { withdrawBallot } from '#app/models/casting.server.ts'
import { listConsents } from '#app/models/consents.server.ts'
import { getPersonOfCard, makeAssistedPerson } from '#app/models/help-desk.server.ts'
import { newBallotId } from '#app/models/ids.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { supportContribution, withdrawSupport } from '#app/models/supports.server.ts'
import { getTrust } from '#app/models/trust.server.ts'
import { countBallots } from '#app/models/votes.server.ts'
import { supports } from '#db/schema/contributions.server.ts'
import { assistedActs, assistedPeople } from '#db/schema/counter.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET } from '../ballot-factories.ts'
import { DAY, makePerson, makePin, makeProposal, makeScene, makeTown } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

const given = ['personal-data', 'rules'].map((purpose) => ({ purpose, textVersion: '1', textHash: 'hash' }))

async function receive(townId: string, clerkId: string, isSeen = false) {
  return makeAssistedPerson({ townId, clerkId, locale: 'ru', given, isSeen, secret: SECRET })
}

describe('a resident without an e-mail address', () => {
  test('has a pseudonym, two consents and a card of which only a print is kept, good in one town', async () => {
    const town = await makeTown()
    const clerk = await makePerson()
    const { personId, card } = await receive(town.id, clerk.id)
    expect(card).toMatch(/^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/)
    expect(await getPersonOfCard(town.id, ` ${card.toLowerCase()}`, SECRET)).toBe(personId)
    expect((await listConsents(personId)).map(({ purpose }) => purpose).sort()).toEqual([
      'personal-data',
      'rules',
    ])
    expect(await getTrust(town.id, personId)).toBe('anonymous')
    await expectRefusal(getPersonOfCard((await makeTown()).id, card, SECRET), 'card.wrong')
    await expectRefusal(getPersonOfCard(town.id, 'AAAA-AAAA-AAAA', SECRET), 'card.wrong')
    const { read } = await getStore()
    const kept = JSON.stringify(
      await read.select().from(assistedPeople).where(eq(assistedPeople.townId, town.id)),
    )
    expect(kept).not.toContain(card.replaceAll('-', ''))
    const seen = await receive(town.id, clerk.id, true)
    expect(await getTrust(town.id, seen.personId)).toBe('in-person')
    const acts = await listStaffActs(town.id)
    expect(acts.map(({ act }) => act)).toEqual(['helpdesk.new-confirmed', 'helpdesk.new'])
  })
})

describe('an act for a resident at the help desk', () => {
  test('is marked once in the same write, listed with who did it, and in the log', async () => {
    const { town, here, moderator: clerk } = await makeScene()
    const { personId } = await receive(town.id, clerk.id)
    const by = { personId, clerkId: clerk.id }
    const proposal = await makeProposal({ ...here, ...by })
    const theirs = await makePin(here)
    const support = { townId: town.id, contributionId: theirs.id, ...by }
    await supportContribution(support)
    await supportContribution(support)
    await withdrawSupport(support)
    await withdrawSupport(support)
    const listed = await listAssisted(town.id)
    expect(listed.map(({ act, number, by: name }) => [act, number, name])).toEqual([
      ['withdraw-support', theirs.number, clerk.pseudonym],
      ['support', theirs.number, clerk.pseudonym],
      ['proposal', proposal.number, clerk.pseudonym],
    ])
    expect(await cameThroughHelpDesk(town.id, proposal.id)).toBe(true)
    expect(await cameThroughHelpDesk(town.id, theirs.id)).toBe(false)
    const log = (await listStaffActs(town.id)).map(({ act }) => act)
    expect(log).toEqual([
      'helpdesk.withdraw-support',
      'helpdesk.support',
      'helpdesk.proposal',
      'helpdesk.new',
    ])
    expect(await recount()).toEqual([])
  })

  test('keeps to the rules of the phase, and leaves no mark when it is refused', async () => {
    const {
      town,
      here,
      moderator: clerk,
    } = await makeScene({ settings: { leastTrust: 'in-person', supportLimit: 1 } })
    const stranger = await receive(town.id, clerk.id)
    const refused = makePin({ ...here, personId: stranger.personId, clerkId: clerk.id })
    await expectRefusal(refused, 'trust.needs-in-person')
    const known = await receive(town.id, clerk.id, true)
    const author = await receive(town.id, clerk.id, true)
    const pins = [
      await makePin({ ...here, personId: author.personId }),
      await makePin({ ...here, personId: author.personId }),
    ]
    const support = (contributionId: string) =>
      supportContribution({ townId: town.id, contributionId, personId: known.personId, clerkId: clerk.id })
    await support(pins[0]!.id)
    await expectRefusal(support(pins[1]!.id), 'support.limit-reached')
    expect((await listAssisted(town.id)).map(({ act }) => act)).toEqual(['support'])
  })

  test('is for residents of the help desk only: nobody with an account of their own', async () => {
    const { town, here, moderator: clerk } = await makeScene()
    const pin = await makePin(here)
    const resident = await makePerson()
    const at = { townId: town.id, contributionId: pin.id, clerkId: clerk.id }
    await expectRefusal(supportContribution({ ...at, personId: resident.id }), 'card.wrong')
    const elsewhere = await receive((await makeTown()).id, clerk.id)
    await expectRefusal(supportContribution({ ...at, personId: elsewhere.personId }), 'card.wrong')
    const { read } = await getStore()
    const held = await read
      .select()
      .from(supports)
      .where(and(eq(supports.townId, town.id)))
    expect(held).toEqual([])
    expect(await recount()).toEqual([])
  })

  test('is limited for a clerk on one day, also when all come at once; tomorrow it begins anew', async () => {
    const { town, here, moderator: clerk } = await makeScene()
    const { personId } = await receive(town.id, clerk.id)
    const pins = [await makePin(here), await makePin(here), await makePin(here), await makePin(here)]
    const store = await getStore()
    const today = new Date(Math.floor(Date.now() / DAY) * DAY)
    const row = { townId: town.id, personId, clerkId: clerk.id, act: 'support' as const, createdAt: today }
    const done = Array.from({ length: ASSISTED_PER_DAY - 2 }, (_, i) => ({
      ...row,
      id: `done-${i}`,
      subjectId: 'before',
    }))
    await store.write((tx) =>
      tx.do((db) => db.insert(assistedActs).values(done).returning({ id: assistedActs.id })),
    )
    const support = (contributionId: string, now = new Date()) =>
      supportContribution({ townId: town.id, contributionId, personId, clerkId: clerk.id, now })
    expect(await outcomes(pins.map(({ id }) => support(id)))).toEqual({
      done: 2,
      refused: { 'helpdesk.limit-reached': 2 },
    })
    const held = await store.read.select().from(supports).where(eq(supports.townId, town.id))
    expect(held).toHaveLength(2)
    const left = pins.find(({ id }) => !held.some(({ contributionId }) => contributionId === id))!
    await support(left.id, new Date(Date.now() + DAY))
    expect(await recount()).toEqual([])
  })

  test('casts and withdraws a ballot: the mark says the day, and nothing of the ballot', async () => {
    const { here, cast, marked, clerk } = await makeVote()
    const { personId } = await receive(here.townId, clerk.id)
    const ballotId = newBallotId()
    await cast(personId, marked(1), { ballotId, clerkId: clerk.id })
    await cast(personId, marked(1), { ballotId, clerkId: clerk.id })
    expect((await countBallots(here.townId, here.phaseId)).web).toBe(1)
    const { read } = await getStore()
    const rows = await read.select().from(assistedActs).where(eq(assistedActs.townId, here.townId))
    expect(rows.map(({ act, subjectId, createdAt }) => [act, subjectId, createdAt.getTime() % DAY])).toEqual([
      ['ballot', here.phaseId, 0],
    ])
    const log = await listStaffActs(here.townId)
    expect(JSON.stringify([rows, log])).not.toContain(ballotId)
    await withdrawBallot({ ...here, voter: { personId }, revision: 1, clerkId: clerk.id, secret: SECRET })
    expect((await countBallots(here.townId, here.phaseId)).web).toBe(0)
    expect((await listAssisted(here.townId)).map(({ act }) => act).sort()).toEqual([
      'ballot',
      'withdraw-ballot',
    ])
  })
})
