/** One line of the table of all towns: public figures only. */
export interface TownFigures {
  name: string
  /** Processes with a phase open now in which residents act. */
  open: number
  /** Published pins and proposals. */
  entries: number
  supports: number
  /** Published proposals, and those of them that have an answer. */
  proposals: number
  answered: number
  /** Whole days from sending to the first answer, rounded up; half of the answered waited no longer. */
  medianDays: number | null
  /** The first end among phases that are open now. */
  nextEnd: Date | null
}

export const FIGURE_SORTS = ['town', 'open', 'entries', 'supports', 'answered', 'days', 'next'] as const
export type FigureSort = (typeof FIGURE_SORTS)[number]

const VALUES: Record<Exclude<FigureSort, 'town'>, (row: TownFigures) => number | null> = {
  open: (row) => row.open,
  entries: (row) => row.entries,
  supports: (row) => row.supports,
  answered: (row) => answeredShare(row),
  days: (row) => row.medianDays,
  next: (row) => row.nextEnd?.getTime() ?? null,
}

/** 0 to 1; null where there is nothing to answer. */
export function answeredShare({
  answered,
  proposals,
}: Pick<TownFigures, 'answered' | 'proposals'>): number | null {
  return proposals === 0 ? null : answered / proposals
}

/** Sorted by a column; equal ones by name, and what has no figure last whichever way. */
export function sortFigures<Row extends TownFigures>(
  rows: readonly Row[],
  { by, isDown, locale }: { by: FigureSort; isDown: boolean; locale: string },
): Row[] {
  const { compare } = new Intl.Collator(locale)
  const sign = isDown ? -1 : 1
  return [...rows].sort(function inOrder(a, b) {
    if (by === 'town') return sign * compare(a.name, b.name)
    const [x, y] = [VALUES[by](a), VALUES[by](b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || compare(a.name, b.name)
    return sign * (x - y) || compare(a.name, b.name)
  })
}

/** What an address asks for: names from the beginning, figures from the largest unless it says otherwise. */
export function figureSortFrom(query: URLSearchParams): { by: FigureSort; isDown: boolean } {
  const by = FIGURE_SORTS.find((one) => one === query.get('sort')) ?? 'town'
  const asked = query.get('order')
  return { by, isDown: asked === 'down' || (asked !== 'up' && by !== 'town' && by !== 'next') }
}
