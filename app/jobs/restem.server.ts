import { restemOld } from '#app/models/restem.server.ts'
import { describeFault } from './hidden.server.ts'

let isStopped = false
let running: Promise<unknown> = Promise.resolve()

/** Once, at the start: after an update the words of what was there before are brought into their new form. */
export function startRestem() {
  isStopped = false
  running = restemOld(() => isStopped).catch((error) =>
    console.error(`The words of older entries were not brought up to date: ${describeFault(error)}`),
  )
}

export async function stopRestem() {
  isStopped = true
  await running
}
