import { describe, expect, test } from 'vitest'
import type { Column } from '#app/formats/column.ts'
import { csvChunks } from '#app/formats/csv.ts'
import { readProposalRows } from '#app/formats/proposal-rows.ts'
import { parseDegrees, parseHundredths, parseRoubles } from '#app/formats/proposal-values.ts'
import { readCsvTable } from '#app/formats/read-table.ts'
import { joined } from './reading.ts'

const timeZone = 'Asia/Yekaterinburg'
const read = (text: string) => readProposalRows(readCsvTable(text), { timeZone })
const faults = (text: string) =>
  read(text).errors.map(({ line, column, code }) => `${line} ${column} ${code}`)

describe('readProposalRows', () => {
  test('reads Russian headings in any case, with ё and units', () => {
    const text = [
      'ID;НАЗВАНИЕ;Что и почему;Стоимость, руб.;Широта;Долгота;Категория;Территория;Статус;Дата;Поддержали;Автор',
      '7;Парк  у реки;"Тень\nи тишина";1 234 567,50;57,43;56,94;Зелёное;Набережная;новое;31.05.2024 10:00;12;Ира',
    ].join('\n')
    expect(read(text)).toEqual({
      rows: [
        {
          line: 2,
          externalId: '7',
          title: 'Парк у реки',
          body: 'Тень\nи тишина',
          lng: 56.94,
          lat: 57.43,
          geometry: { type: 'Point', coordinates: [56.94, 57.43] },
          categoryName: 'Зелёное',
          spaceName: 'Набережная',
          costMinor: 123456750,
          createdAt: new Date('2024-05-31T05:00:00Z'),
        },
      ],
      errors: [],
      unmappedHeaders: ['Автор'],
    })
  })

  test('reads English headings; an external id goes before an id; the text may be absent', () => {
    const { rows, unmappedHeaders } = read('id,External_ID,Title,lat,lon,supports\n1,a-1,Park,,,5\n')
    expect(rows).toMatchObject([
      { externalId: 'a-1', title: 'Park', body: 'Park', lng: null, geometry: null },
    ])
    expect(unmappedHeaders).toEqual(['id'])
  })

  test('thousands in a heading are not taken for roubles', () => {
    const { rows, unmappedHeaders } = read('название;стоимость, тыс. руб.\nПарк;350')
    expect(rows[0]!.costMinor).toBeNull()
    expect(unmappedHeaders).toEqual(['стоимость, тыс. руб.'])
  })

  test('tells every error with its line and column, and keeps only rows without errors', () => {
    const head = 'Название;Описание;Цена;Широта;Долгота;Дата'
    const text = [
      head,
      ';;;;;',
      ';есть;;;;',
      `${'а'.repeat(141)};${'б'.repeat(10_001)};;;;`,
      'Парк;;много;91;56;32.05.2024',
      'Парк;;;57;;',
      'Парк;;;;56;',
      'Парк;;—;57;56;2024-05-31',
    ].join('\n')
    expect(faults(text)).toEqual([
      '3 Название title.missing',
      '4 Название title.too-long',
      '4 Описание body.too-long',
      '5 Широта coordinate.bad',
      '5 Цена cost.bad',
      '5 Дата date.bad',
      '6 Долгота coordinate.half',
      '7 Широта coordinate.half',
    ])
    expect(read(text).rows.map(({ line }) => line)).toEqual([8])
    expect(Math.max(...read(text).errors.map(({ value }) => value.length))).toBe(200)
  })

  test('a table without a title column says so for every row', () => {
    expect(faults('описание\nтекст')).toEqual(['2 title title.missing'])
  })

  test('empty columns without a heading are passed over in silence', () => {
    expect(read('название;;\nПарк;;').unmappedHeaders).toEqual([])
    expect(read('название;;\nПарк;x;').unmappedHeaders).toEqual(['#2'])
  })

  test('reads back what our own CSV wrote', async () => {
    interface Row {
      title: string
      cost: number
      at: Date
    }
    const columns: Column<Row>[] = [
      { key: 'title', label: 'Название', type: 'text', value: (row) => row.title },
      { key: 'cost', label: 'Стоимость', type: 'money', value: (row) => row.cost },
      { key: 'at', label: 'Дата', type: 'date', value: (row) => row.at },
    ]
    const sent = [
      { title: '+1 скамейка', cost: 123_456_705, at: new Date('2024-12-31T21:30:00Z') },
      { title: '\'тихий\' двор; "сад"', cost: 0, at: new Date('2024-01-01T00:00:00Z') },
    ]
    for (const separator of [';', ','] as const) {
      const { rows } = read(await joined(csvChunks(columns, [sent], { separator, timeZone })))
      expect(
        rows.map(({ title, costMinor, createdAt }) => ({ title, cost: costMinor, at: createdAt })),
      ).toEqual(sent)
    }
  })
})

