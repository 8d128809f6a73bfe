import { describe, expect, test } from 'vitest'
import { type FeatureText, featuresIn } from '#app/formats/feature-stream.ts'
import type { GazetteerRow } from '#app/formats/gazetteer-rows.ts'
import { readGazetteerFeatures, readGazetteerTable } from '#app/formats/read-gazetteer.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

async function* cut(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function cutOf(text: string, size = 7): Promise<FeatureText[]> {
  const found: FeatureText[] = []
  for await (const feature of featuresIn(cut(text, size))) found.push(feature)
  return found
}

const point = (properties: object, id?: string) => ({
  type: 'Feature',
  ...(id && { id }),
  properties,
  geometry: { type: 'Point', coordinates: [45.6, 57.42] },
})
const collection = (features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features }, null, 1)

describe('a collection is cut into features', () => {
  const features = [
    point({ name: 'Кафе "{Обед}" \\ [1]' }, 'a'),
    point({ name: 'b', nested: { features: [1, { x: '}' }] } }, 'b'),
  ]

  test.each([1, 2, 3, 64, 100_000])('wherever its text is cut (every %d characters)', async (size) => {
    const found = await cutOf(collection(features), size)
    expect(found.map(({ text }) => JSON.parse(text))).toEqual(features)
    expect(found.map(({ number }) => number)).toEqual([1, 2])
    expect(found[0]!.line).toBe(4)
  })

  test.each([
    ['{"type":"FeatureCollection","features":[{"a":1}', 'json.bad'],
    ['{"type":"Feature"}', 'geojson.not-features'],
    ['no JSON at all', 'geojson.not-features'],
    ['{"crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::28407"}},"features":[]}', 'geojson.not-wgs84'],
  ])('%s cannot be read: %s', async (text, code) => {
    const error = await cutOf(text).catch((error) => error)
    expect(error).toBeInstanceOf(UnreadableFileError)
    expect(error.code).toBe(code)
  })

  test('degrees may be said to be degrees', async () => {
    const crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}'
    expect(await cutOf(`{${crs},"features":[{"a":1}]}`)).toHaveLength(1)
  })
})

describe('features by the tags of OpenStreetMap', () => {
  async function read(...features: unknown[]) {
    const rows = []
    for await (const row of readGazetteerFeatures(cut(collection(features), 50))) rows.push(row)
    return rows
  }
  const kindOf = async (tags: object) => {
    const [row] = await read(point({ '@id': 'way/1', ...tags }))
    return row && !Array.isArray(row) ? [row.kind, row.name, row.street, row.number] : row
  }

  test('are streets, houses, places and landmarks', async () => {
    expect(await kindOf({ highway: 'residential', name: 'Соборная улица' })).toEqual([
      'street',
      'Соборная улица',
      '',
      '',
    ])
    expect(
      await kindOf({ building: 'yes', 'addr:street': 'Соборная улица', 'addr:housenumber': '5' }),
    ).toEqual(['house', '', 'Соборная улица', '5'])
    expect(await kindOf({ place: 'suburb', name: 'Заречье' })).toEqual(['place', 'Заречье', '', ''])
    expect(await kindOf({ highway: 'bus_stop', name: 'Вокзал' })).toEqual(['landmark', 'Вокзал', '', ''])
    expect(
      await kindOf({ amenity: 'school', name: 'Школа', 'addr:street': 'Соборная', 'addr:housenumber': '7' }),
    ).toEqual(['landmark', 'Школа', 'Соборная', '7'])
    expect(await kindOf({ building: 'shed' })).toBeNull()
  })

  test('have their own id, other names, and a translation', async () => {
    const [row] = (await read(
      point({ name: 'Парк', 'name:en': 'Park', alt_name: 'Сад; Роща', old_name: 'Сквер' }, 'node/7'),
    )) as GazetteerRow[]
    expect(row).toMatchObject({ id: 'node/7', nameEn: 'Park', aliases: ['Сад', 'Роща', 'Сквер'], line: 1 })
  })

  test('that are wrong are named by number and column', async () => {
    const rows = await read(
      point({ name: 'Парк' }),
      { ...point({ name: 'Пруд' }, 'a'), geometry: { type: 'Point', coordinates: [457, 57] } },
      point({ name: 'x'.repeat(201), kind: 'planet' }, 'b'),
    )
    expect(
      rows
        .flat()
        .map((error) => [error!.line, 'code' in error! && error.column, 'code' in error! && error.code]),
    ).toEqual([
      [1, 'id', 'id.missing'],
      [2, 'geometry', 'geometry.bad'],
      [3, 'name', 'text.too-long'],
      [3, 'kind', 'kind.unknown'],
    ])
    const [broken] = await (async () => {
      const found = []
      for await (const row of readGazetteerFeatures(cut('{"features":[{"a":},{}]}', 5))) found.push(row)
      return found
    })()
    expect(broken).toMatchObject([{ line: 1, code: 'json.bad' }])
  })
})

test('a table made by hand has Russian headings, commas in its degrees and any kind of row', () => {
  const text = [
    'Ид;Вид;Название;Улица;Дом;Широта;Долгота',
    '1;улица;Соборная улица;;;57,42;45,6',
    '2;;;Соборная улица;12 корп 2;57,42;45,6',
    '3;;;Соборная улица;;57,42;45,6',
    '4;;Пруд;;;57,4x;',
  ].join('\r\n')
  const rows = [...readGazetteerTable(text)]
  expect(rows.slice(0, 2)).toMatchObject([
    { id: '1', kind: 'street', name: 'Соборная улица', line: 2 },
    { id: '2', kind: 'house', street: 'Соборная улица', number: '12 корп 2' },
  ])
  expect(rows[2]).toBeNull()
  expect(rows[3]).toMatchObject([
    { line: 5, column: 'lng', code: 'coordinate.missing' },
    { line: 5, column: 'lat', code: 'coordinate.bad', value: '57,4x' },
  ])
})
