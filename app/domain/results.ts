import type { BallotSettings } from './ballots.ts'
import type { BallotForm, Outcome, RuleSettings } from './rules/types.ts'

/** How a ballot came: by the site, on paper, or with an election counted elsewhere. */
export type Channel = 'web' | 'paper' | 'import'
export const CHANNELS: readonly Channel[] = ['web', 'paper', 'import']

/**
 * An option as results and exports know it.
 *
 * @property id      as in the rules, the tables and the archive; never changes
 * @property number  of the contribution that it is; null for a space or a variant
 * @property title   in the town's own language; `titleEn` where there is a translation
 * @property cost    minor units as text; '0' where nothing costs
 */
export interface CountedOption {
  id: string
  number: number | null
  title: string
  titleEn: string | null
  cost: string
  category: string | null
  district: string | null
  lng: number | null
  lat: number | null
}

/** All that is known of a vote but its ballots: what the head of an archive says. Moments are ISO 8601. */
export interface CountedVote {
  town: { slug: string; name: string; region: string; currency: string; timeZone: string; locale: string }
  process: { slug: string; title: string }
  votedFrom: string
  votedUntil: string
  settings: Pick<BallotSettings, 'method' | 'electorate' | 'optionSource' | 'minimumAge'>
  form: BallotForm
  rule: RuleSettings
  /** Minor units as text; '0' where the rule knows no money. */
  budget: string
  /** Minor units in one unit of the currency. */
  unit: string
  /** SHA-256 of the text that was frozen at the first ballot; null where nothing was frozen (an imported election). */
  frozenHash: string | null
  snapshotAt: string
  /** What the organisers of a vote counted elsewhere announced; null for the town's own votes. */
  official: Official | null
  version: number
  /** Why this version was counted; '' for the first. */
  reason: string
  options: CountedOption[]
}

/**
 * @property rule       in the organisers' words
 * @property isOurs     the rule is one of ours, so that the count here should give the same
 * @property winners    ids of options; null where the file does not say
 */
export interface Official {
  rule: string
  isOurs: boolean
  winners: string[] | null
}

/**
 * All ballots, one after another, as flat arrays: ballot b marks `options[starts[b] .. starts[b + 1])`.
 *
 * @property keys      what tells ballots apart without saying whose: the hash on the receipt, or one of the paper's own
 * @property channels  index into CHANNELS
 * @property options   indexes of options; best first for a ranking
 * @property values    points or score beside each option; null for approval and ranking
 */
export interface BallotColumns {
  keys: string[]
  channels: Uint8Array
  starts: Int32Array
  options: Int32Array
  values: Float64Array | null
}

/** The same ballots under another rule. */
export interface WhatIf {
  rule: RuleSettings
  winners: string[]
  totalCost: string
}

/** Ballots of one channel: all, and those that mark nothing. */
export interface ChannelCount {
  channel: Channel
  ballots: number
  empty: number
}

/** True for an imported election by a rule that is none of ours: what its organisers chose is all that there is. */
export function isRuleUnknown({ official }: Pick<CountedVote, 'official'>): boolean {
  return official !== null && !official.isOurs
}

/** Ids of what won: as counted, or as the organisers chose by a rule of their own. */
export function winnersOf(vote: Pick<CountedVote, 'official'>, outcome: Pick<Outcome, 'winners'>): string[] {
  return isRuleUnknown(vote) ? (vote.official?.winners ?? []) : outcome.winners
}

export interface CountedResult {
  outcome: Outcome
  whatIf: WhatIf[]
  channels: ChannelCount[]
  /** Votes of each option by channel, in the order of CHANNELS. */
  votesByChannel: Record<string, number[]>
}
