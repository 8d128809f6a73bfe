import { cp1251, hex } from '#app/formats/cp1251.ts'

/** A group: its code and value, as the two lines of a DXF file. Whole numbers, metres and angles are numbers. */
export type Group = readonly [code: number, value: string | number]

/** Longer texts are cut: what AutoCAD 2000 takes in one group. */
const MAX_TEXT = 250
/** A millimetre. */
const DIGITS = 3

/** Groups as bytes of Windows-1251; a letter that it lacks becomes \\U+XXXX. */
export function groupBytes(groups: readonly Group[]): Buffer {
  let text = ''
  for (const [code, value] of groups)
    text += `${String(code).padStart(3)}\r\n${typeof value === 'number' ? numberText(code, value) : value}\r\n`
  return cp1251(text, (unit) => `\\U+${hex(unit)}`)
}

function numberText(code: number, value: number): string {
  const isReal = (code >= 10 && code < 60) || (code >= 140 && code < 148) || (code >= 1010 && code < 1060)
  if (!isReal) return String(value)
  return Number.isInteger(value) ? `${value}.0` : value.toFixed(DIGITS)
}

/** A person's words as one group's text: one line, no control letters, nothing that DXF would read as a code of its own. */
export function plainText(text: string): string {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, '')
    .replace(/\\(?=[UM]\+)/gi, '/')
    .replaceAll('%%', '% %')
    .replaceAll('^', '^ ')
    .trim()
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT - 1).trimEnd()}…` : line
}

/** The name of a layer: none of the letters that AutoCAD 2000 forbids. */
export function layerName(...words: string[]): string {
  return plainText(words.join(' - ').replace(/[<>/\\":;?*|=`',^%]/g, '_')).slice(0, 200) || '0'
}
