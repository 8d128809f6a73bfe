import { and, asc, eq, lt, lte, or } from 'drizzle-orm'
import { countJobs } from '#db/schema/counts.server.ts'
import { getStore } from '#db/store.server.ts'
import { type CountJob, type JobKey, thisJob } from './count-jobs.server.ts'

/** A count that has said nothing for so long died with its process. */
const SILENT_MS = 10 * 60_000
/** Minutes to wait before each next try. */
const WAITS_MIN = [1, 5, 30]

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
