import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { readSnapshot } from '#db/store.server.ts'
import { type Exported, type ReadyExport, writeExportOf } from './export.server.ts'
import { carried, type Failure } from './export-failure.server.ts'

/*
 * The thread of one export: reads the database on a connection of its own, writes the file, tells how far it is.
 * Run by `inThread` of export-thread.server.ts.
 */

export interface ExportInput {
  databaseUrl: string
  request: ReadyExport
  path: string
}

export type ExportMessage =
  | { rows: { done: number; all: number } }
  | { exported: Exported }
  | { failed: Failure }

/** Read at once: what is held then dies young, and fits the processor's nearer memory. */
const STEP = 1000
const TELL_MS = 250
/** Pages are answered first. */
const BELOW_THE_SERVER = 10

// On Linux a priority is a thread's own; elsewhere it would be the whole server's.
if (process.platform === 'linux') setPriority(BELOW_THE_SERVER)

const { databaseUrl, request, path } = workerData as ExportInput
let toldAt = 0
function tell(done: number, all: number) {
  if (Date.now() - toldAt < TELL_MS) return
  toldAt = Date.now()
  parentPort!.postMessage({ rows: { done, all } } satisfies ExportMessage)
}
async function write(): Promise<ExportMessage> {
  try {
    const exported = await readSnapshot(databaseUrl, (db) =>
      writeExportOf(db, request, path, { step: STEP, onRows: tell }),
    )
    return { exported }
  } catch (error) {
    return { failed: carried(error) }
  }
}
parentPort!.postMessage(await write())
