import { type Folded, foldSmall, type Group } from './small-groups.ts'

/** What an election counted elsewhere says of one voter, as its file writes it. */
export interface Voter {
  age?: string
  method?: string
  district?: string
}

/**
 * Who voted, in sums that show no one: groups too small are folded before anything is kept. Keys: ages as '18-24', '65+';
 * ways of voting 'web', 'paper' or a name of the file's own; districts by name, SEVERAL where a voter names several;
 * NOT_STATED. Null where nothing is known or nothing of it may be shown.
 *
 * The town's own votes have none of it: they ask for neither age nor district.
 */
export interface Turnout {
  age: Folded | null
  method: Folded | null
  district: Folded | null
}

/** For an age, also one under 14 or one that cannot be. */
export const NOT_STATED = ''
/** No district's name: names with commas are lists. */
export const SEVERAL = ','

const BANDS = [
  [14, 17],
  [18, 24],
  [25, 34],
  [35, 44],
  [45, 54],
  [55, 64],
  [65, Number.POSITIVE_INFINITY],
] as const
const OLDEST = 120

/** The turnout that was kept with a phase; null where nothing is known. */
export function turnoutOf(settings: { turnout?: object | null }): Turnout | null {
  return (settings.turnout as Turnout | null | undefined) ?? null
}

/** @returns null where no voter states anything */
export function countTurnout(voters: readonly Voter[]): Turnout | null {
  const turnout: Turnout = {
    age: groupsOf(voters, ({ age }) => ageBand(age ?? ''), byAge),
    method: groupsOf(voters, ({ method }) => methodOf(method ?? ''), bySize),
    district: groupsOf(voters, ({ district }) => districtOf(district ?? ''), bySize),
  }
  return turnout.age || turnout.method || turnout.district ? turnout : null
}

/** '37' -> '35-44'; '18-29', a band of the file's own that is in none of ours, stays; NOT_STATED for what is no age to show. */
export function ageBand(text: string): string {
  const match = /^(\d{1,3})(?:\s*(?:[-–—]\s*(\d{1,3})|(\+)))?$/.exec(text.trim())
  if (!match) return NOT_STATED
  const from = Number(match[1])
  const to = match[3] ? Number.POSITIVE_INFINITY : Number(match[2] ?? match[1])
  if (from > to || from > OLDEST || to < BANDS[0][0]) return NOT_STATED
  const [first, last] = BANDS.find((band) => from >= band[0] && to <= band[1]) ?? [from, to]
  return last === Number.POSITIVE_INFINITY ? `${first}+` : `${first}-${last}`
}

function methodOf(text: string): string {
  const name = text.trim().toLowerCase()
  return name === 'internet' ? 'web' : name
}

function districtOf(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ')
  return name.includes(',') ? SEVERAL : name
}

function groupsOf(
  voters: readonly Voter[],
  keyOf: (voter: Voter) => string,
  compare: (a: Group, b: Group) => number,
): Folded | null {
  const people = new Map<string, number>()
  for (const voter of voters) {
    const key = keyOf(voter)
    people.set(key, (people.get(key) ?? 0) + 1)
  }
  const groups = [...people].map(([key, count]) => ({ key, people: count })).sort(compare)
  const folded = foldSmall(groups)
  return folded.groups.some(({ key }) => key !== NOT_STATED) ? folded : null
}

function byAge(a: Group, b: Group): number {
  return restLast(a, b) || Number.parseInt(a.key, 10) - Number.parseInt(b.key, 10) || bySize(a, b)
}

function bySize(a: Group, b: Group): number {
  return restLast(a, b) || b.people - a.people || (a.key < b.key ? -1 : 1)
}

function restLast(a: Group, b: Group): number {
  const rank = ({ key }: Group) => (key === NOT_STATED ? 2 : key === SEVERAL ? 1 : 0)
  return rank(a) - rank(b)
}
