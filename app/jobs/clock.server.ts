import { startCounting, stopCounting } from './count.server.ts'
import { eraseDuePeople } from './erasure.server.ts'
import { startMail, stopMail } from './mail.server.ts'
import { startVoteClock, stopVoteClock } from './vote-clock.server.ts'

const HOUR_MS = 3_600_000

let timer: NodeJS.Timeout | null = null

/**
 * What runs outside a request: letters and counts every few seconds, votes that close every minute, erasures at the start
 * and every hour.
 */
export function startClock() {
  startMail()
  startCounting()
  startVoteClock()
  if (timer) return
  setImmediate(erase)
  timer = setInterval(erase, HOUR_MS)
  timer.unref()
}

export async function stopClock() {
  stopMail()
  stopVoteClock()
  if (timer) clearInterval(timer)
  timer = null
  await stopCounting()
}

function erase() {
  eraseDuePeople().catch((error) => console.error(error))
}
