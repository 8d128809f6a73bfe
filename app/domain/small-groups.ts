/** Fewer people than this might be recognised: their number is not said. */
export const SMALLEST_GROUP = 5

export interface Group {
  key: string
  people: number
}

/**
 * A whole cut into groups, none of which tells of a few people.
 *
 * @property groups    those whose number is said, in the order given
 * @property folded    keys of the others, in an order that says nothing; which of them are small is not said either
 * @property together  people in `folded`; 0 where there are none
 */
export interface Folded {
  groups: Group[]
  folded: string[]
  together: number
}

/** So far is the sum from the least and the most that the folded groups could be: else it would tell what each is. */
const SLACK = 2

/**
 * Where a group is small, the smallest groups are folded into one sum, two of them and more, until the sum and what is
 * shown leave each of them several sizes (a test tries all wholes of up to five groups). Groups of one size are folded
 * together, so that no order among them tells anything.
 *
 * @param groups  of 1 person and more
 */
export function foldSmall(groups: readonly Group[]): Folded {
  if (groups.every(({ people }) => people >= SMALLEST_GROUP))
    return { groups: [...groups], folded: [], together: 0 }
  const sizes = [...new Set(groups.map(({ people }) => people))].sort((a, b) => a - b)
  const from = Math.max(...sizes.filter((size) => size < SMALLEST_GROUP))
  for (const size of sizes.filter((one) => one >= from)) {
    const folded = groups.filter(({ people }) => people <= size)
    const shown = groups.filter(({ people }) => people > size)
    const together = folded.reduce((sum, { people }) => sum + people, 0)
    const most = folded.length * (Math.min(...shown.map(({ people }) => people)) - 1)
    if (
      shown.length > 0 &&
      folded.length >= 2 &&
      together >= folded.length + SLACK &&
      together <= most - SLACK
    )
      return { groups: shown, folded: folded.map(({ key }) => key).sort(), together }
  }
  return { groups: [], folded: [], together: 0 }
}
