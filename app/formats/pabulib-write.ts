import type { VoteType } from '#app/formats/pabulib-ballots.ts'
import type { PabulibProject } from '#app/formats/pabulib-projects.ts'
import { semicolonLines } from '#app/formats/semicolon-lines.ts'

const ROWS_PER_CHUNK = 2000

/** The order of keys that the format's own checker writes; keys that it does not know follow in their own order. */
const META_ORDER = [
  ...['description', 'country', 'unit', 'district', 'subunit', 'instance', 'num_projects', 'num_votes'],
  ...['budget', 'vote_type', 'rule', 'date_begin', 'date_end', 'min_length', 'max_length', 'min_sum_cost'],
  ...['max_sum_cost', 'min_points', 'max_points', 'min_sum_points', 'max_sum_points', 'default_score'],
  ...['scoring_fn', 'min_project_cost', 'max_project_cost', 'min_project_score_threshold', 'neighborhoods'],
  ...['subdistricts', 'categories', 'edition', 'language', 'currency', 'fully_funded', 'experimental'],
  ...['comment', 'acknowledgments'],
]

/** One ballot to write. `points` are in the order of `vote`; null where the vote knows none. */
export interface PabulibVote {
  voterId: string
  vote: string[]
  points: number[] | null
  method?: 'internet' | 'paper'
  neighborhood?: string
}

/** @property meta  as it will stand in the file; `num_projects` and `num_votes` must be what follows */
export interface PabulibFile {
  meta: Record<string, string>
  projects: PabulibProject[]
  voteType: VoteType
  votes: Iterable<PabulibVote>
}

/**
 * Writes an election as a Pabulib file (.pb): three sections, cells quoted as in CSV where they must be, ids kept as
 * they are, columns only where something stands in them.
 *
 * @returns pieces of text of some thousand rows each
 * @see https://pabulib.org/format
 */
export function* pabulibChunks({ meta, projects, voteType, votes }: PabulibFile): Generator<string> {
  yield semicolonLines([['META'], ['key', 'value'], ...metaRows(meta)])
  yield semicolonLines([['PROJECTS'], ...projectRows(projects)])
  const columns = voteColumns(voteType, votes)
  yield semicolonLines([['VOTES'], columns.map(([name]) => name)])
  let rows: string[][] = []
  for (const vote of votes) {
    rows.push(columns.map(([, cell]) => cell(vote)))
    if (rows.length < ROWS_PER_CHUNK) continue
    yield semicolonLines(rows)
    rows = []
  }
  if (rows.length > 0) yield semicolonLines(rows)
}

function metaRows(meta: Record<string, string>): string[][] {
  const known = META_ORDER.filter((key) => key in meta)
  const others = Object.keys(meta).filter((key) => !META_ORDER.includes(key))
  return [...known, ...others].map((key) => [key, meta[key]!])
}

type ProjectColumn = [name: string, cell: (project: PabulibProject) => string]

const PROJECT_COLUMNS: ProjectColumn[] = [
  ['project_id', ({ id }) => id],
  ['cost', ({ costMinor }) => hundredths(costMinor)],
  ['votes', ({ votes }) => numeral(votes)],
  ['score', ({ score }) => numeral(score)],
  ['name', ({ name }) => name],
  ['category', ({ category }) => category.join(',')],
  ['beneficiaries', ({ beneficiaries }) => beneficiaries.join(',')],
  ['selected', ({ selected }) => numeral(selected)],
  ['neighborhood', ({ neighborhood }) => neighborhood ?? ''],
  ['district', ({ district }) => district ?? ''],
  ['description', ({ description }) => description ?? ''],
  ['latitude', ({ lat }) => numeral(lat)],
  ['longitude', ({ lng }) => numeral(lng)],
]

function projectRows(projects: PabulibProject[]): string[][] {
  const columns = PROJECT_COLUMNS.filter(
    ([name, cell]) =>
      name === 'project_id' || name === 'cost' || projects.some((project) => cell(project) !== ''),
  )
  return [
    columns.map(([name]) => name),
    ...projects.map((project) => columns.map(([, cell]) => cell(project))),
  ]
}

type VoteColumn = [name: string, cell: (vote: PabulibVote) => string]

/** Points are obligatory for cumulative and scoring ballots and forbidden for approval and choose-1. */
function voteColumns(voteType: VoteType, votes: Iterable<PabulibVote>): VoteColumn[] {
  let [hasPoints, hasMethod, hasPlace] = [voteType === 'cumulative' || voteType === 'scoring', false, false]
  for (const { points, method, neighborhood } of votes) {
    hasPoints ||= voteType === 'ordinal' && points !== null
    hasMethod ||= method !== undefined
    hasPlace ||= neighborhood !== undefined
  }
  const columns: VoteColumn[] = [
    ['voter_id', ({ voterId }) => voterId],
    ['vote', ({ vote }) => vote.join(',')],
  ]
  if (hasPoints) columns.push(['points', ({ points }) => points?.join(',') ?? ''])
  if (hasMethod) columns.push(['voting_method', ({ method }) => method ?? ''])
  if (hasPlace) columns.push(['neighborhood', ({ neighborhood }) => neighborhood ?? ''])
  return columns
}

/** Whole hundredths as a decimal without floating point: 400000 -> '4000', '133175111' -> '1331751.11'. */
export function hundredths(minor: number | bigint | string): string {
  const digits = String(minor).padStart(3, '0')
  const part = digits.slice(-2)
  return part === '00' ? digits.slice(0, -2) : `${digits.slice(0, -2)}.${part}`
}

function numeral(value: number | null): string {
  return value === null ? '' : String(value)
}
