import { cellReader, listOf, type Section } from '#app/formats/pabulib-sections.ts'
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

/**
 * @throws {UnreadableFileError} 'header.bad' | 'id.missing' | 'id.repeated' | 'vote.unknown-project' |
 *   'points.missing' (cumulative and scoring need them) | 'points.length' | 'number.bad'
 */
export function readBallots(
  { header, rows, line }: Section,
  voteType: VoteType,
  projectIds: ReadonlySet<string>,
): PabulibBallot[] {
  if (!header.includes('vote')) throw new UnreadableFileError('header.bad', line + 1, 'vote')
  const needsPoints = voteType === 'cumulative' || voteType === 'scoring'
  const hasPoints = header.includes('points') && (needsPoints || voteType === 'ordinal')
  if (needsPoints && !hasPoints) throw new UnreadableFileError('points.missing', line + 1)

  const cell = cellReader(header)
  const taken = new Set<string>()
  return rows.map((row) => {
    const voterId = row.cells[0]!.trim()
    if (voterId === '') throw new UnreadableFileError('id.missing', row.line)
    if (taken.has(voterId)) throw new UnreadableFileError('id.repeated', row.line, voterId)
    taken.add(voterId)
    const named = listOf(cell(row, 'vote'))
    const given = hasPoints ? cell(row, 'points') : ''
    const points = needsPoints || given !== '' ? pointsOf(given, named.length, row.line) : null
    const choices = named.map((projectId, i) => {
      if (!projectIds.has(projectId))
        throw new UnreadableFileError('vote.unknown-project', row.line, projectId)
      return { projectId, points: points?.[i] ?? null, position: voteType === 'ordinal' ? i + 1 : null }
    })
    const neighborhood = cell(row, 'neighborhood')
    return neighborhood === '' ? { voterId, choices } : { voterId, choices, neighborhood }
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
