/** By what a ranked list is ordered: votes where ballots were cast, supports elsewhere. */
export type RankBy = 'supports' | 'votes'

/** More first; equal counts share a rank; inside a tie the earlier number stands first, without a better rank. */
export const RANK_RULE: Record<RankBy, string> = {
  supports: 'supports-descending/equal-share-rank/earlier-number-listed-first',
  votes: 'votes-descending/equal-share-rank/earlier-number-listed-first',
}

export interface Ranked<Row> {
  row: Row
  /** 1 for the highest count; rows with equal counts share a rank and the next rank is skipped (1, 2, 2, 4). */
  rank: number
  isTied: boolean
}

/** The row that stands just before the first one given: its place (1, 2, 3, …), rank and count. */
export interface Preceding {
  place: number
  rank: number
  count: number
}

export interface Ranker<Row> {
  /** The next rows; all are given back but the last, which is held until it is known whether the next shares its rank. */
  push(rows: readonly Row[]): Ranked<Row>[]
  /** The row that was held; [] when there was none. */
  end(): Ranked<Row>[]
}

/**
 * Gives ranks to rows that come in descending order of `countOf`, some at a time; holds one row.
 *
 * @param preceding for rows from the middle of the list: a shared rank goes on across the cut
 */
export function rankerOf<Row>(countOf: (row: Row) => number, preceding?: Preceding): Ranker<Row> {
  let { place, rank } = preceding ?? { place: 0, rank: 0 }
  let lastCount = preceding?.count ?? null
  let held: Ranked<Row> | null = null
  return {
    push(rows) {
      const given: Ranked<Row>[] = []
      for (const row of rows) {
        const count = countOf(row)
        const isSame = lastCount === count
        place++
        if (!isSame) rank = place
        if (held) {
          if (isSame) held.isTied = true
          given.push(held)
        }
        held = { row, rank, isTied: isSame }
        lastCount = count
      }
      return given
    },
    end() {
      const last = held ? [held] : []
      held = null
      return last
    },
  }
}
