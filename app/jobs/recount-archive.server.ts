import { createHash } from 'node:crypto'
import { countVote, electionOf } from '#app/domain/count-vote.ts'
import type { CountedVote } from '#app/domain/results.ts'
import { RULE_NAMES, tally } from '#app/domain/rules/index.ts'
import { readPabulib } from '#app/formats/pabulib.ts'
import {
  BadArchiveError,
  electionPb,
  type ReadArchive,
  readResultArchive,
} from '#app/formats/result-archive.ts'
import {
  ballotFaults,
  frozenFaults,
  isEqual,
  resultFaults,
  sumFaults,
  textFaults,
} from './recount-faults.server.ts'

export interface Recounted {
  vote: CountedVote
  ballots: number
  winners: string[]
  totalCost: string
  /** Of the archive itself: to be compared with what the page of the result prints. */
  sha256: string
  /** What is not as it should be, in English; [] when everything is equal. */
  faults: string[]
}

/**
 * Counts an archive again from its ballots and compares everything in it with everything else.
 *
 * @throws {BadArchiveError} if it is no such archive
 * @throws {UnreadableFileError} if a table in it cannot be read
 */
export function recountArchive(bytes: Uint8Array, onProgress?: (share: number) => void): Recounted {
  const archive = readResultArchive(bytes)
  const { vote, ballots } = archive
  const again = countedAgain(archive, onProgress)
  return {
    vote,
    ballots: ballots.keys.length,
    winners: again.outcome.winners,
    totalCost: again.outcome.totalCost,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    faults: [
      ...sumFaults(archive),
      ...textFaults(archive),
      ...frozenFaults(archive),
      ...ballotFaults(archive),
      ...resultFaults(archive.result, again),
      ...pabulibFaults(archive),
    ],
  }
}

/** The Pabulib file must be what these ballots give, and its own ballots must give the same winners. */
function pabulibFaults({ vote, ballots, result, files }: ReadArchive): string[] {
  const text = files.get('election.pb')
  if (text === undefined) return ['election.pb is missing.']
  const expected = [...electionPb(vote, ballots, result)].join('')
  if (text !== expected) return ['election.pb is not what the options, the ballots and the result give.']
  const read = readPabulib(text)
  const indexes = new Map(vote.options.map(({ id }, i) => [id, i]))
  const starts = [0]
  const marks: number[] = []
  const values: number[] = []
  for (const { choices } of read.ballots) {
    for (const { projectId, points } of choices) {
      marks.push(indexes.get(projectId)!)
      values.push(points ?? 0)
    }
    starts.push(marks.length)
  }
  const columns = {
    keys: [],
    channels: new Uint8Array(0),
    starts: Int32Array.from(starts),
    options: Int32Array.from(marks),
    values: ballots.values ? Float64Array.from(values) : null,
  }
  const { winners } = tally(electionOf(vote, columns), vote.rule)
  return isEqual(winners, result.outcome.winners) ? [] : ['election.pb gives other winners.']
}

/** A rule refuses figures that contradict each other: such an archive was not made by a count. */
function countedAgain({ vote, ballots }: ReadArchive, onProgress?: (share: number) => void) {
  if (!RULE_NAMES.includes(vote.rule.name))
    throw new BadArchiveError(`There is no rule ${JSON.stringify(vote.rule.name)} here.`)
  try {
    return countVote(vote, ballots, onProgress)
  } catch (error) {
    if (error instanceof RangeError) throw new BadArchiveError(`This cannot be counted: ${error.message}.`)
    throw error
  }
}
