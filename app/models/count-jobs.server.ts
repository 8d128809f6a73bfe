import { and, desc, eq, exists, gt, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { ballotOf } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { CountedVote } from '#app/domain/results.ts'
import { ballots, frozenBallots } from '#db/schema/ballots.server.ts'
import { countJobs, resultDetails } from '#db/schema/counts.server.ts'
import { voteResults } from '#db/schema/results.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { hasAllPaper } from './paper-counts.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type CountJob = typeof countJobs.$inferSelect

/** Votes that have ended, were cast in, and have neither a result nor a count under way. */
export async function listUncounted(now: Date): Promise<{ townId: string; phaseId: string }[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ townId: phases.townId, phaseId: phases.id, settings: phases.settings })
    .from(phases)
    .leftJoin(voteResults, and(eq(voteResults.townId, phases.townId), eq(voteResults.phaseId, phases.id)))
    .leftJoin(countJobs, and(eq(countJobs.townId, phases.townId), eq(countJobs.phaseId, phases.id)))
    .where(
      and(
        eq(phases.kind, 'vote'),
        isNotNull(phases.endsAt),
        lte(phases.endsAt, now),
        isNull(voteResults.version),
        isNull(countJobs.version),
        exists(
          read
            .select({ id: ballots.id })
            .from(ballots)
            .where(and(eq(ballots.townId, phases.townId), eq(ballots.phaseId, phases.id))),
        ),
      ),
    )
    .limit(50)
  // Elections that were imported before votes had settings cannot be counted.
  return rows.filter(({ settings }) => ballotOf(settings) !== null)
}

export interface CountRequest {
  townId: string
  phaseId: string
  /** Null where the clock asks. */
  actorId: string | null
  /** Needed for every version but the first. */
  reason: string
  /** One option more to take out, by the id that rules know. */
  exclude?: string
  /** Ballots were put in by the same transaction: a count under way does not see them. */
  hasNewBallots?: boolean
  now?: Date
}

/**
 * Asks for a new version of a result; see `addCount`.
 *
 * @returns the version that is coming
 */
export async function requestCount(request: CountRequest): Promise<number> {
  const store = await getStore()
  return store.write((tx) => addCount(tx, request))
}

/**
 * Asks for a new version of a result in the transaction of what makes one necessary. Asked for twice, it is one; another
 * reason joins a count that has not begun, so that a version may have two. An exclusion is a version of its own.
 *
 * @returns the version that is coming
 * @throws {Refusal} 'vote.none' | 'result.not-closed' | 'result.nobody-voted' | 'result.reason-missing' | 'result.unknown-option' |
 *   'result.being-counted' | 'result.paper-changed' for an exclusion from a version that lacks bundles of paper |
 *   'result.exclusion-failed' for new ballots while an exclusion that could not be counted waits for a decision
 */
export function* addCount(tx: Tx, request: CountRequest): Generator<Step, number, unknown[]> {
  const { townId, phaseId, actorId, exclude, hasNewBallots = false, now = new Date() } = request
  const reason = request.reason.trim()
  const [phase] = yield* tx.do((db) =>
    db
      .select({ endsAt: phases.endsAt, frozenAt: frozenBallots.frozenAt })
      .from(phases)
      .leftJoin(
        frozenBallots,
        and(eq(frozenBallots.townId, phases.townId), eq(frozenBallots.phaseId, phases.id)),
      )
      .where(and(eq(phases.townId, townId), eq(phases.id, phaseId), eq(phases.kind, 'vote'))),
  )
  if (!phase) throw new Refusal('vote.none')
  if (phase.endsAt === null || phase.endsAt > now) throw new Refusal('result.not-closed')
  // Nobody has taken part, and the terms could still be changed behind a result.
  if (!phase.frozenAt) throw new Refusal('result.nobody-voted')
  const newest = yield* newestVersion(tx, { townId, phaseId })
  if ((newest || exclude) && reason === '') throw new Refusal('result.reason-missing')
  if (exclude) yield* mustBeAnOption(tx, { townId, phaseId, exclude })
  const before = newest?.settings.excluded ?? []
  const excluded = [...before]
  if (exclude && !excluded.some(({ id }) => id === exclude)) excluded.push({ id: exclude, reason })
  const version = (newest?.version ?? 0) + 1
  const key = { townId, phaseId, version }
  const [job] = yield* tx.do((db) => db.select().from(countJobs).where(thisJob(key)))
  let reasons = reason
  if (job && job.state !== 'failed') {
    const isSame = job.reason.split(JOINT).includes(reason) && idsOf(job.excluded) === idsOf(excluded)
    if (isSame && !hasNewBallots) return version
    const isJoinable = [job.excluded, excluded].every((list) => idsOf(list) === idsOf(before))
    if (job.state !== 'waiting' || !isJoinable) throw new Refusal('result.being-counted')
    reasons = isSame ? job.reason : [job.reason, reason].filter(Boolean).join(JOINT)
  }
  // Whoever counts paper has not decided that the exclusion is to be forgotten.
  if (job?.state === 'failed' && hasNewBallots && idsOf(job.excluded) !== idsOf(excluded))
    throw new Refusal('result.exclusion-failed')
  // What an exclusion changes is to be seen on the ballots of the version before.
  if (exclude && newest && !(yield* hasAllPaper(tx, { townId, phaseId, version: newest.version })))
    throw new Refusal('result.paper-changed')
  const row = {
    state: 'waiting' as const,
    reason: reasons,
    excluded,
    requestedBy: actorId,
    tries: 0,
    progress: 0,
    dueAt: now,
    createdAt: now,
    lastError: null,
  }
  yield* tx.do((db) =>
    db
      .insert(countJobs)
      .values({ ...key, ...row })
      .onConflictDoUpdate({
        target: [countJobs.townId, countJobs.phaseId, countJobs.version],
        set: row,
        setWhere: inArray(countJobs.state, ['waiting', 'failed']),
      })
      .returning({ version: countJobs.version }),
  )
  if (actorId) {
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: exclude ? 'result.exclude' : 'result.recount',
      subjectType: 'phase',
      subjectId: phaseId,
      reason,
      before: { version: newest?.version ?? null },
      after: { version, ...(exclude ? { option: exclude } : {}) },
      now,
    })
  }
  return version
}

