import { count, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { findPlaces, getAttribution } from '#app/models/places.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { gazetteerHouses } from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, makeTown } from '../factories.ts'
import { isOneSentence, sreda, writeFile } from './run-sreda.ts'

const [LNG, LAT] = CENTRE
const GOOD = [
  feature('way/1', { highway: 'residential', name: 'Соборная улица' }),
  feature('way/2', { building: 'yes', 'addr:street': 'Соборная улица', 'addr:housenumber': '5' }),
  feature('way/3', { building: 'shed' }),
]
const BAD = [
  feature('way/1', { name: 'Второй раз' }),
  feature('', { name: 'Без номера' }),
  feature('way/4', { name: 'За городом' }, [LNG + 1, LAT]),
  feature('way/5', { name: 'На луне' }, [457, LAT]),
]

let town: Town
beforeAll(async () => {
  town = await makeTown()
})

function feature(id: string, properties: object, at: number[] = [LNG, LAT]) {
  return { type: 'Feature', id: id || undefined, properties, geometry: { type: 'Point', coordinates: at } }
}
const file = (name: string, features: object[]) =>
  writeFile(name, JSON.stringify({ type: 'FeatureCollection', features }))
const take = (path: string, ...more: string[]) =>
  sreda(['import', path, '--gazetteer', '--town', town.slug, ...more])
const found = async (text: string) => (await findPlaces({ town, text, locale: 'ru' })).map(({ name }) => name)

it('takes nothing when a row is bad, and names each with its number, column and reason', async () => {
  const { code, err } = await take(file('bad.geojson', [...GOOD, ...BAD]))
  expect(code).toBe(1)
  expect(err.split('\n').slice(0, -2)).toEqual([
    'feature 4, column "id": an entry with this id is already in the file ("way/1")',
    'feature 5, column "id": there is no id, by which the entry could be known again',
    `feature 6, column "place": this place is outside the town's boundary ("За городом")`,
    `feature 7, column "geometry": this is no GeoJSON shape in degrees ("{"type":"Point","coordinates":[457,${LAT}]}")`,
  ])
  expect(err).toContain('Nothing was imported: 4 bad rows.')
  expect(await found('соборная')).toEqual([])
})

it('takes the good rows with --skip-bad, says what it passed over, and whose they are', async () => {
  const { code, out } = await take(
    file('skip.geojson', [...GOOD, ...BAD]),
    '--skip-bad',
    '--attribution',
    '© участники OpenStreetMap',
  )
  expect([code, out]).toEqual([
    0,
    `Passed over: 1 rows without a name or an address\nThe gazetteer of ${town.name} holds 1 names and 1 addresses; 4 bad rows left out.\n`,
  ])
  expect(await found('соборная 5')).toEqual(['Соборная улица, 5', 'Соборная улица'])
  expect(await getAttribution(town.id)).toBe('© участники OpenStreetMap')
})

it('takes the same file again without a change, and takes out what a later one no longer holds', async () => {
  const path = file('good.geojson', GOOD)
  for (let time = 0; time < 2; time++) {
    const { code, out } = await take(path)
    expect([code, out]).toEqual([0, expect.stringContaining('holds 1 names and 1 addresses.\n')])
  }
  const table = ['id;вид;название;широта;долгота', `way/1;улица;Соборная улица;${LAT};${LNG}`]
  const { out } = await take(writeFile('later.csv', table.join('\n')))
  expect(out).toContain('holds 1 names and 0 addresses; 1 that the file no longer holds were taken out.')
  expect(await found('соборная 5')).toEqual(['Соборная улица'])
})

it('takes a large file in batches', async () => {
  const rows = Array.from(
    { length: 12_345 },
    (_, i) => `h/${i};Длинная улица;${i + 1};${LAT + (i % 100) / 1e5};${LNG}`,
  )
  const path = writeFile('large.csv', ['id;улица;дом;широта;долгота', ...rows].join('\n'))
  expect(await take(path)).toMatchObject({ code: 0, err: '' })
  const { read } = await getStore()
  const [row] = await read
    .select({ n: count() })
    .from(gazetteerHouses)
    .where(eq(gazetteerHouses.townId, town.id))
  expect(row!.n).toBe(12_345)
  expect((await found('длинная 9999'))[0]).toBe('Длинная улица, 9999')
})

it.each([
  ['no.geojson', '{"type":"FeatureCollection"', 'geojson.not-features'],
  ['empty.csv', '', 'table.empty'],
  ['nameless.csv', `id;название;широта;долгота\n1;;${LAT};${LNG}`, 'holds no streets, houses or places'],
  ['votes.pb', 'META', 'A gazetteer comes as .csv or .geojson'],
])('%s is refused in one sentence', async (name, text, says) => {
  const { code, err } = await take(writeFile(name, text))
  expect([code, err]).toEqual([1, expect.stringContaining(says)])
  expect(isOneSentence(err)).toBe(true)
})
