import { createHash } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { localized } from '#app/domain/localized.ts'
import { env } from '#app/env.server.ts'
import type { ExportFormat } from '#app/export-formats.ts'
import { canonicalJson } from '#app/formats/canonical-json.ts'
import { type ZipEntry, zipFileChunks } from '#app/formats/zip-files.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { photosIn } from '#app/models/report-ground.server.ts'
import { exportMeta, exportNotes } from './export-notes.server.ts'
import { namesOf } from './export-rows.server.ts'
import { shareOf, type Writer, type Writing, type Written } from './export-writing.server.ts'
import { type PackagePart, packageParts } from './package-parts.server.ts'
import { partOf, writeWhole } from './write-whole.server.ts'

/** Photos past this do not go in: with them the ZIP would be more than a plain one can be, or a mailbox takes. */
export const MOST_PHOTO_BYTES = 2_000_000_000
const MOST_PHOTOS = 50_000

/** How the photos went: packed, left out for their size, and those whose file is not there. */
interface PhotoCount {
  packed: number
  left: number
  lost: number
}

/**
 * The designer's package: the same set of one moment in every format, photos named by number, a README in both languages,
 * SHA256SUMS as `sha256sum -c` reads it, and what it is of for programs (about.json).
 * Each file is written whole beside the ZIP before it goes in, so memory does not grow with it.
 */
export async function writePackage(
  writing: Writing,
  writers: Record<ExportFormat, Writer>,
): Promise<Written> {
  const parts = await packageParts(writing, writers)
  // The photos are one more.
  const share = 1 / (parts.length + 1)
  const photos: PhotoCount = { packed: 0, left: 0, lost: 0 }
  const sums: string[] = []
  const summed = (name: string, hash: string) => sums.push(`${hash}  ${name}\n`)
  async function* entries(): AsyncGenerator<ZipEntry> {
    for (const [i, part] of parts.entries()) {
      const path = partOf(writing.path, `part-${i}`)
      const { hash } = await part.write({ ...shareOf(writing, i * share, (i + 1) * share), path })
      summed(part.name, hash)
      yield { name: part.name, from: { path }, isStored: part.isStored ?? false }
      await rm(path)
    }
    for await (const { name, bytes } of photosOf(shareOf(writing, 1 - share, 1), photos)) {
      summed(name, sha256(bytes))
      yield { name, from: { bytes }, isStored: true }
    }
    for (const [name, text] of await lastFiles(writing, parts, photos)) {
      const bytes = Buffer.from(text)
      summed(name, sha256(bytes))
      yield { name, from: { bytes } }
    }
    yield { name: 'SHA256SUMS', from: { bytes: Buffer.from(sums.join('')) } }
  }
  return writeWhole(writing.path, zipFileChunks(entries()))
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** By rank, so that what does not fit is of those ranked last. */
async function* photosOf({ walk, db, request: { town } }: Writing, count: PhotoCount) {
  let room = MOST_PHOTO_BYTES
  for await (const page of walk()) {
    const ids = page.map(({ ranked }) => ranked.row.id)
    const byContribution = new Map<string, string[]>()
    for (const { id, contributionId } of await photosIn(db, town.id, ids)) {
      const own = byContribution.get(contributionId)
      if (own) own.push(id)
      else byContribution.set(contributionId, [id])
    }
    for (const { ranked } of page) {
      const own = byContribution.get(ranked.row.id) ?? []
      for (const [nth, id] of own.entries()) {
        const path = join(env().FILES_DIR, town.id, `${id}-m.jpg`)
        const known = await stat(path).catch(() => null)
        if (!known) {
          count.lost++
          continue
        }
        if (known.size > room || count.packed >= MOST_PHOTOS) {
          count.left++
          continue
        }
        room -= known.size
        count.packed++
        yield { name: `photos/${ranked.row.number}-${nth + 1}.jpg`, bytes: await readFile(path) }
      }
    }
  }
}

async function lastFiles(
  writing: Writing,
  parts: PackagePart[],
  photos: PhotoCount,
): Promise<[name: string, text: string][]> {
  const { facts, expected } = writing
  const about = { ...exportMeta(facts, expected), files: parts.map(({ name }) => name), photos }
  return [
    ['README.ru.txt', await readme(writing, 'ru', parts, photos)],
    ['README.en.txt', await readme(writing, 'en', parts, photos)],
    ['about.json', `${canonicalJson(about)}\n`],
  ]
}

async function readme(
  { facts, expected, db, request }: Writing,
  locale: Locale,
  parts: PackagePart[],
  photos: PhotoCount,
): Promise<string> {
  const t = tOf(locale)
  const { town, now } = request
  const names = await namesOf(db, town.id, locale, now)
  const notes = exportNotes({ ...facts, names, locale, t }, expected)
  const lines = [
    t('files.readme.title', { town: localized(town, 'name', locale) }),
    '',
    ...notes.map(([label, value]) => `${label}: ${value}`),
    t('files.readme.same'),
    t(request.hasPeople ? 'files.readme.people' : 'files.readme.noPeople'),
    '',
    `${t('files.readme.list')}:`,
    ...parts.map(({ name, about }) => `  ${name} — ${t(`files.readme.parts.${about}`)}`),
    ...(photos.packed > 0 ? [`  photos/ — ${t('files.readme.parts.photo')}`] : []),
    '',
    photos.packed > 0 ? t('files.readme.photos', { count: photos.packed }) : t('files.readme.noPhotos'),
    ...(photos.left > 0 ? [t('files.readme.photosLeft', { count: photos.left })] : []),
    ...(photos.lost > 0 ? [t('files.readme.photosLost', { count: photos.lost })] : []),
    t('files.readme.sums'),
  ]
  return `\ufeff${lines.join('\r\n')}\r\n`
}