/** Between the reasons of one version. */
const JOINT = '; '

type Excluded = { id: string; reason: string }[]

function idsOf(excluded: Excluded): string {
  return excluded
    .map(({ id }) => id)
    .sort()
    .join('\n')
}

interface Place {
  townId: string
  phaseId: string
}

/** The newest version of a result, for acts that hang on it; null where nothing was counted yet. */
export function* newestVersion(
  tx: Tx,
  { townId, phaseId }: Place,
): Generator<Step, Newest | null, unknown[]> {
  const { version, state, settings } = voteResults
  const [newest] = yield* tx.do((db) =>
    db
      .select({ version, state, settings })
      .from(voteResults)
      .where(and(eq(voteResults.townId, townId), eq(voteResults.phaseId, phaseId)))
      .orderBy(desc(version))
      .limit(1),
  )
  return (newest as Newest | undefined) ?? null
}

interface Newest extends Pick<typeof voteResults.$inferSelect, 'version' | 'state'> {
  settings: { excluded?: Excluded }
}

function* mustBeAnOption(
  tx: Tx,
  { townId, phaseId, exclude }: Place & { exclude: string },
): Generator<Step, void, unknown[]> {
  const [kept] = yield* tx.do((db) =>
    db
      .select({ vote: resultDetails.vote })
      .from(resultDetails)
      .where(and(eq(resultDetails.townId, townId), eq(resultDetails.phaseId, phaseId)))
      .limit(1),
  )
  const options = (kept?.vote as CountedVote | undefined)?.options ?? []
  if (!options.some(({ id }) => id === exclude)) throw new Refusal('result.unknown-option')
}

/** Whether a version is coming after one. */
export function* isBeingCounted(
  tx: Tx,
  { townId, phaseId, after }: Place & { after: number },
): Generator<Step, boolean, unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select({ version: countJobs.version })
      .from(countJobs)
      .where(
        and(
          eq(countJobs.townId, townId),
          eq(countJobs.phaseId, phaseId),
          gt(countJobs.version, after),
          inArray(countJobs.state, ['waiting', 'running']),
        ),
      ),
  )
  return rows.length > 0
}

export type JobKey = Pick<CountJob, 'townId' | 'phaseId' | 'version'>

export function thisJob({ townId, phaseId, version }: JobKey) {
  return and(eq(countJobs.townId, townId), eq(countJobs.phaseId, phaseId), eq(countJobs.version, version))
}

/** The count of a phase that has not given its version yet. */
export async function getPendingCount(townId: string, phaseId: string): Promise<CountJob | null> {
  const { read } = await getStore()
  const [job] = await read
    .select()
    .from(countJobs)
    .where(
      and(
        eq(countJobs.townId, townId),
        eq(countJobs.phaseId, phaseId),
        inArray(countJobs.state, ['waiting', 'running', 'failed']),
      ),
    )
    .orderBy(sql`${countJobs.version} desc`)
    .limit(1)
  return job ?? null
}
