import { count, eq } from 'drizzle-orm'
import type { Geometry } from 'geojson'
import { beforeAll, describe, expect, test } from 'vitest'
import type { GazetteerRow } from '#app/formats/gazetteer-rows.ts'
import { replaceGazetteer } from '#app/models/gazetteer-import.server.ts'
import { nearestPlace } from '#app/models/nearest-place.server.ts'
import { findPlaces, getAttribution } from '#app/models/places.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import {
  gazetteerGrams,
  gazetteerHouses,
  gazetteerPlaces,
  gazetteerWords,
} from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, makeSpace, makeTown } from '../factories.ts'

const [LNG, LAT] = CENTRE
/** About a metre, degrees. */
const M_LAT = 1 / 111_195
const M_LNG = M_LAT / Math.cos((LAT * Math.PI) / 180)
const at = (eastM: number, northM: number): [number, number] => [LNG + eastM * M_LNG, LAT + northM * M_LAT]
const pointAt = (eastM: number, northM: number): Geometry => ({
  type: 'Point',
  coordinates: at(eastM, northM),
})

let line = 0
const entry = (row: Partial<GazetteerRow> & { id: string }): GazetteerRow => ({
  line: ++line,
  kind: 'landmark',
  name: '',
  nameEn: '',
  aliases: [],
  street: '',
  number: '',
  geometry: pointAt(0, 0),
  ...row,
})
const street = (id: string, name: string, northM: number, more: Partial<GazetteerRow> = {}) =>
  entry({
    id,
    kind: 'street',
    name,
    geometry: { type: 'LineString', coordinates: [at(-300, northM), at(300, northM)] },
    ...more,
  })
const house = (id: string, street: string, number: string, eastM: number, northM: number) =>
  entry({ id, kind: 'house', street, number, geometry: pointAt(eastM, northM) })

const ENTRIES = [
  street('way/1', 'Соборная улица', 0, { nameEn: 'Sobornaya Street' }),
  street('way/2', 'Соборный переулок', 400),
  street('way/3', 'улица Мира', 800),
  street('way/4', 'площадь Мира', -800),
  street('way/5', 'Берёзовая улица', 1200, { aliases: ['Сталинская улица'] }),
  street('way/6', 'улица 8 Марта', -1200),
  ...['5', '5а', '5/2', '5 корп. 2', '50', '7'].map((number, i) =>
    house(`house/${i}`, 'ул. Соборная', number, i * 40, 15),
  ),
  house('house/8', '8 Марта', '5', 0, -1210),
  house('house/9', 'Тупиковая', '1', 900, 900),
  house('house/10', 'Тупиковая', '3', 940, 900),
  entry({ id: 'node/1', name: 'Школа № 2', street: 'улица Мира', number: '4', geometry: pointAt(100, 830) }),
  entry({ id: 'node/2', name: 'Аптека', geometry: pointAt(1000, 0) }),
  entry({ id: 'node/3', name: 'Аптека', geometry: pointAt(-4000, 0) }),
  entry({ id: 'node/4', kind: 'place', name: 'Заречье', geometry: pointAt(1500, -1500) }),
]

let town: Town
beforeAll(async () => {
  town = await makeTown({ name: 'Приреченск' })
  await replaceGazetteer(town.id, ENTRIES, '© someone')
})

const found = async (text: string, more: { locale?: string; near?: [number, number] } = {}) =>
  (await findPlaces({ town, text, locale: 'ru', ...more })).map(({ name }) => name)

