import { compareIds, drawLot } from './lot.ts'
import type { Election, RuleSettings, TieEntry, TieStep } from './types.ts'

export interface TieRule {
  /** Of options that are equal otherwise: the winner, and what to say of it. Options are indexes. */
  decide(tied: readonly number[]): { winner: number; entry: TieEntry }
  /** Less than zero if the first wins a tie of the two; never 0 for two options. */
  compare(a: number, b: number): number
}

/**
 * The tie rule of a count. The steps are tried in order; where all are equal, ids compared as strings decide.
 *
 * @param votes  ballots that name each option: what the step `votes` compares
 */
export function createTieRule(
  { ids, costs }: Pick<Election, 'ids' | 'costs'>,
  { ties, seed }: Pick<RuleSettings, 'ties' | 'seed'>,
  votes: ArrayLike<number>,
): TieRule {
  const lot = ties.includes('lot') ? new Map(drawLot(ids, seed).map((id, place) => [id, place])) : null
  const compareBy: Record<TieStep, (a: number, b: number) => number> = {
    votes: (a, b) => votes[b]! - votes[a]!,
    cost: (a, b) => (costs[a]! < costs[b]! ? -1 : costs[a]! > costs[b]! ? 1 : 0),
    earlier: (a, b) => a - b,
    id: (a, b) => compareIds(ids[a]!, ids[b]!),
    lot: (a, b) => lot!.get(ids[a]!)! - lot!.get(ids[b]!)!,
  }
  const steps: TieStep[] = [...ties, 'id']

  function compare(a: number, b: number): number {
    for (const step of steps) {
      const order = compareBy[step](a, b)
      if (order !== 0) return order
    }
    return 0
  }

  function decide(tied: readonly number[]) {
    let left = [...tied]
    let by: TieStep = 'id'
    for (const step of steps) {
      if (left.length === 1) break
      by = step
      const best = left.reduce((a, b) => (compareBy[step](b, a) < 0 ? b : a))
      left = left.filter((option) => compareBy[step](option, best) === 0)
    }
    const winner = left[0]!
    return {
      winner,
      entry: { ids: tied.map((option) => ids[option]!).sort(compareIds), won: ids[winner]!, by },
    }
  }
  return { decide, compare }
}
