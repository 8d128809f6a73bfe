import { isAscii, isUtf8 } from 'node:buffer'
import { decoderFor, encodingNamed } from '#app/formats/plans/decode.ts'
import { cleanText, type Meter } from '#app/formats/plans/meter.ts'
import type { Attributes } from '#app/formats/plans/plan.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** Language bytes of dBASE tables. */
const LANGUAGES: Record<number, string> = {
  201: 'windows-1251',
  38: 'ibm866',
  101: 'ibm866',
  87: 'windows-1252',
}
const [DELETED, FIELDS_END, NAME_BYTES] = [0x2a, 0x0d, 11]
const LOOK_EVERY = 100

interface Field {
  name: Uint8Array
  type: string
  at: number
  width: number
}

export interface ReadTable {
  /** null for a record that was deleted. */
  rows: (Attributes | null)[]
  encoding: string
  /** The table is in another encoding than it says. */
  isOther: boolean
}

/**
 * Reads a dBASE table of a shapefile.
 *
 * @param cpg   the text of the file beside it that names the encoding
 * @param most  records to read: of more nothing is drawn
 * @throws {UnreadableFileError} 'shapefile.bad' and as `Meter`
 */
export function readDbf(bytes: Uint8Array, cpg: string | null, meter: Meter, most: number): ReadTable {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.length < 33) throw new UnreadableFileError('shapefile.bad', 1, '.dbf')
  const [headBytes, rowBytes] = [view.readUInt16LE(8), view.readUInt16LE(10)]
  const fields = fieldsOf(view, headBytes).slice(0, meter.limits.attributes)
  if (rowBytes < 1 || headBytes > view.length) throw new UnreadableFileError('shapefile.bad', 1, '.dbf')
  // What the head claims may be more than there is.
  const count = Math.min(most, view.readUInt32LE(4), Math.floor((view.length - headBytes) / rowBytes))
  const cellsAt = (i: number) => {
    if (i % LOOK_EVERY === 0) meter.look()
    const row = view.subarray(headBytes + i * rowBytes, headBytes + (i + 1) * rowBytes)
    return row[0] === DELETED ? null : fields.map(({ at, width }) => row.subarray(at, at + width))
  }
  const names = fields.map(({ name }) => name)
  const table = view.subarray(headBytes, headBytes + count * rowBytes)
  const sample = isAscii(table) ? Buffer.concat(names) : sampleOf(count, rowBytes, names, cellsAt)
  const named = (cpg && encodingNamed(cpg)) || LANGUAGES[view[29]!] || null
  const { encoding, isOther } = decoderFor(sample, named)
  const decoder = new TextDecoder(encoding)
  const decode = (cell: Uint8Array) => decoder.decode(encoding === 'utf-8' ? wholeLetters(cell) : cell)
  const keys = names.map((name) => cleanText(decode(name), { letters: 100 }))
  const rows: ReadTable['rows'] = []
  for (let i = 0; i < count; i++) {
    const cells = cellsAt(i)
    const attributes: Attributes = {}
    for (const [nth, key] of cells ? keys.entries() : [])
      if (key !== '__proto__') attributes[key] = cellOf(decode(cells![nth]!), fields[nth]!.type, meter)
    rows.push(cells && attributes)
  }
  return { rows, encoding, isOther }
}

/** All that is read of a table: without letters that the width of a field cut, if that makes it UTF-8. */
function sampleOf(
  count: number,
  rowBytes: number,
  names: readonly Uint8Array[],
  cellsAt: (i: number) => Uint8Array[] | null,
): Uint8Array {
  const copied = (cut: (cell: Uint8Array) => Uint8Array) => {
    const sample = Buffer.alloc((count + names.length) * Math.max(rowBytes, NAME_BYTES), ' ')
    let end = 0
    const put = (cell: Uint8Array) => {
      sample.set(cut(cell), end)
      end += cell.length
    }
    for (const name of names) put(name)
    for (let i = 0; i < count; i++) for (const cell of cellsAt(i) ?? []) put(cell)
    return sample.subarray(0, end)
  }
  const whole = copied(wholeLetters)
  return isUtf8(whole) && !isAscii(whole) ? whole : copied((cell) => cell)
}

function fieldsOf(view: Buffer, headBytes: number): Field[] {
  const fields: Field[] = []
  let at = 1
  for (
    let from = 32;
    from + 32 <= Math.min(headBytes, view.length) && view[from] !== FIELDS_END;
    from += 32
  ) {
    const raw = view.subarray(from, from + 11)
    const end = raw.indexOf(0)
    const width = view[from + 16]!
    fields.push({
      name: end < 0 ? raw : raw.subarray(0, end),
      type: String.fromCharCode(view[from + 11]!),
      at,
      width,
    })
    at += width
  }
  return fields
}

/** A text of UTF-8 that the field's width cut in the middle of a letter, without that letter. */
function wholeLetters(cell: Uint8Array): Uint8Array {
  for (let last = cell.length - 1; last >= 0 && last > cell.length - 4; last--) {
    const byte = cell[last]!
    if (byte < 0x80) return cell
    if (byte < 0xc0) continue
    const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
    return last + needed > cell.length ? cell.subarray(0, last) : cell
  }
  return cell
}

function cellOf(text: string, type: string, { limits }: Meter): Attributes[string] {
  const plain = cleanText(text.replaceAll('\0', ''), limits)
  if (plain === '') return null
  if (type === 'N' || type === 'F') return Number.isFinite(Number(plain)) ? Number(plain) : null
  if (type === 'L') return /^[ty]$/i.test(plain) ? true : /^[fn]$/i.test(plain) ? false : null
  if (type === 'D' && /^\d{8}$/.test(plain))
    return `${plain.slice(0, 4)}-${plain.slice(4, 6)}-${plain.slice(6)}`
  return plain
}
