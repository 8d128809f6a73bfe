import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { type ExportedVote, listCountedVotes } from '#app/models/exported-votes.server.ts'
import type { Writing, Written } from './export-writing.server.ts'
import { RESULT_FILES, resultFolder } from './result-files.server.ts'
import { writeWhole } from './write-whole.server.ts'

/** The counted votes of what the filter selects: of all processes unless it names some. */
export async function votesOf({ db, request, condition }: Writing): Promise<ExportedVote[]> {
  const { processIds } = condition.scope
  const votes = await listCountedVotes(db, request.town.id, request.now)
  return votes.filter(({ processId }) => processIds === null || processIds.includes(processId))
}

/**
 * The Pabulib file of the one counted vote that the filter leaves, as it was frozen with its result.
 * @throws {Refusal} 'export.no-vote' | 'export.which-vote'
 */
export async function writeVotePb(writing: Writing): Promise<Written> {
  const votes = await votesOf(writing)
  if (votes.length === 0) throw new Refusal('export.no-vote')
  if (votes.length > 1) throw new Refusal('export.which-vote')
  const source = votePbPath(writing.request.town.id, votes[0]!)
  if (!(await stat(source).catch(() => null))) throw new Refusal('export.no-vote')
  const written = await writeWhole(writing.path, createReadStream(source) as AsyncIterable<Buffer>)
  return { ...written, rows: votes[0]!.channels.reduce((sum, { ballots }) => sum + ballots, 0) }
}

/** Where the file of a vote's result lies. */
export function votePbPath(townId: string, { phaseId, version }: ExportedVote): string {
  return join(resultFolder(env().FILES_DIR, { townId, phaseId, version }), RESULT_FILES.pb.name)
}
