import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { Column } from '#app/formats/column.ts'
import { csvChunks } from '#app/formats/csv.ts'
import { readCsvTable } from '#app/formats/read-table.ts'
import { heldMb, joined } from './reading.ts'

interface Row {
  title: string
  count: number
  costMinor: number | null
  at: Date | null
  isOpen: boolean
}

const columns: Column<Row>[] = [
  { key: 'title', label: 'Название', type: 'text', value: (row) => row.title },
  { key: 'count', label: 'Поддержали', type: 'number', value: (row) => row.count },
  { key: 'cost', label: 'Стоимость, руб.', type: 'money', value: (row) => row.costMinor },
  { key: 'at', label: 'Дата', type: 'date', value: (row) => row.at },
  { key: 'open', label: 'Открыто', type: 'boolean', value: (row) => row.isOpen },
]
const row: Row = {
  title: 'Парк',
  count: 3,
  costMinor: 12345,
  at: new Date('2024-05-31T20:05:00Z'),
  isOpen: true,
}
const timeZone = 'Asia/Yekaterinburg'

describe('csvChunks', () => {
  test('writes BOM, headings, CRLF, decimal comma and the town clock', async () => {
    const text = await joined(csvChunks(columns, [row], { separator: ';', timeZone }))
    expect(text).toBe(
      '\uFEFFНазвание;Поддержали;Стоимость, руб.;Дата;Открыто\r\nПарк;3;123,45;01.06.2024 01:05;true\r\n',
    )
  })

  test('writes a decimal point after commas, no BOM when asked, own words for yes and no', async () => {
    const options = { separator: ',', timeZone: 'UTC', bom: false, booleans: ['да', 'нет'] } as const
    const text = await joined(csvChunks(columns, [{ ...row, count: -1.5, isOpen: false }], options))
    expect(text.split('\r\n')[1]).toBe('Парк,-1.5,123.45,31.05.2024 20:05,нет')
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['+7 912', "'+7 912"],
    ['-скамейка', "'-скамейка"],
    ['@all', "'@all"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['a=b', 'a=b'],
    [';=1+1', `";'=1+1"`],
    ['a,=1+1', "a,'=1+1"],
    ['a\n=1+1', `"a\n'=1+1"`],
    ['a\n- b', '"a\n- b"'],
    ['1; -2', '"1; -2"'],
    ['a;b', '"a;b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
  ])('writes the text %j as %j', async (title, written) => {
    const text = await joined(
      csvChunks(columns.slice(0, 1), [{ ...row, title }], { separator: ';', timeZone }),
    )
    expect(text).toBe(`\uFEFFНазвание\r\n${written}\r\n`)
  })

  test.each([
    [-5, '-0,05'],
    [0, '0,00'],
    [7, '0,07'],
    [9_007_199_254_740_991, '90071992547409,91'],
    [null, ''],
  ])('writes %s kopecks as %j', async (costMinor, written) => {
    const text = await joined(csvChunks([columns[2]!], [{ ...row, costMinor }], { separator: ';', timeZone }))
    expect(text.split('\r\n')[1]).toBe(written)
  })

  test('is read back by csv-parse and by our own reader', async () => {
    const titles = ['a;b', 'a"b', 'a\r\nb', 'ё, й', "O'Neil", ' пробел ', '']
    const rows = titles.map((title) => ({ ...row, title }))
    const text = await joined(csvChunks(columns, rows, { separator: ';', timeZone }))
    const parsed: Record<string, string>[] = parse(text, { bom: true, columns: true, delimiter: ';' })
    expect(parsed.map((line) => line.Название)).toEqual(titles)
    const own = readCsvTable(text).rows.map(({ cells }) => cells.Название)
    expect(own).toEqual(titles.map((title) => title.replace('\r\n', '\n')))
  })

  test('an unknown time zone is an error', async () => {
    await expect(
      joined(csvChunks(columns, [row], { separator: ';', timeZone: 'Asia/Nowhere' })),
    ).rejects.toThrow(RangeError)
  })

  test('200,000 rows do not pile up in memory', { timeout: 60_000 }, async () => {
    let most = 0
    const before = heldMb()
    async function* rows() {
      for (let i = 0; i < 200_000; i++) {
        if (i % 40_000 === 39_999) most = Math.max(most, heldMb())
        yield { ...row, title: `Предложение ${i}`, count: i }
      }
    }
    let length = 0
    for await (const chunk of csvChunks(columns, rows(), { separator: ';', timeZone })) length += chunk.length
    expect(length).toBeGreaterThan(8_000_000)
    expect(most - before).toBeLessThan(60)
  })
})
