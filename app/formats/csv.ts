import { stringify } from 'csv-stringify/sync'
import type { CellValue, Column, Rows } from '#app/formats/column.ts'
import { clockText, type WallClock, wallClockIn } from '#app/formats/wall-clock.ts'

const ROWS_PER_CHUNK = 500
/** What a spreadsheet would run as a formula (the wide forms too: some programs narrow them first). */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/
/** Where one would begin for a reader that takes another separator, or no quotes; "- " begins the items of lists. */
const FORMULA_INSIDE = /([;,\t\r\n]"*)(?=[=+@＝＋－＠]|-\S)/g

/**
 * @property separator  ';' (decimal comma, opens by a double click in Russian Excel) or ',' (decimal point, for programs)
 * @property timeZone   IANA zone in which dates are written as 'DD.MM.YYYY HH:mm'
 * @property bom        a UTF-8 mark in front, without which Excel reads Cyrillic as cp1251; on by default
 * @property booleans   how yes and no are written, by default 'true' and 'false'
 */
export interface CsvOptions {
  separator: ';' | ','
  timeZone: string
  bom?: boolean
  booleans?: readonly [yes: string, no: string]
}

interface CellStyle {
  decimalMark: ',' | '.'
  clock: (instant: Date) => WallClock
  booleans: readonly [yes: string, no: string]
}

/**
 * Writes a table as RFC 4180 text: CRLF, quotes where needed, a heading line first.
 * Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
 *
 * @returns pieces of text of some hundred rows each; memory does not grow with the table
 * @throws {RangeError} if the time zone is unknown
 */
export async function* csvChunks<Row>(
  columns: readonly Column<Row>[],
  rows: Rows<Row>,
  options: CsvOptions,
): AsyncGenerator<string> {
  const { separator, timeZone, bom = true, booleans = ['true', 'false'] } = options
  const style: CellStyle = {
    decimalMark: separator === ';' ? ',' : '.',
    clock: wallClockIn(timeZone),
    booleans,
  }
  const write = (lines: string[][]) =>
    stringify(lines, { delimiter: separator, record_delimiter: '\r\n', quoted_match: /[\r\n]/ })

  let lines = [columns.map(({ label }) => guarded(label))]
  if (bom) yield '\uFEFF'
  for await (const row of rows) {
    lines.push(columns.map((column) => cellText(column.type, column.value(row), style)))
    if (lines.length < ROWS_PER_CHUNK) continue
    yield write(lines)
    lines = []
  }
  if (lines.length > 0) yield write(lines)
}

function cellText(type: Column<never>['type'], value: CellValue, style: CellStyle): string {
  if (value === null) return ''
  if (typeof value === 'string') return guarded(value)
  if (typeof value === 'boolean') return style.booleans[value ? 0 : 1]
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : clockText(style.clock(value))
  if (!Number.isFinite(value)) return ''
  return (type === 'money' ? roubles(value) : String(value)).replace('.', style.decimalMark)
}

function guarded(text: string): string {
  const inside = text.replace(FORMULA_INSIDE, "$1'")
  return FORMULA_START.test(text) ? `'${inside}` : inside
}

/** Kopecks as roubles with two decimals, without floating point: -5 -> '-0.05'. */
function roubles(kopecks: number): string {
  const digits = String(Math.abs(Math.round(kopecks))).padStart(3, '0')
  return `${kopecks < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
