import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { countDue } from '#app/jobs/count.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { openBundle } from '#app/models/paper-bundles.server.ts'
import { changePhaseDates } from '#app/models/processes.server.ts'
import { recountBallots } from '#app/models/recount-ballots.server.ts'
import { listVersions } from '#app/models/results.server.ts'
import { getVote } from '#app/models/votes.server.ts'
import { createVotingCodes } from '#app/models/voting-codes.server.ts'
import { paperEntryRows } from '#db/schema/paper.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET } from '../ballot-factories.ts'
import { makeBundle } from '../bundle-factories.ts'
import { DAY, makePerson, makeProcess, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

describe('the numbers printed on paper', () => {
  test('stay what they are once a bundle lies on the table, though no ballot was cast yet', async () => {
    const { here, configure, enter, agree } = await makeBundle(2)
    const { frozen, options } = await getVote(here.townId, here.phaseId)
    expect(frozen).not.toBeNull()
    await enter(1, ['1 2 3', '1'])
    await enter(2, ['1 2 3', '1'])
    await expectRefusal(configure({ method: { kind: 'approval', min: 1, max: 1 } }, 4), 'ballot.frozen')
    expect((await getVote(here.townId, here.phaseId)).options).toEqual(options)
    await agree()
    expect(await recountBallots()).toEqual([])
  })

  test('and the terms of printed codes too, before the vote begins; its dates may still move', async () => {
    const { here, configure, clerk, process, phase, cast, marked } = await makeVote({
      from: 1,
      settings: { electorate: 'codes' },
    })
    await configure({ minimumAge: 16 }, 4)
    await createVotingCodes({ ...here, actorId: clerk.id, howMany: 2, secret: SECRET })
    await expectRefusal(configure({ electorate: 'signed-in' }), 'ballot.frozen')
    const startsAt = new Date(phase.startsAt.getTime() + DAY)
    const dates = [{ phaseId: phase.id, startsAt, endsAt: phase.endsAt }]
    await changePhaseDates({ townId: here.townId, processId: process.id, actorId: clerk.id, dates })
    expect((await getVote(here.townId, here.phaseId)).phase.startsAt).toEqual(startsAt)
    await expectRefusal(cast((await makePerson()).id, marked(1)), 'phase.closed')
  })

  test('cannot be given codes before there is a ballot', async () => {
    const town = await makeTown()
    const { id } = await makeProcess({ townId: town.id, phases: [{ kind: 'vote', from: 1 }] })
    const { read } = await getStore()
    const [phase] = await read.select().from(phases).where(eq(phases.processId, id))
    const clerk = await makePerson()
    const here = { townId: town.id, phaseId: phase!.id, actorId: clerk.id }
    await expectRefusal(createVotingCodes({ ...here, howMany: 1, secret: SECRET }), 'ballot.not-configured')
  })

  test('a line that breaks the method is refused at the agreement too, whatever let it in', async () => {
    const { here, enter, agree, bundleId } = await makeBundle(1)
    await enter(1, ['1'])
    await enter(2, ['1'])
    const store = await getStore()
    const marks = [1, 2, 3, 4].map((number) => ({ number, value: null }))
    await store.write((tx) =>
      tx.do((db) =>
        db
          .update(paperEntryRows)
          .set({ marks })
          .where(and(eq(paperEntryRows.townId, here.townId), eq(paperEntryRows.bundleId, bundleId)))
          .returning({ position: paperEntryRows.position }),
      ),
    )
    await expectRefusal(agree(), 'ballot.too-many')
    expect(await recountBallots()).toEqual([])
  })

  test('a vote that only froze and was never cast in has nothing to count', async () => {
    const { here, clerk, process, phase } = await makeVote({ to: 1 })
    await openBundle({ ...here, actorId: clerk.id, id: newId(), place: 'ДК', issued: 3, found: 2 })
    const endsAt = new Date(Date.now() + 50)
    const dates = [{ phaseId: phase.id, startsAt: phase.startsAt, endsAt }]
    await changePhaseDates({ townId: here.townId, processId: process.id, actorId: clerk.id, dates })
    await new Promise((done) => setTimeout(done, 60))
    expect(await countDue()).toBe(0)
    expect(await listVersions(here.townId, here.phaseId)).toEqual([])
  })
})
