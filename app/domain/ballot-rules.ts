import type { BallotMethod, Mark } from './ballots.ts'
import { Refusal } from './refusal.ts'

/** What a method needs to know of an option. */
export interface RuledOption {
  id: string
  number: number
  costMinor: number | null
}

/**
 * Whether a ballot keeps to its method. It is refused with the reason and never mended: nothing is cut off, spread or
 * reordered here. A ranking may leave options out, points may be left over, a score of 0 may be given; a ballot that
 * marks nothing is one only where an approval asks for at least 0.
 *
 * @param budgetMinor  minor units; asked by a knapsack only
 * @throws {Refusal} 'ballot.unknown-option' | 'ballot.repeated-option' | 'ballot.empty' | 'ballot.too-few' |
 *   'ballot.too-many' | 'ballot.bad-value' | 'ballot.bad-places' | 'ballot.over-budget' (`overMinor`, `budgetMinor`) |
 *   'ballot.too-many-points' | 'ballot.points-per-option' | 'ballot.score-range'
 */
export function mustKeepTo(
  method: BallotMethod,
  marks: readonly Mark[],
  options: ReadonlyMap<string, RuledOption>,
  budgetMinor: number | null,
) {
  mustBeKnown(marks, options)
  const count = marks.length
  if (count === 0 && !(method.kind === 'approval' && method.min === 0)) throw new Refusal('ballot.empty')
  switch (method.kind) {
    case 'one':
      mustHaveNoValues(marks)
      return mustBeAtMost(count, 1)
    case 'approval':
      mustHaveNoValues(marks)
      if (count < method.min) throw new Refusal('ballot.too-few', { min: method.min, chosen: count })
      return mustBeAtMost(count, method.max)
    case 'knapsack':
      mustHaveNoValues(marks)
      return mustFit(marks, options, budgetMinor ?? 0)
    case 'ranking':
      mustBeAtMost(count, method.max)
      return mustBePlaces(marks)
    case 'points':
      return mustBePoints(marks, method, options)
    case 'score':
      return mustBeScores(marks, method.max, options)
  }
}

function mustBeKnown(marks: readonly Mark[], options: ReadonlyMap<string, RuledOption>) {
  const seen = new Set<string>()
  for (const { optionId } of marks) {
    const option = options.get(optionId)
    if (!option) throw new Refusal('ballot.unknown-option')
    if (seen.has(optionId)) throw new Refusal('ballot.repeated-option', { number: option.number })
    seen.add(optionId)
  }
}

function mustHaveNoValues(marks: readonly Mark[]) {
  if (marks.some(({ value }) => value !== null)) throw new Refusal('ballot.bad-value')
}

function mustBeAtMost(chosen: number, max: number) {
  if (chosen > max) throw new Refusal('ballot.too-many', { max, chosen })
}

function mustFit(marks: readonly Mark[], options: ReadonlyMap<string, RuledOption>, budgetMinor: number) {
  const sum = costOf(marks, options)
  if (sum > budgetMinor)
    throw new Refusal('ballot.over-budget', { overMinor: sum - budgetMinor, budgetMinor })
}

/** Minor units; an option without a price costs nothing. */
export function costOf(marks: readonly Mark[], options: ReadonlyMap<string, RuledOption>): number {
  return marks.reduce((sum, { optionId }) => sum + (options.get(optionId)?.costMinor ?? 0), 0)
}

/** Places 1, 2, … n, each once. */
function mustBePlaces(marks: readonly Mark[]) {
  const places = new Set(marks.map(({ value }) => value))
  const isWhole = marks.every(({ value }) => value !== null && Number.isInteger(value) && value >= 1)
  if (!isWhole) throw new Refusal('ballot.bad-value')
  for (let place = 1; place <= marks.length; place++) {
    if (!places.has(place)) throw new Refusal('ballot.bad-places', { place })
  }
}

function mustBePoints(
  marks: readonly Mark[],
  { total, perOption }: { total: number; perOption: number },
  options: ReadonlyMap<string, RuledOption>,
) {
  let sum = 0
  for (const { optionId, value } of marks) {
    if (value === null || !Number.isInteger(value) || value < 1) throw new Refusal('ballot.bad-value')
    if (value > perOption)
      throw new Refusal('ballot.points-per-option', { max: perOption, number: options.get(optionId)!.number })
    sum += value
  }
  if (sum > total) throw new Refusal('ballot.too-many-points', { max: total, given: sum })
}

function mustBeScores(marks: readonly Mark[], max: number, options: ReadonlyMap<string, RuledOption>) {
  for (const { optionId, value } of marks) {
    if (value === null || !Number.isInteger(value) || value < 0) throw new Refusal('ballot.bad-value')
    if (value > max) throw new Refusal('ballot.score-range', { max, number: options.get(optionId)!.number })
  }
}

/**
 * A ballot as text, the same for the same choices: printed numbers in ascending order, `3` or `3=value`, by commas. The
 * voter's receipt is a hash over it, so that anyone with the code can make it again.
 */
export function ballotText(marks: readonly Mark[], options: ReadonlyMap<string, RuledOption>): string {
  return marks
    .map(({ optionId, value }) => ({ number: options.get(optionId)?.number ?? 0, value }))
    .sort((a, b) => a.number - b.number)
    .map(({ number, value }) => (value === null ? `${number}` : `${number}=${value}`))
    .join(',')
}
