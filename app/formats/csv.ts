import type { CellValue, Column, Pages } from '#app/formats/column.ts'
import { clockText, wallClockIn } from '#app/formats/wall-clock.ts'

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

/**
 * Writes a table as RFC 4180 text: CRLF, quotes where needed, a heading line first.
 * Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
 *
 * @returns a piece of text for the heading and for each page of rows; memory does not grow with the table
 * @throws {RangeError} if the time zone is unknown
 */
export async function* csvChunks<Row>(
  columns: readonly Column<Row>[],
  pages: Pages<Row>,
  options: CsvOptions,
): AsyncGenerator<string> {
  const write = lineWriter(columns, options)
  const text = textWriter(options.separator)
  const { bom = true, separator } = options
  yield `${bom ? '\uFEFF' : ''}${columns.map(({ label }) => text(label)).join(separator)}\r\n`
  for await (const rows of pages) {
    let lines = ''
    for (const row of rows) lines += write(row)
    yield lines
  }
}

/** Gives a function that writes one row with its line end; all that can be decided once is decided here. */
function lineWriter<Row>(columns: readonly Column<Row>[], options: CsvOptions): (row: Row) => string {
  const { separator, timeZone, booleans = ['true', 'false'] } = options
  const decimalMark = separator === ';' ? ',' : '.'
  const clock = wallClockIn(timeZone)
  const text = textWriter(separator)
  const [yes, no] = booleans.map(text) as [string, string]
  // A decimal comma needs no quotes: it is never written where commas separate.
  function cellText(type: Column<Row>['type'], value: CellValue): string {
    if (value === null) return ''
    if (typeof value === 'string') return text(value)
    if (typeof value === 'boolean') return value ? yes : no
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : clockText(clock(value))
    if (!Number.isFinite(value)) return ''
    if (type === 'money') return roubles(value).replace('.', decimalMark)
    return Number.isInteger(value) ? String(value) : String(value).replace('.', decimalMark)
  }
  const [first, ...others] = columns
  return function writeLine(row) {
    let line = first ? cellText(first.type, first.value(row)) : ''
    for (const { type, value } of others) line += separator + cellText(type, value(row))
    return `${line}\r\n`
  }
}

/** Gives a function that makes text safe and puts it in quotes where it needs them. */
function textWriter(separator: ';' | ','): (value: string) => string {
  const needsQuotes = separator === ';' ? /[;"\r\n]/ : /[,"\r\n]/
  // One look is enough for most text.
  const mayNeedMore = separator === ';' ? /[;"\r\n\t=+\-@＝＋－＠]/ : /[,"\r\n\t=+\-@＝＋－＠]/
  return function writeText(value) {
    if (!mayNeedMore.test(value)) return value
    const safe = guarded(value)
    return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
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
