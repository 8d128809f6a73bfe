import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { Column } from '#app/formats/column.ts'
import { counted, ExportTornError } from '#app/formats/counted.ts'
import { type SheetNote, writeXlsx } from '#app/formats/xlsx.ts'
import { sheetTitle } from '#app/formats/xlsx-cells.ts'
import { counter, heldMb, keeper } from './reading.ts'

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

async function written(rows: Row[], more: Partial<typeof rest> & { notes?: never } = {}) {
  const { output, bytes } = keeper()
  const result = await writeXlsx({ ...rest, ...more, rows, output })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes() as unknown as ExcelJS.Buffer)
  return { result, book, sheet: book.worksheets[0]!, notes: book.worksheets[1]! }
}

describe('writeXlsx', () => {
  test('writes typed cells', async () => {
    const { result, sheet } = await written([row, { ...row, costMinor: null, at: null, count: 6 }])
    expect(result).toEqual({ rows: 2 })
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
    const { output, bytes } = keeper()
    await writeXlsx({ ...rest, rows: [row, row], output, notes: (rows) => [['Строк', rows]] })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes() as unknown as ExcelJS.Buffer)
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Предложения', 'О выгрузке'])
    expect(book.worksheets[1]!.getRow(1).values).toEqual([undefined, 'Строк', 2])
  })

  test('an empty table is a book too', async () => {
    const { result, sheet } = await written([])
    expect(result).toEqual({ rows: 0 })
    expect(sheet.getRow(1).getCell(1).value).toBe('Название')
  })

  test('sheet names are made fit for Excel', () => {
    expect(sheetTitle("'Парк/сквер: [2024]?'")).toBe('Парк сквер   2024')
    expect(sheetTitle('a'.repeat(40))).toHaveLength(31)
    expect(sheetTitle('Итоги', 'итоги')).toBe('Итоги (2)')
    expect(sheetTitle('///')).toBe('Sheet')
  })

  test('torn rows destroy the output', async () => {
    const { output } = keeper()
    const book = writeXlsx({ ...rest, rows: counted([row], 2), output })
    await expect(book).rejects.toBeInstanceOf(ExportTornError)
    expect(output.destroyed).toBe(true)
  })

  test('a reader that leaves stops the work', async () => {
    const output = new Writable({
      write(_part, _encoding, done) {
        done(new Error('gone'))
      },
    })
    await expect(writeXlsx({ ...rest, rows: noise(1_000_000), output })).rejects.toThrow('gone')
  })

  test('rows are taken only as fast as the reader reads', { timeout: 30_000 }, async () => {
    let taken = 0
    let release: () => void = () => {}
    const output = new Writable({
      write(_part, _encoding, done) {
        release = done
      },
    })
    const book = writeXlsx({ ...rest, rows: noise(1_000_000, () => (taken += 1)), output })
    let before = -1
    while (taken !== before || taken === 0) {
      before = taken
      await sleep(400)
    }
    expect(taken).toBeLessThan(20_000)
    output.destroy(new Error('enough'))
    release()
    await expect(book).rejects.toThrow('enough')
  })

  test('200,000 rows do not pile up in memory', { timeout: 120_000 }, async () => {
    let most = 0
    const { output, seen } = counter()
    const before = heldMb()
    async function* rows() {
      for (let i = 0; i < 200_000; i++) {
        if (i % 40_000 === 39_999) most = Math.max(most, heldMb())
        yield { ...row, title: `Предложение ${i}`, url: `https://sreda.test/p/${i}`, count: i }
      }
    }
    expect(await writeXlsx({ ...rest, rows: rows(), output })).toEqual({ rows: 200_000 })
    expect(seen.bytes).toBeGreaterThan(1_000_000)
    expect(most - before).toBeLessThan(60)
  })
})

/** Rows that do not compress, so that bytes reach the output soon. */
function* noise(count: number, onRow: () => void = () => {}) {
  for (let i = 0; i < count; i++) {
    onRow()
    yield { ...row, title: randomBytes(600).toString('base64'), url: '' }
  }
}
