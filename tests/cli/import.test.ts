import { beforeAll, expect, it } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { conditionOf, countMatching, listMatching } from '#app/models/listing.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { getTown, listCategories, listTowns } from '#app/models/towns.server.ts'
import { CENTRE, makeProcess, makeSpace, makeTown } from '../factories.ts'
import { isOneSentence, sreda, writeFile } from './run-sreda.ts'

const [LNG, LAT] = CENTRE
const HEAD = 'Внешний ID;Название;Описание;Стоимость, руб.;Широта;Долгота;Категория;Место;Дата подачи'
const GOOD = [
  `1;Лавочки у пруда;Пять лавочек;250 000;${LAT};${LNG};Освещение;;31.05.2024`,
  '2;=Фонари;;;;;Свой раздел;Площадь у вокзала;2024-06-01',
  `3;Сцена;"Две ступеньки;\nи навес";1,2 млн;${LAT + 0.001};${LNG};свой раздел;;`,
]
const BAD = [
  `4;Где это;;;${LAT};;;;`,
  '5;;;двадцать;;;;;31.02.2024',
  `6;За городом;;;${LAT + 1};${LNG};;;`,
  '1;Опять первая;;;;;;;',
]

let slug: string

beforeAll(async () => {
  const town = await makeTown()
  slug = town.slug
  await makeProcess({ townId: town.id, slug: 'park' })
  await makeSpace({ townId: town.id, slug: 'ploshchad', name: 'Площадь у вокзала' })
})

async function countOf(townSlug: string) {
  return countMatching(await conditionOf((await getTown(townSlug)).id, NO_FILTER))
}

it('takes nothing when a row is bad, and names each with its line, column and reason', async () => {
  const file = writeFile('bad.csv', [HEAD, ...GOOD, ...BAD].join('\r\n'))
  const { code, err } = await sreda(['import', file, '--town', slug])
  expect(code).toBe(1)
  expect(err.split('\n').slice(0, -2)).toEqual([
    'line 6, column "Долгота": one of latitude and longitude is missing',
    'line 7, column "Название": there is no title',
    'line 7, column "Стоимость, руб.": this is no sum of money, such as 250 000 or 1.2 млн ("двадцать")',
    'line 7, column "Дата подачи": this is no date, such as 31.05.2024 or 2024-05-31, or it is yet to come ("31.02.2024")',
    `line 8, column "place": this place is outside the town's boundary ("58.420000, 45.600000")`,
    'line 9, column "id": a proposal with this id is already there ("1")',
  ])
  expect(err).toContain('Nothing was imported: 4 bad rows.')
  expect(await countOf(slug)).toEqual({ all: 0, unplaced: 0 })
})

it('takes the good rows with --skip-bad, and the same file again adds nothing', async () => {
  const file = writeFile('skip.csv', [HEAD, ...GOOD, ...BAD].join('\n'))
  const { code, out } = await sreda(['import', file, '--town', slug, '--skip-bad'])
  expect([code, out]).toEqual([0, expect.stringContaining('3 proposals imported')])
  expect(out).toContain('New categories: Свой раздел\n')
  const again = await sreda(['import', file, '--town', slug, '--skip-bad'])
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('0 proposals imported')])

  const town = await getTown(slug)
  const condition = await conditionOf(town.id, NO_FILTER)
  const { rows } = await listMatching(condition, NO_FILTER, null, 10)
  const names = new Map((await listCategories(town.id)).map(({ id, name }) => [id, name]))
  expect(
    rows.map((row) => [
      row.number,
      row.title,
      row.costMinor,
      row.placePrecision,
      names.get(row.categoryId ?? ''),
    ]),
  ).toEqual([
    [1, 'Лавочки у пруда', 25_000_000, 'point', 'Освещение'],
    [2, '=Фонари', null, 'space', 'Свой раздел'],
    [3, 'Сцена', 120_000_000, 'point', 'Свой раздел'],
  ])
  expect(rows[0]!.createdAt.toISOString()).toBe('2024-05-30T21:00:00.000Z')
  expect(await sreda(['check'])).toMatchObject({ code: 0, err: '' })
})

it('reads a file of Windows-1251', async () => {
  const bytes = Uint8Array.from(
    [...'title;description\n'].map((c) => c.charCodeAt(0)).concat([0xcc, 0xee, 0xf1, 0xf2, 0x3b, 0x0a]),
  )
  await sreda(['import', writeFile('cp1251.csv', bytes), '--town', slug])
  const { rows } = await listMatching(
    await conditionOf((await getTown(slug)).id, NO_FILTER),
    NO_FILTER,
    null,
    10,
  )
  expect(rows.map(({ title }) => title)).toContain('Мост')
})

it('takes GeoJSON into a town of its own', async () => {
  const line = {
    type: 'LineString',
    coordinates: [
      [40, 55],
      [40.01, 55],
    ],
  }
  const features = [
    { type: 'Feature', geometry: line, properties: { name: 'Тропа', id: 'a' } },
    { type: 'Feature', geometry: null, properties: { name: 'Где-нибудь', место: 'у старой мельницы' } },
  ]
  const file = writeFile('new.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
  const { code, out } = await sreda(['import', file, '--town', 'novy-gorod', '--create-town', 'Новый город'])
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('2 proposals imported into Новый город, process "import"'),
  ])
  expect(await countOf('novy-gorod')).toEqual({ all: 2, unplaced: 1 })
  const town = await getTown('novy-gorod')
  expect([town.lng, town.lat].map((value) => value.toFixed(4))).toEqual(['40.0050', '55.0000'])
  expect((await listProcesses(town.id)).map(({ slug }) => slug)).toEqual(['import'])
})

it('makes no town for a file that it refuses', async () => {
  const file = writeFile('refused.csv', 'title;lat;lng\nБез долготы;55;\n')
  expect((await sreda(['import', file, '--town', 'never', '--create-town', 'Никогда'])).code).toBe(1)
  expect((await listTowns()).map((town) => town.slug)).not.toContain('never')
})

it.each([
  ['an open quote', 'quote.csv', 'title\n"Лавочка\n'],
  ['no election', 'x.pb', 'META\n'],
  ['no GeoJSON', 'x.geojson', '{'],
  ['a spreadsheet', 'x.xlsx', ''],
])('refuses %s in one sentence', async (_, name, text) => {
  const { code, err } = await sreda(['import', writeFile(name, text), '--town', slug])
  expect([code, isOneSentence(err)]).toEqual([1, true])
})
