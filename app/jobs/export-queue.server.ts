import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { filterFrom } from '#app/domain/filter-from.ts'
import { env } from '#app/env.server.ts'
import type { ExportJob } from '#app/models/export-jobs.server.ts'
import {
  claimExport,
  markExportDone,
  markExportFailed,
  markExportProgress,
  releaseExport,
} from '#app/models/export-queue.server.ts'
import { getTownById } from '#app/models/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { type Exported, readyExport, writeExportOf } from './export.server.ts'
import { failureOf } from './export-failure.server.ts'
import { exportPath } from './export-files.server.ts'
import { inThread } from './export-thread.server.ts'
import { describeFault } from './hidden.server.ts'
import { dropParts } from './write-whole.server.ts'

/** So often a running export tells the database how far it is, and hears whether it is still wanted. */
const TELL_MS = 1000
/** Where the database lives inside this process and its exports are written beside its requests. */
const STEP_BESIDE_OTHERS = 250

let timer: NodeJS.Timeout | null = null
let isWriting = false
/** Of the export that is being written. */
let current: { ended: AbortController; over: Promise<unknown> } | null = null
let isStopping = false

/** Writes what is due, one export after another; never two at once in one process. */
export async function exportDue(): Promise<number> {
  if (isWriting || isStopping) return 0
  isWriting = true
  let written = 0
  try {
    for (
      let job = await claimExport(new Date());
      job;
      job = isStopping ? null : await claimExport(new Date())
    ) {
      if (await perform(job)) written++
    }
  } finally {
    isWriting = false
  }
  return written
}

async function perform(job: ExportJob): Promise<boolean> {
  const path = exportPath(env().FILES_DIR, job)
  const ended = new AbortController()
  let rows = { done: 0, all: job.allRows }
  const telling = setInterval(function tell() {
    markExportProgress(job, rows, new Date()).then(
      (isMine) => isMine || ended.abort(),
      // The database was busy: the next second it will be told.
      () => undefined,
    )
  }, TELL_MS)
  const writing = run(job, path, (now) => (rows = now), ended.signal)
  current = { ended, over: writing.catch(() => undefined) }
  try {
    const exported = await writing
    clearInterval(telling)
    const isMine = await markExportDone(job, exported, new Date())
    if (!isMine) await rm(path, { force: true })
    return isMine
  } catch (error) {
    clearInterval(telling)
    await dropParts(path)
    if (isStopping) await releaseExport(job, new Date())
    else if (!ended.signal.aborted) {
      await markExportFailed(job, failureOf(error), new Date())
      console.error(`The export ${job.id} failed: ${describeFault(error)}`)
    }
    return false
  } finally {
    current = null
  }
}

async function run(
  job: ExportJob,
  path: string,
  onRows: (rows: { done: number; all: number }) => void,
  signal: AbortSignal,
): Promise<Exported> {
  const { format, separator, locale, origin } = job
  await mkdir(dirname(path), { recursive: true })
  const request = await readyExport({
    town: await getTownById(job.townId),
    filter: filterFrom(new URLSearchParams(job.filter)),
    format,
    separator,
    locale,
    columns: job.columns === '' ? [] : job.columns.split(','),
    hasPeople: job.hasPeople,
    origin,
    now: new Date(),
  })
  const databaseUrl = env().DATABASE_URL
  if (!databaseUrl.startsWith('pglite')) return inThread({ databaseUrl, request, path }, onRows, signal)
  // A database that lives inside this process cannot be read by another thread.
  function tell(done: number, all: number) {
    signal.throwIfAborted()
    onRows({ done, all })
  }
  return (await getStore()).snapshot((db) =>
    writeExportOf(db, request, path, { step: STEP_BESIDE_OTHERS, onRows: tell }),
  )
}

/** Looks for exports to write every few seconds, and at once after `wakeExports()`. */
export function startExports(everyMs = 5000) {
  isStopping = false
  timer ??= setInterval(wakeExports, everyMs)
  timer.unref()
}

export function wakeExports() {
  setImmediate(() => void exportDue().catch((error) => console.error(describeFault(error))))
}

/** An export under way is dropped, and begun anew by whoever comes next. */
export async function stopExports() {
  if (timer) clearInterval(timer)
  timer = null
  isStopping = true
  current?.ended.abort()
  while (isWriting) await new Promise((done) => setTimeout(done, 20))
}
