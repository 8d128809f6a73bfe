import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm'
import { ballotOf } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { type CountedResult, type CountedVote, winnersOf } from '#app/domain/results.ts'
import type { Outcome } from '#app/domain/rules/types.ts'
import { frozenBallots } from '#db/schema/ballots.server.ts'
import { resultDetails } from '#db/schema/counts.server.ts'
import { voteResults } from '#db/schema/results.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { isBeingCounted } from './count-jobs.server.ts'
import { hasAllPaper, paperNow } from './paper-counts.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { tellWebhooks } from './webhook-queue.server.ts'

export type ResultRow = typeof voteResults.$inferSelect

/** One version of a result, whole. */
export interface StoredResult {
  row: Omit<ResultRow, 'outcome' | 'settings'>
  vote: CountedVote
  result: CountedResult
  archive: { hash: string; bytes: number }
}

/** A process's vote: its last phase of that kind with a ballot, and what was frozen. Null where there is none. */
export async function getVotePhase(townId: string, processId: string) {
  const { read } = await getStore()
  const rows = await read
    .select({ phase: phases, frozen: frozenBallots })
    .from(phases)
    .leftJoin(
      frozenBallots,
      and(eq(frozenBallots.townId, phases.townId), eq(frozenBallots.phaseId, phases.id)),
    )
    .where(and(eq(phases.townId, townId), eq(phases.processId, processId), eq(phases.kind, 'vote')))
    .orderBy(desc(phases.startsAt))
  return rows.find(({ phase }) => ballotOf(phase.settings) !== null) ?? null
}

/** Every version of a result, newest first, without what is large. */
export async function listVersions(townId: string, phaseId: string) {
  const { read } = await getStore()
  return read
    .select({
      version: voteResults.version,
      state: voteResults.state,
      computedAt: voteResults.computedAt,
      reason: voteResults.reason,
      counts: voteResults.counts,
      confirmedAt: voteResults.confirmedAt,
      note: voteResults.note,
    })
    .from(voteResults)
    .where(and(eq(voteResults.townId, townId), eq(voteResults.phaseId, phaseId)))
    .orderBy(desc(voteResults.version))
}

/** @throws {Refusal} 'result.not-found' */
export async function getResult(townId: string, phaseId: string, version: number): Promise<StoredResult> {
  const { read } = await getStore()
  const [found] = await read
    .select({ row: voteResults, more: resultDetails })
    .from(voteResults)
    .innerJoin(
      resultDetails,
      and(
        eq(resultDetails.townId, voteResults.townId),
        eq(resultDetails.phaseId, voteResults.phaseId),
        eq(resultDetails.version, voteResults.version),
      ),
    )
    .where(
      and(eq(voteResults.townId, townId), eq(voteResults.phaseId, phaseId), eq(voteResults.version, version)),
    )
  if (!found) throw new Refusal('result.not-found')
  const { outcome, settings: _, ...row } = found.row
  return {
    row,
    // Versions counted before bundles and moved dates were told with them.
    vote: { paper: null, moves: [], ...(found.more.vote as Partial<CountedVote>) } as CountedVote,
    result: {
      outcome: outcome as Outcome,
      ...(found.more.details as Omit<CountedResult, 'outcome'>),
    },
    archive: { hash: found.more.archiveHash, bytes: found.more.archiveBytes },
  }
}

export interface NewResult {
  townId: string
  phaseId: string
  vote: CountedVote
  result: CountedResult
  archive: { hash: string; bytes: number }
  computedBy: string | null
  now: Date
}

/**
 * Keeps a counted result as a provisional one; the version before it is superseded. The same version twice is one.
 * @returns false where that version was there already
 */
export async function keepResult({ townId, phaseId, vote, result, archive, computedBy, now }: NewResult) {
  const { outcome, ...details } = result
  const ballotsOf = (channel: string) => result.channels.find((one) => one.channel === channel)?.ballots ?? 0
  const store = await getStore()
  return store.write(function* recordResult(tx) {
    const made = yield* tx.do((db) =>
      db
        .insert(voteResults)
        .values({
          townId,
          phaseId,
          version: vote.version,
          state: 'provisional',
          computedAt: now,
          computedBy,
          reason: vote.reason,
          frozenHash: vote.frozenHash ?? '',
          counts: { web: ballotsOf('web'), paper: ballotsOf('paper'), import: ballotsOf('import') },
          settings: vote.rule,
          outcome,
          note: '',
          confirmedAt: null,
          confirmedBy: null,
        })
        .onConflictDoNothing()
        .returning({ version: voteResults.version }),
    )
    if (made.length === 0) return false
    yield* tx.do((db) =>
      db
        .insert(resultDetails)
        .values({
          townId,
          phaseId,
          version: vote.version,
          vote,
          details,
          archiveHash: archive.hash,
          archiveBytes: archive.bytes,
        })
        .returning({ version: resultDetails.version }),
    )
    yield* tx.do((db) =>
      db
        .update(voteResults)
        .set({ state: 'superseded' })
        .where(
          and(
            eq(voteResults.townId, townId),
            eq(voteResults.phaseId, phaseId),
            lte(voteResults.version, vote.version - 1),
          ),
        )
        .returning({ version: voteResults.version }),
    )
    yield* tellWebhooks(tx, { townId, event: 'result.counted', subjectId: phaseId, now })
    return true
  })
}

