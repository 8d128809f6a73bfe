import { parentPort, workerData } from 'node:worker_threads'
import { readSnapshot } from '#db/store.server.ts'
import { type CountDone, type CountTask, countOnThisThread } from './count-work.server.ts'

/*
 * The thread of one count: reads the database on a connection of its own, tells how far it is, and gives the result back.
 * Run by `inWorker` of count.server.ts.
 */

export interface WorkerInput {
  databaseUrl: string
  task: CountTask
}

export type WorkerMessage = { progress: number } | { done: CountDone }

const STEP = 0.02

const { databaseUrl, task } = workerData as WorkerInput
let told = 0
const done = await readSnapshot(databaseUrl, (db) =>
  countOnThisThread(db, task, function tell(share) {
    if (share - told < STEP) return
    told = share
    parentPort!.postMessage({ progress: share } satisfies WorkerMessage)
  }),
)
parentPort!.postMessage({ done } satisfies WorkerMessage)
