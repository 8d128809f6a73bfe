import { decoderFor, encodingNamed } from '#app/formats/plans/decode.ts'
import type { Meter } from '#app/formats/plans/meter.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** A group of a drawing as it is read; `line` counts from 1. */
export interface Pair {
  code: number
  value: string
  line: number
}

/** From AutoCAD 2007 on a drawing is UTF-8; before it, in the page that it names. */
const FIRST_UTF8 = 'AC1021'
const HEAD_BYTES = 20_000
const LOOK_EVERY = 5000

/**
 * The text of a DXF file by what it says of its letters.
 *
 * @throws {UnreadableFileError} 'dxf.dwg' | 'dxf.binary' (both are to be saved as DXF of text)
 */
export function dxfText(bytes: Uint8Array): { text: string; encoding: string; isOther: boolean } {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES))
  const isMarked = head.startsWith('\u00ef\u00bb\u00bf')
  if (head.startsWith('AutoCAD Binary DXF')) throw new UnreadableFileError('dxf.binary', 1)
  if (/^AC10\d\d/.test(head)) throw new UnreadableFileError('dxf.dwg', 1)
  const version = /\$ACADVER\s+1\s+(AC\d{4})/.exec(head)?.[1] ?? ''
  const page = /\$DWGCODEPAGE\s+3\s+(\S+)/.exec(head)?.[1]
  const named = isMarked || version >= FIRST_UTF8 ? 'utf-8' : page ? encodingNamed(page) : null
  const { encoding, isOther } = decoderFor(bytes, named)
  return { text: new TextDecoder(encoding).decode(bytes), encoding, isOther }
}

/** @throws {UnreadableFileError} 'dxf.bad' where a group has no code */
export function* pairsIn(text: string, meter: Meter): Generator<Pair> {
  let [at, line] = [0, 0]
  function next(): string | null {
    if (at >= text.length) return null
    const end = text.indexOf('\n', at)
    const stop = end < 0 ? text.length : end
    const one = text.slice(at, text[stop - 1] === '\r' ? stop - 1 : stop)
    at = stop + 1
    line++
    return one
  }
  for (let pairs = 0; ; pairs++) {
    if (pairs % LOOK_EVERY === 0) meter.look()
    const code = next()
    if (code === null) return
    if (!/^\s*-?\d{1,4}\s*$/.test(code)) {
      // Blank lines behind the end are no groups.
      if (code.trim() === '' && text.slice(at).trim() === '') return
      throw new UnreadableFileError('dxf.bad', line, code)
    }
    yield { code: Number(code), value: next() ?? '', line }
  }
}

/** \U+XXXX and the codes of a text, as letters; of an MTEXT its formats are taken away. */
export function plainOf(value: string): string {
  return value
    .replace(/\\U\+([0-9A-F]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replace(/%%[dD]/g, '°')
    .replace(/%%[cC]/g, '⌀')
    .replace(/%%[pP]/g, '±')
    .replace(/\\P/g, '\n')
    .replace(/\\[ACcFfHQTWpNn][^;\\{}]{0,100};/g, '')
    .replace(/\\[LlOoKk]/g, '')
    .replace(/(?<!\\)[{}]/g, '')
    .replace(/\^ /g, '^')
}
