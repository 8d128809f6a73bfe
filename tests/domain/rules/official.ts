import { defaultSettings, tally } from '#app/domain/rules/index.ts'
import type { RuleName, RuleSettings } from '#app/domain/rules/types.ts'
import { readCorpus } from './reference.ts'

/** Organisers' rules, by their name in META; the file's order is their tie order. `unknown` and `greedy-custom` are not rules. */
const RULES: Record<string, RuleName> = {
  greedy: 'greedy_votes',
  'greedy-no-skip': 'greedy_no_skip',
  'greedy-threshold': 'greedy_threshold',
  // The groups are not in the files; none of these has two winners of one group.
  'greedy-exclusive': 'greedy_votes',
  'equalshares/add1': 'mes',
}

/**
 * Projects that, by these files alone, should have won and did not: taken out after the vote. Without them the rule gives exactly
 * what the organisers published.
 */
const WITHDRAWN: Record<string, string[]> = {
  'Poland_Warszawa_2018_Las.pb': ['1649'],
  'Poland_Warszawa_2020_Bialoleka.pb': ['118'],
}

export interface Official {
  rule: RuleName
  winners: string[]
  selected: string[]
  withdrawn: string[]
}

/** Counts a file by the organisers' own rule; null where the file names no such rule or no winners. */
export function countOfficially(name: string): Official | null {
  const { election, meta, selected } = readCorpus(name)
  const named = RULES[meta.rule ?? '']
  if (!named || selected === null) return null
  const hasPoints = election.ballots.form !== 'approval'
  const rule = named === 'greedy_votes' && hasPoints ? 'greedy_points' : named
  const withdrawn = WITHDRAWN[name] ?? []
  const settings: RuleSettings = {
    ...defaultSettings(rule),
    ties: ['earlier'],
    threshold: rule === 'greedy_threshold' ? { votes: Number(meta.min_project_score_threshold) } : null,
    excluded: withdrawn.map((id) => ({ id, reason: 'withdrawn' })),
    ...(rule === 'mes'
      ? { completion: 'add1', start: 'integral', exhaustive: false, ties: ['cost', 'votes', 'earlier'] }
      : {}),
  }
  return { rule, winners: tally(election, settings).winners, selected, withdrawn }
}
