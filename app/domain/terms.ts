import type { Both } from './both.ts'
import { momentOfWallTime, wallTimeOf } from './wall-time.ts'

/** A norm that says how long a phase lasts at least. It is data: editions change, and a town's lawyer has to look. */
export interface TermRule {
  key: string
  /** Calendar days, >= 1. */
  minDays: number
  /** Whether the day on which the phase begins is one of them. */
  countsFirstDay: boolean
  /** A shortage is refused unless somebody says why; else it is only told. */
  isBinding: boolean
  source: Both
  note: Both
  /** Days on which phases begin that the edition is about ("2026-01-31", both included); null = not limited. */
  validFrom: string | null
  validUntil: string | null
  /** The day on which the town's lawyer has compared it with the text in force; null = nobody has. */
  checkedOn: string | null
}

/** What a rule says of a phase. */
export interface TermFinding {
  rule: TermRule
  /** Whole calendar days that the phase has; null = it is not ended. */
  days: number | null
  state: 'met' | 'short' | 'not-in-force'
  /** Its last whole day; null = it is not ended, or has none. */
  lastDay: string | null
  /** The first day that may be the last one: "2026-12-10". */
  firstLastDay: string
  /** The midnight with which that day ends. */
  firstEnd: Date
}

interface Span {
  startsAt: Date
  endsAt: Date | null
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** The day that a town's calendar shows at a moment: "2026-12-01". */
export function dayOf(moment: Date, timeZone: string): string {
  return wallTimeOf(moment, timeZone).slice(0, 10)
}

/** A day some days later (or earlier). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/**
 * Calendar days of a phase on the town's wall clock. The day on which it begins is one, whatever the hour; the day on which
 * it ends is one only when it lasts to midnight (23:59 is midnight, as forms know minutes).
 *
 * @param countsFirstDay false where a term runs from the day after
 * @returns whole days, >= 0
 */
export function calendarDays(
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  timeZone: string,
  countsFirstDay = true,
): number {
  const firstDay = dayOf(startsAt, timeZone)
  const dayAfter = dayOf(new Date(endsAt.getTime() + MINUTE_MS), timeZone)
  const days = Math.round((Date.parse(dayAfter) - Date.parse(firstDay)) / DAY_MS)
  return Math.max(0, days - (countsFirstDay ? 0 : 1))
}

/** Holds a phase against a rule, on the town's wall clock. */
export function checkTerm(span: Span, rule: TermRule, timeZone: string): TermFinding {
  const { minDays, countsFirstDay, validFrom, validUntil } = rule
  const firstDay = dayOf(span.startsAt, timeZone)
  const firstLastDay = addDays(firstDay, minDays - (countsFirstDay ? 1 : 0))
  const firstEnd = momentOfWallTime(addDays(firstLastDay, 1), timeZone) ?? span.startsAt
  const days = span.endsAt && calendarDays({ ...span, endsAt: span.endsAt }, timeZone, countsFirstDay)
  const lastDay = span.endsAt && addDays(dayOf(new Date(span.endsAt.getTime() + MINUTE_MS), timeZone), -1)
  const isInForce = (!validFrom || validFrom <= firstDay) && (!validUntil || firstDay <= validUntil)
  const isLongEnough = days === null || days >= minDays
  const state = isInForce ? (isLongEnough ? 'met' : 'short') : 'not-in-force'
  return {
    rule,
    days,
    state,
    lastDay: lastDay !== null && lastDay >= firstDay ? lastDay : null,
    firstLastDay,
    firstEnd,
  }
}

/** Whether a phase may not stand as it is unless somebody takes it upon themselves and says why. */
export function isRefused(finding: TermFinding): boolean {
  return finding.state === 'short' && finding.rule.isBinding
}

/** A moment some days later by the town's calendar, at the same hour of its clock; null past the ends of the calendar. */
export function movedBy(moment: Date, days: number, timeZone: string): Date | null {
  const [day, hour] = wallTimeOf(moment, timeZone).split('T')
  return momentOfWallTime(`${addDays(day!, days)}T${hour}`, timeZone)
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}
