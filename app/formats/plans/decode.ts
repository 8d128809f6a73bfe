import { isAscii, isUtf8 } from 'node:buffer'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** Names that programs give to encodings, as `TextDecoder` knows them; null for none of them. */
export function encodingNamed(label: string): string | null {
  const name = label.trim().toLowerCase().replaceAll('_', '-')
  const page = /^(?:ansi[- ]?|cp-?|windows-?|win-?|dos-?|ibm-?|oem[- ]?)?(\d{3,5})$/.exec(name)?.[1]
  if (page === '65001') return 'utf-8'
  if (page === '866') return 'ibm866'
  const asked = page ? `windows-${page}` : name
  try {
    return new TextDecoder(asked).encoding
  } catch {
    return null
  }
}

/**
 * Text of bytes that should be in an encoding: UTF-8 where they are UTF-8 beyond doubt, else the encoding that is named,
 * else Windows-1251.
 *
 * @param named  what the file says of itself; null where it says nothing
 * @returns `isOther` where the file is not what it says
 */
export function decoderFor(sample: Uint8Array, named: string | null): { encoding: string; isOther: boolean } {
  if (isAscii(sample)) return { encoding: named ?? 'utf-8', isOther: false }
  if (isUtf8(sample)) return { encoding: 'utf-8', isOther: named !== null && named !== 'utf-8' }
  if (named !== null && named !== 'utf-8') return { encoding: named, isOther: false }
  return { encoding: 'windows-1251', isOther: named !== null }
}

export const hasMark16 = ([first, second]: Uint8Array) =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

/** UTF-8, or UTF-16 with its mark. @throws {UnreadableFileError} 'encoding.bad' */
export function unicodeText(bytes: Uint8Array): string {
  const encoding = !hasMark16(bytes) ? 'utf-8' : bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new UnreadableFileError('encoding.bad', 1)
  }
}
