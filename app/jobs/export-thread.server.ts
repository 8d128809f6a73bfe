import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Exported } from './export.server.ts'
import type { ExportInput, ExportMessage } from './export-worker.server.ts'

/** Short-lived strings are most of what an export makes: collected in one go, they cost a fifth less time. */
const YOUNG_MB = 96
const OLD_MB = 512

/**
 * Writes an export in a thread beside the server's.
 *
 * @param signal  ends the thread at once; what it had written lies beside `path` (`dropParts`)
 * @throws what the thread threw, or that it ended without a result
 */
export function inThread(
  input: ExportInput,
  onRows: (rows: { done: number; all: number }) => void,
  signal: AbortSignal,
): Promise<Exported> {
  const home = process.env.SREDA_HOME ?? process.cwd()
  return new Promise((resolve, reject) => {
    const worker = new Worker(pathToFileURL(join(home, 'app/jobs/export-thread.server.mjs')), {
      workerData: input,
      execArgv: ['--import', pathToFileURL(join(home, 'node_modules/tsx/dist/loader.mjs')).href],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: OLD_MB },
    })
    worker.on('message', (message: ExportMessage) => {
      if ('rows' in message) onRows(message.rows)
      else if ('failed' in message) reject(Object.assign(new Error(), message.failed))
      else resolve(message.exported)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('The thread of the export ended without a result.')))
    const end = () => void worker.terminate()
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
