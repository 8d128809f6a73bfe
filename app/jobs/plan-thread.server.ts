import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { PlanInput, PlanMessage } from './plan-worker.server.ts'

const MOST_MB = 512
/** For the thread to begin, and to hand over what it read: past this even a step that never ends has ended. */
const AROUND_MS = 7000

let last: Promise<unknown> = Promise.resolve()

/**
 * Reads a designer's file and brings it to the town in a thread beside the server's, of bounded time and memory; one file
 * after another.
 *
 * @throws {UnreadableFileError} what `readPlan` and `settlePlan` throw; 'plan.too-slow' of a file that takes too much memory, too
 */
export function readInThread(
  input: PlanInput,
  { longestMs = PLAN_LIMITS.ms + AROUND_MS, mostMb = MOST_MB } = {},
) {
  const read = last.then(() => readOne(input, longestMs, mostMb))
  last = read.catch(() => undefined)
  return read
}

async function readOne(input: PlanInput, longestMs: number, mostMb: number) {
  const home = process.env.SREDA_HOME ?? process.cwd()
  const worker = new Worker(pathToFileURL(join(home, 'app/jobs/plan-thread.server.mjs')), {
    workerData: input,
    execArgv: ['--import', pathToFileURL(join(home, 'node_modules/tsx/dist/loader.mjs')).href],
    resourceLimits: { maxOldGenerationSizeMb: mostMb },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    const message = await new Promise<PlanMessage>((resolve, reject) => {
      timer = setTimeout(() => reject(new UnreadableFileError('plan.too-slow', 1)), longestMs)
      worker.on('message', resolve)
      worker.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UnreadableFileError('plan.too-slow', 1) : error,
        ),
      )
      worker.on('exit', () => reject(new Error('The thread of the plan ended without a result.')))
    })
    if ('fault' in message) throw new UnreadableFileError(message.fault.code, message.fault.line)
    return message
  } finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}
