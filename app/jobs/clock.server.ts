import { eraseDuePeople } from './erasure.server.ts'
import { startMail, stopMail } from './mail.server.ts'

const HOUR_MS = 3_600_000

let timer: NodeJS.Timeout | null = null

/** What runs outside a request: letters every few seconds, erasures at the start and every hour. */
export function startClock() {
  startMail()
  if (timer) return
  setImmediate(erase)
  timer = setInterval(erase, HOUR_MS)
  timer.unref()
}

export function stopClock() {
  stopMail()
  if (timer) clearInterval(timer)
  timer = null
}

function erase() {
  eraseDuePeople().catch((error) => console.error(error))
}
