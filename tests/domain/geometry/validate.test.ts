import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkGeometry } from '#app/domain/geometry/validate.ts'
import { box, HOLED } from './shapes.ts'

const ALL = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] as const

function of(type: string, coordinates: unknown, limits = {}) {
  return checkGeometry({ type, coordinates }, ALL, limits)
}

describe('checkGeometry: what is not a geometry', () => {
  it.each([null, undefined, 'Point', 5, [], [1, 2]])('refuses %j', (value) => {
    expect(checkGeometry(value, ALL)).toMatchObject({ ok: false, code: 'geometry.not-object' })
  })

  it.each([
    [{ type: 'Polygon', coordinates: [] }, 'Polygon'],
    [{ type: 'constructor', coordinates: [] }, 'constructor'],
    [{ type: 'GeometryCollection', geometries: [] }, 'GeometryCollection'],
    [{ type: 7 }, '7'],
  ])('refuses a type that is not asked for: %j', (value, text) => {
    expect(checkGeometry(value, ['Point'])).toEqual({
      ok: false,
      code: 'geometry.type',
      at: 'type',
      value: text,
    })
  })

  it('does not quote nothing', () => {
    expect(checkGeometry({}, ALL)).toEqual({ ok: false, code: 'geometry.type', at: 'type' })
  })
})

describe('checkGeometry: coordinates', () => {
  it.each<[string, unknown, string, string]>([
    ['Point', undefined, 'geometry.empty', 'coordinates'],
    ['Point', [], 'geometry.empty', 'coordinates'],
    ['Polygon', [], 'geometry.empty', 'coordinates'],
    ['Polygon', [[]], 'geometry.empty', 'coordinates[0]'],
    ['MultiPolygon', [[box(0, 0, 1, 1)], []], 'geometry.empty', 'coordinates[1]'],
    ['LineString', [[1, 1]], 'geometry.empty', 'coordinates'],
    [
      'MultiLineString',
      [
        [
          [1, 1],
          [2, 2],
        ],
        [
          [3, 3],
          [3, 3],
        ],
      ],
      'geometry.empty',
      'coordinates[1]',
    ],
    ['Point', '45,57', 'geometry.coordinate', 'coordinates'],
    ['Point', ['45', '57'], 'geometry.coordinate', 'coordinates'],
    ['Point', [45], 'geometry.coordinate', 'coordinates'],
    ['Point', [45, Number.NaN], 'geometry.coordinate', 'coordinates'],
    ['Point', [null, 57], 'geometry.coordinate', 'coordinates'],
    ['LineString', [[1, 1], [2]], 'geometry.coordinate', 'coordinates[1]'],
    ['LineString', [[1, 1], []], 'geometry.coordinate', 'coordinates[1]'],
    [
      'Polygon',
      [
        [
          [0, 0],
          [1, 0],
          [1, '1'],
          [0, 0],
        ],
      ],
      'geometry.coordinate',
      'coordinates[0][2]',
    ],
    [
      'Polygon',
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
      'geometry.coordinate',
      'coordinates[0][0]',
    ],
    ['Point', [[45, 57]], 'geometry.coordinate', 'coordinates'],
  ])('%s %j: %s at %s', (type, coordinates, code, at) => {
    expect(of(type, coordinates)).toMatchObject({ ok: false, code, at })
  })

  it('tells web mercator metres from latitude first', () => {
    const metres = { ok: false, code: 'geometry.range', at: 'coordinates', value: '5076000,7850000' }
    expect(of('Point', [5076000, 7850000])).toEqual(metres)
    const swapped = { ok: false, code: 'geometry.swapped', at: 'coordinates[1]', value: '62.03,129.73' }
    expect(
      of('LineString', [
        [62, 89],
        [62.03, 129.73],
      ]),
    ).toEqual(swapped)
    expect(of('Point', [57.42, 45.6]).ok).toBe(true)
  })

  it('quotes a monster briefly', () => {
    let deep: unknown = 1
    for (let i = 0; i < 20_000; i++) deep = [deep]
    expect(of('Point', [deep, 1])).toMatchObject({ code: 'geometry.coordinate', value: '[[…],1]' })
    const long = of('Point', 'x'.repeat(500))
    expect(long.ok ? 0 : long.value?.length).toBe(60)
  })

  it('keeps type and coordinates only, without altitude and doubled vertices', () => {
    const value = {
      type: 'LineString',
      coordinates: [
        [1, 2, 9],
        [1, 2, 8],
        [3, 4, 7],
      ],
      bbox: [],
      name: 'x',
    }
    const clean = {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    }
    expect(checkGeometry(value, ['LineString'])).toEqual({ ok: true, geometry: clean })
  })
})

describe('checkGeometry: hostile input', () => {
  it('never throws', () => {
    const scalar = fc.oneof(fc.double(), fc.string(), fc.constant(null), fc.boolean())
    const { nested } = fc.letrec((tie) => ({
      nested: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('nested'), { maxLength: 5 })),
    }))
    fc.assert(
      fc.property(fc.constantFrom(...ALL), nested, (type, coordinates) => {
        const result = checkGeometry({ type, coordinates }, ALL, {
          within: HOLED,
          maxAreaHa: 1,
          maxLengthM: 1,
        })
        if (!result.ok) expect(result.code).toMatch(/^geometry\.[a-z-]+$/)
      }),
      { numRuns: 1000 },
    )
  })

  it('answers ten thousand interleaved vertices in seconds at worst', () => {
    const comb = Array.from({ length: 9_998 }, (_, i) => [i % 2 === 0 ? 0 : 1, 10 + i / 1000])
    const started = performance.now()
    expect(of('Polygon', [[...comb, [2, 5], comb[0]]]).ok).toBe(true)
    expect(performance.now() - started).toBeLessThan(30_000)
  })
})
