/** The wall clock of a time zone at a moment, as <input type="datetime-local"> writes it: "2026-05-01T09:00". */
export function wallTimeOf(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(moment)
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** The last second of a day ("2026-05-01") on the wall clock of a time zone; null as `momentOfWallTime`. */
export function endOfDay(day: string, timeZone: string): Date | null {
  const lastMinute = /T/.test(day) ? null : momentOfWallTime(`${day.trim()}T23:59`, timeZone)
  return lastMinute && new Date(lastMinute.getTime() + 59_000)
}

/** Years that a town may plan in: far ones are slips of the pen, and past the ends of calendars nothing adds up. */
const YEARS = { from: 1900, to: 2199 }

/**
 * The moment when a time zone's wall clock shows "2026-05-01T09:00" (or a date: its midnight); null for anything else,
 * also for a year before 1900 or after 2199.
 */
export function momentOfWallTime(text: string, timeZone: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?)?$/.exec(text.trim())
  const year = Number(match?.[1]?.slice(0, 4))
  if (!match || year < YEARS.from || year > YEARS.to) return null
  const wanted = `${match[1]}T${match[2] ?? '00:00'}`
  let guess = Date.parse(`${wanted}Z`)
  // 31 February is read by Date as 3 March.
  if (Number.isNaN(guess) || !new Date(guess).toISOString().startsWith(wanted)) return null
  // Twice: the offset found first may be of the other side of a clock change.
  for (let i = 0; i < 2; i++)
    guess += Date.parse(`${wanted}Z`) - Date.parse(`${wallTimeOf(new Date(guess), timeZone)}Z`)
  return new Date(guess)
}
