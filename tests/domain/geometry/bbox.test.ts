import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bbox, bboxOf, parseBbox } from '#app/domain/geometry/bbox.ts'
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
