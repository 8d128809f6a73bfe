import { runVoteClock } from '#app/models/vote-clock.server.ts'

let timer: NodeJS.Timeout | null = null

/** Looks every minute, and at the start, for votes that have closed and links that are to be erased. */
export function startVoteClock(everyMs = 60_000) {
  timer ??= setInterval(tick, everyMs)
  timer.unref()
  tick()
}

export function stopVoteClock() {
  if (timer) clearInterval(timer)
  timer = null
}

function tick() {
  runVoteClock().catch((error: Error) => console.error(`The clock of votes failed: ${error.message}`))
}
