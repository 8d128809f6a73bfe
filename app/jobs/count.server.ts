import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { env } from '#app/env.server.ts'
import {
  type CountJob,
  claimCount,
  listUncounted,
  markCountDone,
  markCountFailed,
  markCountProgress,
  requestCount,
} from '#app/models/count-jobs.server.ts'
import { keepResult } from '#app/models/results.server.ts'
import { getStore } from '#db/store.server.ts'
import { type CountDone, type CountTask, countOnThisThread } from './count-work.server.ts'
import type { WorkerInput, WorkerMessage } from './count-worker.server.ts'

/** A running count tells the database how far it is so often at most. */
const TELL_MS = 1000

let timer: NodeJS.Timeout | null = null
let isCounting = false
let worker: Worker | null = null

/** Counts what is due, one vote after another: what was asked for, and votes that have ended. Never two at once. */
export async function countDue(now = new Date()): Promise<number> {
  if (isCounting) return 0
  isCounting = true
  let counted = 0
  try {
    for (const { townId, phaseId } of await listUncounted(now))
      await requestCount({ townId, phaseId, actorId: null, reason: '', now })
    for (let job = await claimCount(now); job; job = await claimCount(new Date())) {
      if (await perform(job)) counted++
    }
  } finally {
    isCounting = false
  }
  return counted
}

async function perform(job: CountJob): Promise<boolean> {
  const { townId, phaseId, version, reason, excluded, requestedBy } = job
  const task: CountTask = {
    townId,
    phaseId,
    version,
    reason,
    excluded,
    snapshotAt: new Date(),
    filesDir: env().FILES_DIR,
  }
  let toldAt = 0
  try {
    const done = await run(task, function tell(share) {
      if (Date.now() - toldAt < TELL_MS) return
      toldAt = Date.now()
      void markCountProgress(job, share * 100, new Date()).catch(() => undefined)
    })
    await keepResult({ townId, phaseId, ...done, computedBy: requestedBy, now: task.snapshotAt })
    await markCountDone(job)
    return true
  } catch (error) {
    const { message } = error as Error
    await markCountFailed(job, message, new Date())
    console.error(`The count of phase ${phaseId}, version ${version}, failed:`, error)
    return false
  }
}

/** A database that lives inside this process cannot be read by another thread. */
async function run(task: CountTask, onProgress: (share: number) => void): Promise<CountDone> {
  const databaseUrl = env().DATABASE_URL
  if (!databaseUrl.startsWith('pglite')) return inWorker({ databaseUrl, task }, onProgress)
  return (await getStore()).snapshot((db) => countOnThisThread(db, task, onProgress))
}

/** A thread beside the server's: reading millions of rows and counting them would hold up every page. */
export function inWorker(input: WorkerInput, onProgress: (share: number) => void): Promise<CountDone> {
  const home = process.env.SREDA_HOME ?? process.cwd()
  return new Promise((resolve, reject) => {
    worker = new Worker(pathToFileURL(join(home, 'app/jobs/count-thread.server.mjs')), {
      workerData: input,
      execArgv: ['--import', pathToFileURL(join(home, 'node_modules/tsx/dist/loader.mjs')).href],
    })
    worker.on('message', (message: WorkerMessage) => {
      if ('progress' in message) onProgress(message.progress)
      else resolve(message.done)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      worker = null
      reject(new Error('The thread of the count ended without a result.'))
    })
  })
}

/** Looks for votes to count every few seconds, and at once after `wakeCount()`. */
export function startCounting(everyMs = 5000) {
  timer ??= setInterval(wakeCount, everyMs)
  timer.unref()
}

export function wakeCount() {
  setImmediate(() => void countDue().catch((error) => console.error(error)))
}

/** A count under way is dropped; it is claimed again later. */
export async function stopCounting() {
  if (timer) clearInterval(timer)
  timer = null
  await worker?.terminate()
}

/** Counts one vote here and now, on this thread: for the seed and the command line. */
export async function countNow(townId: string, phaseId: string, now = new Date()) {
  const store = await getStore()
  const task: CountTask = {
    townId,
    phaseId,
    version: 1,
    reason: '',
    excluded: [],
    snapshotAt: now,
    filesDir: env().FILES_DIR,
  }
  const done = await store.snapshot((db) => countOnThisThread(db, task))
  await keepResult({ townId, phaseId, ...done, computedBy: null, now })
  return done
}
