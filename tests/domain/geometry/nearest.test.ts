import fc from 'fast-check'
import type { MultiPolygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { contains } from '#app/domain/geometry/contains.ts'
import { distanceM } from '#app/domain/geometry/measure.ts'
import { nearestInside } from '#app/domain/geometry/nearest.ts'
import { roundPosition } from '#app/domain/geometry/round.ts'
import { box, HOLED, holedStar, onSpoke, polygon, share } from './shapes.ts'

describe('nearestInside', () => {
  it('leaves what is inside where it is', () => {
    expect(nearestInside(HOLED, [45.1234567891, 57.2])).toEqual([45.1234567891, 57.2])
  })

  it('goes straight to the edge, to the corner, and out of a hole', () => {
    expect(nearestInside(HOLED, [45.3, 56.5])).toEqual([45.3, 57])
    expect(nearestInside(HOLED, [47, 59])).toEqual([46, 58])
    expect(nearestInside(HOLED, [45.5, 57.58])).toEqual([45.5, 57.6])
  })

  it('measures in metres, not degrees: east and west are near at 57° north', () => {
    expect(nearestInside(HOLED, [45.43, 57.42])).toEqual([45.4, 57.42])
    expect(nearestInside(HOLED, [45.43, 57.41])).toEqual([45.43, 57.4])
  })

  it('picks the nearer of two polygons', () => {
    const two: MultiPolygon = { type: 'MultiPolygon', coordinates: [[box(0, 0, 1, 1)], [box(3, 0, 4, 1)]] }
    expect(nearestInside(two, [1.9, 0.5])).toEqual([1, 0.5])
    expect(nearestInside(two, [2.1, 0.5])).toEqual([3, 0.5])
  })

  it('finds a place in a sliver thinner than a rounding step', () => {
    const sliver = polygon([
      [45, 57],
      [45.1, 57.00000003],
      [45.1, 57.00000004],
      [45, 57],
    ])
    expect(contains(sliver, nearestInside(sliver, [45.05, 58]))).toBe(true)
  })

  it('turns into a sharp corner that the straight way misses', () => {
    // the tip rounds outward, to 45.000000, and straight on from the north leads out through the other side
    const tip = [45.00000047, 57.00000047]
    const wedge = polygon([tip, [45.1, 56.99], [45.1, 57.01], tip])
    const found = nearestInside(wedge, [44.9996, 57.0005])
    expect(contains(wedge, found)).toBe(true)
    expect(roundPosition(found)).toEqual(found)
    expect(distanceM(found, tip)).toBeLessThan(2.2)
  })

  it('keeps its promise for an unsound area, with a hole beside the shell', () => {
    const area = polygon(box(0, 0, 1, 1), box(3, 0, 4, 1))
    expect(contains(area, nearestInside(area, [3.5, 0.9]))).toBe(true)
    expect(contains(area, nearestInside(area, [2.9, 0.5]))).toBe(true)
  })

  it('says that there is nowhere to go', () => {
    expect(() => nearestInside({ type: 'MultiPolygon', coordinates: [] }, [0, 0])).toThrow(RangeError)
  })

  it('is inside, also after rounding, and no border point is nearer by more than a nudge', () => {
    fc.assert(
      fc.property(holedStar(0.003), fc.nat(20), share(0, 1), share(0, 3), (shape, edge, along, reach) => {
        const from = onSpoke(shape, edge, along, reach)
        const found = nearestInside(shape.area, from)
        expect(contains(shape.area, found)).toBe(true)
        if (contains(shape.area, from)) {
          expect(found).toEqual(from)
          return
        }
        expect(contains(shape.area, roundPosition(found))).toBe(true)
        for (const ring of shape.area.coordinates) {
          for (let i = 1; i < ring.length; i++) {
            for (const t of [0, 0.25, 0.5, 0.75]) {
              const border = [0, 1].map(
                (axis) => ring[i - 1]![axis]! + t * (ring[i]![axis]! - ring[i - 1]![axis]!),
              )
              // 1 part in 1,000 for the flat metric over a kilometre, near the 70th parallel
              expect(distanceM(from, found)).toBeLessThan(distanceM(from, border) * 1.001 + 2.2)
            }
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is inside of spiky areas too, and goes no farther in than it must', () => {
    fc.assert(
      fc.property(holedStar(), fc.nat(20), share(0, 1), share(1.01, 3), (shape, edge, along, reach) => {
        expect(contains(shape.area, nearestInside(shape.area, onSpoke(shape, edge, along, reach)))).toBe(true)
      }),
      { numRuns: 500 },
    )
    const middle = nearestInside(HOLED, [45.3333333333, 56])
    expect(distanceM(middle, [45.3333333333, 57])).toBeLessThan(0.07)
  })
})
