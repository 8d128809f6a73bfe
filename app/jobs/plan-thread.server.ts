import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { FileMessage, FileTask, PlanInput, PlanResult } from './plan-worker.server.ts'
import type { ImportInput, ReadImport } from './read-import.server.ts'

const MOST_MB = 512
/** For the thread to begin, and to hand over what it read: past this even a step that never ends has ended. */
const AROUND_MS = 7000

interface Bounds {
  longestMs?: number
  mostMb?: number
}

let last: Promise<unknown> = Promise.resolve()

/**
 * Reads a designer's file and brings it to the town in a thread beside the server's, of bounded time and memory; one file
 * after another.
 *
 * @throws {UnreadableFileError} what `readPlan` and `settlePlan` throw; 'plan.too-slow' of a file that takes too much memory, too
 */
export function readInThread(plan: PlanInput, bounds?: Bounds): Promise<PlanResult> {
  return inTurn<PlanResult>({ plan }, bounds)
}

/** The same for a file of proposals or spaces. @throws {UnreadableFileError} as `readImport`, and as `readInThread` */
export function readImportInThread(input: ImportInput, bounds?: Bounds): Promise<ReadImport> {
  return inTurn<ReadImport>({ import: input }, bounds)
}

function inTurn<R extends PlanResult | ReadImport>(
  task: FileTask,
  { longestMs = PLAN_LIMITS.ms + AROUND_MS, mostMb = MOST_MB }: Bounds = {},
): Promise<R> {
  const read = last.then(() => readOne<R>(task, longestMs, mostMb))
  last = read.catch(() => undefined)
  return read
}

async function readOne<R>(task: FileTask, longestMs: number, mostMb: number): Promise<R> {
  const home = process.env.SREDA_HOME ?? process.cwd()
  const worker = new Worker(pathToFileURL(join(home, 'app/jobs/plan-thread.server.mjs')), {
    workerData: task,
    execArgv: ['--import', pathToFileURL(join(home, 'node_modules/tsx/dist/loader.mjs')).href],
    resourceLimits: { maxOldGenerationSizeMb: mostMb },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    const message = await new Promise<FileMessage>((resolve, reject) => {
      timer = setTimeout(() => reject(new UnreadableFileError('plan.too-slow', 1)), longestMs)
      worker.on('message', resolve)
      worker.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UnreadableFileError('plan.too-slow', 1) : error,
        ),
      )
      worker.on('exit', () => reject(new Error('The thread of the file ended without a result.')))
    })
    if ('fault' in message) throw new UnreadableFileError(message.fault.code, message.fault.line)
    return message.result as R
  } finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}
