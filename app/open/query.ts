import { Problem } from './problem.ts'

/**
 * The parameters of a request, each once and each known: whoever misspells one is told, instead of being given what they did
 * not ask for. Empty ones count as left out.
 *
 * @throws {Problem} 400
 */
export function readQuery<Name extends string>(
  search: URLSearchParams,
  known: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<string, string>> = {}
  for (const [name, value] of search) {
    if (!(known as readonly string[]).includes(name))
      throw new Problem(400, 'unknownParameter', { name, known: known.join(', ') })
    if (name in found) throw new Problem(400, 'twice', { name })
    // NUL is never part of a word, and PostgreSQL takes none.
    if (value.includes('\u0000')) throw new Problem(400, 'badValue', { name, allowed: '' })
    if (value !== '') found[name] = value
  }
  return found as Partial<Record<Name, string>>
}

/** A whole number; more than the most is the most, as paging asks for. @throws {Problem} 400 */
export function wholeIn(
  name: string,
  text: string | undefined,
  { least = 1, most, usual }: { least?: number; most: number; usual: number },
): number {
  if (text === undefined) return usual
  if (!/^\d{1,15}$/.test(text) || Number(text) < least)
    throw new Problem(400, 'badValue', { name, allowed: `${least}-${most}` })
  return Math.min(Number(text), most)
}

/** One of a list. @throws {Problem} 400 */
export function oneOf<T extends string>(
  name: string,
  text: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (text === undefined || (allowed as readonly string[]).includes(text)) return text as T | undefined
  throw new Problem(400, 'badValue', { name, allowed: allowed.join(', ') })
}

// Years of four digits: PostgreSQL knows no year 0.
const DAY = /^[1-9]\d{3}-\d\d-\d\d$/
const MOMENT = /^[1-9]\d{3}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

/** A moment (RFC 3339), or a day, of which it is the beginning or the end in UTC; null when it is neither. */
export function momentIn(text: string, end = false): Date | null {
  const day = text.slice(0, 10)
  if ((!MOMENT.test(text) && !DAY.test(text)) || !isDay(day)) return null
  // A plus sign that was not escaped comes as a space and is refused above.
  const date = new Date(DAY.test(text) ? `${text}T${end ? '23:59:59.999' : '00:00:00'}Z` : text.toUpperCase())
  return Number.isNaN(date.getTime()) ? null : date
}

/** Of the calendar: JavaScript takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
