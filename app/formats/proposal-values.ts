import type { WallClock } from '#app/formats/wall-clock.ts'

const MULTIPLIERS: readonly (readonly [pattern: RegExp, zeros: number])[] = [
  [/(?:тыс\.?|тысяч[аи]?|k|к)$/, 3],
  [/(?:млн\.?|миллион(?:а|ов)?|mln\.?)$/, 6],
  [/(?:млрд\.?|миллиард(?:а|ов)?|bln\.?)$/, 9],
]
const CURRENCY = /(?:₽|rub|rur|руб(?:\.|ль|ля|лей)?|р\.?)$/
const ISO_DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i
const RUSSIAN_DATE = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

/**
 * Reads an amount as people write it: '1 234 567,50', '1.2 млн', '350 тыс. руб.', '1,234,567.50 ₽'.
 * Exact: works on the digits. A single point or comma is a decimal mark; '1,234' could be either and is refused.
 *
 * @returns whole kopecks, or null if this is no amount, is negative or has parts of a kopeck
 */
export function parseRoubles(text: string): number | null {
  let rest = text
    .toLowerCase()
    .replace(/[\s'’]/g, '')
    .replace(CURRENCY, '')
  const multiplier = MULTIPLIERS.find(([pattern]) => pattern.test(rest))
  if (multiplier) rest = rest.replace(multiplier[0], '')
  const zeros = multiplier?.[1] ?? 0
  const parts = splitDecimal(rest)
  if (parts === null || parts.fraction.length > zeros + 2) return null
  return asSafeInteger(parts.whole + parts.fraction.padEnd(zeros + 2, '0'))
}

/** Digits before and after the decimal mark. Where a mark repeats or both occur, the groups must be of three digits. */
function splitDecimal(text: string): { whole: string; fraction: string } | null {
  if (!/^\d+(?:[.,]\d+)*$/.test(text)) return null
  const marks = text.replace(/\d/g, '')
  const groups = text.split(/[.,]/)
  const hasFraction = marks.length === 1 || (marks.length > 1 && marks.at(-1) !== marks.at(-2))
  const groupMarks = hasFraction ? marks.slice(0, -1) : marks
  const fraction = hasFraction ? groups.pop()! : ''
  const isGrouped = new Set(groupMarks).size === 1
  if (isGrouped && !/^\d{1,3}(?:[.,]\d{3})+$/.test(groups.join('.'))) return null
  return groupMarks === '' || isGrouped ? { whole: groups.join(''), fraction } : null
}

/**
 * Reads a decimal with a point or a comma as whole hundredths ('4000.0' -> 400000), without floating point.
 *
 * @returns null if this is no such number, is negative or has parts of a hundredth
 */
export function parseHundredths(text: string): number | null {
  const match = /^(\d+)(?:[.,](\d{1,2})0*)?$/.exec(text)
  return match ? asSafeInteger(match[1]! + (match[2] ?? '').padEnd(2, '0')) : null
}

function asSafeInteger(digits: string): number | null {
  const n = Number(digits)
  return Number.isSafeInteger(n) ? n : null
}

/** Degrees with a point or a comma, '56,123456°' too; null outside -limit..limit. */
export function parseDegrees(text: string, limit: 90 | 180): number | null {
  const plain = text.trim().replace(/\s*°$/, '').replace(',', '.').replace('−', '-')
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(plain)) return null
  const degrees = Number(plain)
  return Math.abs(degrees) <= limit ? degrees : null
}

/**
 * Reads '2024-05-31', '2024-05-31T10:00:00Z', '31.05.2024' or '31.05.2024 10:00'.
 *
 * @param toInstant  `instantIn` of the zone of a date that names none
 * @returns null if this is none of them or there is no such day
 */
export function parseDate(text: string, toInstant: (clock: WallClock) => Date | null): Date | null {
  const russian = RUSSIAN_DATE.exec(text)
  if (russian) {
    return toInstant(clockOf(russian[3], russian[2], russian[1], russian[4], russian[5], russian[6]))
  }
  const iso = ISO_DATE.exec(text)
  if (!iso) return null
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone] = iso
  const local = toInstant(clockOf(year, month, day, hour, minute, second))
  if (local === null || zone === undefined) return local
  const offset = zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  // Of an offset that no zone has there is no such moment.
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset}`)
  return Number.isNaN(moment.getTime()) ? null : moment
}

function clockOf(...parts: (string | undefined)[]): WallClock {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  )
  return { year, month, day, hour, minute, second }
}
