import { randomBytes } from 'node:crypto'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Column } from '#app/formats/column.ts'
import { counted, ExportTornError } from '#app/formats/counted.ts'
import { type SheetNote, xlsxChunks } from '#app/formats/xlsx.ts'
import { columnLetters, sheetTitle } from '#app/formats/xlsx-cells.ts'
import { collected, heldMb } from './reading.ts'

interface Row {
  title: string
  count: number
  costMinor: number | null
  at: Date | null
  url: string
}

const columns: Column<Row>[] = [
  { key: 'title', label: 'Название', type: 'text', value: (row) => row.title, width: 50 },
  { key: 'count', label: 'Поддержали', type: 'number', value: (row) => row.count },
  { key: 'cost', label: 'Стоимость', type: 'money', value: (row) => row.costMinor },
  { key: 'at', label: 'Дата', type: 'date', value: (row) => row.at },
  { key: 'url', label: 'Ссылка', type: 'link', value: (row) => row.url },
  { key: 'open', label: 'Много', type: 'boolean', value: (row) => row.count > 5 },
]
const row: Row = {
  title: 'Парк',
  count: 3,
  costMinor: 12345,
  at: new Date('2024-05-31T20:05:00Z'),
  url: 'https://sreda.test/p/1?a=1&b=2',
}
const rest = {
  columns,
  sheetName: 'Предложения',
  notesSheetName: 'О выгрузке',
  notes: [['Правило', '=по голосам']] as SheetNote[],
  timeZone: 'Asia/Yekaterinburg',
}

async function bookOf(chunks: AsyncIterable<Uint8Array>) {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(Buffer.concat(await collected(chunks)) as unknown as ExcelJS.Buffer)
  return book
}

async function written(rows: Row[]) {
  const book = await bookOf(xlsxChunks({ ...rest, pages: [rows] }))
  return { sheet: book.worksheets[0]!, notes: book.worksheets[1]! }
}

