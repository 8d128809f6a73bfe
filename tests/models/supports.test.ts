import { and, count, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { decideModeration } from '#app/models/moderation.server.ts'
import { listOwnSupports } from '#app/models/own-supports.server.ts'
import { recount } from '#app/models/recount.server.ts'
import {
  countSupportsHeld,
  listSupported,
  supportContribution,
  withdrawSupport,
} from '#app/models/supports.server.ts'
import { contributions, supports } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import { getContributionById } from '../contribution-row.ts'
import { makePeople, makePerson, makeProposal, makeScene, makeTown } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

async function rowsAndTally(townId: string, id: string) {
  const { read } = await getStore()
  const [row] = await read
    .select({ n: count() })
    .from(supports)
    .where(and(eq(supports.townId, townId), eq(supports.contributionId, id)))
  return { rows: row!.n, tally: (await getContributionById(townId, id))!.supports }
}

describe('a support', () => {
  test('sent fifty times at once by one person is one row and a tally of one', async () => {
    const { town, here } = await makeScene()
    const proposal = await makeProposal(here)
    const person = await makePerson()
    const support = { townId: town.id, personId: person.id, contributionId: proposal.id }
    const answers = await Promise.all(Array.from({ length: 50 }, () => supportContribution(support)))
    expect(new Set(answers.map((answer) => answer.supports))).toEqual(new Set([1]))
    expect(await rowsAndTally(town.id, proposal.id)).toEqual({ rows: 1, tally: 1 })
  })

  test('of two hundred people at once is two hundred rows and a tally of two hundred', async () => {
    const { town, here } = await makeScene()
    const proposal = await makeProposal(here)
    const people = await makePeople(200)
    const answers = await Promise.all(
      people.map((person) =>
        supportContribution({ townId: town.id, personId: person.id, contributionId: proposal.id }),
      ),
    )
    // Everybody is told a count of their own: none was added twice, none was lost.
    expect(answers.map((answer) => answer.supports).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    )
    expect(await rowsAndTally(town.id, proposal.id)).toEqual({ rows: 200, tally: 200 })
  })

  test('taken back is gone, can be given again, and taking back twice changes nothing', async () => {
    const { town, here } = await makeScene()
    const proposal = await makeProposal(here)
    const [person, other] = await makePeople(2)
    const support = { townId: town.id, personId: person!.id, contributionId: proposal.id }
    await supportContribution({ ...support, personId: other!.id })
    expect(await supportContribution(support)).toEqual({ supports: 2 })
    expect(await withdrawSupport(support)).toEqual({ supports: 1 })
    expect(await withdrawSupport(support)).toEqual({ supports: 1 })
    expect(await listSupported(town.id, person!.id, [proposal.id])).toEqual(new Set())
    expect(await supportContribution(support)).toEqual({ supports: 2 })
    expect(await listSupported(town.id, person!.id, [proposal.id])).toEqual(new Set([proposal.id]))
    expect(await rowsAndTally(town.id, proposal.id)).toEqual({ rows: 2, tally: 2 })
  })

  test('given and taken back at once by many leaves rows and tally equal', async () => {
    const { town, here } = await makeScene()
    const proposal = await makeProposal(here)
    const people = await makePeople(10)
    await Promise.all(
      people.flatMap(({ id: personId }) => {
        const support = { townId: town.id, personId, contributionId: proposal.id }
        return [supportContribution(support), withdrawSupport(support), supportContribution(support)]
      }),
    )
    const { rows, tally } = await rowsAndTally(town.id, proposal.id)
    expect(tally).toBe(rows)
  })
})

describe('the limit of supports a person', () => {
  test('is never passed by twenty supports at once', async () => {
    const { town, process, here } = await makeScene({ settings: { supportLimit: 5 } })
    const other = await makePerson()
    const proposals = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        makeProposal(i % 2 === 0 ? here : { ...here, personId: other.id }),
      ),
    )
    const person = await makePerson()
    const give = (id: string) =>
      supportContribution({ townId: town.id, personId: person.id, contributionId: id })
    expect(await outcomes(proposals.map((proposal) => give(proposal.id)))).toEqual({
      done: 5,
      refused: { 'support.limit-reached': 15 },
    })
    expect(await countSupportsHeld(town.id, person.id, process.id)).toBe(5)
    const states = await Promise.all(proposals.map((proposal) => rowsAndTally(town.id, proposal.id)))
    expect(states.reduce((sum, state) => sum + state.rows, 0)).toBe(5)
    expect(states.every((state) => state.rows === state.tally)).toBe(true)
  })

  test('counts what is held: taking one back makes room for another, and repeating a held one is not refused', async () => {
    const { town, here } = await makeScene({ settings: { supportLimit: 1 } })
    const [first, second] = [await makeProposal(here), await makeProposal(here)]
    const person = await makePerson()
    const of = (contributionId: string) => ({ townId: town.id, personId: person.id, contributionId })
    await supportContribution(of(first.id))
    await supportContribution(of(first.id))
    const refusal = await expectRefusal(supportContribution(of(second.id)), 'support.limit-reached')
    expect(refusal.details).toEqual({ limit: 1 })
    await withdrawSupport(of(first.id))
    expect(await supportContribution(of(second.id))).toEqual({ supports: 1 })
  })
})

