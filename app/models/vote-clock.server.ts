import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { ballotOf } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { ballotChoices, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { turnout } from '#db/schema/turnout.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { phaseForVote } from './ballot-queries.server.ts'
import { bulkInsert, insertBulk } from './bulk.server.ts'

const DAY_MS = 86_400_000
const turnoutBulk = bulkInsert('bulk_turnout', turnout, [
  'townId',
  'phaseId',
  'voterKey',
  'personId',
  'state',
  'channel',
  'ballotId',
  'revision',
  'votedAt',
  'statedAge',
])

/**
 * Does what falls due in votes without anybody asking: counts the votes of proposals once a phase has closed, and erases
 * the links between voters and ballots on the town's date. Called by the server's clock and before such things are
 * read; doing it twice does it once.
 *
 * @returns how many phases were counted and unlinked
 */
export async function runVoteClock(now = new Date()): Promise<{ counted: number; unlinked: number }> {
  const { read } = await getStore()
  const rows = await read
    .select({
      townId: frozenBallots.townId,
      phaseId: frozenBallots.phaseId,
      countedAt: frozenBallots.countedAt,
      unlinkedAt: frozenBallots.unlinkedAt,
      endsAt: phases.endsAt,
      settings: phases.settings,
    })
    .from(frozenBallots)
    .innerJoin(phases, and(eq(phases.townId, frozenBallots.townId), eq(phases.id, frozenBallots.phaseId)))
    .where(or(isNull(frozenBallots.countedAt), isNull(frozenBallots.unlinkedAt)))
  const due = { counted: 0, unlinked: 0 }
  for (const { townId, phaseId, countedAt, unlinkedAt, endsAt, settings } of rows) {
    if (endsAt === null || endsAt > now) continue
    if (!countedAt) {
      await countVotes({ townId, phaseId, now })
      due.counted++
    }
    const days = ballotOf(settings)?.unlinkDays ?? 0
    if (!unlinkedAt && endsAt.getTime() + days * DAY_MS <= now.getTime()) {
      await eraseVoterLinks({ townId, phaseId, now })
      due.unlinked++
    }
  }
  return due
}

interface PhaseAct {
  townId: string
  phaseId: string
  now?: Date
}

/** Writes the votes and points of a phase's proposals from its ballots; from then on they count. */
export async function countVotes({ townId, phaseId, now = new Date() }: PhaseAct) {
  const store = await getStore()
  await store.write((tx) => recordVotes(tx, { townId, phaseId, now }))
}

export function* recordVotes(
  tx: Tx,
  { townId, phaseId, now }: Required<PhaseAct>,
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(frozenBallots)
      .set({ countedAt: now })
      .where(and(eq(frozenBallots.townId, townId), eq(frozenBallots.phaseId, phaseId)))
      .returning({ phaseId: frozenBallots.phaseId }),
  )
  const own = yield* tx.do((db) =>
    db
      .select({ id: voteOptions.contributionId })
      .from(voteOptions)
      .where(
        and(
          eq(voteOptions.townId, townId),
          eq(voteOptions.phaseId, phaseId),
          isNotNull(voteOptions.contributionId),
        ),
      ),
  )
  const ids = own.map(({ id }) => id!)
  if (ids.length === 0) return
  // A proposal may have been voted on in several phases.
  const sums = yield* tx.do((db) =>
    db
      .select({
        id: voteOptions.contributionId,
        votes: sql`sum(${ballotChoices.times})`.mapWith(Number),
        points: sql`sum(case when ${frozenBallots.form} in ('points', 'score')
          then coalesce(${ballotChoices.value}, 0) else 0 end)`.mapWith(Number),
      })
      .from(voteOptions)
      .innerJoin(
        frozenBallots,
        and(eq(frozenBallots.townId, voteOptions.townId), eq(frozenBallots.phaseId, voteOptions.phaseId)),
      )
      .innerJoin(
        ballotChoices,
        and(eq(ballotChoices.townId, voteOptions.townId), eq(ballotChoices.optionId, voteOptions.id)),
      )
      .where(
        and(
          eq(voteOptions.townId, townId),
          inArray(voteOptions.contributionId, ids),
          isNotNull(frozenBallots.countedAt),
        ),
      )
      .groupBy(voteOptions.contributionId),
  )
  const sumOf = new Map(sums.map((row) => [row.id, row]))
  for (const id of ids) {
    const { votes = 0, points = 0 } = sumOf.get(id) ?? {}
    yield* tx.do((db) =>
      db
        .update(contributions)
        .set({ votes, points })
        .where(and(eq(contributions.townId, townId), eq(contributions.id, id)))
        .returning({ id: contributions.id }),
    )
  }
}

/**
 * Erases the link between who voted and what was voted. Who voted stays; the rows are written anew in the order of
 * their keys, because the order in which they were made would match the order of the ballots. Withdrawals go.
 * @throws {Refusal} 'phase.closed' while the phase has not ended
 */
export async function eraseVoterLinks({ townId, phaseId, now = new Date() }: PhaseAct) {
  const store = await getStore()
  await store.write(function* recordErasure(tx) {
    const [phase] = yield* tx.run(phaseForVote, { townId, phaseId })
    // While the phase is open, the link is what lets a voter change their ballot.
    if (!phase?.endsAt || phase.endsAt > now) throw new Refusal('phase.closed')
    const rows = yield* tx.do((db) =>
      db
        .delete(turnout)
        .where(and(eq(turnout.townId, townId), eq(turnout.phaseId, phaseId)))
        .returning(),
    )
    const kept = rows
      .filter(({ state }) => state === 'cast')
      .map((row) => ({ ...row, ballotId: null }))
      .sort((a, b) => (a.voterKey < b.voterKey ? -1 : 1))
    yield* insertBulk(tx, turnoutBulk, kept)
    yield* tx.do((db) =>
      db
        .update(frozenBallots)
        .set({ unlinkedAt: now })
        .where(and(eq(frozenBallots.townId, townId), eq(frozenBallots.phaseId, phaseId)))
        .returning({ phaseId: frozenBallots.phaseId }),
    )
  })
}
