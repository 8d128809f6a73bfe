import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import ExcelJS from 'exceljs'
import type { Column, Rows } from '#app/formats/column.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'
import { type CellContext, columnLayout, MAX_LINKS, sheetTitle, typedCell } from '#app/formats/xlsx-cells.ts'
import { waitForZip } from '#app/formats/xlsx-drain.ts'

const ROWS_PER_BREATH = 200
/** What one sheet of Excel holds, less the heading. */
const MAX_ROWS = 1_048_575

export type SheetNote = readonly [label: string, value: string | number]

/**
 * @property notes     the second sheet, already translated: rule, snapshot time, tie rule; as a function it gets
 *                     the number of rows written
 * @property timeZone  IANA zone whose wall clock the date cells show (a spreadsheet knows no zones)
 * @property output    is ended when the book is whole and destroyed when it is not
 */
export interface XlsxExport<Row> {
  columns: readonly Column<Row>[]
  rows: Rows<Row>
  sheetName: string
  notes: readonly SheetNote[] | ((rows: number) => readonly SheetNote[])
  notesSheetName: string
  timeZone: string
  output: Writable
}

/**
 * Streams a workbook: a table with typed cells, a frozen bold heading and a filter, then a sheet of notes.
 * Text is never a formula, whatever it begins with. Rows are taken only as fast as `output` accepts bytes.
 * Excel keeps 65,530 links a sheet; later links are written as plain text.
 *
 * @throws {RangeError} if the rows do not fit one sheet (1,048,575) or the time zone is unknown
 * @throws whatever `rows` or `output` throws; `output` is then destroyed, so half a book is never taken for a whole one
 */
export async function writeXlsx<Row>(book: XlsxExport<Row>): Promise<{ rows: number }> {
  const { output } = book
  const done = finished(output, { readable: false })
  const broken = done.then(() => new Promise<never>(() => {}))
  broken.catch(() => {})
  try {
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true })
    const rows = await writeTable(workbook, book, broken)
    writeNotes(workbook, book, rows)
    await Promise.race([workbook.commit(), broken])
    await done
    return { rows }
  } catch (error) {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
}

async function writeTable<Row>(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  { columns, rows, sheetName, timeZone, output }: XlsxExport<Row>,
  broken: Promise<never>,
): Promise<number> {
  const cells: CellContext = { clock: wallClockIn(timeZone), linksLeft: MAX_LINKS }
  const sheet = workbook.addWorksheet(sheetTitle(sheetName), { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(columnLayout)
  const heading = sheet.getRow(1)
  heading.eachCell((cell) => {
    cell.style = { font: { bold: true } }
  })
  heading.commit()

  let count = 0
  for await (const row of rows) {
    count += 1
    if (count > MAX_ROWS) throw new RangeError(`a sheet holds ${MAX_ROWS} rows, there are more`)
    sheet.addRow(columns.map((column) => typedCell(column.type, column.value(row), cells))).commit()
    if (count % ROWS_PER_BREATH === 0) await Promise.race([waitForZip(sheet, output), broken])
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: count + 1, column: columns.length } }
  sheet.commit()
  return count
}

function writeNotes<Row>(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  { notes, notesSheetName, sheetName }: XlsxExport<Row>,
  rows: number,
): void {
  const sheet = workbook.addWorksheet(sheetTitle(notesSheetName, sheetTitle(sheetName)))
  sheet.columns = [{ width: 32, style: { font: { bold: true } } }, { width: 80 }]
  for (const [label, value] of typeof notes === 'function' ? notes(rows) : notes) {
    sheet.addRow([label, value]).commit()
  }
  sheet.commit()
}
