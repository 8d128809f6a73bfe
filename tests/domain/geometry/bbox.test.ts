import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bbox,
  bboxContains,
  bboxIntersects,
  bboxOf,
  padBbox,
  parseBbox,
} from '#app/domain/geometry/bbox.ts'
import { distanceM } from '#app/domain/geometry/measure.ts'
import { HOLED, share } from './shapes.ts'

describe('bboxOf', () => {
  it('spans every vertex, of collections too', () => {
    expect(bboxOf(HOLED)).toEqual([45, 57, 46, 58])
    expect(bboxOf({ type: 'Point', coordinates: [3, -4] })).toEqual([3, -4, 3, -4])
    const point = { type: 'Point' as const, coordinates: [50, 10] }
    expect(bboxOf({ type: 'GeometryCollection', geometries: [HOLED, point] })).toEqual([45, 10, 50, 58])
  })

  it('does not invent a box for nothing', () => {
    expect(() => bboxOf({ type: 'LineString', coordinates: [] })).toThrow('LineString')
    expect(() => bboxOf({ type: 'Point', coordinates: [] })).toThrow(RangeError)
  })
})

describe('bboxContains, bboxIntersects', () => {
  it('count the edge', () => {
    const box: Bbox = [0, 0, 2, 1]
    expect(bboxContains(box, [2, 1])).toBe(true)
    expect(bboxContains(box, [2.0001, 1])).toBe(false)
    expect(bboxContains(box, [1, -0.0001])).toBe(false)
    expect(bboxIntersects(box, [2, 1, 3, 3])).toBe(true)
    expect(bboxIntersects(box, [0.5, 0.5, 0.6, 0.6])).toBe(true)
    expect(bboxIntersects(box, [0, 1.1, 2, 3])).toBe(false)
    expect(bboxIntersects(box, [-3, 0, -1, 1])).toBe(false)
  })
})

describe('padBbox', () => {
  it('adds the metres on every side', () => {
    const [west, south, east, north] = padBbox([45.5, 57.4, 45.6, 57.5], 100)
    expect(distanceM([45.55, 57.5], [45.55, north])).toBeCloseTo(100, 3)
    expect(distanceM([45.55, 57.4], [45.55, south])).toBeCloseTo(100, 3)
    expect(distanceM([45.5, 57.5], [west, 57.5])).toBeGreaterThanOrEqual(100)
    expect(distanceM([45.6, 57.5], [east, 57.5])).toBeLessThan(101)
  })

  it('stays in the world', () => {
    expect(padBbox([-179.9999, -89.9999, 179.9999, 89.9999], 1000)).toEqual([-180, -90, 180, 90])
    expect(padBbox([10, 89, 11, 90], 0)).toEqual([10, 89, 11, 90])
  })
})

describe('parseBbox', () => {
  it('reads what a map sends', () => {
    expect(parseBbox('45.5,57.4,45.6,57.5')).toEqual([45.5, 57.4, 45.6, 57.5])
    expect(parseBbox(' -180, -90 ,180,90 ')).toEqual([-180, -90, 180, 90])
    expect(parseBbox('1e-7,0,1,1')).toEqual([1e-7, 0, 1, 1])
    expect(parseBbox('5,5,5,5')).toEqual([5, 5, 5, 5])
  })

  it.each([
    '',
    '1,2,3',
    '1,2,3,4,5',
    '1,2,,4',
    '1,2,x,4',
    'NaN,2,3,4',
    '0x1,2,3,4',
    '1,2,Infinity,4',
    '1;2;3;4',
  ])('refuses what is not four numbers: %j', (text) => expect(parseBbox(text)).toBeNull())

  it.each(['46,57,45,58', '45,58,46,57', '-181,0,1,1', '0,0,180.1,1', '0,-91,1,1', '0,0,1,90.5'])(
    'refuses a box reversed or out of the world: %j',
    (text) => expect(parseBbox(text)).toBeNull(),
  )

  it('reads back what it would write', () => {
    const lng = fc.oneof(share(-180, 180), fc.double({ min: -180, max: 180, noNaN: true }))
    const lat = fc.oneof(share(-90, 90), fc.double({ min: -90, max: 90, noNaN: true }))
    fc.assert(
      fc.property(lng, lat, lng, lat, (a, b, c, d) => {
        const box: Bbox = [Math.min(a, c) + 0, Math.min(b, d) + 0, Math.max(a, c) + 0, Math.max(b, d) + 0]
        expect(parseBbox(box.join(','))).toEqual(box)
      }),
    )
  })
})
