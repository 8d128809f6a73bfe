/**
 * How much a search may cost. Counted, not timed: the same votes give the same figures on every machine, and a recount finds them.
 * One unit is about ten nanoseconds of a processor: a mark of a ballot looked at.
 */
export interface Effort {
  spent: number
  most: number
}

export class EffortSpentError extends Error {
  override readonly name = 'EffortSpentError'
}

/** @throws {EffortSpentError} where that is more than may be spent */
export function spend(effort: Effort | null, units: number): void {
  if (effort === null) return
  effort.spent += units
  if (effort.spent > effort.most) throw new EffortSpentError()
}
