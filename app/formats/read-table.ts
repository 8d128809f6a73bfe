import { csvRecords, plainText } from '#app/formats/csv-records.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** Headings in file order, unique; each row holds a cell for every heading. `line` counts from 1. */
export interface Table {
  header: string[]
  rows: { line: number; cells: Record<string, string> }[]
}

/** More headings than any table has that people fill in. */
const MOST_COLUMNS = 1000
const SEPARATORS = [';', ',', '\t'] as const

/**
 * Reads a CSV file as people and spreadsheets make them: `;`, `,` or tab (the one seen most in the heading line, or the
 * one named by Excel's `sep=` line), with or without BOM, any line ends. Empty lines are skipped. A heading without a
 * name becomes '#3' (its column), a repeated one 'name (2)'. Short rows are filled with empty cells.
 *
 * @throws {UnreadableFileError} 'table.empty' | 'table.too-wide' | 'quote.open' | 'quote.stray' | 'row.too-long' (more cells than headings:
 *   usually a separator that should have been quoted, so the cells after it are not where they seem)
 */
export function readCsvTable(text: string): Table {
  const rows: Table['rows'] = []
  let header: string[] = []
  for (const row of csvRows(text)) {
    if (Array.isArray(row)) header = row
    else rows.push(row)
  }
  return { header, rows }
}

/** The headings, then row by row, so that a large table is never held whole. Reads and throws as `readCsvTable`. */
export function* csvRows(text: string): Generator<string[] | Table['rows'][number]> {
  const plain = plainText(text)
  const named = /^sep=(.)\n/i.exec(plain)
  let header: string[] | null = null
  for (const { line, cells } of csvRecords(plain, named?.[1] ?? detectSeparator(plain))) {
    if ((named && line === 1) || cells.every((cell) => cell.trim() === '')) continue
    if (header === null) {
      if (cells.length > MOST_COLUMNS) throw new UnreadableFileError('table.too-wide', line)
      header = uniqueHeadings(cells)
      yield header
      continue
    }
    const extra = cells.slice(header.length).find((cell) => cell.trim() !== '')
    if (extra !== undefined) throw new UnreadableFileError('row.too-long', line, extra)
    yield { line, cells: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])) }
  }
  if (header === null) throw new UnreadableFileError('table.empty', 1)
}

/** A heading without a name becomes '#3' (its column), a repeated one 'name (2)': each can be spoken of. */
export function uniqueHeadings(cells: readonly string[]): string[] {
  const taken = new Set<string>()
  return cells.map((cell, i) => {
    const name = cell.trim() || `#${i + 1}`
    let unique = name
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`
    taken.add(unique)
    return unique
  })
}

/** The separator seen most often outside quotes in the first line that is not blank; `;` before `,` before tab. */
function detectSeparator(text: string): string {
  const seen = new Map<string, number>(SEPARATORS.map((separator) => [separator, 0]))
  let isQuoted = false
  let isBlank = true
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted
    if (char === '\n' && !isQuoted && !isBlank) break
    if (char.trim() !== '') isBlank = false
    const count = seen.get(char)
    if (count !== undefined && !isQuoted) seen.set(char, count + 1)
  }
  return SEPARATORS.reduce((best, next) => (seen.get(next)! > seen.get(best)! ? next : best))
}
