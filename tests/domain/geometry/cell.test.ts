import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { cellOf, cellRange, cellsCovering, tileBounds, tileOf } from '#app/domain/geometry/cell.ts'
import { share } from './shapes.ts'

const lngs = fc.oneof(share(-180, 180), fc.double({ min: -180, max: 180, noNaN: true }))
const lats = fc.oneof(share(-85.05, 85.05), fc.double({ min: -85.05, max: 85.05, noNaN: true }))

/** Bing's quadkey, digit by digit: another way to the same number. */
function codeByQuadkey(x: number, y: number, zoom: number): number {
  let code = 0
  for (let bit = zoom - 1; bit >= 0; bit--) {
    code = code * 4 + (Math.floor(x / 2 ** bit) % 2) + 2 * (Math.floor(y / 2 ** bit) % 2)
  }
  return code
}

describe('tileOf', () => {
  it('agrees with tiles known from OpenStreetMap', () => {
    expect(tileOf(0, 0, 1)).toEqual({ x: 1, y: 1 })
    expect(tileOf(-0.0001, 0.0001, 1)).toEqual({ x: 0, y: 0 })
    expect(tileOf(37.6173, 55.7558, 10)).toEqual({ x: 619, y: 320 })
    expect(tileOf(13.37771496361961, 52.51628011262304, 17)).toEqual({ x: 70406, y: 42987 })
  })

  it('wraps longitude, clamps latitude and keeps 180 in the last column', () => {
    expect(tileOf(190, 10, 8)).toEqual(tileOf(-170, 10, 8))
    expect(tileOf(-541, 10, 8)).toEqual(tileOf(179, 10, 8))
    expect(tileOf(180, 90, 3)).toEqual({ x: 7, y: 0 })
    expect(tileOf(-180, -90, 3)).toEqual({ x: 0, y: 7 })
  })

  it('quotes what it cannot take', () => {
    expect(() => tileOf(Number.NaN, 1, 3)).toThrow('NaN, 1')
    expect(() => tileOf(1, 1, 21)).toThrow('21')
    expect(() => tileOf(1, 1, 2.5)).toThrow('2.5')
  })

  it('lies within the bounds of its tile at every zoom', () => {
    fc.assert(
      fc.property(lngs, lats, fc.integer({ min: 0, max: 20 }), (lng, lat, zoom) => {
        const { x, y } = tileOf(lng, lat, zoom)
        const [west, south, east, north] = tileBounds(x, y, zoom)
        // A millimetre for the arithmetic.
        const slack = 1e-8
        expect(lng).toBeGreaterThanOrEqual(west - slack)
        expect(lng).toBeLessThanOrEqual(east + slack)
        expect(lat).toBeGreaterThanOrEqual(south - slack)
        expect(lat).toBeLessThanOrEqual(north + slack)
      }),
    )
  })
})

describe('cellOf', () => {
  it('uses all 40 bits', () => {
    expect(cellOf(-180, 90)).toBe(0)
    expect(cellOf(180, -90)).toBe(2 ** 40 - 1)
    expect(cellOf(0, 0)).toBe(3 * 4 ** 19)
    expect(cellOf(0, 90)).toBe(4 ** 19)
    expect(cellOf(-180, 0)).toBe(2 * 4 ** 19)
  })

  it('is the quadkey of the z20 tile', () => {
    fc.assert(
      fc.property(lngs, lats, (lng, lat) => {
        const { x, y } = tileOf(lng, lat, 20)
        expect(cellOf(lng, lat)).toBe(codeByQuadkey(x, y, 20))
      }),
    )
  })
})

describe('cellRange', () => {
  it('is everything at zoom 0 and one cell at zoom 20', () => {
    expect(cellRange(0, 0, 0)).toEqual([0, 2 ** 40 - 1])
    expect(cellRange(1, 1, 1)).toEqual([3 * 4 ** 19, 4 ** 20 - 1])
    expect(cellRange(5, 3, 20)).toEqual([27, 27])
  })

  it('holds a cell exactly when the tile holds the point', () => {
    fc.assert(
      fc.property(lngs, lats, lngs, lats, fc.integer({ min: 1, max: 6 }), (lng, lat, lng2, lat2, zoom) => {
        const tile = tileOf(lng, lat, zoom)
        const [lo, hi] = cellRange(tile.x, tile.y, zoom)
        const other = tileOf(lng2, lat2, zoom)
        const isSame = other.x === tile.x && other.y === tile.y
        const cell = cellOf(lng2, lat2)
        expect(cell >= lo && cell <= hi).toBe(isSame)
      }),
    )
  })

  it('refuses a tile that is not there', () => {
    expect(() => cellRange(4, 0, 2)).toThrow('2/4/0')
    expect(() => tileBounds(0, -1, 2)).toThrow('2/0/-1')
  })
})

