import type { Matches } from './matching.server.ts'

/** What stands where in a sorted set: less of `value` first, and of equals the lower number. */
export type Place = [value: number, number: number]

/**
 * The numbers that come next after a place, or that come before it, in the order of the set; as quick at any depth.
 * @param sortValue of a slot
 * @param from    null for the beginning, backwards for the end
 */
export function placesFrom(
  { columns, bits }: Matches,
  sortValue: (slot: number) => number,
  from: Place | null,
  limit: number,
  isBackwards = false,
): Place[] {
  const sign = isBackwards ? -1 : 1
  const found: Place[] = []
  const isLess = (a: Place, b: Place) => (a[0] === b[0] ? (a[1] - b[1]) * sign : (a[0] - b[0]) * sign) < 0
  for (let slot = 0; slot < bits.length; slot++) {
    if (bits[slot] === 0) continue
    const value = sortValue(slot)
    const worst = found.length < limit ? null : found[limit - 1]!
    if (worst && (value - worst[0]) * sign > 0) continue
    const place: Place = [value, columns.number[slot]!]
    if ((worst && !isLess(place, worst)) || (from && !isLess(from, place))) continue
    let at = found.length
    while (at > 0 && isLess(place, found[at - 1]!)) at--
    found.splice(at, 0, place)
    if (found.length > limit) found.pop()
  }
  return isBackwards ? found.reverse() : found
}

/** How many stand before a place, and how many of them with a value that is less. */
export function standingOf(
  { columns, bits }: Matches,
  sortValue: (slot: number) => number,
  [value, number]: Place,
): { before: number; less: number } {
  let [before, less] = [0, 0]
  for (let slot = 0; slot < bits.length; slot++) {
    if (bits[slot] === 0) continue
    const other = sortValue(slot)
    if (other < value) less++
    else if (other === value && columns.number[slot]! < number) before++
  }
  return { before: before + less, less }
}
