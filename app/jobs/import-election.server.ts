import type { Pabulib } from '#app/formats/pabulib.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'
import { importElection } from '#app/models/elections.server.ts'
import { electionBallot } from './election-ballot.server.ts'
import { electionFacts } from './election-facts.server.ts'

export interface ElectionImport {
  /** The address of the new town. */
  slug: string
  election: Pabulib
  now?: Date
  onProgress?: (rows: number) => void
}

/**
 * A parsed .pb file becomes a town of its own with one finished process.
 * @throws {Refusal} 'slug.taken'
 * @throws {UnreadableFileError} 'number.bad' when a ballot gives parts of a point
 */
export async function importElectionFile({ slug, election, now = new Date(), onProgress }: ElectionImport) {
  for (const { voterId, choices } of election.ballots) {
    const part = choices.find(({ points }) => points !== null && !Number.isSafeInteger(points))
    if (part) throw new UnreadableFileError('number.bad', 1, `voter ${voterId}: ${part.points}`)
  }
  const facts = electionFacts(election, now)
  const ballot = electionBallot(election, facts.budgetMinor)
  return importElection({ slug, election, facts, ballot, now, onProgress })
}
