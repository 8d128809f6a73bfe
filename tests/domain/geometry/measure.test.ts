import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaHa, areaM2, distanceM, lengthM, metresPerDegree } from '#app/domain/geometry/measure.ts'
import { box, HOLED, holedStar, polygon, star } from './shapes.ts'

/** 6371008.8 m × π / 180, by hand. */
const DEGREE_M = 111_195.0802

describe('distanceM', () => {
  it('is a degree along a meridian and less along a parallel', () => {
    expect(distanceM([45, 57], [45, 58])).toBeCloseTo(DEGREE_M, 3)
    expect(distanceM([0, 0], [1, 0])).toBeCloseTo(DEGREE_M, 3)
    expect(distanceM([0, 60], [0.001, 60])).toBeCloseTo(DEGREE_M / 2000, 4)
  })

  it('knows Moscow to Saint Petersburg, the antipodes and 180°', () => {
    expect(distanceM([37.6173, 55.7558], [30.3351, 59.9343]) / 1000).toBeCloseTo(633, 0)
    expect(distanceM([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6_371_008.8, 3)
    expect(distanceM([179.5, 0], [-179.5, 0])).toBeCloseTo(DEGREE_M, 3)
    expect(distanceM([45, 57], [45, 57])).toBe(0)
  })
})

describe('lengthM', () => {
  it('sums the steps and the parts', () => {
    const line = [
      [0, 0],
      [0, 1],
      [1, 1],
    ]
    const lastM = DEGREE_M * Math.cos(Math.PI / 180)
    expect(Math.abs(lengthM({ type: 'LineString', coordinates: line }) - DEGREE_M - lastM)).toBeLessThan(1)
    const parts = [
      [
        [0, 0],
        [0, 1],
      ],
      [
        [5, 5],
        [5, 7],
      ],
    ]
    expect(lengthM({ type: 'MultiLineString', coordinates: parts })).toBeCloseTo(3 * DEGREE_M, 2)
    expect(lengthM({ type: 'LineString', coordinates: [[1, 1]] })).toBe(0)
  })
})

describe('areaM2', () => {
  it('is exact for a box of meridians and parallels: R² Δλ Δsin φ', () => {
    expect(areaM2(polygon(box(0, 0, 1, 1))) / 12_363_718_145).toBeCloseTo(1, 6)
    expect(areaM2(polygon(box(-180, -90, 180, 90))) / (4 * Math.PI * 6_371_008.8 ** 2)).toBeCloseTo(1, 12)
  })

  it('subtracts holes whichever way they turn and adds polygons', () => {
    const hole = box(45.4, 57.4, 45.6, 57.6)
    const whole = areaM2(polygon(box(45, 57, 46, 58)))
    expect(areaM2(HOLED)).toBeCloseTo(whole - areaM2(polygon(hole)), 0)
    expect(areaM2(polygon(box(45, 57, 46, 58).reverse(), hole))).toBeCloseTo(areaM2(HOLED), 0)
    const both = { type: 'MultiPolygon' as const, coordinates: [HOLED.coordinates, [box(0, 0, 1, 1)]] }
    expect(areaM2(both)).toBeCloseTo(areaM2(HOLED) + areaM2(polygon(box(0, 0, 1, 1))), 0)
  })

  it('keeps the digits of a square metre', () => {
    const unit = metresPerDegree(57.42)
    const bed = polygon(box(45.6, 57.42, 45.6 + 1 / unit.lng, 57.42 + 1 / unit.lat))
    expect(areaM2(bed)).toBeCloseTo(1, 6)
    expect(areaHa(bed)).toBeCloseTo(0.0001, 9)
  })

  it('matches the flat shoelace for a neighbourhood, from any starting vertex', () => {
    fc.assert(
      fc.property(star(), fc.nat(20), ({ tips, area, center }, turn) => {
        const unit = metresPerDegree(center[1]!)
        const flat = tips.map((tip) => [(tip[0]! - center[0]!) * unit.lng, (tip[1]! - center[1]!) * unit.lat])
        let twice = 0
        for (const [i, a] of flat.entries()) {
          const b = flat[(i + 1) % flat.length]!
          twice += a[0]! * b[1]! - b[0]! * a[1]!
        }
        const start = turn % tips.length
        const turned = [...tips.slice(start), ...tips.slice(0, start), tips[start]!]
        expect(areaM2(area) / (twice / 2)).toBeCloseTo(1, 3)
        expect(areaM2(polygon(turned)) / areaM2(area)).toBeCloseTo(1, 9)
      }),
    )
  })

  it('loses the square of the scale to a hole of the same form', () => {
    fc.assert(
      fc.property(holedStar(), ({ area, holeShare }) => {
        const whole = areaM2(polygon(area.coordinates[0]!))
        expect(areaM2(area) / whole).toBeCloseTo(1 - holeShare ** 2, 3)
      }),
    )
  })
})