describe('xlsxChunks', () => {
  test('writes typed cells', async () => {
    const { sheet } = await written([row, { ...row, costMinor: null, at: null, count: 6 }])
    const cells = sheet.getRow(2)
    expect(cells.getCell(1).value).toBe('Парк')
    expect(cells.getCell(2).value).toBe(3)
    expect(cells.getCell(3).value).toBe(123.45)
    expect(cells.getCell(3).numFmt).toBe('#,##0.00')
    expect(cells.getCell(4).value).toEqual(new Date('2024-06-01T01:05:00Z'))
    expect(cells.getCell(4).numFmt).toBe('dd.mm.yyyy hh:mm')
    expect(cells.getCell(5).value).toEqual({ text: row.url, hyperlink: row.url })
    expect(cells.getCell(6).value).toBe(false)
    expect(sheet.getRow(3).getCell(3).value).toBeNull()
    expect(sheet.getRow(3).getCell(6).value).toBe(true)
  })

  test.each(['=1+1', '=HYPERLINK("http://x")', '+7', '-1', '@a', '00012', '31.05.2024'])(
    'stores the text %j as text',
    async (title) => {
      const { sheet, notes } = await written([{ ...row, title }])
      const cell = sheet.getRow(2).getCell(1)
      expect([cell.value, cell.type]).toEqual([title, ExcelJS.ValueType.String])
      expect(notes.getRow(1).getCell(2).type).toBe(ExcelJS.ValueType.String)
    },
  )

  test('a link that is no web address stays text', async () => {
    const { sheet } = await written([{ ...row, url: 'javascript:alert(1)' }])
    expect(sheet.getRow(2).getCell(5).value).toBe('javascript:alert(1)')
  })

  test('has a frozen bold heading, a filter and widths', async () => {
    const { sheet } = await written([row])
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet.getRow(1).getCell(1).font.bold).toBe(true)
    expect(sheet.getRow(2).getCell(1).font?.bold).toBeFalsy()
    expect(sheet.autoFilter).toBe('A1:F2')
    expect(sheet.getColumn(1).width).toBe(50)
    expect(sheet.getColumn(2).width).toBe(12)
  })

  test('notes may be told the number of rows', async () => {
    const book = await bookOf(
      xlsxChunks({ ...rest, pages: [[row], [row]], notes: (rows) => [['Строк', rows]] }),
    )
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Предложения', 'О выгрузке'])
    expect(book.worksheets[1]!.getRow(1).values).toEqual([undefined, 'Строк', 2])
  })

  test('goes on in further sheets past what one holds, each with its heading, filter and links', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => ({ ...row, count: i, url: `https://sreda.test/${i}` }))
    const book = await bookOf(
      xlsxChunks({ ...rest, pages: [rows.slice(0, 3), rows.slice(3)], rowsPerSheet: 2 }),
    )
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Предложения',
      'Предложения (2)',
      'Предложения (3)',
      'О выгрузке',
    ])
    const tables = book.worksheets.slice(0, 3)
    expect(tables.map((sheet) => sheet.getRow(1).getCell(1).value)).toEqual(Array(3).fill('Название'))
    expect(tables.map((sheet) => sheet.autoFilter)).toEqual(['A1:F3', 'A1:F3', 'A1:F2'])
    const found = tables.flatMap((sheet) => [2, 3].map((n) => sheet.getRow(n).getCell(5).value))
    expect(found).toEqual([...rows.map(({ url }) => ({ text: url, hyperlink: url })), null])
  })

  test('any text comes back as it was, but for control letters and the kind of line ends', async () => {
    const special = fc.constantFrom(
      '_x0041_',
      '_x',
      '&amp;',
      '<b>',
      '"',
      "'",
      '\r\n',
      '\r',
      '\n',
      '\t',
      '\u0001',
      ' ',
    )
    const texts = fc.array(fc.oneof(special, fc.string({ unit: 'grapheme' })), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 20 }), async (list) => {
        const titles = list.map((parts) => parts.join(''))
        const { sheet } = await written(titles.map((title) => ({ ...row, title })))
        const read = titles.map((_, i) => unescaped(sheet.getRow(i + 2).getCell(1).value))
        expect(read).toEqual(titles.map((title) => plain(title).slice(0, 32_767)))
      }),
      { numRuns: 30 },
    )
  })

  test('a text longer than a cell holds is cut, and says so', async () => {
    const { sheet } = await written([{ ...row, title: 'я'.repeat(40_000) }])
    expect(sheet.getRow(2).getCell(1).value).toBe(`${'я'.repeat(32_766)}…`)
  })

  test('an empty table is a book too', async () => {
    const { sheet, notes } = await written([])
    expect(sheet.getRow(1).getCell(1).value).toBe('Название')
    expect(sheet.rowCount).toBe(1)
    expect(notes.rowCount).toBe(1)
  })

  test('sheet names are made fit for Excel', () => {
    expect(sheetTitle("'Парк/сквер: [2024]?'")).toBe('Парк сквер   2024')
    expect(sheetTitle('a'.repeat(40))).toHaveLength(31)
    expect(sheetTitle('Итоги', ['итоги'])).toBe('Итоги (2)')
    expect(sheetTitle('а'.repeat(31), ['а'.repeat(31)])).toBe(`${'а'.repeat(27)} (2)`)
    expect(sheetTitle('///')).toBe('Sheet')
  })

  test('columns are named as in a spreadsheet', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ])
  })

  test('torn rows end without a book', async () => {
    const chunks = xlsxChunks({ ...rest, pages: counted([[row]], 2) })
    await expect(collected(chunks)).rejects.toBeInstanceOf(ExportTornError)
  })

  test('rows are taken only as pieces are', async () => {
    let taken = 0
    const chunks = xlsxChunks({ ...rest, pages: noise(1_000_000, () => (taken += 1)) })
    await chunks.next()
    expect(taken).toBeLessThan(5000)
    await chunks.return(undefined)
  })

  test('200,000 rows do not pile up in memory', { timeout: 120_000 }, async () => {
    let most = 0
    const before = heldMb()
    async function* pages() {
      for (let i = 0; i < 200_000; i += 1000) {
        if (i % 40_000 === 39_000) most = Math.max(most, heldMb())
        yield Array.from({ length: 1000 }, (_, n) => ({ ...row, title: `Предложение ${i + n}`, count: i }))
      }
    }
    let bytes = 0
    for await (const chunk of xlsxChunks({ ...rest, pages: pages() })) bytes += chunk.byteLength
    expect(bytes).toBeGreaterThan(1_000_000)
    expect(most - before).toBeLessThan(60)
  })
})

/** As Excel reads a cell (ST_Xstring); exceljs leaves it as it is. */
function unescaped(value: ExcelJS.CellValue): string {
  return String(value ?? '').replaceAll('_x005F_', '_')
}

/** What XML makes of it. */
function plain(text: string): string {
  const letters = [...text.replace(/\r\n?/g, '\n')]
  const isKept = (letter: string) => letter >= ' ' || letter === '\n' || letter === '\t'
  return letters.filter((letter) => isKept(letter) && letter !== '\ufffe' && letter !== '\uffff').join('')
}

/** Rows that do not compress, so that bytes come out soon. */
function* noise(count: number, onRow: () => void) {
  for (let i = 0; i < count; i++) {
    onRow()
    yield [{ ...row, title: randomBytes(600).toString('base64'), url: '' }]
  }
}
