import { and, desc, eq, inArray, lt, or } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { termEnd } from '#app/domain/retention.ts'
import { exportJobs } from '#db/schema/exports.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'

export type ExportJob = typeof exportJobs.$inferSelect
export type ExportJobKey = Pick<ExportJob, 'townId' | 'id'>
type ExportRequest = Pick<
  ExportJob,
  'townId' | 'requestedBy' | 'format' | 'separator' | 'locale' | 'filter' | 'origin' | 'allRows'
> &
  Partial<Pick<ExportJob, 'columns' | 'hasPeople'>>

/** Waiting, running and kept ones of a town together: the disk is not for nothing. */
export const MOST_EXPORTS = 10

const UNFINISHED = ['waiting', 'running'] as const

export function thisExport({ townId, id }: ExportJobKey) {
  return and(eq(exportJobs.townId, townId), eq(exportJobs.id, id))
}

/**
 * Asks for a big export. Asked for again while it waits or runs, it is the same one.
 *
 * @returns its id
 * @throws {Refusal} 'export.too-many' when the town has as many as are kept
 */
export async function requestExport(request: ExportRequest & { now: Date }): Promise<string> {
  const store = await getStore()
  return store.write((tx) => addExport(tx, request))
}

function* addExport(
  tx: Tx,
  { now, ...asking }: ExportRequest & { now: Date },
): Generator<Step, string, unknown[]> {
  const request = { columns: '', hasPeople: false, ...asking }
  const living = yield* tx.do((db) =>
    db
      .select()
      .from(exportJobs)
      .where(and(eq(exportJobs.townId, request.townId), inArray(exportJobs.state, [...UNFINISHED, 'done']))),
  )
  const asked = ['format', 'separator', 'locale', 'filter', 'origin', 'columns', 'hasPeople'] as const
  const same = living.find((job) => job.state !== 'done' && asked.every((key) => job[key] === request[key]))
  if (same) return same.id
  const kept = living.filter((job) => job.finishedAt === null || job.finishedAt > termEnd('export', now))
  if (kept.length >= MOST_EXPORTS) throw new Refusal('export.too-many', { limit: MOST_EXPORTS })
  const id = newId()
  const beginning = { state: 'waiting' as const, tries: 0, doneRows: 0, bytes: 0, hash: '' }
  yield* tx.do((db) =>
    db
      .insert(exportJobs)
      .values({ ...request, ...beginning, id, dueAt: now, createdAt: now })
      .returning({ id: exportJobs.id }),
  )
  return id
}

/**
 * Starts one anew that has failed or was cancelled; its old row goes.
 *
 * @property maySeePeople  whether the actor may take out names
 * @returns the id of the new one
 * @throws {Refusal} 'export.not-found' | 'export.no-people' | 'export.too-many'
 */
export async function repeatExport(
  key: ExportJobKey & { actorId: string; maySeePeople: boolean; now: Date },
): Promise<string> {
  const store = await getStore()
  return store.write(function* recordRepeat(tx) {
    const [job] = yield* tx.do((db) =>
      db
        .select()
        .from(exportJobs)
        .where(and(thisExport(key), inArray(exportJobs.state, ['failed', 'cancelled']))),
    )
    if (!job) throw new Refusal('export.not-found')
    if (job.hasPeople && !key.maySeePeople) throw new Refusal('export.no-people')
    yield* tx.do((db) => db.delete(exportJobs).where(thisExport(key)).returning({ id: exportJobs.id }))
    const { townId, format, separator, locale, filter, origin, columns, hasPeople, allRows } = job
    const request = { townId, format, separator, locale, filter, origin, columns, hasPeople, allRows }
    return yield* addExport(tx, { ...request, requestedBy: key.actorId, now: key.now })
  })
}

/**
 * Stops one that waits or runs, or gives up the file of a finished one. Whoever writes it sees it within a second.
 *
 * @throws {Refusal} 'export.not-found' when there is none, or nothing of it to stop
 */
export async function cancelExport(key: ExportJobKey & { now: Date }): Promise<ExportJob> {
  const store = await getStore()
  return store.write(function* recordCancel(tx) {
    const [job] = yield* tx.do((db) =>
      db
        .update(exportJobs)
        .set({ state: 'cancelled', finishedAt: key.now, hash: '', bytes: 0 })
        .where(and(thisExport(key), inArray(exportJobs.state, [...UNFINISHED, 'done'])))
        .returning(),
    )
    if (!job) throw new Refusal('export.not-found')
    return job
  })
}

/** A town's exports that are not older than their term, newest first. */
export async function listExports(townId: string, now: Date): Promise<ExportJob[]> {
  const { read } = await getStore()
  const jobs = await read
    .select()
    .from(exportJobs)
    .where(eq(exportJobs.townId, townId))
    .orderBy(desc(exportJobs.createdAt), desc(exportJobs.id))
  return jobs.filter((job) => job.finishedAt === null || job.finishedAt > termEnd('export', now))
}

/** One whose file may be taken. @throws {Refusal} 'export.not-found' also when its term is over */
export async function getFinishedExport(key: ExportJobKey, now: Date): Promise<ExportJob> {
  const { read } = await getStore()
  const [job] = await read.select().from(exportJobs).where(thisExport(key))
  const isKept = job?.state === 'done' && job.finishedAt! > termEnd('export', now)
  if (!isKept) throw new Refusal('export.not-found')
  return job
}

/** Rows of exports that ended before a moment. @returns how many went */
export async function deleteOldExports(before: Date): Promise<number> {
  const store = await getStore()
  return store.write(function* recordEnd(tx) {
    const gone = yield* tx.do((db) =>
      db.delete(exportJobs).where(lt(exportJobs.finishedAt, before)).returning({ id: exportJobs.id }),
    )
    return gone.length
  })
}

/** Those whose files may lie on the disk: being written, or kept. */
export async function listLivingExports(): Promise<Pick<ExportJob, 'townId' | 'id' | 'tries'>[]> {
  const { read } = await getStore()
  return read
    .select({ townId: exportJobs.townId, id: exportJobs.id, tries: exportJobs.tries })
    .from(exportJobs)
    .where(or(eq(exportJobs.state, 'running'), eq(exportJobs.state, 'done')))
}
