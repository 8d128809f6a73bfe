import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { ballotOf } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { ballotChoices, ballots, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
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

/** What leads, or led while it was typed, from somebody who voted to a ballot. */
const LINKED_TABLES = ['turnout', 'paper_entry_rows']

/**
 * Does what falls due in votes without anybody asking: counts the votes of proposals once a phase has closed, and erases
 * the links between voters and ballots on the town's date. Called by the server's clock; doing it twice does it once.
 *
 * @returns how many phases were counted and unlinked
 * @throws the first of what `eraseVoterLinks` throws, after all phases were tried: the next call tries again
 */
export async function runVoteClock(now = new Date()): Promise<{ counted: number; unlinked: number }> {
  const counted = await countEndedVotes(now)
  let unlinked = 0
  const failures: unknown[] = []
  for (const { townId, phaseId, unlinkedAt, endsAt, settings } of await listEnded(now)) {
    const days = ballotOf(settings)?.unlinkDays ?? 0
    if (unlinkedAt || endsAt.getTime() + days * DAY_MS > now.getTime()) continue
    try {
      await eraseVoterLinks({ townId, phaseId, now })
      unlinked++
    } catch (error) {
      // One town's trouble keeps no other town's voters waiting.
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return { counted, unlinked }
}

/** The first half of the clock's work, which pages that show votes do not wait a minute for. @returns how many phases */
export async function countEndedVotes(now = new Date()): Promise<number> {
  const due = (await listEnded(now)).filter(({ countedAt }) => !countedAt)
  for (const { townId, phaseId } of due) await countVotes({ townId, phaseId, now })
  return due.length
}

async function listEnded(now: Date) {
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
  return rows.flatMap((row) => (row.endsAt && row.endsAt <= now ? [{ ...row, endsAt: row.endsAt }] : []))
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
 * Erases the link between who voted and what was voted, from the tables and from the database's own files. Who voted
 * stays; the rows are written anew in the order of their keys, because the order in which they were made would match
 * the order of the ballots, and all days become that of the close, because on a day with one voter the day is a name.
 * Withdrawals go. Only when the files are clean too is it said to be done.
 *
 * @throws {Refusal} 'phase.closed' while the phase has not ended
 * @throws {Error} where another process keeps the files from being cleaned; doing it again is safe
 */
export async function eraseVoterLinks({ townId, phaseId, now = new Date() }: PhaseAct) {
  const store = await getStore()
  await store.write(function* recordErasure(tx) {
    const [phase] = yield* tx.run(phaseForVote, { townId, phaseId })
    // While the phase is open, the link is what lets a voter change their ballot.
    const endsAt = phase?.endsAt
    if (!endsAt || endsAt > now) throw new Refusal('phase.closed')
    const rows = yield* tx.do((db) =>
      db
        .delete(turnout)
        .where(and(eq(turnout.townId, townId), eq(turnout.phaseId, phaseId)))
        .returning(),
    )
    const kept = rows
      .filter(({ state }) => state === 'cast')
      .map((row) => ({ ...row, ballotId: null, votedAt: endsAt }))
      .sort((a, b) => (a.voterKey < b.voterKey ? -1 : 1))
    yield* insertBulk(tx, turnoutBulk, kept)
    yield* tx.do((db) =>
      db
        .update(ballots)
        .set({ castAt: endsAt })
        .where(and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId)))
        .returning({ phaseId: ballots.phaseId }),
    )
  })
  await store.overwriteErased(LINKED_TABLES)
  await store.write(function* recordErased(tx) {
    yield* tx.do((db) =>
      db
        .update(frozenBallots)
        .set({ unlinkedAt: now })
        .where(and(eq(frozenBallots.townId, townId), eq(frozenBallots.phaseId, phaseId)))
        .returning({ phaseId: frozenBallots.phaseId }),
    )
  })
}
