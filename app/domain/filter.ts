import type { Kind, Status } from './contributions.ts'
import type { PhaseKind } from './phases.ts'

export const SORTS = ['support', 'new', 'discussed', 'nearest'] as const
export type Sort = (typeof SORTS)[number]

/** How much of a text is looked for: words, each of which must be found, and characters in all. */
export const TEXT_LIMITS = { words: 12, length: 200 } as const

/** The one filter of the map, the list, the ranking and the exports. It lives in the URL. */
export interface Filter {
  phase: PhaseKind | null
  /** A process's slug. */
  process: string | null
  kind: Kind[]
  /** Ids of categories. */
  category: string[]
  /** A space's slug. */
  space: string | null
  status: Status[]
  text: string
  sort: Sort
  /** Degrees, for the sort "nearest". */
  near: [lng: number, lat: number] | null
}

export const NO_FILTER: Filter = {
  phase: null,
  process: null,
  kind: [],
  category: [],
  space: null,
  status: [],
  text: '',
  sort: 'support',
  near: null,
}

/** The filter as a query string, in one fixed order, so that the same set always has the same address. */
export function filterParams(filter: Filter): URLSearchParams {
  const params = new URLSearchParams()
  if (filter.phase) params.set('phase', filter.phase)
  if (filter.process) params.set('process', filter.process)
  for (const kind of [...filter.kind].sort()) params.append('kind', kind)
  for (const category of [...filter.category].sort()) params.append('category', category)
  if (filter.space) params.set('space', filter.space)
  for (const status of [...filter.status].sort()) params.append('status', status)
  if (filter.text) params.set('text', filter.text)
  if (filter.sort !== 'support') params.set('sort', filter.sort)
  if (filter.near) params.set('near', filter.near.join(','))
  return params
}

/** How many conditions narrow the set (sorting does not). */
export function conditionsIn(filter: Filter): number {
  return (
    [filter.phase, filter.process, filter.space, filter.text].filter(Boolean).length +
    [filter.kind, filter.category, filter.status].filter((list) => list.length > 0).length
  )
}
