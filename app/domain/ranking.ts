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

/**
 * Gives ranks to rows that come in descending order of `countOf`, one at a time, holding one tie in memory at most
 * two rows wide.
 *
 * @param preceding for rows from the middle of the list: a shared rank goes on across the cut
 */
export async function* ranked<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  countOf: (row: Row) => number,
  preceding?: Preceding,
): AsyncGenerator<Ranked<Row>> {
  let { place, rank } = preceding ?? { place: 0, rank: 0 }
  let lastCount = preceding?.count ?? null
  let held: Row | null = null
  let isHeldTied = false
  for await (const row of rows) {
    const isSame = lastCount === countOf(row)
    if (held !== null) yield { row: held, rank, isTied: isHeldTied || isSame }
    place++
    if (!isSame) rank = place
    isHeldTied = isSame
    held = row
    lastCount = countOf(row)
  }
  if (held !== null) yield { row: held, rank, isTied: isHeldTied }
}