describe('tileBounds', () => {
  it('knows the edge of web mercator and the equator', () => {
    const [west, south, east, north] = tileBounds(0, 0, 1)
    expect([west, east]).toEqual([-180, 0])
    expect(south).toBeCloseTo(0, 12)
    expect(north).toBeCloseTo(85.0511287798066, 10)
  })
})

describe('cellsCovering', () => {
  const town: Bbox = [45.55, 57.38, 45.66, 57.46]

  it('covers the world with one range', () => {
    expect(cellsCovering([-180, -90, 180, 90], 20)).toEqual([[0, 2 ** 40 - 1]])
  })

  it('takes the whole of the tiles that are touched and nothing else', () => {
    const [first, last] = [tileOf(45.55, 57.46, 14), tileOf(45.66, 57.38, 14)]
    const tiles: [number, number][] = []
    for (let x = first.x; x <= last.x; x++) {
      for (let y = first.y; y <= last.y; y++) tiles.push(cellRange(x, y, 14))
    }
    const ranges = cellsCovering(town, 14, Infinity)
    const cellsIn = (list: [number, number][]) => list.reduce((sum, [lo, hi]) => sum + hi - lo + 1, 0)
    expect(tiles.length).toBeGreaterThan(20)
    expect(cellsIn(ranges)).toBe(cellsIn(tiles))
    for (const [lo, hi] of tiles) expect(ranges.some((range) => range[0] <= lo && hi <= range[1])).toBe(true)
  })

  it('closes the narrowest gaps first', () => {
    const all = cellsCovering(town, 14, Infinity)
    const gaps = all.slice(1).map((range, i) => range[0] - all[i]![1] - 1)
    const some = cellsCovering(town, 14, 3)
    const widest = gaps.sort((a, b) => b - a).slice(0, 2)
    expect(all.length).toBeGreaterThan(4)
    expect(some).toHaveLength(3)
    expect(
      some
        .slice(1)
        .map((range, i) => range[0] - some[i]![1] - 1)
        .sort((a, b) => b - a),
    ).toEqual(widest)
    expect(cellsCovering(town, 14, 1)).toEqual([[all[0]![0], all.at(-1)![1]]])
  })

  it('is empty for a reversed box and quick for an absurd zoom', () => {
    expect(cellsCovering([10, 10, 5, 20], 8)).toEqual([])
    expect(cellsCovering([-100.3, -40.7, 99.1, 70.2], 20).length).toBeLessThanOrEqual(8)
  })

  it('holds every point of the box, in few sorted ranges that do not touch', () => {
    const boxes = fc.tuple(lngs, lats, fc.oneof(share(0, 3), share(0, 90)), fc.integer({ min: 0, max: 20 }))
    const inside = fc.array(fc.tuple(share(0, 1), share(0, 1)), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(boxes, inside, fc.integer({ min: 1, max: 9 }), ([west, south, size, zoom], shares, max) => {
        const box: Bbox = [
          west,
          south,
          Math.min(180, west + size),
          Math.min(85, Math.max(south, south + size)),
        ]
        fc.pre(box[1] <= box[3])
        const ranges = cellsCovering(box, zoom, max)
        expect(ranges.length).toBeLessThanOrEqual(max)
        for (let i = 1; i < ranges.length; i++) expect(ranges[i]![0]).toBeGreaterThan(ranges[i - 1]![1] + 1)
        for (const [u, v] of [...shares, [0, 0], [1, 1]]) {
          const cell = cellOf(mix(box[0], box[2], u!), mix(box[1], box[3], v!))
          expect(ranges.some(([lo, hi]) => lo <= cell && cell <= hi)).toBe(true)
        }
      }),
    )
  })
})

function mix(from: number, to: number, part: number): number {
  return part === 1 ? to : Math.min(to, from + part * (to - from))
}
