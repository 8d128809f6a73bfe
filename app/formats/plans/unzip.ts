import { inflateRawSync } from 'node:zlib'
import type { Meter } from '#app/formats/plans/meter.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const [END, ENTRY, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50]
const MOST_FILES = 500
const UTF8_NAME = 0x800

/**
 * Takes out of a ZIP the files that are wanted, in memory, never more bytes than the limit, whatever their sizes claim to
 * be: the inflating itself stops there. Names are only looked at; nothing is written by them.
 *
 * @throws {UnreadableFileError} 'zip.bad' | 'zip.too-big'
 * @see APPNOTE.TXT 6.3.3, 4.3
 */
export function unzipWanted(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  { limits, look }: Meter,
): Map<string, Uint8Array> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const files = new Map<string, Uint8Array>()
  let left = limits.unpackedBytes
  try {
    for (const { name, method, packed } of entriesOf(zip)) {
      if (!isWanted(name) || files.has(name)) continue
      look()
      const content = unpack(packed, method, left)
      left -= content.byteLength
      if (left < 0) throw new UnreadableFileError('zip.too-big', 1, name)
      files.set(name, content)
    }
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new UnreadableFileError('zip.too-big', 1, String(limits.unpackedBytes))
    if (error instanceof UnreadableFileError) throw error
    throw new UnreadableFileError('zip.bad', 1, error instanceof Error ? error.message : '')
  }
  return files
}

function unpack(packed: Buffer, method: number, most: number): Uint8Array {
  if (method === 0) return packed
  if (method !== 8) throw new UnreadableFileError('zip.bad', 1, `method ${method}`)
  return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) })
}

function* entriesOf(zip: Buffer): Generator<{ name: string; method: number; packed: Buffer }> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new UnreadableFileError('zip.bad', 1)
  const count = zip.readUInt16LE(end + 10)
  if (count > MOST_FILES) throw new UnreadableFileError('zip.too-big', 1, `${count}`)
  let at = zip.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new UnreadableFileError('zip.bad', 1)
    const isUtf8 = (zip.readUInt16LE(at + 8) & UTF8_NAME) !== 0
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28)
    const name = new TextDecoder(isUtf8 ? 'utf-8' : 'ibm866').decode(zip.subarray(at + 46, nameEnd))
    const local = zip.readUInt32LE(at + 42)
    if (zip.readUInt32LE(local) !== LOCAL) throw new UnreadableFileError('zip.bad', 1)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packedBytes = zip.readUInt32LE(at + 20)
    if (from + packedBytes > zip.length) throw new UnreadableFileError('zip.bad', 1, name)
    yield { name, method: zip.readUInt16LE(at + 10), packed: zip.subarray(from, from + packedBytes) }
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
}
