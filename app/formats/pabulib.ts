import { plainText } from '#app/formats/csv-records.ts'
import { type PabulibBallot, readBallots, type VoteType } from '#app/formats/pabulib-ballots.ts'
import { type PabulibProject, readProjects } from '#app/formats/pabulib-projects.ts'
import { openSections, type Section } from '#app/formats/pabulib-sections.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const VOTE_TYPES: readonly VoteType[] = ['approval', 'ordinal', 'cumulative', 'choose-1', 'scoring']

/** An election. Projects and ballots keep the order of the file: it is the tie order of imported greedy elections. */
export interface Pabulib {
  meta: Record<string, string>
  projects: PabulibProject[]
  ballots: PabulibBallot[]
  voteType: VoteType
}

/**
 * Reads an election in the Pabulib format (.pb).
 * Unknown keys and columns are allowed; `None` is an empty cell; a ballot may name a project twice and may be empty.
 *
 * @throws {UnreadableFileError} with the line to look at; 'count.projects' and 'count.votes' if META promises another number
 * @see https://pabulib.org/format
 */
export function readPabulib(text: string): Pabulib {
  const sections = openSections(plainText(text))
  const meta = readMeta(sections.meta)
  const voteType = voteTypeOf(meta, sections.meta)
  const projects = readProjects(sections.projects)
  const ballots = readBallots(
    sections.votes,
    voteType,
    projects.map(({ id }) => id),
  )
  if (Number(meta.num_projects) !== projects.length) {
    throw new UnreadableFileError('count.projects', sections.projects.line, meta.num_projects)
  }
  if (Number(meta.num_votes) !== ballots.length) {
    throw new UnreadableFileError('count.votes', sections.votes.line, meta.num_votes)
  }
  return { meta, projects, ballots, voteType }
}

/** @throws {UnreadableFileError} 'vote-type.unknown' */
export function voteTypeOf(meta: Record<string, string>, { line }: Section): VoteType {
  const voteType = VOTE_TYPES.find((type) => type === meta.vote_type?.toLowerCase())
  if (!voteType) throw new UnreadableFileError('vote-type.unknown', line, meta.vote_type)
  return voteType
}

/** A value with an unquoted separator is put together again: META has two columns and nothing after them. */
export function readMeta({ rows, line }: Section): Record<string, string> {
  const meta = new Map<string, string>()
  for (const row of rows) {
    const [key = '', ...value] = row.cells
    if (meta.has(key.trim())) throw new UnreadableFileError('meta.repeated', row.line, key)
    meta.set(key.trim(), value.join(';').trim())
  }
  for (const key of ['vote_type', 'num_projects', 'num_votes', 'budget']) {
    if (!meta.get(key)) throw new UnreadableFileError('meta.missing', line, key)
  }
  return Object.fromEntries(meta)
}

/** @property repeated  namings beyond the first on one ballot; some published files count them in their `votes` column */
export interface ProjectTally {
  votes: number
  score: number
  repeated: number
}

/**
 * Counts an election again; a ballot is a set, so a project counts once a ballot.
 *
 * @returns project id -> `votes`, the ballots that name it, and `score`: votes for approval and choose-1; the sum of points
 *   for cumulative and scoring (a scoring ballot gives `default_score` to what it does not name); for ordinal the
 *   points of the file or, without them, k..1 on a ballot of k projects
 */
export function tallyBallots({ meta, projects, ballots, voteType }: Pabulib): Map<string, ProjectTally> {
  const tally = new Map(projects.map(({ id }) => [id, { votes: 0, score: 0, repeated: 0 }]))
  for (const { choices } of ballots) {
    const distinct = new Map<string, number | null>()
    for (const { projectId, points } of choices) {
      if (distinct.has(projectId)) tally.get(projectId)!.repeated += 1
      else distinct.set(projectId, points)
    }
    let rankPoints = distinct.size
    for (const [projectId, points] of distinct) {
      const entry = tally.get(projectId)!
      entry.votes += 1
      entry.score += points ?? (voteType === 'ordinal' ? rankPoints : 1)
      rankPoints -= 1
    }
  }
  const defaultScore = voteType === 'scoring' ? Number(meta.default_score ?? 0) : 0
  for (const entry of tally.values()) entry.score += defaultScore * (ballots.length - entry.votes)
  return tally
}
