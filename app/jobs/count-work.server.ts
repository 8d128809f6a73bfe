import { countVote } from '#app/domain/count-vote.ts'
import type { CountedResult, CountedVote } from '#app/domain/results.ts'
import { readBallotColumns } from '#app/models/ballot-columns.server.ts'
import {
  listOptionIds,
  readCountedVote,
  readFrozenText,
  type VoteToCount,
} from '#app/models/counted-vote.server.ts'
import type { Db } from '#db/store.server.ts'
import { writeResultFiles } from './result-files.server.ts'

/** What a count is given; goes to a worker thread as it is. */
export interface CountTask extends VoteToCount {
  filesDir: string
}

export interface CountDone {
  vote: CountedVote
  result: CountedResult
  archive: { hash: string; bytes: number }
}

/** Shares of the work, so that progress is honest: reading, counting, writing. */
const [READ, COUNT] = [0.3, 0.9]

/**
 * Reads a vote, counts it and writes its files. Keeps the thread busy for as long as it takes: the server runs it in a
 * worker, the seed and the tests where they are.
 */
export async function countOnThisThread(
  db: Db,
  task: CountTask,
  onProgress: (share: number) => void = () => {},
): Promise<CountDone> {
  const { townId, phaseId, version, filesDir } = task
  const vote = await readCountedVote(db, task)
  const optionIds = await listOptionIds(db, townId, phaseId)
  const frozenText = await readFrozenText(db, townId, phaseId)
  const ballots = await readBallotColumns(db, { townId, phaseId, form: vote.form, optionIds })
  onProgress(READ)
  const result = countVote(vote, ballots, (share) => onProgress(READ + (COUNT - READ) * share))
  onProgress(COUNT)
  const key = { townId, phaseId, version }
  const archive = await writeResultFiles({ filesDir, key, vote, ballots, result, frozenText })
  return { vote, result, archive }
}
