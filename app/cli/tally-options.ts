import { defaultSettings } from '#app/domain/rules/index.ts'
import type { RuleName, RuleSettings, TieStep } from '#app/domain/rules/types.ts'
import type { PabulibElection } from '#app/formats/pabulib-election.ts'
import { CliError } from './cli-error.ts'

/** As commander gives them. */
export interface TallyOptions {
  rule?: RuleName
  allRules?: boolean
  utility: RuleSettings['utility']
  completion: RuleSettings['completion']
  start: RuleSettings['start']
  exhaustive: 'true' | 'false'
  increment: string
  comparison?: boolean
  ties: string
  seed: string
  threshold?: string
  seats: string
  borda: RuleSettings['borda']
  exclude: string[]
  exclusive: string[]
  pools?: string
  endowments?: string
  json?: boolean
}

const TIE_WORDS: Record<string, TieStep> = {
  cost: 'cost',
  votes: 'votes',
  id: 'id',
  file: 'earlier',
  earlier: 'earlier',
  lot: 'lot',
}

/**
 * The settings that the options ask for. `greedy_threshold` takes the threshold of the file where none is given.
 *
 * @throws {CliError} where a value means nothing
 */
export function settingsFrom(options: TallyOptions, name: RuleName, election: PabulibElection): RuleSettings {
  return {
    ...defaultSettings(name),
    utility: options.utility,
    completion: options.completion,
    start: options.start,
    exhaustive: options.exhaustive === 'true',
    increment: positive(options.increment, '--increment'),
    comparison: options.comparison ?? false,
    ties: tiesFrom(options.ties),
    seed: options.seed,
    threshold: thresholdFrom(options.threshold, name, election.meta),
    seats: positive(options.seats, '--seats'),
    borda: options.borda,
    excluded: options.exclude.map((id) => ({ id: knownId(id, election), reason: '--exclude' })),
    exclusive: options.exclusive.map((ids) => ids.split(',').map((id) => knownId(id.trim(), election))),
  }
}

function positive(text: string, option: string): number {
  const number = Number(text)
  if (!(number > 0) || !Number.isFinite(number))
    throw new CliError(`${option} ${text} is not a number above 0.`)
  return number
}

function tiesFrom(text: string): TieStep[] {
  return text.split(',').map((word) => {
    const step = TIE_WORDS[word.trim()]
    if (!step) throw new CliError(`--ties knows ${Object.keys(TIE_WORDS).join(', ')}; not "${word}".`)
    return step
  })
}

function thresholdFrom(given: string | undefined, name: RuleName, meta: Record<string, string>) {
  const text = given ?? (name === 'greedy_threshold' ? meta.min_project_score_threshold : undefined)
  if (text === undefined || text === '') return null
  const share = /^(\d{1,3}(?:\.\d)?)%$/.exec(text)
  if (share) return { share: Math.round(Number(share[1]) * 10) }
  if (!/^\d{1,15}$/.test(text))
    throw new CliError(`--threshold takes a number of votes, or a share as 10%; not ${text}.`)
  return { votes: Number(text) }
}

function knownId(id: string, { ids }: PabulibElection): string {
  if (!ids.includes(id)) throw new CliError(`There is no project ${id} in the file.`)
  return id
}
