import { announceDue } from '#app/models/timed-notices.server.ts'
import { describeFault } from './hidden.server.ts'
import { tellAndSend } from './mail.server.ts'

let timer: NodeJS.Timeout | null = null
let isAtWork = false

/** Looks twice a minute, and at the start, for news that have come due: phases, results, weekly digests. */
export function startNews(everyMs = 30_000) {
  if (timer) return
  timer = setInterval(tick, everyMs)
  timer.unref()
  void tick()
}

export function stopNews() {
  if (timer) clearInterval(timer)
  timer = null
}

async function tick() {
  if (isAtWork) return
  isAtWork = true
  try {
    if ((await announceDue()) > 0) await tellAndSend()
  } catch (error) {
    console.error(`The news that came due were not told: ${describeFault(error)}`)
  } finally {
    isAtWork = false
  }
}
