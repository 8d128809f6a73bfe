import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundGeometry } from '#app/domain/geometry/round.ts'
import { star } from './shapes.ts'

describe('roundGeometry', () => {
  it('rounds to six decimals unless told, at every depth, on a copy', () => {
    const point = { type: 'Point' as const, coordinates: [45.12345649, -57.00000051] }
    expect(roundGeometry(point)).toEqual({ type: 'Point', coordinates: [45.123456, -57.000001] })
    expect(roundGeometry(point, 1).coordinates).toEqual([45.1, -57])
    expect(point.coordinates[0]).toBe(45.12345649)
    const parts = {
      type: 'MultiPolygon' as const,
      coordinates: [
        [
          [
            [0.12, 0.16],
            [1.14, 1.15],
          ],
        ],
      ],
    }
    expect(roundGeometry(parts, 1).coordinates).toEqual([
      [
        [
          [0.1, 0.2],
          [1.1, 1.2],
        ],
      ],
    ])
    const all = { type: 'GeometryCollection' as const, geometries: [point] }
    expect(roundGeometry(all, 0)).toEqual({
      type: 'GeometryCollection',
      geometries: [{ type: 'Point', coordinates: [45, -57] }],
    })
  })

  it('writes no minus zero', () => {
    expect(Object.is(roundGeometry({ type: 'Point', coordinates: [-0.0000001, 1] }).coordinates[0], 0)).toBe(
      true,
    )
  })

  it('moves nothing by more than half a step, keeps rings closed, and is done after once', () => {
    fc.assert(
      fc.property(star(), ({ area }) => {
        const rounded = roundGeometry(area)
        const ring = rounded.coordinates[0]!
        expect(ring[0]).toEqual(ring.at(-1))
        expect(roundGeometry(rounded)).toEqual(rounded)
        for (const [i, position] of area.coordinates[0]!.entries()) {
          for (const axis of [0, 1]) {
            expect(Math.abs(position[axis]! - ring[i]![axis]!)).toBeLessThanOrEqual(0.000000500001)
            expect(String(ring[i]![axis]).split('.')[1]?.length ?? 0).toBeLessThanOrEqual(6)
          }
        }
      }),
    )
  })
})
