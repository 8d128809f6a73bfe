import { Zip } from 'fflate'
import type { Column, Pages } from '#app/formats/column.ts'
import { type DeflatedFile, deflatedFile } from '#app/formats/deflated-file.ts'
import { TooLargeError } from '#app/formats/too-large.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'
import {
  columnLetters,
  columnWidth,
  rowWriter,
  type SheetLinks,
  STYLE,
  sheetTitle,
  textCell,
} from '#app/formats/xlsx-cells.ts'
import { bookParts, linkParts, sheetEnd, sheetHead } from '#app/formats/xlsx-parts.ts'

/** What one sheet of Excel holds, less the heading. */
const MAX_ROWS = 1_048_575
/** What a ZIP of the plain kind can point at. */
const MAX_BYTES = 2 ** 32 - 2 ** 24
/** The clock's own corner of the world would change the bytes: every file is of the first day that a ZIP can say. */
const NO_TIME = new Date(1980, 0, 1)

export type SheetNote = readonly [label: string, value: string | number]

/** A table on a sheet of its own, or several where one holds no more. */
export interface XlsxTable<Row> {
  columns: readonly Column<Row>[]
  pages: Pages<Row>
  sheetName: string
}

/**
 * @property notes         the sheet after the table, already translated: rule, snapshot time, tie rule; as a function it gets the number
 *                         of rows written
 * @property more          tables after that, in their order
 * @property timeZone      IANA zone whose wall clock the date cells show (a spreadsheet knows no zones)
 * @property rowsPerSheet  after so many rows the table goes on in a next sheet; what Excel holds unless given
 */
export interface XlsxExport<Row> extends XlsxTable<Row> {
  notes: readonly SheetNote[] | ((rows: number) => readonly SheetNote[])
  notesSheetName: string
  // Each has rows of its own kind, which nothing here looks into.
  more?: readonly XlsxTable<never>[]
  timeZone: string
  rowsPerSheet?: number
}

/**
 * Writes a workbook: a table with typed cells, a frozen bold heading and a filter, as many sheets as it needs, then a
 * sheet of notes, then the other tables. Text is never a formula, whatever it begins with. Excel keeps 65,530 links a sheet; later ones are text.
 *
 * @returns pieces of the file; memory does not grow with it, but for the addresses of links
 * @throws {RangeError} if the time zone is unknown, or the file would pass 4 GB
 */
export async function* xlsxChunks<Row>(book: XlsxExport<Row>): AsyncGenerator<Uint8Array> {
  const { rowsPerSheet = MAX_ROWS } = book
  const ready: Uint8Array[] = []
  let bytes = 0
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    bytes += chunk.byteLength
    if (bytes > MAX_BYTES) throw new TooLargeError('a workbook holds 4 GB, there is more')
    if (chunk.byteLength > 0) ready.push(chunk)
  })
  const names: string[] = []
  const open = (name: string) => {
    const file = deflatedFile(name, NO_TIME)
    zip.add(file)
    return file
  }
  const openNamed = (name: string) => {
    names.push(sheetTitle(name, names))
    return open(`xl/worksheets/sheet${names.length}.xml`)
  }

  const clock = wallClockIn(book.timeZone)
  async function* writeTable<Line>({ columns, pages, sheetName }: XlsxTable<Line>) {
    let rows = 0
    let sheet: ReturnType<typeof tableSheet<Line>> | null = null
    const close = () => {
      const addresses = sheet!.end()
      if (addresses.length > 0)
        write(open(`xl/worksheets/_rels/sheet${names.length}.xml.rels`), linkParts(addresses))
      sheet = null
    }
    const openTable = () => tableSheet(openNamed(sheetName), columns, clock)
    for await (const page of pages) {
      for (const row of page) {
        sheet ??= openTable()
        sheet.add(row)
        rows++
        if (sheet.rows() === rowsPerSheet || sheet.isFull()) close()
      }
      yield* ready.splice(0)
    }
    if (sheet || rows === 0) {
      sheet ??= openTable()
      close()
    }
    return rows
  }
  const rows = yield* writeTable(book)
  const { notes } = book
  write(openNamed(book.notesSheetName), notesSheet(typeof notes === 'function' ? notes(rows) : notes))
  for (const table of book.more ?? []) yield* writeTable(table)
  for (const [name, text] of bookParts(names)) write(open(name), text)
  zip.end()
  yield* ready
}

/** One sheet of the table, as it is being written. */
function tableSheet<Row>(
  file: DeflatedFile,
  columns: readonly Column<Row>[],
  clock: Parameters<typeof rowWriter>[1],
) {
  const links: SheetLinks = { cells: [], addresses: [] }
  const writeRow = rowWriter(columns, clock, links)
  const letters = columns.map((_, i) => columnLetters(i))
  let rows = 0
  file.write(sheetHead(columns.map(columnWidth), { isFrozen: true }))
  file.write(
    `<row r="1">${columns.map(({ label }, i) => textCell(label, `${letters[i]}1`, STYLE.bold)).join('')}</row>`,
  )
  return {
    add(row: Row) {
      rows++
      file.write(writeRow(row, rows + 1))
    },
    rows: () => rows,
    isFull: () => file.isFull(),
    /** @returns the addresses of its links */
    end(): string[] {
      file.write(sheetEnd(`A1:${letters.at(-1)}${rows + 1}`, links.cells))
      file.end()
      return links.addresses
    },
  }
}

function notesSheet(notes: readonly SheetNote[]): string {
  const rows = notes.map(([label, value], i) => {
    const n = i + 1
    const said = typeof value === 'number' ? `<c r="B${n}"><v>${value}</v></c>` : textCell(value, `B${n}`)
    return `<row r="${n}">${textCell(label, `A${n}`, STYLE.bold)}${said}</row>`
  })
  return sheetHead([32, 80], { isFrozen: false }) + rows.join('') + sheetEnd()
}

function write(file: DeflatedFile, text: string) {
  file.write(text)
  file.end()
}
