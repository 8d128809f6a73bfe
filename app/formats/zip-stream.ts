import { createHash } from 'node:crypto'
import { type ZipEntry, zipFileChunks } from '#app/formats/zip-files.ts'

/** As `ZipFile` of zip.ts, of texts that come while they are packed. */
export type StreamedFile = [name: string, chunks: AsyncIterable<string> | Iterable<string>]

/**
 * Packs texts that are read while they are packed into a ZIP whose last file, SHA256SUMS, is as `sha256sum -c` reads it.
 *
 * @param at  the time that every file bears
 * @returns pieces of the archive; memory does not grow with it
 */
export function zipStream(files: Iterable<StreamedFile>, at: Date): AsyncGenerator<Uint8Array> {
  return zipFileChunks(entriesOf(files), at)
}

async function* entriesOf(files: Iterable<StreamedFile>): AsyncGenerator<ZipEntry> {
  let sums = ''
  for (const [name, chunks] of files) {
    const hash = createHash('sha256')
    async function* texts() {
      for await (const text of chunks) {
        hash.update(text)
        yield text
      }
    }
    yield { name, from: { texts: texts() } }
    sums += `${hash.digest('hex')}  ${name}\n`
  }
  yield { name: 'SHA256SUMS', from: { texts: [sums] } }
}
