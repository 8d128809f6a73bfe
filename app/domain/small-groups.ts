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
 * @property small     keys of those with 1 to 4 people, in an order that says nothing
 * @property beside    keys of larger ones that are folded with them, so that no difference from the total tells their number
 * @property together  people in `small` and `beside`; 0 where there are none
 */
export interface Folded {
  groups: Group[]
  small: string[]
  beside: string[]
  together: number
}

/**
 * Folds the small groups into one sum. Where that sum alone, with what is shown, would tell the size of one of them, the
 * next smallest group is folded too.
 *
 * @param groups  of 1 person and more
 */
export function foldSmall(groups: readonly Group[]): Folded {
  const small = groups.filter(({ people }) => people < SMALLEST_GROUP)
  const shown = groups.filter(({ people }) => people >= SMALLEST_GROUP).sort((a, b) => a.people - b.people)
  const beside: Group[] = []
  while (shown.length > 0 && isTelling(small, beside, shown[0]!.people)) beside.push(shown.shift()!)
  if (shown.length === 0 && small.length > 0) return { groups: [], small: [], beside: [], together: 0 }
  return {
    groups: groups.filter((group) => shown.includes(group)),
    small: small.map(({ key }) => key).sort(),
    beside: beside.map(({ key }) => key).sort(),
    together: [...small, ...beside].reduce((sum, { people }) => sum + people, 0),
  }
}

/**
 * Whether the sum leaves a folded group only one possible size. Known of each: a small one has 1 to 4 people, one beside
 * them at least 5 and no more than the smallest that is shown.
 */
function isTelling(small: readonly Group[], beside: readonly Group[], most: number): boolean {
  if (small.length === 0) return false
  const sum = [...small, ...beside].reduce((total, { people }) => total + people, 0)
  const low = small.length + beside.length * SMALLEST_GROUP
  const high = small.length * (SMALLEST_GROUP - 1) + beside.length * most
  const open = small.length + (most > SMALLEST_GROUP ? beside.length : 0)
  return sum < SMALLEST_GROUP || sum <= low || sum >= high || open < 2
}
