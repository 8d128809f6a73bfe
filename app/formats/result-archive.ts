import { createHash } from 'node:crypto'
import { z } from 'zod'
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

/** Which version a README tells of and why it was counted: one line that both languages have and a recount compares. */
export function versionLine({ version, reason }: Pick<CountedVote, 'version' | 'reason'>): string {
  return JSON.stringify({ version, reason })
}

/** An archive that is not one: in English, for the command line. */
export class BadArchiveError extends Error {
  override readonly name = 'BadArchiveError'
}

type Head = { format: string; texts: Record<string, string> } & Omit<CountedVote, 'options'>

const ids = z.array(z.string())
const minor = z.string().regex(/^\d+$/)
/** What counting needs to be there; that it is right is for the recount to say. */
export const ruleSchema = z.looseObject({
  name: z.string(),
  ties: z.array(z.enum(['votes', 'cost', 'earlier', 'id', 'lot'])),
  seed: z.string(),
  seats: z.number(),
  increment: z.number(),
  exclusive: z.array(ids),
  excluded: z.array(z.looseObject({ id: z.string(), reason: z.string() })),
  threshold: z.union([z.null(), z.looseObject({ votes: z.number() }), z.looseObject({ share: z.number() })]),
})
export const methodSchema = z.looseObject({
  kind: z.enum(['one', 'approval', 'ranking', 'knapsack', 'points', 'score']),
})
const settingsSchema = z.looseObject({
  texts: z.record(z.string(), z.string()),
  town: z.looseObject({ name: z.string(), currency: z.string().regex(/^[A-Z]{3}$/) }),
  process: z.looseObject({ title: z.string() }),
  settings: z.looseObject({ method: methodSchema }),
  form: z.enum(['approval', 'ranking', 'points', 'score']),
  rule: ruleSchema,
  budget: minor,
  unit: minor,
  frozenHash: z.string().nullable(),
  official: z.looseObject({}).nullable(),
  version: z.number(),
  reason: z.string(),
})
const resultSchema = z.looseObject({
  outcome: z.looseObject({ winners: ids }),
  whatIf: z.array(z.looseObject({ rule: ruleSchema, winners: ids })),
})

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
  const named = jsonOf(files, 'settings.json', z.looseObject({ format: z.string() }))
  if (named.format !== ARCHIVE_FORMAT)
    throw new BadArchiveError(
      `settings.json names the format ${JSON.stringify(named.format)}, not ${ARCHIVE_FORMAT}.`,
    )
  const head = jsonOf(files, 'settings.json', settingsSchema) as unknown as Head
  const { format: _, texts: textHashes, ...rest } = head
  const vote = { ...rest, options: readOptionsCsv(textOf(files, 'options.csv')) }
  const hasValues = vote.form === 'points' || vote.form === 'score'
  const optionIds = vote.options.map(({ id }) => id)
  const ballots = readBallotsCsv(textOf(files, 'ballots.csv'), optionIds, hasValues)
  const result = jsonOf(files, 'result.json', resultSchema) as unknown as CountedResult
  return { vote, ballots, result, files, faults, textHashes }
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

/** @throws {BadArchiveError} where the file is missing, is not JSON or has not what the schema asks for */
export function jsonOf<Schema extends z.ZodType>(
  files: Map<string, string>,
  name: string,
  schema: Schema,
): z.infer<Schema> {
  const text = textOf(files, name)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new BadArchiveError(`${name} is not JSON: ${(error as Error).message}.`)
  }
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const { path, message } = read.error.issues[0]!
  throw new BadArchiveError(`${name} has a bad ${path.join('.') || 'content'}: ${message}.`)
}
