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
  const { number: numbers } = columns
  const found: Place[] = []
  // Of what is kept, the last one; of the place to start from: compared as numbers, for most slots fail here.
  let [worstValue, worstNumber] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const fromValue = from ? from[0] * sign : Number.NEGATIVE_INFINITY
  const fromNumber = from ? from[1] * sign : 0
  for (let slot = 0; slot < bits.length; slot++) {
    if (bits[slot] === 0) continue
    const value = sortValue(slot) * sign
    // One test of both, nearly always with the same answer: two would be guessed wrong at every third slot.
    if ((Number(value <= worstValue) & Number(value >= fromValue)) === 0) continue
    const number = numbers[slot]! * sign
    if ((value === worstValue && number >= worstNumber) || (value === fromValue && number <= fromNumber))
      continue
    let at = found.length
    while (
      at > 0 &&
      (found[at - 1]![0] > value || (found[at - 1]![0] === value && found[at - 1]![1] > number))
    )
      at--
    found.splice(at, 0, [value, number])
    if (found.length > limit) found.pop()
    if (found.length === limit) [worstValue, worstNumber] = found[limit - 1]!
  }
  const places = found.map(([value, number]): Place => [value * sign, number * sign])
  return isBackwards ? places.reverse() : places
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