describe('values', () => {
  test.each([
    ['1 234 567,50', 123456750],
    ['1\u00A0234\u202F567,5 ₽', 123456750],
    ['1.2 млн', 120000000],
    ['1,2 млн. руб.', 120000000],
    ['350 тыс.', 35000000],
    ['350тыс.руб.', 35000000],
    ['100к', 10000000],
    ['2 миллиона рублей', 200000000],
    ['1,5 млрд', 150000000000],
    ['1,234,567.50', 123456750],
    ['1.234.567,50', 123456750],
    ['1,234,567', 123456700],
    ["1'234", 123400],
    ['0', 0],
    ['0,01', 1],
    ['1,234 млн', 123400000],
    ['1,234', null],
    ['1.200', null],
    ['1,23,456', null],
    ['1.234,567.8', null],
    ['1,234,56', null],
    ['-5', null],
    ['100-200', null],
    ['от 100', null],
    ['1e6', null],
    ['руб.', null],
    ['99999999999999999', null],
  ])('%j is %s kopecks', (text, kopecks) => {
    expect(parseRoubles(text)).toBe(kopecks)
  })

  test.each([
    ['4000.0', 400000],
    ['1331751.11', 133175111],
    ['12,5', 1250],
    ['999999999', 99999999900],
    ['0.29', 29],
    ['1.2300', 123],
    ['1.234', null],
    ['', null],
    ['-1', null],
  ])('%j is %s hundredths', (text, hundredths) => {
    expect(parseHundredths(text)).toBe(hundredths)
  })

  test.each([
    ['57,43', 57.43],
    ['-57.43°', -57.43],
    ['90', 90],
    ['90.1', null],
    ['57°26′', null],
    ['', null],
  ])('%j is %s degrees', (text, degrees) => {
    expect(parseDegrees(text, 90)).toBe(degrees)
  })

  test.each([
    ['2024-05-31', '2024-05-30T19:00:00.000Z'],
    ['2024-05-31T10:00:00Z', '2024-05-31T10:00:00.000Z'],
    ['2024-05-31T10:00:00.123Z', '2024-05-31T10:00:00.123Z'],
    ['2024-05-31 10:00 +0300', '2024-05-31T07:00:00.000Z'],
    ['2024-05-31T10:00', '2024-05-31T05:00:00.000Z'],
    ['1.5.2024', '2024-04-30T19:00:00.000Z'],
    ['31.05.2024, 10:00:30', '2024-05-31T05:00:30.000Z'],
    ['29.02.2023', null],
    ['2024-13-05', null],
    ['2024-05-31T25:00Z', null],
    ['05/31/2024', null],
    ['вчера', null],
  ])('the date %j is %s', (text, iso) => {
    const { rows } = read(`название;дата\nПарк;"${text}"`)
    expect(rows[0]?.createdAt?.toISOString() ?? null).toBe(iso)
  })

  test('a clock is read on both sides of a change of the hour', () => {
    const berlin = (date: string) =>
      readProposalRows(readCsvTable(`title;date\nA;${date}`), { timeZone: 'Europe/Berlin' }).rows[0]!
        .createdAt
    expect(berlin('31.03.2024 01:59')).toEqual(new Date('2024-03-31T00:59:00Z'))
    expect(berlin('31.03.2024 03:00')).toEqual(new Date('2024-03-31T01:00:00Z'))
    expect(berlin('27.10.2024 04:00')).toEqual(new Date('2024-10-27T03:00:00Z'))
  })
})