export interface Confirmation {
  townId: string
  phaseId: string
  /** The version that the staff saw. */
  version: number
  actorId: string | null
  /** Minutes, a decision. */
  note: string
  now?: Date
}

/**
 * The town makes a provisional result official. Confirming it twice is confirming it once.
 * @throws {Refusal} 'result.not-found' | 'result.changed-meanwhile' | 'result.bundles-open' (`count`) while paper is still
 *   being typed | 'result.paper-changed' where it was counted later | 'result.being-counted' while a new version is coming
 */
export async function confirmResult({
  townId,
  phaseId,
  version,
  actorId,
  note,
  now = new Date(),
}: Confirmation) {
  const store = await getStore()
  await store.write(function* recordConfirmation(tx) {
    const [newest] = yield* tx.do((db) =>
      db
        .select({ version: voteResults.version, state: voteResults.state })
        .from(voteResults)
        .where(and(eq(voteResults.townId, townId), eq(voteResults.phaseId, phaseId)))
        .orderBy(desc(voteResults.version))
        .limit(1),
    )
    if (!newest) throw new Refusal('result.not-found')
    if (newest.version !== version) throw new Refusal('result.changed-meanwhile')
    if (newest.state === 'confirmed') return
    const paper = yield* paperNow(tx, { townId, phaseId })
    if (paper.open.length > 0) throw new Refusal('result.bundles-open', { count: paper.open.length })
    if (!(yield* hasAllPaper(tx, { townId, phaseId, version }))) throw new Refusal('result.paper-changed')
    if (yield* isBeingCounted(tx, { townId, phaseId, after: version }))
      throw new Refusal('result.being-counted')
    yield* tx.do((db) =>
      db
        .update(voteResults)
        .set({ state: 'confirmed', confirmedAt: now, confirmedBy: actorId, note: note.trim() })
        .where(
          and(
            eq(voteResults.townId, townId),
            eq(voteResults.phaseId, phaseId),
            eq(voteResults.version, version),
          ),
        )
        .returning({ version: voteResults.version }),
    )
    yield* tellWebhooks(tx, { townId, event: 'result.confirmed', subjectId: phaseId, now })
    if (!actorId) return
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'result.confirm',
      subjectType: 'phase',
      subjectId: phaseId,
      reason: note.trim(),
      before: { version, state: 'provisional' },
      after: { version, state: 'confirmed' },
      now,
    })
  })
}

/** What a vote said of a contribution: the newest version of the result of the vote that it was in. */
export interface VoteOutcome {
  wins: boolean
  isConfirmed: boolean
}

/** By number, for lists and exports: only votes that have ended and were counted. */
export async function listOutcomes(
  townId: string,
  now = new Date(),
  db?: Db,
): Promise<Map<number, VoteOutcome>> {
  const read = db ?? (await getStore()).read
  const rows = await read
    .select({ state: voteResults.state, outcome: voteResults.outcome, vote: resultDetails.vote })
    .from(voteResults)
    .innerJoin(phases, and(eq(phases.townId, voteResults.townId), eq(phases.id, voteResults.phaseId)))
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
    .orderBy(asc(phases.endsAt))
  const outcomes = new Map<number, VoteOutcome>()
  for (const row of rows) {
    const vote = row.vote as CountedVote
    const winners = new Set(winnersOf(vote, row.outcome as Outcome))
    for (const { id, number } of vote.options)
      if (number !== null)
        outcomes.set(number, { wins: winners.has(id), isConfirmed: row.state === 'confirmed' })
  }
  return outcomes
}

/** Whether a process's vote has ended and has a result; its state. */
export async function getResultState(townId: string, processId: string, now = new Date()) {
  const { read } = await getStore()
  const [row] = await read
    .select({ state: voteResults.state })
    .from(voteResults)
    .innerJoin(phases, and(eq(phases.townId, voteResults.townId), eq(phases.id, voteResults.phaseId)))
    .where(
      and(
        eq(voteResults.townId, townId),
        eq(phases.processId, processId),
        lte(phases.endsAt, now),
        inArray(voteResults.state, ['provisional', 'confirmed']),
      ),
    )
    .orderBy(desc(phases.endsAt))
    .limit(1)
  return row?.state ?? null
}
