import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { checkGeometry } from '#app/domain/geometry/validate.ts'
import { box, HOLED } from './shapes.ts'

const ALL = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] as const

function of(type: string, coordinates: unknown, limits = {}) {
  return checkGeometry({ type, coordinates }, ALL, limits)
}

describe('checkGeometry: limits', () => {
  it('counts every vertex before reading any', () => {
    const over = { code: 'geometry.too-many-vertices', at: 'coordinates', value: '10' }
    expect(of('Polygon', [box(0, 0, 1, 1), Array(5).fill('x')], { maxVertices: 9 })).toMatchObject(over)
    expect(of('Polygon', [box(0, 0, 1, 1)], { maxVertices: 5 }).ok).toBe(true)
    expect(of('Point', [1, 1], { maxVertices: 1 }).ok).toBe(true)
    expect(of('LineString', Array(10_001).fill([1, 1]))).toMatchObject({ code: 'geometry.too-many-vertices' })
  })

  it('measures areas without their holes and lines in sum', () => {
    // 0.01° × 0.01° on the equator: 1111.95² m² = 123.64 ha
    const square = box(0, 0, 0.01, 0.01)
    expect(of('Polygon', [square], { maxAreaHa: 124 }).ok).toBe(true)
    expect(of('Polygon', [square], { maxAreaHa: 123 })).toMatchObject({
      code: 'geometry.too-big',
      value: '123.7',
    })
    expect(of('Polygon', [square, box(0.002, 0.002, 0.008, 0.008)], { maxAreaHa: 123 }).ok).toBe(true)
    const lines = [
      [
        [0, 0],
        [0, 0.01],
      ],
      [
        [1, 0],
        [1, 0.01],
      ],
    ]
    expect(of('MultiLineString', lines, { maxLengthM: 2224 }).ok).toBe(true)
    expect(of('MultiLineString', lines, { maxLengthM: 2223 })).toMatchObject({
      code: 'geometry.too-long',
      value: '2224',
    })
    expect(of('Point', [0, 0], { maxAreaHa: 0, maxLengthM: 0 }).ok).toBe(true)
  })

  it('keeps within the town', () => {
    const within: Polygon = HOLED
    expect(of('Point', [45.2, 57.2], { within }).ok).toBe(true)
    expect(of('Point', [44, 57.2], { within })).toEqual({
      ok: false,
      code: 'geometry.outside',
      at: 'coordinates',
      value: '44,57.2',
    })
    expect(
      of(
        'LineString',
        [
          [45.2, 57.2],
          [45.5, 57.5],
        ],
        { within },
      ),
    ).toMatchObject({
      code: 'geometry.outside',
      at: 'coordinates[1]',
    })
    expect(
      of(
        'LineString',
        [
          [45.2, 57.5],
          [45.8, 57.5],
        ],
        { within },
      ),
    ).toEqual({
      ok: false,
      code: 'geometry.outside',
      at: 'coordinates',
    })
    expect(of('Polygon', [box(45.3, 57.3, 45.7, 57.7)], { within })).toMatchObject({
      code: 'geometry.outside',
    })
  })

  it('recognises latitude first by the town', () => {
    expect(of('Point', [57.2, 45.2], { within: HOLED })).toMatchObject({
      code: 'geometry.swapped',
      value: '57.2,45.2',
    })
    expect(of('Polygon', [box(57.1, 45.1, 57.2, 45.2)], { within: HOLED })).toMatchObject({
      code: 'geometry.swapped',
      at: 'coordinates[0][0]',
    })
  })
})
