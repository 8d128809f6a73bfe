import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { Problem } from '../problem.ts'
import { momentIn } from '../query.ts'

const NUMBER = /^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i

/**
 * Reads `bbox` (OGC 17-069r4, 7.15.3): four numbers, or six with heights, which are left out; CRS84. A box whose west lies
 * east of its east goes over the 180th meridian and becomes two.
 *
 * @throws {Problem} 400
 */
export function boxesIn(text: string | undefined): Bbox[] | null {
  if (text === undefined) return null
  const words = text.split(',').map((word) => word.trim())
  const isBad = ![4, 6].includes(words.length) || !words.every((word) => NUMBER.test(word))
  const all = words.map(Number)
  const [west, south, east, north] = (all.length === 6 ? [0, 1, 3, 4] : [0, 1, 2, 3]).map((i) => all[i]!) as [
    number,
    number,
    number,
    number,
  ]
  const isOnEarth =
    Math.max(Math.abs(west), Math.abs(east)) <= 180 && Math.max(Math.abs(south), Math.abs(north)) <= 90
  if (isBad || !isOnEarth || south > north)
    throw new Problem(400, 'badValue', { name: 'bbox', allowed: 'west,south,east,north' })
  if (west <= east) return [[west, south, east, north]]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}

/**
 * Reads `datetime` (7.15.4): a moment, or an interval whose open end is `..` or nothing.
 *
 * @throws {Problem} 400
 */
export function spanIn(text: string | undefined): { from: Date | null; until: Date | null } | null {
  if (text === undefined) return null
  const parts = text.split('/')
  const isOpen = (part: string) => part === '' || part === '..'
  const [from, until] = [parts[0]!, parts.at(-1)!]
  const fits =
    parts.length <= 2 && (parts.length === 1 ? momentIn(from) !== null : !(isOpen(from) && isOpen(until)))
  const span = {
    from: isOpen(from) ? null : momentIn(from),
    until: isOpen(until) ? null : momentIn(until, true),
  }
  const isRead = (isOpen(from) || span.from !== null) && (isOpen(until) || span.until !== null)
  if (!fits || !isRead || (span.from && span.until && span.from > span.until))
    throw new Problem(400, 'badValue', {
      name: 'datetime',
      allowed: '2026-01-31T00:00:00Z, 2026-01-01/2026-01-31, ../2026-01-31',
    })
  return span
}
