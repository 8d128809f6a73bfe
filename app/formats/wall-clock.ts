/** What a calendar and a clock on the wall of one town show. Month is 1..12, hour 0..23. */
export interface WallClock {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
}

/** Clocks are moved on a quarter of an hour, since zones of minutes and seconds have gone. */
const QUARTER_MS = 15 * 60_000
const SINCE_MS = Date.UTC(1973, 0, 1)
/** A century of quarters of which an export speaks would fit, and no file makes this grow further. */
const MOST_KEPT = 100_000

/**
 * Makes a reader of wall clocks for one time zone; make it once per file, it is slow to build and quick to call.
 *
 * @param timeZone  IANA name, 'Asia/Yekaterinburg'
 * @throws {RangeError} if the zone is unknown
 */
export function wallClockIn(timeZone: string): (instant: Date) => WallClock {
  const ask = askingClock(timeZone)
  const offsets = new Map<number, number>()
  return function readClock(instant) {
    const ms = instant.getTime()
    if (!(ms >= SINCE_MS)) return ask(instant)
    const quarter = Math.floor(ms / QUARTER_MS)
    let offset = offsets.get(quarter)
    if (offset === undefined) {
      if (offsets.size >= MOST_KEPT) offsets.clear()
      offset = clockAsUtcMs(ask(new Date(quarter * QUARTER_MS))) - quarter * QUARTER_MS
      offsets.set(quarter, offset)
    }
    const local = new Date(ms + offset)
    return {
      year: local.getUTCFullYear(),
      month: local.getUTCMonth() + 1,
      day: local.getUTCDate(),
      hour: local.getUTCHours(),
      minute: local.getUTCMinutes(),
      second: local.getUTCSeconds(),
    }
  }
}

function askingClock(timeZone: string): (instant: Date) => WallClock {
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return function askClock(instant) {
    const clock: WallClock = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
    for (const { type, value } of formatter.formatToParts(instant)) {
      if (type in clock) clock[type as keyof WallClock] = Number(value)
    }
    return clock
  }
}

/** Milliseconds of a wall clock as if it hung in Greenwich: what a spreadsheet, which knows no zones, stores. */
export function clockAsUtcMs(clock: WallClock): number {
  return Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second)
}

/** 'DD.MM.YYYY HH:mm' */
export function clockText({ year, month, day, hour, minute }: WallClock): string {
  return `${two(day)}.${two(month)}.${String(year).padStart(4, '0')} ${two(hour)}:${two(minute)}`
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

/**
 * Makes a reader of instants for one time zone: the moment at which the clocks there show a given time.
 * In the hour that autumn repeats, one of the two moments is taken, always the same one.
 *
 * @returns a function that gives null where there is no such day or hour (31 February, 25:00)
 * @throws {RangeError} if the zone is unknown
 */
export function instantIn(timeZone: string): (clock: WallClock) => Date | null {
  const read = wallClockIn(timeZone)
  const offsetAt = (ms: number) => clockAsUtcMs(read(new Date(ms))) - ms
  return function findInstant(clock) {
    const wanted = clockAsUtcMs(clock)
    if (!isSameClock(new Date(wanted), clock)) return null
    return new Date(wanted - offsetAt(wanted - offsetAt(wanted)))
  }
}

/** False if the clock was rolled over into another day or month, as Date.UTC does with 31 February. */
function isSameClock(utc: Date, { year, month, day, hour, minute, second }: WallClock): boolean {
  const isSameDay =
    utc.getUTCFullYear() === year && utc.getUTCMonth() + 1 === month && utc.getUTCDate() === day
  return (
    isSameDay &&
    utc.getUTCHours() === hour &&
    utc.getUTCMinutes() === minute &&
    utc.getUTCSeconds() === second
  )
}
