import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvRecords, plainText } from '#app/formats/csv-records.ts'
import { readCsvTable } from '#app/formats/read-table.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

function faultOf(read: () => unknown) {
  try {
    read()
  } catch (error) {
    if (error instanceof UnreadableFileError) return { code: error.code, line: error.line }
    throw error
  }
  return null
}

describe('csvRecords', () => {
  test('agrees with csv-parse on whatever can be written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ё', '"', ';', '\n', ' '), maxLength: 6 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 })
    const quoted = (text: string) => (/["\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    fc.assert(
      fc.property(table, (lines) => {
        const text = lines.map((cells) => cells.map(quoted).join(';')).join('\n')
        const own = [...csvRecords(text, ';')]
        const theirs: { record: string[]; info: { lines: number } }[] = parse(text, {
          delimiter: ';',
          relax_column_count: true,
          info: true,
        }) as never
        expect(own.map(({ cells }) => cells)).toEqual(theirs.map(({ record }) => record))
      }),
      { numRuns: 500 },
    )
  })

  test('tells the line on which a record begins', () => {
    const text = 'a;"b\nc"\n\nd;"e"\n'
    expect([...csvRecords(text, ';')]).toEqual([
      { line: 1, cells: ['a', 'b\nc'] },
      { line: 3, cells: [''] },
      { line: 4, cells: ['d', 'e'] },
    ])
  })

  test('plainText drops BOM and NUL and knows all line ends', () => {
    expect(plainText('\uFEFFa\0\r\nb\rc\n')).toBe('a\nb\nc\n')
  })
})

describe('readCsvTable', () => {
  test.each([
    ['a;b,c\n1;2', ['a', 'b,c']],
    ['a,b\n1,2', ['a', 'b']],
    ['a\tb\n1\t2', ['a', 'b']],
    ['"a,b,c";d\n1;2', ['a,b,c', 'd']],
    ['\n\na;b', ['a', 'b']],
    ['sep=|\na|b', ['a', 'b']],
    ['title', ['title']],
    [' a ;;a;a', ['a', '#2', 'a (2)', 'a (3)']],
  ])('finds the separator and headings of %j', (text, header) => {
    expect(readCsvTable(text).header).toEqual(header)
  })

  test('gives every row its line in the file and a cell for every heading', () => {
    const text = '\uFEFFНазвание;Описание\r\n"Парк";"Две\r\nстроки"\r\n\r\n;;\r\nПарк "Дружба";\0\r\nСквер'
    expect(readCsvTable(text)).toEqual({
      header: ['Название', 'Описание'],
      rows: [
        { line: 2, cells: { Название: 'Парк', Описание: 'Две\nстроки' } },
        { line: 6, cells: { Название: 'Парк "Дружба"', Описание: '' } },
        { line: 7, cells: { Название: 'Сквер', Описание: '' } },
      ],
    })
  })

  test.each([
    ['a;b\n1;2\n3;"4\n5;6\n', { code: 'quote.open', line: 3 }],
    ['a;b\n"1\n2"x;3', { code: 'quote.stray', line: 2 }],
    ['a;b\n1;"2\n3;"4"\n', { code: 'quote.stray', line: 2 }],
    ['a;b\n1;2;3', { code: 'row.too-long', line: 2 }],
    ['', { code: 'table.empty', line: 1 }],
    [' \n\n', { code: 'table.empty', line: 1 }],
  ])('refuses %j', (text, fault) => {
    expect(faultOf(() => readCsvTable(text))).toEqual(fault)
  })

  test('a heading that looks like a prototype is a heading', () => {
    const [row] = readCsvTable('__proto__;b\nx;y').rows
    expect(Object.entries(row!.cells)).toEqual([
      ['__proto__', 'x'],
      ['b', 'y'],
    ])
  })
})
