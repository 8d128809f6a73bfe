import fc from 'fast-check'
import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { areaM2 } from '#app/domain/geometry/measure.ts'
import { checkGeometry } from '#app/domain/geometry/validate.ts'
import { box, holedStar, polygon } from './shapes.ts'

const ALL = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'] as const

function of(type: string, coordinates: unknown, limits = {}) {
  return checkGeometry({ type, coordinates }, ALL, limits)
}

describe('checkGeometry: rings', () => {
  it.each<[string, Position[], string, string]>([
    [
      'open',
      [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      'geometry.ring-open',
      'coordinates[0]',
    ],
    [
      'there and back',
      [
        [0, 0],
        [1, 0],
        [0, 0],
      ],
      'geometry.ring-short',
      'coordinates[0]',
    ],
    ['one vertex', [[0, 0]], 'geometry.ring-short', 'coordinates[0]'],
    [
      'two distinct among four',
      [
        [0, 0],
        [1, 0],
        [1, 0],
        [0, 0],
      ],
      'geometry.ring-short',
      'coordinates[0]',
    ],
    [
      'a bow tie',
      [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ],
      'geometry.self-crossing',
      'coordinates[0][0]',
    ],
    [
      'a flat ring',
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ],
      'geometry.self-crossing',
      'coordinates[0]',
    ],
    [
      'a spike',
      [
        [0, 0],
        [2, 0],
        [2, 2],
        [2, 3],
        [2, 2],
        [0, 2],
        [0, 0],
      ],
      'geometry.self-crossing',
      'coordinates[0]',
    ],
    [
      'an eight',
      [
        [0, 0],
        [1, 1],
        [2, 0],
        [2, 2],
        [1, 1],
        [0, 2],
        [0, 0],
      ],
      'geometry.self-crossing',
      'coordinates[0]',
    ],
  ])('%s', (_, ring, code, at) => {
    const result = of('Polygon', [ring])
    expect(result).toMatchObject({ ok: false, code })
    expect(result.ok ? '' : result.at).toContain(at)
  })

  it.each<[string, Position[]]>([
    [
      'a spike without a foot',
      [
        [0, 0],
        [2, 0],
        [2, 3],
        [2, 2],
        [0, 2],
      ],
    ],
    [
      'a vertex that touches an edge',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 0],
        [0, 4],
      ],
    ],
  ])('finds %s wherever the ring starts and whichever way it turns', (_, corners) => {
    for (let start = 0; start < corners.length; start++) {
      const turned = [...corners.slice(start), ...corners.slice(0, start)]
      for (const ring of [turned, turned.toReversed()]) {
        expect(of('Polygon', [[...ring, ring[0]]])).toMatchObject({ code: 'geometry.self-crossing' })
      }
    }
  })

  it('points at the crossing', () => {
    const tie = [
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
      [0, 0],
    ]
    expect(of('Polygon', [tie])).toMatchObject({ at: 'coordinates[0][0]', value: '1.000000,1.000000' })
    const parts = [[box(5, 5, 6, 6)], [box(0, 0, 9, 3), tie.map(([x, y]) => [x! + 4, y! + 0.5])]]
    expect(of('MultiPolygon', parts)).toMatchObject({
      code: 'geometry.self-crossing',
      at: 'coordinates[1][1][0]',
      value: '5.000000,1.500000',
    })
  })

  it('minds holes: crossing the shell, beside it, in another polygon; touching is fine', () => {
    const shell = box(0, 0, 4, 4)
    const crossing = { code: 'geometry.self-crossing' }
    expect(of('Polygon', [shell, box(3, 1, 5, 2)])).toMatchObject(crossing)
    expect(of('Polygon', [shell, box(6, 6, 7, 7)])).toMatchObject({ ...crossing, at: 'coordinates[1]' })
    expect(of('MultiPolygon', [[box(8, 8, 9, 9)], [shell, box(8.2, 8.2, 8.4, 8.4)]])).toMatchObject({
      ...crossing,
      at: 'coordinates[1][1]',
    })
    expect(
      of('Polygon', [
        shell,
        [
          [0, 2],
          [1, 1],
          [1, 3],
          [0, 2],
        ],
      ]).ok,
    ).toBe(true)
    expect(of('MultiPolygon', [[shell], [box(4, 0, 6, 4)]]).ok).toBe(true)
  })

  it('accepts doubled vertices and lines that cross themselves', () => {
    expect(
      of('Polygon', [
        [
          [0, 0],
          [1, 0],
          [1, 0],
          [1, 1],
          [0, 0],
          [0, 0],
        ],
      ]),
    ).toEqual({
      ok: true,
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    })
    expect(
      of('LineString', [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
      ]).ok,
    ).toBe(true)
  })

  it('turns rings by the right hand and changes nothing else', () => {
    const backwards = polygon(box(45, 57, 46, 58).reverse(), box(45.4, 57.4, 45.6, 57.6))
    const shell = [
      [45, 57],
      [46, 57],
      [46, 58],
      [45, 58],
      [45, 57],
    ]
    const hole = [
      [45.4, 57.4],
      [45.4, 57.6],
      [45.6, 57.6],
      [45.6, 57.4],
      [45.4, 57.4],
    ]
    expect(checkGeometry(backwards, ['Polygon'])).toEqual({ ok: true, geometry: polygon(shell, hole) })
    expect(backwards.coordinates[0]![1]).toEqual([45, 58])
  })

  it('passes every sound star, turned either way, and changes nothing the second time', () => {
    fc.assert(
      fc.property(holedStar(), fc.boolean(), (shape, isReversed) => {
        const given = polygon(
          ...shape.area.coordinates.map((ring) => (isReversed ? ring.toReversed() : ring)),
        )
        const result = checkGeometry(given, ['Polygon'])
        expect(result).toMatchObject({ ok: true })
        if (result.ok) expect(areaM2(result.geometry)).toBeCloseTo(areaM2(shape.area), 6)
        if (result.ok) expect(checkGeometry(result.geometry, ['Polygon'])).toEqual(result)
      }),
    )
  })

  it('finds the crossing in every convex ring with two vertices exchanged', () => {
    const corners = fc.integer({ min: 4, max: 40 })
    fc.assert(
      fc.property(corners, fc.nat(), fc.nat(), (count, place, step) => {
        const ring = Array.from({ length: count }, (_, i) => {
          const angle = (2 * Math.PI * i) / count
          return [45 + Math.cos(angle), 57 + Math.sin(angle)]
        })
        const [i, j] = [place % count, (place + 1 + (step % (count - 1))) % count]
        fc.pre(count > 4 || Math.abs(i - j) !== 2) // a square with opposite corners exchanged only turns round
        ;[ring[i], ring[j]] = [ring[j]!, ring[i]!]
        expect(checkGeometry(polygon([...ring, ring[0]!]), ['Polygon'])).toMatchObject({
          code: 'geometry.self-crossing',
        })
      }),
    )
  })
})
