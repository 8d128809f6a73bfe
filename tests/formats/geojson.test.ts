import type { Geometry } from 'geojson'
import { describe, expect, test } from 'vitest'
import { counted, ExportTornError } from '#app/formats/counted.ts'
import { geojsonChunks, type OutFeature } from '#app/formats/geojson.ts'
import { collected, joined } from './reading.ts'

const meta = { town: 'Кунгур', takenAt: '2024-05-31T20:05:00Z' }
const point: OutFeature = {
  id: 'p1',
  geometry: { type: 'Point', coordinates: [56.12345678, 57.4] },
  properties: { title: 'Парк "Дружба"' },
}

async function write(features: OutFeature[]) {
  return joined(geojsonChunks({ features: [features], meta }))
}

async function shape(geometry: Geometry) {
  return JSON.parse(await write([{ geometry, properties: {} }])).features[0].geometry
}

describe('geojsonChunks', () => {
  test('is read back by JSON.parse, meta before the features and the count after them', async () => {
    const text = await write([point, { geometry: null, properties: { cost: 5 } }])
    const parsed = JSON.parse(text)
    expect(Object.keys(parsed)).toEqual(['type', 'sreda', 'features', 'sreda_rows'])
    expect(parsed).toEqual({
      type: 'FeatureCollection',
      sreda: meta,
      features: [
        { ...point, type: 'Feature', geometry: { type: 'Point', coordinates: [56.123457, 57.4] } },
        { type: 'Feature', geometry: null, properties: { cost: 5 } },
      ],
      sreda_rows: 2,
    })
  })

  test('an empty collection is whole', async () => {
    expect(JSON.parse(await write([]))).toMatchObject({ features: [], sreda_rows: 0 })
  })

  test('rings run as RFC 7946 asks', async () => {
    const clockwise = [
      [0, 0],
      [0, 2],
      [2, 2],
      [0, 0],
    ]
    const counter = [...clockwise].reverse()
    expect(await shape({ type: 'Polygon', coordinates: [clockwise, counter] })).toEqual({
      type: 'Polygon',
      coordinates: [counter, clockwise],
    })
    expect(await shape({ type: 'MultiPolygon', coordinates: [[counter]] })).toEqual({
      type: 'MultiPolygon',
      coordinates: [[counter]],
    })
  })

  test('rounds every kind of geometry', async () => {
    const long = [1.00000049, -2.9999999]
    const short = [1, -3]
    expect(await shape({ type: 'LineString', coordinates: [long, long] })).toEqual({
      type: 'LineString',
      coordinates: [short, short],
    })
    const nested: Geometry = {
      type: 'GeometryCollection',
      geometries: [
        { type: 'MultiPoint', coordinates: [long] },
        { type: 'MultiLineString', coordinates: [[long, long]] },
      ],
    }
    expect(await shape(nested)).toMatchObject({
      geometries: [{ coordinates: [short] }, { coordinates: [[short, short]] }],
    })
  })

  test('a large collection comes in pieces', async () => {
    const chunks = await collected(geojsonChunks({ features: [new Array(20_000).fill(point)], meta }))
    expect(chunks.length).toBeGreaterThan(20)
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(70_000)
    expect(JSON.parse(chunks.join('')).sreda_rows).toBe(20_000)
  })
})

describe('counted', () => {
  test('passes the promised number of rows', async () => {
    expect((await collected(counted([[1, 2], [3]], 3))).flat()).toEqual([1, 2, 3])
  })

  test.each([
    [2, 3],
    [4, 3],
  ])('throws when %i were promised and %i come', async (expected, come) => {
    const told: ExportTornError[] = []
    const pages = Array.from({ length: come }, (_, i) => [i])
    const rows = counted(pages, expected, (error) => told.push(error))
    await expect(collected(rows)).rejects.toBeInstanceOf(ExportTornError)
    expect(told).toMatchObject([{ expected, actual: come }])
  })
})
