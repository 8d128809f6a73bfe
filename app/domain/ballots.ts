import type { BallotForm, RuleSettings } from './rules/types.ts'

/** How a ballot is filled, with its numbers. */
export type BallotMethod =
  | { kind: 'one' }
  | { kind: 'approval'; min: number; max: number }
  | { kind: 'ranking'; max: number }
  | { kind: 'knapsack' }
  | { kind: 'points'; total: number; perOption: number }
  | { kind: 'score'; max: number }

/** Who may vote: any signed-in person, residents the staff confirmed, or holders of the town's printed codes. */
export type Electorate = 'signed-in' | 'confirmed' | 'codes'

/** What is voted on: all published proposals of the process, a short list, spaces, or variants described in words. */
export type OptionSource = 'proposals' | 'list' | 'spaces' | 'variants'

/**
 * All that a vote phase fixes. From the first ballot on it does not change: its text and hash are printed on every result.
 *
 * @property budgetMinor  minor units; null where the rule knows no money
 * @property unlinkDays   days after the close when the link between who voted and what was voted is erased
 */
export interface BallotSettings {
  method: BallotMethod
  electorate: Electorate
  optionSource: OptionSource
  rule: RuleSettings
  budgetMinor: number | null
  minimumAge: number
  unlinkDays: number
}

/** One mark on a ballot. `value` is the place (1 = best) for a ranking, points or score; null for the others. */
export interface Mark {
  optionId: string
  value: number | null
}

/** The settings of a vote phase; null where no ballot was configured. They were checked when they were written. */
export function ballotOf(settings: { ballot?: object | null }): BallotSettings | null {
  return (settings.ballot as BallotSettings | null | undefined) ?? null
}

/** What the marks of a method mean to a rule: 'approval' marks have no value, the others a place, points or a score. */
export function formOf(method: BallotMethod): BallotForm {
  switch (method.kind) {
    case 'one':
    case 'approval':
    case 'knapsack':
      return 'approval'
    default:
      return method.kind
  }
}
