import { createHash } from 'node:crypto'
import { unzipSync, Zip, ZipDeflate } from 'fflate'

/** The clock's own corner of the world would change the bytes: every file is of the first day that a ZIP can say. */
const NO_TIME = new Date(1980, 0, 1)
const SUMS = 'SHA256SUMS'
/** What one archive may unpack to, bytes. */
const MAX_UNPACKED = 2_000_000_000

/** A file to pack: its name, and its text in pieces. */
export type ZipFile = [name: string, chunks: Iterable<string>]

/**
 * Packs texts into a ZIP with a last file, SHA256SUMS, as `sha256sum -c` reads it. The same texts give the same bytes.
 *
 * @returns pieces of the archive; memory does not grow with it
 */
export function* zipChunks(files: Iterable<ZipFile>): Generator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  const sums: string[] = []
  function* pack([name, chunks]: ZipFile) {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = NO_TIME
    zip.add(file)
    const hash = createHash('sha256')
    for (const text of chunks) {
      const bytes = Buffer.from(text, 'utf8')
      hash.update(bytes)
      file.push(bytes)
      yield* ready.splice(0)
    }
    file.push(new Uint8Array(0), true)
    sums.push(`${hash.digest('hex')}  ${name}\n`)
    yield* ready.splice(0)
  }
  for (const file of files) yield* pack(file)
  yield* pack([SUMS, [sums.join('')]])
  zip.end()
  yield* ready
}

/** A file whose bytes are not what SHA256SUMS says, or that one of the two does not know. */
export interface SumFault {
  name: string
  fault: 'changed' | 'missing' | 'unlisted'
}

/**
 * Unpacks an archive of texts and compares every file with SHA256SUMS.
 *
 * @throws {Error} if it is no ZIP, or unpacks to more than 2 GB
 */
export function readZip(bytes: Uint8Array): { files: Map<string, string>; faults: SumFault[] } {
  let unpacked = 0
  const entries = unzipSync(bytes, {
    filter({ originalSize }) {
      unpacked += originalSize
      if (unpacked > MAX_UNPACKED) throw new Error('The archive unpacks to more than 2 GB.')
      return true
    },
  })
  const listed = new Map<string, string>()
  for (const line of Buffer.from(entries[SUMS] ?? new Uint8Array(0))
    .toString('utf8')
    .split('\n')) {
    const match = /^([0-9a-f]{64}) [ *](.+)$/.exec(line)
    if (match) listed.set(match[2]!, match[1]!)
  }
  const faults: SumFault[] = []
  const files = new Map<string, string>()
  for (const [name, content] of Object.entries(entries)) {
    files.set(name, Buffer.from(content).toString('utf8'))
    if (name === SUMS) continue
    const sum = listed.get(name)
    if (sum === undefined) faults.push({ name, fault: 'unlisted' })
    else if (sum !== createHash('sha256').update(content).digest('hex'))
      faults.push({ name, fault: 'changed' })
  }
  for (const name of listed.keys()) if (!files.has(name)) faults.push({ name, fault: 'missing' })
  return { files, faults }
}
