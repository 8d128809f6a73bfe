import { describeFault } from './hidden.server.ts'
import { makeDueArchives } from './open-data.server.ts'
import { stopWebhooks, wakeWebhooks } from './webhooks.server.ts'

const WEBHOOKS_MS = 5000
const ARCHIVES_MS = 60_000

let timers: NodeJS.Timeout[] = []
let making: Promise<unknown> = Promise.resolve()

/** What towns give away by themselves: webhooks every few seconds, and at night an archive. */
export function startSharing() {
  if (timers.length > 0) return
  timers = [setInterval(wakeWebhooks, WEBHOOKS_MS), setInterval(wakeArchives, ARCHIVES_MS)]
  for (const timer of timers) timer.unref()
  wakeArchives()
}

function wakeArchives() {
  making = making
    .then(() => makeDueArchives())
    .catch((error) => console.error(`No archive of open data: ${describeFault(error)}`))
}

/** What is under way is finished first; webhooks of receivers that do not answer are not waited for long. */
export async function stopSharing() {
  for (const timer of timers) clearInterval(timer)
  timers = []
  await Promise.all([making, stopWebhooks()])
}
