import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** One record of a separated text; `line` is where it begins, counted from 1. */
export interface CsvRecord {
  line: number
  cells: string[]
}

/**
 * Reads separated text record by record. Own and not csv-parse, because a clerk needs the line on which a broken quote
 * was opened, hand-made files have bare quotes inside unquoted cells (Парк "Дружба"), and a .pb file is three tables in one.
 * Line breaks inside a cell come out as '\n'. Empty lines come out as one empty cell.
 *
 * @param text       as `plainText` returns it
 * @param separator  one character
 * @throws {UnreadableFileError} 'quote.open' if a quote is never closed, 'quote.stray' if text follows a closing quote;
 *   the line is where the quote was opened
 */
export function* csvRecords(text: string, separator: string): Generator<CsvRecord> {
  let at = 0
  let line = 1
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    const end = newline === -1 ? text.length : newline
    const raw = text.slice(at, end)
    if (!raw.includes('"')) {
      yield { line, cells: raw.split(separator) }
      at = end + 1
      line += 1
      continue
    }
    const record = quotedRecord(text, at, line, separator)
    yield { line, cells: record.cells }
    at = record.nextAt
    line = record.nextLine
  }
}

/** Text without a byte order mark and NUL bytes, every line ended by '\n'. */
export function plainText(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .replace(/\r\n?/g, '\n')
}

function quotedRecord(text: string, start: number, startLine: number, separator: string) {
  const cells: string[] = []
  let at = start
  let line = startLine
  for (;;) {
    const openedOn = line
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1)
      if (close === -1) throw new UnreadableFileError('quote.open', openedOn, text.slice(at, at + 80))
      const quoted = text.slice(at + 1, close)
      cells.push(quoted.replaceAll('""', '"'))
      line += quoted.split('\n').length - 1
      at = close + 1
      while (text[at] === ' ') at += 1
    } else {
      const end = plainEnd(text, at, separator)
      cells.push(text.slice(at, end))
      at = end
    }
    if (at >= text.length || text[at] === '\n') return { cells, nextAt: at + 1, nextLine: line + 1 }
    if (text[at] !== separator) throw new UnreadableFileError('quote.stray', openedOn, cells.at(-1))
    at += 1
  }
}

/** Index of the quote that closes a cell (a doubled quote does not), or -1. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

function plainEnd(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1
  return at
}
