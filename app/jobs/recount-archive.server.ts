import { createHash } from 'node:crypto'
import type { BallotSettings } from '#app/domain/ballots.ts'
import { countVote, electionOf } from '#app/domain/count-vote.ts'
import type { CountedVote } from '#app/domain/results.ts'
import { tally } from '#app/domain/rules/index.ts'
import { canonicalJson } from '#app/formats/canonical-json.ts'
import { readPabulib } from '#app/formats/pabulib.ts'
import { electionPb, type ReadArchive, readResultArchive, sha256Of } from '#app/formats/result-archive.ts'

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
  const again = countVote(vote, ballots, onProgress)
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
      ...resultFaults(archive.result, again),
      ...pabulibFaults(archive),
    ],
  }
}

const SUM_WORDS = {
  changed: 'has another SHA-256 than SHA256SUMS says',
  missing: 'is named in SHA256SUMS and missing',
  unlisted: 'is not named in SHA256SUMS',
}

function sumFaults({ faults }: ReadArchive): string[] {
  return faults.map(({ name, fault }) => `${name} ${SUM_WORDS[fault]}.`)
}

function textFaults({ files, textHashes }: ReadArchive): string[] {
  return Object.entries(textHashes).flatMap(([name, hash]) => {
    const text = files.get(name)
    if (text === undefined) return [`${name} is missing.`]
    return sha256Of(text) === hash ? [] : [`${name} is not the text that settings.json was made with.`]
  })
}

interface Frozen {
  settings: BallotSettings
  options: { number: number; id: string; title: string; costMinor: number | null }[]
}

/** The terms that the first ballot fixed, against the terms that were counted by. */
function frozenFaults({ vote, files }: ReadArchive): string[] {
  const text = files.get('frozen.json')
  if (vote.frozenHash === null) return []
  if (text === undefined) return ['frozen.json is missing.']
  const faults: string[] = []
  if (sha256Of(text) !== vote.frozenHash)
    faults.push('frozen.json is not the text whose SHA-256 was fixed by the first ballot.')
  const { settings, options } = JSON.parse(text) as Frozen
  const codes = new Map(options.map(({ id }, i) => [id, vote.options[i]?.id ?? id]))
  const rule = {
    ...settings.rule,
    exclusive: settings.rule.exclusive.map((group) => group.map((id) => codes.get(id) ?? id)),
    excluded: vote.rule.excluded,
  }
  if (!isEqual(rule, vote.rule)) faults.push('settings.json names another rule than frozen.json.')
  if (!isEqual(settings.method, vote.settings.method))
    faults.push('settings.json names another way to fill a ballot than frozen.json.')
  if (String(settings.budgetMinor ?? 0) !== vote.budget)
    faults.push('settings.json names another budget than frozen.json.')
  if (options.length !== vote.options.length)
    faults.push('options.csv has not as many options as frozen.json.')
  options.forEach((option, i) => {
    const counted = vote.options[i]
    const isSame = counted?.title === option.title && counted.cost === String(option.costMinor ?? 0)
    if (counted && !isSame) faults.push(`options.csv differs from frozen.json in option ${counted.id}.`)
  })
  return faults
}

function resultFaults(said: ReadArchive['result'], again: ReadArchive['result']): string[] {
  const faults: string[] = []
  if (!isEqual(said.outcome.winners, again.outcome.winners)) {
    faults.push(
      `result.json names other winners (${said.outcome.winners.join(', ')}) than the ballots give (${again.outcome.winners.join(', ')}).`,
    )
  }
  for (const part of ['budget', 'totalCost', 'scores', 'rounds', 'losses', 'ties', 'settings'] as const) {
    if (!isEqual(said.outcome[part], again.outcome[part]))
      faults.push(`result.json differs from the recount in "${part}".`)
  }
  for (const part of ['channels', 'votesByChannel'] as const)
    if (!isEqual(said[part], again[part])) faults.push(`result.json differs from the recount in "${part}".`)
  // A later version of the program may know more rules.
  for (const other of said.whatIf) {
    const found = again.whatIf.find(({ rule }) => isEqual(rule, other.rule))
    if (found && !isEqual(found, other))
      faults.push(`result.json differs from the recount by the rule ${other.rule.name}.`)
  }
  return faults
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

function isEqual(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b)
}
