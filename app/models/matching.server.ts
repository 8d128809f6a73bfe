import { markHolders } from '#app/domain/search/postings.ts'
import { type Columns, FACETS, type FacetName } from './columns.server.ts'
import type { Scope } from './listing.server.ts'
import { columnsOf, type TownColumns } from './town-columns.server.ts'

/** A scope's answer: `bits[slot]` is 1 for what matches. */
export interface Matches {
  columns: Columns
  bits: Uint8Array
  all: number
  /** Of those, with a place. */
  placed: number
}

interface Answers {
  version: number
  byScope: Map<string, Matches>
}

/** A page asks for the map, the count and the list of one scope; a few filters are looked at at a time. */
const KEPT_ANSWERS = 8

const kept = new WeakMap<Columns, Answers>()

/** What matches as of now. To be used before anything else is awaited: the next look changes the columns. */
export async function matchesOf(scope: Scope): Promise<Matches> {
  const town = await columnsOf(scope.townId, scope.words.length > 0)
  const { columns } = town
  let answers = kept.get(columns)
  if (answers?.version !== columns.version) {
    answers = { version: columns.version, byScope: new Map() }
    kept.set(columns, answers)
  }
  const key = JSON.stringify(scope)
  let matches = answers.byScope.get(key)
  if (!matches) {
    matches = matchAll(town, scope)
    if (answers.byScope.size >= KEPT_ANSWERS) answers.byScope.delete(answers.byScope.keys().next().value!)
    answers.byScope.set(key, matches)
  }
  return matches
}

function matchAll({ columns, words }: TownColumns, scope: Scope): Matches {
  const { size, isLive, cell } = columns
  const bits = isLive.slice(0, size)
  for (const { codes, isWanted } of facetTests(columns, scope))
    for (let slot = 0; slot < size; slot++) bits[slot]! &= isWanted[codes[slot]!]!
  for (const patterns of scope.words) {
    const holders = new Uint8Array(size)
    markHolders(words!.postings, patterns, holders)
    for (let slot = 0; slot < size; slot++) bits[slot]! &= holders[slot]!
  }
  let [all, placed] = [0, 0]
  for (let slot = 0; slot < size; slot++) {
    if (bits[slot] === 0) continue
    all++
    if (!Number.isNaN(cell[slot]!)) placed++
  }
  return { columns, bits, all, placed }
}

function facetTests({ facets }: Columns, scope: Scope) {
  const asked: Record<FacetName, string[] | null> = {
    kind: scope.kinds,
    status: scope.statuses,
    processId: scope.processIds,
    categoryId: scope.categoryIds,
    spaceId: scope.spaceId === null ? null : [scope.spaceId],
  }
  return FACETS.flatMap((name) => {
    const wanted = asked[name]
    if (!wanted) return []
    const { codes, values } = facets[name]
    const isWanted = Uint8Array.from(values, (value) => (value !== null && wanted.includes(value) ? 1 : 0))
    return [{ codes, isWanted }]
  })
}
