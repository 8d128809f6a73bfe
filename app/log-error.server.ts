import { describeFault } from '#app/jobs/hidden.server.ts'

/** Writes a fault of ours to the log: what broke and where, without what it broke on. */
export function logError(error: unknown) {
  console.error(describeFault(error))
}
