import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contains } from '#app/domain/geometry/contains.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { box, HOLED, holedStar, polygon, star, U_SHAPE } from './shapes.ts'

describe('pointOf', () => {
  it('is the point itself, without altitude, or the first of several', () => {
    expect(pointOf({ type: 'Point', coordinates: [45, 57, 120] })).toEqual([45, 57])
    expect(
      pointOf({
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      }),
    ).toEqual([1, 2])
  })

  it('is the middle of a line by length, not by vertex', () => {
    expect(
      pointOf({
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0, 1],
          [0, 10],
        ],
      })[1],
    ).toBeCloseTo(5, 9)
    expect(
      pointOf({
        type: 'LineString',
        coordinates: [
          [7, 8],
          [7, 8],
        ],
      }),
    ).toEqual([7, 8])
    const lines = [
      [
        [0, 0],
        [0, 1],
      ],
      [
        [5, 5],
        [5, 9],
      ],
    ]
    expect(pointOf({ type: 'MultiLineString', coordinates: lines })[1]).toBeCloseTo(7, 9)
  })

  it('is the centroid of a convex area, of the largest polygon', () => {
    expect(
      pointOf(
        polygon([
          [0, 0],
          [3, 0],
          [0, 3],
          [0, 0],
        ]),
      ),
    ).toEqual([1, 1])
    const two = { type: 'MultiPolygon' as const, coordinates: [[box(0, 0, 1, 1)], [box(10, 0, 14, 2)]] }
    expect(pointOf(two)).toEqual([12, 1])
  })

  it('takes account of a hole in the centroid', () => {
    // (16 · 2 − 4 · 1) / 12 from a 4 × 4 square with a 2 × 2 corner block cut away as a hole
    const [lng, lat] = pointOf(polygon(box(0, 0, 4, 4), box(0.5, 0.5, 1.5, 1.5)))
    expect(lng).toBeCloseTo((16 * 2 - 1 * 1) / 15, 9)
    expect(lat).toBeCloseTo((16 * 2 - 1 * 1) / 15, 9)
  })

  it('moves off a hole and out of the gap of a U', () => {
    expect(contains(HOLED, pointOf(HOLED))).toBe(true)
    expect(pointOf(HOLED)).not.toEqual([45.5, 57.5])
    const [lng, lat] = pointOf(U_SHAPE)
    expect(contains(U_SHAPE, [lng, lat])).toBe(true)
    expect(lng > 1 && lng < 2 && lat > 1).toBe(false)
  })

  it('prefers a thick arm to a thin wall', () => {
    const [thin, c] = [0.1, 4]
    const letter = [
      [0, 0],
      [c, 0],
      [c, 1],
      [thin, 1],
      [thin, 3],
      [c, 3],
      [c, 4],
      [0, 4],
      [0, 0],
    ]
    const [lng, lat] = pointOf(polygon(letter))
    expect(lng).toBe(2)
    expect(lat < 1 || lat > 3).toBe(true)
  })

  it('falls back to a vertex of an area without area', () => {
    expect(
      pointOf(
        polygon([
          [1, 1],
          [2, 1],
          [3, 1],
          [1, 1],
        ]),
      ),
    ).toEqual([1, 1])
  })

  it('takes the first part of a collection that has anything', () => {
    const empty = { type: 'LineString' as const, coordinates: [] }
    const point = { type: 'Point' as const, coordinates: [4, 5] }
    expect(pointOf({ type: 'GeometryCollection', geometries: [empty, point] })).toEqual([4, 5])
    expect(() => pointOf(empty)).toThrow('LineString')
  })

  it('is inside every star, with a hole or without', () => {
    fc.assert(
      fc.property(star(), ({ area }) => {
        expect(contains(area, pointOf(area))).toBe(true)
      }),
    )
    fc.assert(
      fc.property(holedStar(), ({ area, center, holeShare }) => {
        const point = pointOf(area)
        expect(contains(area, point)).toBe(true)
        const reach = Math.hypot(point[0] - center[0]!, point[1] - center[1]!)
        expect(reach).toBeGreaterThan(0.0005 * holeShare)
      }),
    )
  })
})