describe('what a person supports', () => {
  test.each(['returned', 'hidden', 'withdrawn'] as const)(
    'is listed and can be taken back when it is %s, and frees the limit',
    async (visibility) => {
      const { town, here } = await makeScene({ settings: { supportLimit: 1 } })
      const [gone, other] = [await makeProposal(here), await makeProposal(here)]
      const person = await makePerson()
      const of = (contributionId: string) => ({ townId: town.id, personId: person.id, contributionId })
      await supportContribution(of(gone.id))
      await (await getStore()).write((tx) =>
        tx.do((db) =>
          db
            .update(contributions)
            .set({ visibility })
            .where(and(eq(contributions.townId, town.id), eq(contributions.id, gone.id)))
            .returning(),
        ),
      )
      await expectRefusal(supportContribution(of(other.id)), 'support.limit-reached')
      expect(await listOwnSupports(person.id)).toMatchObject([
        { contribution: { id: gone.id, visibility }, townSlug: town.slug, mayWithdraw: true },
      ])
      expect(await withdrawSupport(of(gone.id))).toEqual({ supports: 0 })
      expect(await rowsAndTally(town.id, gone.id)).toEqual({ rows: 0, tally: 0 })
      expect(await supportContribution(of(other.id))).toEqual({ supports: 1 })
      expect(await recount()).toEqual([])
    },
  )

  test('is listed in every town, newest first, and stays where its phase is over', async () => {
    const person = await makePerson()
    const made = []
    for (const to of [30, 1]) {
      const { town, here } = await makeScene({ to })
      const proposal = await makeProposal(here)
      await supportContribution({
        townId: town.id,
        personId: person.id,
        contributionId: proposal.id,
        now: new Date(Date.now() + made.length * 1000),
      })
      made.push(proposal.id)
    }
    const inTwoDays = new Date(Date.now() + 2 * 86_400_000)
    const list = await listOwnSupports(person.id, inTwoDays)
    expect(list.map((row) => [row.contribution.id, row.mayWithdraw])).toEqual([
      [made[1], false],
      [made[0], true],
    ])
    expect(await listOwnSupports((await makePerson()).id)).toEqual([])
  })
})

describe('a support is refused and nothing changes', () => {
  test('for an own contribution', async () => {
    const { town, author, here } = await makeScene()
    const proposal = await makeProposal(here)
    await expectRefusal(
      supportContribution({ townId: town.id, personId: author.id, contributionId: proposal.id }),
      'support.own',
    )
    expect(await rowsAndTally(town.id, proposal.id)).toEqual({ rows: 0, tally: 0 })
  })

  test('when the phase does not allow it, and neither is taking back', async () => {
    const { town, here } = await makeScene()
    const proposal = await makeProposal(here)
    const [person, holder] = await makePeople(2)
    const support = { townId: town.id, personId: person!.id, contributionId: proposal.id }
    await supportContribution({ ...support, personId: holder!.id })
    const after = new Date(Date.now() + 31 * 86_400_000)
    await expectRefusal(supportContribution({ ...support, now: after }), 'phase.closed')
    await expectRefusal(withdrawSupport({ ...support, personId: holder!.id, now: after }), 'phase.closed')
    expect(await rowsAndTally(town.id, proposal.id)).toEqual({ rows: 1, tally: 1 })
  })

  test('for what the desk has hidden', async () => {
    const { town, moderator, here } = await makeScene()
    const proposal = await makeProposal(here)
    const subject = { type: 'contribution' as const, id: proposal.id }
    await decideModeration({
      townId: town.id,
      actorId: moderator.id,
      subject,
      act: 'hide',
      reason: 'Реклама',
    })
    const support = supportContribution({
      townId: town.id,
      personId: moderator.id,
      contributionId: proposal.id,
    })
    await expectRefusal(support, 'contribution.not-published')
    expect(await rowsAndTally(town.id, proposal.id)).toEqual({ rows: 0, tally: 0 })
  })

  test("for another town's contribution", async () => {
    const { town, here } = await makeScene()
    const proposal = await makeProposal(here)
    const foreign = await makeTown()
    const person = await makePerson()
    const support = { townId: foreign.id, personId: person.id, contributionId: proposal.id }
    await expectRefusal(supportContribution(support), 'contribution.not-found')
    await expectRefusal(withdrawSupport(support), 'contribution.not-found')
    expect(await rowsAndTally(town.id, proposal.id)).toEqual({ rows: 0, tally: 0 })
  })
})
