import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import { type ChannelCount, type CountedResult, type CountedVote, winnersOf } from '#app/domain/results.ts'
import type { Outcome } from '#app/domain/rules/types.ts'
import { resultDetails } from '#db/schema/counts.server.ts'
import { voteResults } from '#db/schema/results.server.ts'
import { phases, processes } from '#db/schema/towns.server.ts'
import type { Db } from '#db/store.server.ts'

/** A counted vote as exports know it: the version in force of its result. */
export interface ExportedVote {
  processId: string
  processSlug: string
  phaseId: string
  version: number
  isConfirmed: boolean
  /** How many ballots were counted, by where they came from. */
  channels: ChannelCount[]
  vote: CountedVote
  outcome: Outcome
  /** Ids of options. */
  winners: Set<string>
  /** Votes of each option by channel, in the order of `CHANNELS`. */
  votesByChannel: Record<string, number[]>
}

/** The votes of a town that have ended and were counted, in their order. */
export async function listCountedVotes(db: Db, townId: string, now: Date): Promise<ExportedVote[]> {
  const rows = await db
    .select({
      processId: phases.processId,
      processSlug: processes.slug,
      phaseId: voteResults.phaseId,
      version: voteResults.version,
      state: voteResults.state,
      outcome: voteResults.outcome,
      vote: resultDetails.vote,
      details: resultDetails.details,
    })
    .from(voteResults)
    .innerJoin(phases, and(eq(phases.townId, voteResults.townId), eq(phases.id, voteResults.phaseId)))
    .innerJoin(processes, and(eq(processes.townId, phases.townId), eq(processes.id, phases.processId)))
    .innerJoin(
      resultDetails,
      and(
        eq(resultDetails.townId, voteResults.townId),
        eq(resultDetails.phaseId, voteResults.phaseId),
        eq(resultDetails.version, voteResults.version),
      ),
    )
    .where(
      and(
        eq(voteResults.townId, townId),
        lte(phases.endsAt, now),
        inArray(voteResults.state, ['provisional', 'confirmed']),
      ),
    )
    .orderBy(asc(phases.endsAt), asc(phases.id))
  return rows.map(({ state, details, ...row }) => {
    const [vote, outcome] = [row.vote as CountedVote, row.outcome as Outcome]
    return {
      ...row,
      vote,
      outcome,
      isConfirmed: state === 'confirmed',
      winners: new Set(winnersOf(vote, outcome)),
      channels: (details as Partial<CountedResult>).channels ?? [],
      votesByChannel: (details as Partial<CountedResult>).votesByChannel ?? {},
    }
  })
}
