import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
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

/** The same rule said plainly: an apostrophe before what a reader with another separator would take for a formula. */
function withoutFormulas(text: string): string {
  const starts = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
  return starts.replace(/([;,\t\r\n]"*)(?=[=+@＝＋－＠]|-\S)/g, (all, before, at) =>
    at === 0 && starts !== text ? all : `${before}'`,
  )
}

describe('csvChunks', () => {
  test('writes BOM, headings, CRLF, decimal comma and the town clock', async () => {
    const text = await joined(csvChunks(columns, [[row]], { separator: ';', timeZone }))
    expect(text).toBe(
      '\uFEFFНазвание;Поддержали;Стоимость, руб.;Дата;Открыто\r\nПарк;3;123,45;01.06.2024 01:05;true\r\n',
    )
  })

  test('writes a decimal point after commas, no BOM when asked, own words for yes and no', async () => {
    const options = { separator: ',', timeZone: 'UTC', bom: false, booleans: ['да', 'нет'] } as const
    const text = await joined(csvChunks(columns, [[{ ...row, count: -1.5, isOpen: false }]], options))
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
      csvChunks(columns.slice(0, 1), [[{ ...row, title }]], { separator: ';', timeZone }),
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
    const text = await joined(
      csvChunks([columns[2]!], [[{ ...row, costMinor }]], { separator: ';', timeZone }),
    )
    expect(text.split('\r\n')[1]).toBe(written)
  })

  test('is read back by csv-parse and by our own reader', async () => {
    const titles = ['a;b', 'a"b', 'a\r\nb', 'ё, й', "O'Neil", ' пробел ', '']
    const rows = titles.map((title) => ({ ...row, title }))
    const text = await joined(csvChunks(columns, [rows], { separator: ';', timeZone }))
    const parsed: Record<string, string>[] = parse(text, { bom: true, columns: true, delimiter: ';' })
    expect(parsed.map((line) => line.Название)).toEqual(titles)
    const own = readCsvTable(text).rows.map(({ cells }) => cells.Название)
    expect(own).toEqual(titles.map((title) => title.replace('\r\n', '\n')))
  })

  test('any text is written as csv-stringify would write it, and read back by csv-parse', async () => {
    const special = fc.constantFrom(
      ';',
      ',',
      '"',
      '\r',
      '\n',
      '\r\n',
      '\t',
      '=',
      '+',
      '-',
      '@',
      '＝',
      ' ',
      '- ',
    )
    const text = fc
      .array(fc.oneof(special, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 8 })
      .map((parts) => parts.join(''))
    const table = fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 10 })
    const pair: Column<[string, string]>[] = [0, 1].map((at) => ({
      key: `${at}`,
      label: `${at}`,
      type: 'text',
      value: (cells) => cells[at]!,
    }))
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(';' as const, ',' as const), async (lines, separator) => {
        const text = await joined(csvChunks(pair, [lines], { separator, timeZone, bom: false }))
        const safe = lines.map((cells) => cells.map(withoutFormulas))
        const options = { delimiter: separator, record_delimiter: '\r\n' }
        expect(text).toBe(stringify([['0', '1'], ...safe], { ...options, quoted_match: /[\r\n]/ }))
        expect(parse(text, { ...options, from: 2 })).toEqual(safe)
      }),
    )
  })

  test('an unknown time zone is an error', async () => {
    await expect(
      joined(csvChunks(columns, [[row]], { separator: ';', timeZone: 'Asia/Nowhere' })),
    ).rejects.toThrow(RangeError)
  })

  test('200,000 rows do not pile up in memory', { timeout: 60_000 }, async () => {
    let most = 0
    const before = heldMb()
    async function* pages() {
      for (let i = 0; i < 200_000; i += 1000) {
        if (i % 40_000 === 39_000) most = Math.max(most, heldMb())
        yield Array.from({ length: 1000 }, (_, n) => ({ ...row, title: `Предложение ${i + n}`, count: i }))
      }
    }
    let length = 0
    for await (const chunk of csvChunks(columns, pages(), { separator: ';', timeZone }))
      length += chunk.length
    expect(length).toBeGreaterThan(8_000_000)
    expect(most - before).toBeLessThan(60)
  })
})
