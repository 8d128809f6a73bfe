import { and, asc, eq, lt, lte, or } from 'drizzle-orm'
import { exportJobs } from '#db/schema/exports.server.ts'
import { getStore } from '#db/store.server.ts'
import { type ExportJob, thisExport } from './export-jobs.server.ts'
import { addExportLine } from './record-export.server.ts'

/** One that has not been heard of for so long died with its process; it tells of itself every second. */
const SILENT_MS = 60_000
/** So often it is begun anew by itself; what ended so many processes would end the next. */
const MOST_TRIES = 5

/** A job as its writer holds it: with another number of tries it is somebody else's. */
export type HeldExport = Pick<ExportJob, 'townId' | 'id' | 'tries'>

function held({ tries, ...key }: HeldExport) {
  return and(thisExport(key), eq(exportJobs.state, 'running'), eq(exportJobs.tries, tries))
}

/** The next export that is due, taken by this process alone; null when there is none. */
export async function claimExport(now: Date): Promise<ExportJob | null> {
  const store = await getStore()
  return store.write(function* recordClaim(tx) {
    const isSilent = and(
      eq(exportJobs.state, 'running'),
      lt(exportJobs.dueAt, new Date(now.getTime() - SILENT_MS)),
    )
    const free = yield* tx.do((db) =>
      db
        .select()
        .from(exportJobs)
        .where(or(and(eq(exportJobs.state, 'waiting'), lte(exportJobs.dueAt, now)), isSilent))
        .orderBy(asc(exportJobs.dueAt), asc(exportJobs.id)),
    )
    for (const next of free) {
      const isHopeless = next.tries >= MOST_TRIES
      const set = isHopeless
        ? { state: 'failed' as const, finishedAt: now, lastError: 'interrupted' }
        : { state: 'running' as const, tries: next.tries + 1, doneRows: 0, dueAt: now }
      const [changed] = yield* tx.do((db) =>
        db.update(exportJobs).set(set).where(thisExport(next)).returning(),
      )
      if (changed && !isHopeless) return changed
    }
    return null
  })
}

/** @returns false when it is no longer this writer's: cancelled, or taken by another process */
export async function markExportProgress(
  job: HeldExport,
  rows: { done: number; all: number },
  now: Date,
): Promise<boolean> {
  const store = await getStore()
  return store.write(function* recordProgress(tx) {
    const mine = yield* tx.do((db) =>
      db
        .update(exportJobs)
        .set({ doneRows: rows.done, allRows: rows.all, dueAt: now })
        .where(held(job))
        .returning({ id: exportJobs.id }),
    )
    return mine.length > 0
  })
}

/**
 * The file is whole; the staff's log gets its line in the same write, once.
 *
 * @returns false when it is no longer this writer's: the file is to be thrown away
 */
export async function markExportDone(
  job: HeldExport,
  file: { rows: number; bytes: number; hash: string },
  now: Date,
): Promise<boolean> {
  const store = await getStore()
  return store.write(function* recordDone(tx) {
    const { rows, bytes, hash } = file
    const set = {
      state: 'done' as const,
      doneRows: rows,
      allRows: rows,
      bytes,
      hash,
      finishedAt: now,
      lastError: null,
    }
    const [done] = yield* tx.do((db) => db.update(exportJobs).set(set).where(held(job)).returning())
    if (!done) return false
    const { townId, requestedBy: actorId, format, filter, hasPeople } = done
    yield* addExportLine(tx, { townId, actorId, format, filter, rows, hasPeople, now })
    return true
  })
}

/** Stays failed for the staff to see, and to start again. */
export async function markExportFailed(job: HeldExport, error: string, now: Date) {
  const store = await getStore()
  await store.write(function* recordFailure(tx) {
    yield* tx.do((db) =>
      db
        .update(exportJobs)
        .set({ state: 'failed', finishedAt: now, lastError: error.slice(0, 500) })
        .where(held(job))
        .returning({ id: exportJobs.id }),
    )
  })
}

/** The process ends in order: another one, or the next, may begin at once. */
export async function releaseExport(job: HeldExport, now: Date) {
  const store = await getStore()
  await store.write(function* recordRelease(tx) {
    yield* tx.do((db) =>
      db
        .update(exportJobs)
        .set({ state: 'waiting', doneRows: 0, dueAt: now })
        .where(held(job))
        .returning({ id: exportJobs.id }),
    )
  })
}
