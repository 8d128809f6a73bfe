import { and, eq } from 'drizzle-orm'
import { readPaperLine } from '#app/domain/paper-line.ts'
import type { BallotForm } from '#app/domain/rules/types.ts'
import { newId } from '#app/models/ids.server.ts'
import { agreeBundle } from '#app/models/paper-agreement.server.ts'
import { openBundle, type Pass } from '#app/models/paper-bundles.server.ts'
import { finishEntry, typeBallot } from '#app/models/paper-entries.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET, type VoteOptions } from './ballot-factories.ts'
import { makePerson } from './factories.ts'

/** A vote with one open bundle, and what two clerks do with it. */
export async function makeBundle(found: number, options: VoteOptions = {}, form: BallotForm = 'approval') {
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
  const agree = (now?: Date, reason = '') =>
    agreeBundle({ townId, bundleId, actorId: vote.clerk.id, reason, now })
  /** Types a whole entry. */
  const enter = async (pass: Pass, lines: string[]) => {
    for (const [i, line] of lines.entries()) await type(pass, i + 1, line)
    await finishEntry(act(pass))
  }
  return { ...vote, bundleId, type, act, agree, enter, clerkOf }
}

/** Ends a vote now, as its date would have. */
export async function closeVote({ townId, phaseId }: { townId: string; phaseId: string }) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db
        .update(phases)
        .set({ endsAt: new Date(Date.now() - 1000) })
        .where(and(eq(phases.townId, townId), eq(phases.id, phaseId)))
        .returning({ id: phases.id }),
    ),
  )
}
