import { closeSync, openSync, readSync } from 'node:fs'
import { constants, crc32, deflateRawSync } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'
import { TooLargeError } from '#app/formats/too-large.ts'

/** A file to pack: its name there, and where it lies, what it holds, or the texts that make it while it is packed. */
export interface ZipEntry {
  name: string
  from:
    | { path: string }
    | { bytes: Uint8Array<ArrayBuffer> }
    | { texts: AsyncIterable<string> | Iterable<string> }
  /** What is compressed already is only stored. */
  isStored?: boolean
}

/** The clock's own corner of the world would change the bytes: every file is of the first day that a ZIP can say. */
const NO_TIME = new Date(1980, 0, 1)
const PIECE = 1 << 20
/** What a ZIP of the plain kind can point at, and name. */
const MAX_BYTES = 2 ** 32 - 2 ** 24
const MAX_FILES = 65_000

/**
 * Packs files into a ZIP, piece by piece: memory does not grow with them. Names are UTF-8.
 *
 * @param at  the time that every file bears
 * @throws {TooLargeError} past 4 GB or 65,000 files
 */
export async function* zipFileChunks(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at = NO_TIME,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  let [bytes, files] = [0, 0]
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    bytes += chunk.byteLength
    if (bytes > MAX_BYTES) throw new TooLargeError('a ZIP holds 4 GB, there is more')
    if (chunk.byteLength > 0) ready.push(chunk)
  })
  for await (const entry of entries) {
    if (++files > MAX_FILES) throw new TooLargeError(`a ZIP holds ${MAX_FILES} files, there are more`)
    const file = inputOf(entry, at)
    zip.add(file)
    for await (const piece of piecesOf(entry)) {
      push(file, piece, entry.isStored ?? false, false)
      yield* ready
      ready = []
    }
    push(file, new Uint8Array(0), entry.isStored ?? false, true)
  }
  zip.end()
  yield* ready
}

function inputOf({ name, isStored }: ZipEntry, mtime: Date): ZipInputFile {
  return { filename: name, mtime, compression: isStored ? 0 : 8, size: 0, crc: 0 }
}

/** A piece ends on a byte border without closing the stream, so that pieces one after another are one stream. */
function push(file: ZipInputFile, piece: Uint8Array<ArrayBuffer>, isStored: boolean, isLast: boolean) {
  file.size += piece.byteLength
  file.crc = crc32(piece, file.crc)
  const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
  file.ondata!(null, isStored ? piece : deflateRawSync(piece, { level: 5, finishFlush }), isLast)
}

async function* piecesOf({ from }: ZipEntry): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if ('texts' in from) {
    let waiting = ''
    for await (const text of from.texts) {
      waiting += text
      if (waiting.length < PIECE) continue
      yield Buffer.from(waiting)
      waiting = ''
    }
    yield Buffer.from(waiting)
    return
  }
  if ('bytes' in from) {
    yield from.bytes
    return
  }
  const file = openSync(from.path, 'r')
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE)
      const read = readSync(file, piece, 0, PIECE, null)
      if (read === 0) return
      yield piece.subarray(0, read)
    }
  } finally {
    closeSync(file)
  }
}
