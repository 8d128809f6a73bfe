import { describe, expect, test } from 'vitest'
import { geojsonChunks } from '#app/formats/geojson.ts'
import { readGeojsonRows } from '#app/formats/read-geojson-rows.ts'
import { joined } from './reading.ts'

const timeZone = 'UTC'
const feature = (geometry: unknown, properties: unknown = { name: 'Парк' }) => ({
  type: 'Feature',
  geometry,
  properties,
})
const read = (...features: unknown[]) =>
  readGeojsonRows(JSON.stringify({ type: 'FeatureCollection', features }), { timeZone })
const square = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
]

describe('readGeojsonRows', () => {
  test('reads a point with its properties', () => {
    const properties = {
      Название: 'Парк',
      стоимость: 1234567.5,
      дата: '2024-05-31',
      категория: null,
      тень: true,
    }
    const { rows, unmappedHeaders } = read({
      id: 5,
      ...feature({ type: 'Point', coordinates: [56.9, 57.4, 120] }, properties),
    })
    expect(rows).toEqual([
      {
        line: 1,
        externalId: '5',
        title: 'Парк',
        body: 'Парк',
        lng: 56.9,
        lat: 57.4,
        geometry: { type: 'Point', coordinates: [56.9, 57.4] },
        categoryName: null,
        spaceName: null,
        costMinor: 123456750,
        createdAt: new Date('2024-05-31T00:00:00Z'),
      },
    ])
    expect(unmappedHeaders).toEqual(['тень'])
  })

  test.each([
    { type: 'MultiPoint', coordinates: [[1, 2]] },
    { type: 'LineString', coordinates: square },
    { type: 'MultiLineString', coordinates: [square] },
    { type: 'Polygon', coordinates: [square] },
    { type: 'MultiPolygon', coordinates: [[square]] },
  ])('reads a $type', (geometry) => {
    expect(read(feature(geometry)).rows).toMatchObject([{ geometry, lng: null, lat: null }])
  })

  test('columns of degrees give a place to a feature without one, and a pin to an area', () => {
    const properties = { name: 'Парк', lat: 57.4, lng: '56,9' }
    const area = { type: 'Polygon', coordinates: [square] }
    const { rows } = read(feature(null, properties), feature(area, properties))
    expect(rows).toMatchObject([
      { lng: 56.9, lat: 57.4, geometry: { type: 'Point', coordinates: [56.9, 57.4] } },
      { lng: 56.9, lat: 57.4, geometry: area },
    ])
  })

  test.each([
    { type: 'Point', coordinates: [56.9, 91] },
    { type: 'Point', coordinates: ['56', '57'] },
    { type: 'Point', coordinates: [] },
    { type: 'LineString', coordinates: [[0, 0]] },
    { type: 'Polygon', coordinates: [square.slice(0, 3)] },
    { type: 'Polygon', coordinates: [[...square.slice(0, 3), [5, 5]]] },
    { type: 'GeometryCollection', geometries: [] },
    { type: 'Circle' },
    'POINT(1 2)',
  ])('refuses the geometry %j', (geometry) => {
    const { rows, errors } = read(feature({ type: 'Point', coordinates: [0, 0] }), feature(geometry))
    expect(errors).toMatchObject([{ line: 2, column: 'geometry', code: 'geometry.bad' }])
    expect(rows).toHaveLength(1)
  })

  test('a feature may lack geometry and properties', () => {
    const { errors } = read({ type: 'Feature' }, feature(null, null))
    expect(errors.map(({ line, code }) => [line, code])).toEqual([
      [1, 'title.missing'],
      [2, 'title.missing'],
    ])
  })

  test('long whole numbers stay whole', () => {
    expect(read(feature(null, { id: 1234567890123456, name: 'Парк' })).rows[0]!.externalId).toBe(
      '1234567890123456',
    )
  })

  test.each([
    ['{', 'json.bad'],
    ['[]', 'geojson.not-features'],
    ['{"type":"Feature","properties":{},"geometry":null}', 'geojson.not-features'],
    ['{"type":"FeatureCollection","features":[1]}', 'geojson.not-features'],
    [
      '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":[]}',
      'geojson.not-wgs84',
    ],
  ])('refuses the file %s', (text, code) => {
    expect(() => readGeojsonRows(text, { timeZone })).toThrow(expect.objectContaining({ code, line: 1 }))
  })

  test('reads degrees under their old name', () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }
    const text = JSON.stringify({ type: 'FeatureCollection', crs, features: [feature(null)] })
    expect(readGeojsonRows(`\uFEFF${text}`, { timeZone }).rows).toHaveLength(1)
  })

  test('reads back what our own GeoJSON wrote', async () => {
    const geometry = { type: 'Polygon' as const, coordinates: [square] }
    const features = [{ id: 'p1', geometry, properties: { title: 'Сквер', category: 'Зелёное' } }]
    const text = await joined(geojsonChunks({ features: [features], meta: {} }))
    expect(readGeojsonRows(text, { timeZone }).rows).toMatchObject([
      { externalId: 'p1', title: 'Сквер', categoryName: 'Зелёное', geometry },
    ])
  })
})
