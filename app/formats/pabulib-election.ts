import type { BallotForm } from '#app/domain/rules/types.ts'
import { plainText } from '#app/formats/csv-records.ts'
import { readMeta, voteTypeOf } from '#app/formats/pabulib.ts'
import { ballotRows, type VoteType } from '#app/formats/pabulib-ballots.ts'
import { type PabulibProject, readProjects } from '#app/formats/pabulib-projects.ts'
import { openSections, type Section } from '#app/formats/pabulib-sections.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const FORMS: Record<VoteType, BallotForm> = {
  approval: 'approval',
  'choose-1': 'approval',
  ordinal: 'ranking',
  cumulative: 'points',
  scoring: 'score',
}

/**
 * A Pabulib file as a rule is given it, money exact.
 *
 * @property meta   every key of the file
 * @property costs  whole parts of `unit` by project, in the order of the file
 * @property unit   parts in one unit of the currency: 100n, more where the budget has more decimals
 * @property rows   the ballots, to be read once: whose, option indexes (best first in a ranking) and what was given to each. A scoring
 *   ballot gives `default_score` to what it does not name. Points of an ordinal ballot are left to the rule: they are k..1
 */
export interface PabulibElection {
  meta: Record<string, string>
  projects: PabulibProject[]
  form: BallotForm
  ids: string[]
  costs: bigint[]
  budget: bigint
  unit: bigint
  rows: Iterable<{ voterId: string; options: number[]; values: number[] | null }>
}

/**
 * Reads what a count needs of a .pb file, without keeping the ballots.
 *
 * @throws {UnreadableFileError} as `readPabulib` does; what is wrong with the ballots when they are read
 */
export function readElection(text: string): PabulibElection {
  const sections = openSections(plainText(text))
  const meta = readMeta(sections.meta)
  const voteType = voteTypeOf(meta, sections.meta)
  const projects = readProjects(sections.projects)
  if (Number(meta.num_projects) !== projects.length) {
    throw new UnreadableFileError('count.projects', sections.projects.line, meta.num_projects)
  }
  const budget = readBudget(meta.budget!, sections.meta)
  const projectIndexes = new Map(projects.map(({ id }, index) => [id, index]))
  const form = FORMS[voteType]
  const fallback = voteType === 'scoring' ? readDefaultScore(meta, sections.meta) : 0

  function* rows() {
    let count = 0
    for (const { voterId, options, points } of ballotRows(sections.votes, voteType, projectIndexes)) {
      count += 1
      const values = form === 'points' || form === 'score' ? points : null
      yield fallback === 0
        ? { voterId, options, values }
        : { voterId, ...filled(options, values!, fallback, projects.length) }
    }
    if (Number(meta.num_votes) !== count) {
      throw new UnreadableFileError('count.votes', sections.votes.line, meta.num_votes)
    }
  }
  return {
    meta,
    projects,
    form,
    ids: projects.map(({ id }) => id),
    costs: projects.map(({ costMinor }) => (BigInt(costMinor) * budget.unit) / 100n),
    ...budget,
    rows: rows(),
  }
}

function readBudget(text: string, meta: Section): { budget: bigint; unit: bigint } {
  const match = /^(\d+)(?:[.,](\d+))?$/.exec(text)
  if (!match) throw new UnreadableFileError('number.bad', lineOf(meta, 'budget'), text)
  const decimals = (match[2] ?? '').replace(/0+$/, '').padEnd(2, '0')
  return { budget: BigInt(match[1]! + decimals), unit: 10n ** BigInt(decimals.length) }
}

function readDefaultScore(meta: Record<string, string>, section: Section): number {
  const text = meta.default_score || '0'
  if (!/^-?\d+(?:\.\d+)?$/.test(text))
    throw new UnreadableFileError('number.bad', lineOf(section, 'default_score'), text)
  return Number(text)
}

function lineOf({ rows, line }: Section, key: string): number {
  return rows.find(({ cells }) => cells[0]!.trim() === key)?.line ?? line
}

function filled(options: number[], values: number[], fallback: number, size: number) {
  const named = new Set(options)
  const others = Array.from({ length: size }, (_none, option) => option).filter(
    (option) => !named.has(option),
  )
  return { options: [...options, ...others], values: [...values, ...others.map(() => fallback)] }
}
