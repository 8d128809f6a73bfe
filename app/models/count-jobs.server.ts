import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { ballotOf } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { CountedVote } from '#app/domain/results.ts'
import { frozenBallots } from '#db/schema/ballots.server.ts'
import { countJobs, resultDetails } from '#db/schema/counts.server.ts'
import { voteResults } from '#db/schema/results.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type CountJob = typeof countJobs.$inferSelect

/** A count that has said nothing for so long died with its process. */
const SILENT_MS = 10 * 60_000
/** Minutes to wait before each next try. */
const WAITS_MIN = [1, 5, 30]

/** Votes that have ended, were cast in, and have neither a result nor a count under way. */
export async function listUncounted(now: Date): Promise<{ townId: string; phaseId: string }[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ townId: phases.townId, phaseId: phases.id, settings: phases.settings })
    .from(phases)
    .innerJoin(
      frozenBallots,
      and(eq(frozenBallots.townId, phases.townId), eq(frozenBallots.phaseId, phases.id)),
    )
    .leftJoin(voteResults, and(eq(voteResults.townId, phases.townId), eq(voteResults.phaseId, phases.id)))
    .leftJoin(countJobs, and(eq(countJobs.townId, phases.townId), eq(countJobs.phaseId, phases.id)))
    .where(
      and(
        eq(phases.kind, 'vote'),
        isNotNull(phases.endsAt),
        lte(phases.endsAt, now),
        isNull(voteResults.version),
        isNull(countJobs.version),
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
  now?: Date
}

/**
 * Asks for a new version of a result. While one is being counted, another request is the same request.
 *
 * @returns the version that is coming
 * @throws {Refusal} 'vote.none' | 'result.not-closed' | 'reason.missing' | 'result.unknown-option'
 */
export async function requestCount({
  townId,
  phaseId,
  actorId,
  reason,
  exclude,
  now = new Date(),
}: CountRequest) {
  const store = await getStore()
  return store.write(function* recordRequest(tx) {
    const [phase] = yield* tx.do((db) =>
      db
        .select({ endsAt: phases.endsAt })
        .from(phases)
        .where(and(eq(phases.townId, townId), eq(phases.id, phaseId), eq(phases.kind, 'vote'))),
    )
    if (!phase) throw new Refusal('vote.none')
    if (phase.endsAt === null || phase.endsAt > now) throw new Refusal('result.not-closed')
    const [newest] = yield* tx.do((db) =>
      db
        .select({ version: voteResults.version, settings: voteResults.settings })
        .from(voteResults)
        .where(and(eq(voteResults.townId, townId), eq(voteResults.phaseId, phaseId)))
        .orderBy(desc(voteResults.version))
        .limit(1),
    )
    if ((newest || exclude) && reason.trim() === '') throw new Refusal('reason.missing')
    if (exclude) {
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
    const before = (newest?.settings ?? {}) as { excluded?: { id: string; reason: string }[] }
    const excluded = [...(before.excluded ?? [])]
    if (exclude && !excluded.some(({ id }) => id === exclude))
      excluded.push({ id: exclude, reason: reason.trim() })
    const version = (newest?.version ?? 0) + 1
    const row = {
      state: 'waiting' as const,
      reason: reason.trim(),
      excluded,
      requestedBy: actorId,
      tries: 0,
      progress: 0,
      dueAt: now,
      createdAt: now,
      lastError: null,
    }
    const made = yield* tx.do((db) =>
      db
        .insert(countJobs)
        .values({ townId, phaseId, version, ...row })
        .onConflictDoUpdate({
          target: [countJobs.townId, countJobs.phaseId, countJobs.version],
          set: row,
          // One that failed for good may be asked for again; one under way is this one.
          setWhere: eq(countJobs.state, 'failed'),
        })
        .returning({ version: countJobs.version }),
    )
    if (made.length > 0 && actorId) {
      yield* recordStaffAct(tx, {
        townId,
        actorId,
        act: exclude ? 'result.exclude' : 'result.recount',
        subjectType: 'phase',
        subjectId: phaseId,
        reason: reason.trim(),
        before: { version: newest?.version ?? null },
        after: { version, ...(exclude ? { option: exclude } : {}) },
        now,
      })
    }
    return version
  })
}

/** The next count that is due, taken by this process alone; null when there is none. */
export async function claimCount(now: Date): Promise<CountJob | null> {
  const store = await getStore()
  return store.write(function* recordClaim(tx) {
    const isFree = or(
      eq(countJobs.state, 'waiting'),
      and(eq(countJobs.state, 'running'), lt(countJobs.dueAt, new Date(now.getTime() - SILENT_MS))),
    )
    const [next] = yield* tx.do((db) =>
      db
        .select()
        .from(countJobs)
        .where(and(isFree, lte(countJobs.dueAt, now)))
        .orderBy(asc(countJobs.dueAt))
        .limit(1),
    )
    if (!next) return null
    const [claimed] = yield* tx.do((db) =>
      db
        .update(countJobs)
        .set({ state: 'running', tries: next.tries + 1, dueAt: now })
        .where(and(thisJob(next), eq(countJobs.state, next.state), eq(countJobs.dueAt, next.dueAt)))
        .returning(),
    )
    return claimed ?? null
  })
}

type JobKey = Pick<CountJob, 'townId' | 'phaseId' | 'version'>

function thisJob({ townId, phaseId, version }: JobKey) {
  return and(eq(countJobs.townId, townId), eq(countJobs.phaseId, phaseId), eq(countJobs.version, version))
}

/** @param percent  0 to 100 */
export async function markCountProgress(job: JobKey, percent: number, now: Date) {
  const store = await getStore()
  await store.write(function* recordProgress(tx) {
    yield* tx.do((db) =>
      db
        .update(countJobs)
        .set({ progress: Math.round(percent), dueAt: now })
        .where(and(thisJob(job), eq(countJobs.state, 'running')))
        .returning({ version: countJobs.version }),
    )
  })
}

export async function markCountDone(job: JobKey) {
  const store = await getStore()
  await store.write(function* recordDone(tx) {
    yield* tx.do((db) =>
      db
        .update(countJobs)
        .set({ state: 'done', progress: 100, lastError: null })
        .where(thisJob(job))
        .returning({ version: countJobs.version }),
    )
  })
}

/** Will be tried again, or, after the last try, stays for the staff to see. */
export async function markCountFailed(job: CountJob, error: string, now: Date) {
  const wait = WAITS_MIN[job.tries - 1]
  const store = await getStore()
  await store.write(function* recordFailure(tx) {
    yield* tx.do((db) =>
      db
        .update(countJobs)
        .set({
          state: wait === undefined ? 'failed' : 'waiting',
          dueAt: new Date(now.getTime() + (wait ?? 0) * 60_000),
          lastError: error.slice(0, 500),
        })
        .where(thisJob(job))
        .returning({ version: countJobs.version }),
    )
  })
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
