import type { CellValue } from 'exceljs'
import { type Table, uniqueHeadings } from '#app/formats/read-table.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const MAX_ROWS = 5000
const MAX_COLUMNS = 50
/** Rows that Excel itself can have. */
const LAST_ROW = 1_048_576
/**
 * What only looks, and what a reader unfolds cell by cell: a list to choose from, set for a whole column, would be a
 * million cells, and the width of a made-up column all columns before it.
 */
const UNREAD_NODES = ['cols', 'mergeCells', 'dataValidations', 'conditionalFormatting']

/** A table, and what of the file is not in it. */
export interface SheetTable extends Table {
  /** Names of the other sheets that hold anything. */
  unreadSheets: string[]
  /** The first and the last filled column, from 1, that has no heading or lies too far out; null when there is none. */
  unreadColumns: [first: number, last: number] | null
}

/**
 * Reads the first sheet of an XLSX file as `readCsvTable` reads a CSV: headings from the first row that has any, each
 * cell as the text that a person sees (of a formula its last value, of a link its text), dates as a clock on the wall shows
 * them. Empty rows are skipped.
 *
 * @throws {UnreadableFileError} 'table.empty' (no sheet, no headings, or no XLSX at all)
 */
export async function readXlsxTable(bytes: Uint8Array): Promise<SheetTable> {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  try {
    await book.xlsx.load(bytes.slice().buffer as ArrayBuffer, { ignoreNodes: UNREAD_NODES })
  } catch {
    throw new UnreadableFileError('table.empty', 1)
  }
  const sheet = book.worksheets[0]
  // A row of a made-up number would be looked for through all before it.
  if (sheet && sheet.rowCount > LAST_ROW) throw new UnreadableFileError('table.empty', 1)
  const header: string[] = []
  const rows: Table['rows'] = []
  let last = 0
  sheet?.eachRow({ includeEmpty: false }, (row, line) => {
    if (rows.length >= MAX_ROWS) return
    const width = Math.min(MAX_COLUMNS, Math.max(row.cellCount, header.length))
    const cells = Array.from({ length: width }, (_, i) => textOf(row.getCell(i + 1).value).trim())
    if (cells.every((cell) => cell === '')) return
    row.eachCell((cell, at) => {
      if (at > last && textOf(cell.value).trim() !== '') last = at
    })
    if (header.length === 0) header.push(...uniqueHeadings(cells))
    else rows.push({ line, cells: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])) })
  })
  if (header.length === 0) throw new UnreadableFileError('table.empty', 1)
  return {
    header,
    rows,
    unreadSheets: book.worksheets
      .slice(1)
      .flatMap(({ name, actualRowCount }) => (actualRowCount ? [name] : [])),
    unreadColumns: last > header.length ? [header.length + 1, last] : null,
  }
}

function textOf(value: CellValue): string {
  if (value === null || value === undefined) return ''
  // A spreadsheet knows no zones: what it stores is what its reader sees.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 19)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('text' in value) return textOf(value.text as CellValue)
  if ('result' in value) return textOf(value.result as CellValue)
  return ''
}
