import cluster, { type Worker } from 'node:cluster'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'

/** A worker that dies again and again is started after longer and longer waits, up to this one. */
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [100, 30_000]
/** One that has lived so long was well: the next wait is short again. */
const WELL_MS = 60_000
/** Workers that have not stopped in order by then are ended. */
const STOP_WITHIN_MS = 15_000

export interface Workers {
  /** Where all of them listen. */
  port: number
}

/**
 * Runs this program again in `count` processes that share one port; their work is what it does with `cluster.isWorker`.
 * One that dies is started again, and the log says so; SIGTERM and SIGINT stop all in order.
 * The database has been migrated before: only this process may do that.
 *
 * @throws {Error} when the first cannot start; it has said why itself
 */
export async function superviseWorkers(count: number): Promise<Workers> {
  // The workers take connections from the one socket themselves. Handed out in turn by this process instead, those given to
  // a worker in the moment of its death would hang for ever.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const slots = Array.from({ length: count }, (_, i) => ({ number: i + 1, deaths: 0, hasServed: false }))
  const secret = randomBytes(32).toString('hex')
  let isStopping = false

  function start(slot: (typeof slots)[number]): Worker {
    const worker = cluster.fork({ SREDA_PAGE_SECRET: secret })
    const startedAt = Date.now()
    worker.once('exit', function startAgain(code, signal) {
      if (isStopping || !slot.hasServed) return
      slot.deaths = Date.now() - startedAt >= WELL_MS ? 0 : slot.deaths + 1
      const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, slot.deaths - 1), LONGEST_WAIT_MS)
      const how = signal ? `was ended by ${signal}` : `ended with ${code}`
      console.error(
        `Worker ${slot.number} of ${count} (process ${worker.process.pid}) ${how}; another starts in ${waitMs / 1000} s.`,
      )
      setTimeout(() => !isStopping && start(slot), waitMs)
    })
    return worker
  }

  async function stopAll() {
    isStopping = true
    const left = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    const ends = left.map((worker) => (worker.isDead() ? null : once(worker, 'exit')))
    for (const worker of left) worker.process.kill('SIGTERM')
    const timer = setTimeout(function endTheRest() {
      for (const worker of left) if (!worker.isDead()) worker.process.kill('SIGKILL')
    }, STOP_WITHIN_MS)
    await Promise.all(ends)
    clearTimeout(timer)
  }

  async function stop() {
    if (isStopping) return
    await stopAll()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  // The first alone: what keeps it from starting (a port that is taken) would keep the others, and is said once.
  let port = 0
  try {
    for (const slot of slots) {
      port = await untilListening(start(slot))
      slot.hasServed = true
    }
  } catch (error) {
    await stopAll()
    throw error
  }
  return { port }
}

async function untilListening(worker: Worker): Promise<number> {
  return new Promise(function wait(resolve, reject) {
    worker.once('listening', ({ port }) => resolve(port))
    worker.once('exit', () => reject(new Error('A worker could not start; it says above why.')))
  })
}