describe('what is typed finds', () => {
  test.each([
    ['ул. Соборная, 5', 'ул. Соборная, 5'],
    ['соборная 5', 'ул. Соборная, 5'],
    ['5 соборная', 'ул. Соборная, 5'],
    ['г. Приреченск, улица Соборная, дом 5', 'ул. Соборная, 5'],
    ['соборная 5А', 'ул. Соборная, 5а'],
    ['соборная 5 к 2', 'ул. Соборная, 5 корп. 2'],
    ['СОБОРНАЯ 5 / 2', 'ул. Соборная, 5/2'],
    ['саборная 7', 'ул. Соборная, 7'],
    ['на соборной', ''],
    ['соборной', 'Соборная улица'],
    ['собор', 'Соборная улица'],
    ['соборный пер', 'Соборный переулок'],
    ['березовая', 'Берёзовая улица'],
    ['БЕРЁЗОВАЯ', 'Берёзовая улица'],
    ['сталинская', 'Берёзовая улица'],
    ['Sobornaya', 'Соборная улица'],
    ['ул мира', 'улица Мира'],
    ['пл. мира', 'площадь Мира'],
    ['8 марта', 'улица 8 Марта'],
    ['8 марта 5', '8 Марта, 5'],
    ['школа 2', 'Школа № 2'],
    ['мира 4', 'улица Мира, 4'],
    ['тупиковая', 'Тупиковая'],
    ['заречье', 'Заречье'],
    ['зареч', 'Заречье'],
    ['каток', ''],
    ['%', ''],
    ['_', ''],
    ['', ''],
  ])('%s: %s', async (text, first) => {
    expect((await found(text))[0] ?? '').toBe(first)
  })

  test('the number asked for first, then its parts, never a longer number; the street at last', async () => {
    expect(await found('соборная 5')).toEqual([
      'ул. Соборная, 5',
      'ул. Соборная, 5а',
      'ул. Соборная, 5/2',
      'ул. Соборная, 5 корп. 2',
      'Соборная улица',
      'Соборный переулок',
    ])
    expect((await found('соборная 9'))[0]).toBe('Соборная улица')
  })

  test('the nearest of equals first, and each once', async () => {
    const [first, second] = await findPlaces({ town, text: 'аптека', locale: 'ru' })
    expect([first!.lng > LNG, second!.lng < LNG]).toEqual([true, true])
    const [near] = await findPlaces({ town, text: 'аптека', locale: 'ru', near: at(-4000, 0) })
    expect(near!.lng).toBeLessThan(LNG)
    expect(await found('соборная улица')).toEqual(['Соборная улица', 'Соборный переулок'])
  })

  test('names in the reader’s language, of houses the street’s', async () => {
    expect(await found('соборная 5а', { locale: 'en' })).toEqual([
      'Sobornaya Street, 5а',
      'Sobornaya Street',
      'Соборный переулок',
    ])
  })

  test('the town’s spaces before the rest', async () => {
    const space = await makeSpace({ townId: town.id, at: at(0, 1500), name: 'Соборная роща' })
    const [first] = await findPlaces({ town, text: 'соборная роща', locale: 'ru' })
    expect(first).toMatchObject({ name: space.name, kind: 'space' })
  })

  test('nothing of another town', async () => {
    const other = await makeTown()
    expect(await findPlaces({ town: other, text: 'соборная', locale: 'ru' })).toEqual([])
    expect(await nearestPlace(other.id, at(0, 0), 'ru')).toBeNull()
  })
})

describe('a spot is named', () => {
  test.each([
    ['by the nearest house', 5, 30, { name: 'ул. Соборная, 5', kind: 'house', distanceM: 16 }],
    [
      'by its street, whose middle is far',
      -280,
      30,
      { name: 'Соборная улица', kind: 'street', distanceM: 30 },
    ],
    ['by a landmark before its street', 100, 835, { name: 'улица Мира, 4', kind: 'house', distanceM: 5 }],
    ['by a part of the town', 1500, -1300, { name: 'Заречье', kind: 'place', distanceM: 200 }],
    ['by nothing where nothing is near', -2000, 2000, null],
  ] as const)('%s', async (_, eastM, northM, named) => {
    expect(await nearestPlace(town.id, at(eastM, northM), 'ru')).toEqual(named)
  })

  test('as inside of an area that it lies in', async () => {
    const { id } = await makeTown()
    const [sw, ne] = [at(-50, -50), at(50, 50)]
    const ring = [sw, [ne[0], sw[1]], ne, [sw[0], ne[1]], sw] as [number, number][]
    const park = entry({
      id: '1',
      name: 'Сад',
      nameEn: 'Garden',
      geometry: { type: 'Polygon', coordinates: [ring] },
    })
    await replaceGazetteer(id, [park], '')
    expect(await nearestPlace(id, at(45, 0), 'en')).toEqual({
      name: 'Garden',
      kind: 'landmark',
      distanceM: 0,
    })
    expect(await nearestPlace(id, at(80, 0), 'ru')).toEqual({ name: 'Сад', kind: 'landmark', distanceM: 30 })
  })
})

describe('taking a file in again', () => {
  async function counts(townId: string) {
    const { read } = await getStore()
    const tables = [
      gazetteerPlaces,
      gazetteerHouses,
      gazetteerWords,
      gazetteerGrams,
    ] as (typeof gazetteerWords)[]
    const rows = await Promise.all(
      tables.map((table) => read.select({ n: count() }).from(table).where(eq(table.townId, townId))),
    )
    return rows.map(([row]) => row!.n)
  }

  test('changes nothing; then what changed and what went, with their words', async () => {
    const own = await makeTown()
    const first = await replaceGazetteer(own.id, ENTRIES, 'a')
    expect(first).toEqual({ named: 10, addressed: 10, removed: 0 })
    const before = await counts(own.id)
    expect(await replaceGazetteer(own.id, ENTRIES, 'b')).toEqual({ ...first, removed: 0 })
    expect(await counts(own.id)).toEqual(before)
    expect(await getAttribution(own.id)).toBe('b')

    const renamed = ENTRIES.filter(({ id }) => id !== 'node/1').map((row) =>
      row.id === 'way/5' ? { ...row, name: 'Липовая улица', aliases: [] } : row,
    )
    expect(await replaceGazetteer(own.id, renamed, 'b')).toEqual({ named: 9, addressed: 9, removed: 1 })
    const names = async (text: string) =>
      (await findPlaces({ town: own, text, locale: 'ru' })).map(({ name }) => name)
    expect(await names('березовая')).toEqual([])
    expect(await names('сталинская')).toEqual([])
    expect(await names('школа')).toEqual([])
    expect(await names('липовая')).toEqual(['Липовая улица'])
    expect((await counts(town.id))[0]).toBe(10)
  })
})
