import { announceDue } from '#app/models/timed-notices.server.ts'
import { describeFault } from './hidden.server.ts'
import { tellAndSend } from './mail.server.ts'
import { keepTerms } from './retention.server.ts'

const MINUTE = 60_000
/** How often the terms of data are kept. */
const TERMS_EVERY_MS = 60 * MINUTE

let timer: NodeJS.Timeout | null = null
let isAtWork = false
let termsKeptAt = 0

/**
 * What comes due by the clock, in every process of the site alike: each piece of news and each deletion is one write that
 * only the first of them makes. A process that was down catches up when it starts.
 */
export function startClock(everyMs = MINUTE / 2) {
  timer ??= setInterval(() => void tick(), everyMs)
  timer.unref()
  void tick()
}

export function stopClock() {
  if (timer) clearInterval(timer)
  timer = null
}

async function tick() {
  if (isAtWork) return
  isAtWork = true
  try {
    const now = new Date()
    if ((await announceDue(now)) > 0) await tellAndSend()
    if (now.getTime() - termsKeptAt >= TERMS_EVERY_MS) {
      await keepTerms(now)
      termsKeptAt = now.getTime()
    }
  } catch (error) {
    console.error(`The clock's work was not done: ${describeFault(error)}`)
  } finally {
    isAtWork = false
  }
}
