import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BallotColumns, CountedResult, CountedVote } from '#app/domain/results.ts'
import { ballotsCsvChunks } from '#app/formats/ballots-csv.ts'
import { electionPb, resultArchiveChunks } from '#app/formats/result-archive.ts'
import { ruleFile } from '#app/i18n/result-rule.ts'
import { tOf } from '#app/i18n/words.server.ts'

/** What is kept of a version on the disk; frozen with it, whatever becomes of the rows. */
export const RESULT_FILES = {
  zip: { type: 'application/zip', name: 'archive.zip' },
  pb: { type: 'text/plain; charset=utf-8', name: 'election.pb' },
  csv: { type: 'text/csv; charset=utf-8', name: 'ballots.csv' },
} as const
export type ResultFile = keyof typeof RESULT_FILES

export interface ResultKey {
  townId: string
  phaseId: string
  version: number
}

/** The folder of results lies beside the towns' photos. */
export function resultFolder(filesDir: string, { townId, phaseId, version }: ResultKey): string {
  return join(filesDir, 'results', townId, phaseId, String(version))
}

interface Files {
  filesDir: string
  key: ResultKey
  vote: CountedVote
  ballots: BallotColumns
  result: CountedResult
  /** What the first ballot fixed, word for word; null where nothing was. */
  frozenText: string | null
}

/** Writes the archive, the .pb and the ballots of a version, whole or not at all. */
export async function writeResultFiles({ filesDir, key, vote, ballots, result, frozenText }: Files) {
  const folder = resultFolder(filesDir, key)
  const part = `${folder}.part`
  await rm(part, { recursive: true, force: true })
  await mkdir(part, { recursive: true })
  const path = (file: ResultFile) => join(part, RESULT_FILES[file].name)
  const texts = archiveTexts(vote, result, frozenText)
  const hash = createHash('sha256')
  let bytes = 0
  function* hashed() {
    for (const chunk of resultArchiveChunks({ vote, ballots, result, texts })) {
      hash.update(chunk)
      bytes += chunk.byteLength
      yield chunk
    }
  }
  await pipeline(Readable.from(hashed()), createWriteStream(path('zip')))
  await pipeline(Readable.from(electionPb(vote, ballots, result)), createWriteStream(path('pb')))
  await pipeline(Readable.from(ballotsCsvChunks(ballots, vote.options)), createWriteStream(path('csv')))
  await rm(folder, { recursive: true, force: true })
  await rename(part, folder)
  return { hash: hash.digest('hex'), bytes }
}

/** The archive's files in words. */
export function archiveTexts(
  vote: CountedVote,
  result: CountedResult,
  frozenText: string | null,
): [name: string, text: string][] {
  const rule = (locale: 'ru' | 'en') => ruleFile({ t: tOf(locale), locale, vote, outcome: result.outcome })
  return [
    ['README.txt', `${readme('ru', vote)}\n${readme('en', vote)}`],
    ['rule.ru.txt', rule('ru')],
    ['rule.en.txt', rule('en')],
    ...(frozenText === null ? [] : [['frozen.json', frozenText] as [string, string]]),
  ]
}

function readme(locale: 'ru' | 'en', { town, process, version, snapshotAt }: CountedVote): string {
  const t = tOf(locale)
  const about = t('result.readme.about', {
    town: town.name,
    process: process.title,
    version,
    snapshot: snapshotAt,
  })
  const parts = [
    t('result.readme.title'),
    about,
    t('result.readme.files'),
    t('result.readme.ballots'),
    t('result.readme.recount'),
  ]
  return `${parts.join('\n\n')}\n`
}
