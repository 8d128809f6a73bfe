import { v7 } from 'uuid'
import { instantIn, wallClockIn } from '#app/formats/wall-clock.ts'

export const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** The midnight with which today began in a town: demo phases are counted from it. */
export function midnightIn(timeZone: string, now: Date): Date {
  const today = wallClockIn(timeZone)(now)
  return instantIn(timeZone)({ ...today, hour: 0, minute: 0, second: 0 }) ?? now
}

/** Some days before now, at an hour of the day that depends on `salt`, so that not everybody writes at once. */
export function daysBefore(now: Date, days: number, salt: number): Date {
  return new Date(now.getTime() - days * DAY_MS + ((salt * 137) % 600) * MINUTE_MS)
}

/** Not before what it answers, and not in the future. */
export function notBefore(moment: Date, earlier: Date, now: Date): Date {
  const soonest = earlier.getTime() + 25 * MINUTE_MS
  return new Date(Math.min(Math.max(moment.getTime(), soonest), now.getTime()))
}

/** An id as it would have been made at that moment: lists and logs go by the order of ids. */
export function idAt(moment: Date): string {
  return v7({ msecs: moment.getTime() })
}
