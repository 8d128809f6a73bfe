import type { SettingsView } from './load.server.ts'
import type { Typed } from './read-marks.ts'

interface Option {
  id: string
  costMinor: number | null
}

/** What a half-filled ballot adds up to. */
export interface Counted {
  /** Options marked, places given, or points given out. */
  chosen: number
  /** The most there may be of `chosen`; null = no limit. */
  max: number | null
  sumMinor: number
  /** Of the budget; negative when too much is marked, null where the ballot has none. */
  leftMinor: number | null
  isOver: boolean
}

/** @param typed  as `typedIn` reads a form: an option that is not marked is absent or '' */
export function countMarks(
  { method, budgetMinor }: Pick<SettingsView, 'method' | 'budgetMinor'>,
  typed: Typed,
  options: readonly Option[],
): Counted {
  const isMarked = (text: string | undefined) => text !== undefined && text !== '' && text !== '0'
  const marked = options.filter(({ id }) => (method.kind === 'score' ? typed[id] : isMarked(typed[id])))
  const sumMinor = marked.reduce((sum, { costMinor }) => sum + (costMinor ?? 0), 0)
  const points = marked.reduce((sum, { id }) => sum + (Number(typed[id]) || 0), 0)
  const chosen = method.kind === 'points' ? points : marked.length
  const max =
    method.kind === 'points'
      ? method.total
      : method.kind === 'one'
        ? 1
        : method.kind === 'approval' || method.kind === 'ranking'
          ? method.max
          : null
  const leftMinor = method.kind === 'knapsack' && budgetMinor !== null ? budgetMinor - sumMinor : null
  return {
    chosen,
    max,
    sumMinor,
    leftMinor,
    isOver: (max !== null && chosen > max) || (leftMinor !== null && leftMinor < 0),
  }
}
