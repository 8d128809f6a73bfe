import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NO_FILTER } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import type { Column } from '#app/formats/column.ts'
import { csvChunks } from '#app/formats/csv.ts'
import { type ZipEntry, zipFileChunks } from '#app/formats/zip-files.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import { writeExport } from './export.server.ts'
import { moneyCsv } from './money-rows.server.ts'
import { printProtocol } from './print/protocol.server.ts'
import { proofFile } from './proof-files.server.ts'
import type { Readiness } from './readiness.server.ts'
import { ageRows, checkLines, participationRows } from './readiness-words.server.ts'
import { writeWhole } from './write-whole.server.ts'

export interface AnnexSet {
  town: Town
  locale: Locale
  readiness: Readiness
  /** Where links point to, without a slash at the end. */
  origin: string
  /** The page of a version of a protocol. */
  protocolLink(sessionId: string, version: number): string
  now: Date
}

interface File {
  name: string
  /** What the README says of it. */
  about: string
  bytes: Uint8Array<ArrayBuffer>
  isStored?: boolean
}

/**
 * Writes the annexes of an application as one ZIP: protocols, register, money, participation, publications, list of photos, a README
 * and SHA256SUMS.
 *
 * @returns how many files and bytes
 */
export async function writeAnnexSet(set: AnnexSet, path: string): Promise<{ files: number; bytes: number }> {
  const notes: string[] = []
  const listed: string[] = []
  let [sums, files] = ['', 0]
  async function* entries(): AsyncGenerator<ZipEntry> {
    for await (const { name, about, bytes, isStored } of filesOf(set, notes)) {
      yield { name, from: { bytes }, isStored }
      sums += `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`
      listed.push(`  ${name} — ${about}`)
      files++
    }
    const readme = Buffer.from(readmeOf(set, listed, notes))
    yield { name: 'README.txt', from: { bytes: readme } }
    sums += `${createHash('sha256').update(readme).digest('hex')}  README.txt\n`
    yield { name: 'SHA256SUMS', from: { texts: [sums] } }
  }
  const { bytes } = await writeWhole(path, zipFileChunks(entries()))
  return { files, bytes }
}

const speechOf = ({ locale, town }: AnnexSet) => ({ t: tOf(locale), locale, currency: town.currency })

function readmeOf({ town, locale, readiness, now }: AnnexSet, listed: string[], notes: string[]): string {
  const t = tOf(locale)
  const lines = [
    t('served.readiness.files.readme', {
      process: localized(readiness.process, 'title', locale),
      town: localized(town, 'name', locale),
    }),
    t('served.readiness.files.made', { date: formatDateTime(now, locale, town.timeZone) }),
    ...(town.isDemo ? [t('served.readiness.files.demo')] : []),
    '',
    t('served.readiness.files.list'),
    ...listed,
    '',
    ...notes,
    t('served.readiness.files.sums'),
  ]
  return `\ufeff${lines.join('\r\n')}\r\n`
}

async function* filesOf(set: AnnexSet, notes: string[]): AsyncGenerator<File> {
  yield* protocolFiles(set)
  yield* registerFile(set, notes)
  yield* tables(set)
  yield* proofFiles(set, notes)
}

async function* protocolFiles(set: AnnexSet): AsyncGenerator<File> {
  const { town, locale, readiness, protocolLink, now } = set
  const t = tOf(locale)
  for (const { sessionId, version, content, publishedAt, reason, hash } of readiness.protocols) {
    const print = {
      t,
      locale,
      timeZone: town.timeZone,
      town: localized(town, 'name', locale),
      isDemo: town.isDemo,
      version: { number: version, publishedAt, reason, hash },
      link: protocolLink(sessionId, version),
      now,
    }
    const about = t('served.readiness.files.protocol', { number: content.number, version })
    for (const format of ['docx', 'pdf'] as const)
      yield {
        name: `protocols/protocol-${content.number}-v${version}.${format}`,
        about,
        bytes: await printProtocol(content, format, print),
        isStored: true,
      }
  }
}

/** The export of proposals that planners have, too, as far as it can be made beside other requests. */
async function* registerFile(
  { town, locale, readiness, origin, now }: AnnexSet,
  notes: string[],
): AsyncGenerator<File> {
  const t = tOf(locale)
  const filter = { ...NO_FILTER, process: readiness.process.slug, kind: ['proposal' as const] }
  if (readiness.proposals.all > env().EXPORT_AT_ONCE_ROWS) {
    const link = `${origin}${paths.exports(town.slug, filter)}`
    notes.push(t('served.readiness.files.registerLarge', { link }))
    return
  }
  const path = join(tmpdir(), `sreda-register-${randomUUID()}`)
  try {
    await writeExport({ town, filter, format: 'csv', locale, separator: ';', origin, now }, path)
    const pieces: Buffer[] = []
    for await (const piece of createReadStream(path)) pieces.push(piece as Buffer)
    const about = t('served.readiness.files.register')
    yield { name: 'register.csv', about, bytes: new Uint8Array(Buffer.concat(pieces)) }
  } finally {
    await rm(path, { force: true })
  }
}

