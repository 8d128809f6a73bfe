import { createHash } from 'node:crypto'
import type { BallotColumns, CountedResult, CountedVote } from '#app/domain/results.ts'
import { ballotsCsvChunks, readBallotsCsv } from '#app/formats/ballots-csv.ts'
import { canonicalJson } from '#app/formats/canonical-json.ts'
import { optionsCsv, readOptionsCsv } from '#app/formats/options-csv.ts'
import { pabulibChunks } from '#app/formats/pabulib-write.ts'
import { votePabulib } from '#app/formats/vote-pabulib.ts'
import { readZip, type SumFault, type ZipFile, zipChunks } from '#app/formats/zip.ts'

const ARCHIVE_FORMAT = 'sreda-result/1'

/** @property texts  file name -> text, in words: README.txt, rule.ru.txt, rule.en.txt, frozen.json */
export interface ResultArchive {
  vote: CountedVote
  ballots: BallotColumns
  result: CountedResult
  texts: [name: string, text: string][]
}

/**
 * The archive from which a result can be counted again: words, settings, options, ballots, the result, the same as a
 * Pabulib file, checksums. The same result gives the same bytes.
 */
export function resultArchiveChunks(archive: ResultArchive): Generator<Uint8Array> {
  return zipChunks(filesOf(archive))
}

function* filesOf({ vote, ballots, result, texts }: ResultArchive): Generator<ZipFile> {
  const { options, ...head } = vote
  for (const [name, text] of texts) yield [name, [text]]
  const hashes = Object.fromEntries(texts.map(([name, text]) => [name, sha256Of(text)]))
  yield ['settings.json', [canonicalJson({ format: ARCHIVE_FORMAT, texts: hashes, ...head })]]
  yield ['options.csv', [optionsCsv(options)]]
  yield ['ballots.csv', ballotsCsvChunks(ballots, options)]
  yield ['result.json', [canonicalJson(result)]]
  yield ['election.pb', electionPb(vote, ballots, result)]
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function electionPb(
  vote: CountedVote,
  ballots: BallotColumns,
  { outcome }: Pick<CountedResult, 'outcome'>,
): Generator<string> {
  return pabulibChunks(votePabulib(vote, ballots, outcome))
}

/** An archive that is not one: in English, for the command line. */
export class BadArchiveError extends Error {
  override readonly name = 'BadArchiveError'
}

export interface ReadArchive {
  vote: CountedVote
  ballots: BallotColumns
  result: CountedResult
  /** SHA-256 of the files in words, as the settings say. */
  textHashes: Record<string, string>
  /** The text of each file by its name. */
  files: Map<string, string>
  faults: SumFault[]
}

/**
 * Reads an archive back and compares its files with its checksums; whether the result is right is for a rule to say.
 *
 * @throws {BadArchiveError} if it is no such archive
 * @throws {UnreadableFileError} if a table in it cannot be read
 */
export function readResultArchive(bytes: Uint8Array): ReadArchive {
  const { files, faults } = unzipped(bytes)
  const head = jsonOf<{ format: string; texts: Record<string, string> } & Omit<CountedVote, 'options'>>(
    files,
    'settings.json',
  )
  if (head.format !== ARCHIVE_FORMAT)
    throw new BadArchiveError(
      `settings.json names the format ${JSON.stringify(head.format)}, not ${ARCHIVE_FORMAT}.`,
    )
  const { format: _, texts: textHashes, ...rest } = head
  const vote = { ...rest, options: readOptionsCsv(textOf(files, 'options.csv')) }
  const hasValues = vote.form === 'points' || vote.form === 'score'
  const ids = vote.options.map(({ id }) => id)
  const ballots = readBallotsCsv(textOf(files, 'ballots.csv'), ids, hasValues)
  return { vote, ballots, result: jsonOf<CountedResult>(files, 'result.json'), files, faults, textHashes }
}

function unzipped(bytes: Uint8Array) {
  try {
    return readZip(bytes)
  } catch (error) {
    throw new BadArchiveError(`The file is no whole ZIP archive: ${(error as Error).message}.`)
  }
}

function textOf(files: Map<string, string>, name: string): string {
  const text = files.get(name)
  if (text === undefined) throw new BadArchiveError(`The archive has no ${name}.`)
  return text
}

function jsonOf<T>(files: Map<string, string>, name: string): T {
  try {
    return JSON.parse(textOf(files, name)) as T
  } catch (error) {
    if (error instanceof BadArchiveError) throw error
    throw new BadArchiveError(`${name} is not JSON: ${(error as Error).message}.`)
  }
}
