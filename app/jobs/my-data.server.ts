import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { formatDateTime } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getMyData } from '#app/models/my-data.server.ts'
import { photoFile } from './images.server.ts'

/**
 * Writes everything that is stored about a person into a ZIP: a page of explanation, the rows as JSON, the pictures as
 * they are kept. One picture at a time is in memory.
 *
 * @param path where the archive is to be; the caller removes it
 */
export async function writeMyData(personId: string, path: string, locale: Locale, now = new Date()) {
  await pipeline(Readable.from(zipChunks(personId, locale, now)), createWriteStream(path))
}

async function* zipChunks(personId: string, locale: Locale, now: Date): AsyncGenerator<Uint8Array> {
  const { tables, photos } = await getMyData(personId)
  const ready: Uint8Array[] = []
  const zip = new Zip(function take(error, chunk) {
    if (error) throw error
    ready.push(chunk)
  })
  function* pack(file: ZipDeflate | ZipPassThrough, bytes: Uint8Array) {
    file.mtime = now
    zip.add(file)
    file.push(bytes, true)
    yield* ready.splice(0)
  }
  const readme = tOf(locale)('myData.readme', { date: formatDateTime(now, locale, 'Europe/Moscow') })
  yield* pack(new ZipDeflate('README.txt'), Buffer.from(readme))
  const json = JSON.stringify({ made: now.toISOString(), ...tables }, null, 2)
  yield* pack(new ZipDeflate('data.json'), Buffer.from(json))
  for (const { townId, id, number } of photos) {
    const file = photoFile(townId, `${id}-l.webp`)
    const bytes = file ? await readFile(file).catch(() => null) : null
    // A picture does not get smaller by deflating it.
    if (bytes) yield* pack(new ZipPassThrough(`photos/${number}-${id}.webp`), bytes)
  }
  zip.end()
  yield* ready
}