async function* tables(set: AnnexSet): AsyncGenerator<File> {
  const { town, locale, readiness, origin } = set
  const t = tOf(locale)
  const table = async (name: string, about: string, chunks: AsyncIterable<string>): Promise<File> => {
    let text = ''
    for await (const piece of chunks) text += piece
    return { name, about, bytes: new Uint8Array(Buffer.from(text)) }
  }
  const csv = <Row>(columns: Column<Row>[], rows: readonly Row[]) =>
    csvChunks(columns, [rows], { separator: ';', timeZone: town.timeZone })
  const text = <Row>(key: keyof Row & string, label: string, type: 'text' | 'number' | 'date' = 'text') =>
    ({ key, label, type, value: (row: Row) => row[key] }) as Column<Row>
  const word = (key: 'check' | 'state' | 'figure' | 'rule' | 'channel' | 'count' | 'age') =>
    t(`served.readiness.${key}`)

  const lines = checkLines(readiness.checks, speechOf(set)).map((line) => ({
    ...line,
    state: t(`served.readiness.states.${line.state}`),
    rule: `${line.rule} (${line.source})`,
  }))
  type Line = (typeof lines)[number]
  const lineColumns = [
    text<Line>('name', word('check')),
    text<Line>('state', word('state')),
    text<Line>('figure', word('figure')),
    text<Line>('rule', word('rule')),
  ]
  yield await table('readiness.csv', t('served.readiness.files.readiness'), csv(lineColumns, lines))

  const parts = [
    ...participationRows(readiness.participation, t),
    ...ageRows(readiness.age, t).map(({ band, people }) => ({
      channel: `${word('age')} ${band}`,
      count: people,
    })),
  ]
  const partColumns = [
    text<(typeof parts)[number]>('channel', word('channel')),
    text<(typeof parts)[number]>('count', word('count'), 'number'),
  ]
  yield await table('participation.csv', t('served.readiness.files.participation'), csv(partColumns, parts))
  yield await table(
    'money.csv',
    t('served.readiness.files.money'),
    moneyCsv(readiness.money, t, town.timeZone),
  )

  const photos = readiness.photos.map((photo) => ({
    ...photo,
    link: `${origin}${paths.photoJpeg(town.id, photo.id)}`,
  }))
  type Photo = (typeof photos)[number]
  const photoColumns = [
    text<Photo>('number', t('served.commission.number'), 'number'),
    text<Photo>('title', t('served.readiness.entry')),
    text<Photo>('alt', t('served.readiness.photoAlt')),
    text<Photo>('createdAt', t('served.readiness.photoDate'), 'date'),
    text<Photo>('link', t('served.readiness.photoLink')),
  ]
  yield await table('photos.csv', t('served.readiness.files.photos'), csv(photoColumns, photos))
}

async function* proofFiles({ town, locale, readiness }: AnnexSet, notes: string[]): AsyncGenerator<File> {
  const t = tOf(locale)
  const { proofs } = readiness
  const named = proofs.map((proof, i) => ({
    ...proof,
    channel: t(`served.commission.proofChannels.${proof.channel}`),
    subject: t(`served.commission.proofSubjects.${proof.subject}`),
    file: proof.fileHash === '' ? '' : `proofs/${String(i + 1).padStart(3, '0')}-${proof.fileName}`,
  }))
  const columns = (
    [
      ['publishedOn', 'proofDay'],
      ['title', 'proofWhere'],
      ['channel', 'informing'],
      ['subject', 'proofSubject'],
      ['url', 'proofLink'],
      ['file', 'file'],
    ] as const
  ).map(([key, word]): Column<(typeof named)[number]> => {
    return { key, label: t(`served.commission.${word}`), type: 'text', value: (row) => row[key] }
  })
  let text = ''
  for await (const piece of csvChunks(columns, [named], { separator: ';', timeZone: town.timeZone }))
    text += piece
  yield {
    name: 'proofs.csv',
    about: t('served.readiness.files.proofs'),
    bytes: new Uint8Array(Buffer.from(text)),
  }
  for (const { file, fileHash } of named) {
    if (file === '') continue
    try {
      const bytes = await proofFile(town.id, fileHash)
      yield { name: file, about: t('served.readiness.files.proofFile'), bytes, isStored: true }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      notes.push(t('served.readiness.files.lost', { name: file }))
    }
  }
}
