import type { CsvRecord } from '#app/formats/csv-records.ts'
import { cellReader, listOf, type OpenSection } from '#app/formats/pabulib-sections.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

export type VoteType = 'approval' | 'ordinal' | 'cumulative' | 'choose-1' | 'scoring'

/**
 * One named project of a ballot.
 *
 * @property points    as the ballot gives them; null where the ballot has none
 * @property position  1 is the best; null unless the vote is ordinal
 */
export interface PabulibChoice {
  projectId: string
  points: number | null
  position: number | null
}

/** What one voter handed in, in the order of the file; `choices` may be empty and may repeat a project. */
export interface PabulibBallot {
  voterId: string
  choices: PabulibChoice[]
  neighborhood?: string
}

/** One row of VOTES: the projects named, as indexes, in the order of the file and perhaps repeated; points beside them. */
export interface BallotRow {
  voterId: string
  options: number[]
  points: number[] | null
  record: CsvRecord
}

/**
 * Reads ballots one at a time.
 *
 * @param projects  id -> index
 * @throws {UnreadableFileError} 'header.bad' | 'id.missing' | 'id.repeated' | 'vote.unknown-project' |
 *   'points.missing' (cumulative and scoring need them) | 'points.length' | 'number.bad'
 */
export function* ballotRows(
  { header, rows, line }: OpenSection,
  voteType: VoteType,
  projects: ReadonlyMap<string, number>,
): Generator<BallotRow> {
  if (!header.includes('vote')) throw new UnreadableFileError('header.bad', line + 1, 'vote')
  const needsPoints = voteType === 'cumulative' || voteType === 'scoring'
  const hasPoints = header.includes('points') && (needsPoints || voteType === 'ordinal')
  if (needsPoints && !hasPoints) throw new UnreadableFileError('points.missing', line + 1)

  const cell = cellReader(header)
  const taken = new Set<string>()
  for (const record of rows) {
    const voterId = record.cells[0]!.trim()
    if (voterId === '') throw new UnreadableFileError('id.missing', record.line)
    if (taken.size === taken.add(voterId).size)
      throw new UnreadableFileError('id.repeated', record.line, voterId)
    const options = indexesOf(cell(record, 'vote'), projects, record.line)
    const given = hasPoints ? cell(record, 'points') : ''
    const points = needsPoints || given !== '' ? pointsOf(given, options.length, record.line) : null
    yield { voterId, options, points, record }
  }
}

/** `ballotRows` as ballots that name their projects. */
export function readBallots(
  section: OpenSection,
  voteType: VoteType,
  projectIds: readonly string[],
): PabulibBallot[] {
  const cell = cellReader(section.header)
  const ballots: PabulibBallot[] = []
  const projects = new Map(projectIds.map((id, index) => [id, index]))
  for (const { voterId, options, points, record } of ballotRows(section, voteType, projects)) {
    const choices = options.map((option, i) => ({
      projectId: projectIds[option]!,
      points: points?.[i] ?? null,
      position: voteType === 'ordinal' ? i + 1 : null,
    }))
    const neighborhood = cell(record, 'neighborhood')
    ballots.push(neighborhood === '' ? { voterId, choices } : { voterId, choices, neighborhood })
  }
  return ballots
}

function indexesOf(vote: string, projects: ReadonlyMap<string, number>, line: number): number[] {
  if (vote === '') return []
  return vote.split(',').map((text) => {
    const option = projects.get(text) ?? projects.get(text.trim())
    if (option === undefined) throw new UnreadableFileError('vote.unknown-project', line, text.trim())
    return option
  })
}

function pointsOf(cell: string, length: number, line: number): number[] {
  const points = listOf(cell).map((text) => {
    if (!/^-?\d+(?:\.\d+)?$/.test(text)) throw new UnreadableFileError('number.bad', line, text)
    return Number(text)
  })
  if (points.length !== length) throw new UnreadableFileError('points.length', line, cell)
  return points
}
