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

/**
 * Gives ranks to rows that come in descending order of `countOf`, one at a time, holding one tie in memory at most
 * two rows wide.
 */
export async function* ranked<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  countOf: (row: Row) => number,
): AsyncGenerator<Ranked<Row>> {
  let place = 0
  let rank = 0
  let held: Row | null = null
  let isHeldTied = false
  for await (const row of rows) {
    const isSame = held !== null && countOf(held) === countOf(row)
    if (held !== null) yield { row: held, rank, isTied: isHeldTied || isSame }
    place++
    if (!isSame) rank = place
    isHeldTied = isSame
    held = row
  }
  if (held !== null) yield { row: held, rank, isTied: isHeldTied }
}
