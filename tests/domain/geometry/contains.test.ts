import fc from 'fast-check'
import type { Geometry, MultiPolygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { contains } from '#app/domain/geometry/contains.ts'
import { containsGeometry } from '#app/domain/geometry/contains-geometry.ts'
import { box, HOLED, holedStar, onSpoke, polygon, share, star, U_SHAPE } from './shapes.ts'

/** A lake with an island: the island is a second polygon in the first one's hole. */
const ISLAND: MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [HOLED.coordinates, [box(45.45, 57.45, 45.55, 57.55)]],
}

/** Degrees: some times what `contains` takes for on the border. */
const NOISE = 5e-11

function line(...coordinates: Position[]): Geometry {
  return { type: 'LineString', coordinates }
}

describe('contains', () => {
  it.each<[Position, boolean]>([
    [[45.1, 57.1], true],
    [[45.5, 57.5], false],
    [[44.9, 57.5], false],
    [[46.1, 57.5], false],
    [[45.5, 58.1], false],
    [[45, 57], true],
    [[46, 57.5], true],
    [[45.4, 57.5], true],
    [[45.6, 57.6], true],
  ])('a square with a hole, %j: %s', (position, expected) => expect(contains(HOLED, position)).toBe(expected))

  it('finds the island in the hole', () => {
    expect(contains(ISLAND, [45.5, 57.5])).toBe(true)
    expect(contains(ISLAND, [45.42, 57.5])).toBe(false)
    expect(contains(ISLAND, [45.2, 57.5])).toBe(true)
  })

  it('is not fooled by a ray through vertices', () => {
    const diamond = polygon([
      [0, -1],
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ])
    expect(contains(diamond, [0, 0])).toBe(true)
    expect(contains(diamond, [-2, 0])).toBe(false)
    expect(contains(diamond, [-0.5, 1])).toBe(false)
    expect(contains(U_SHAPE, [-1, 1])).toBe(false)
    expect(contains(U_SHAPE, [1.5, 2])).toBe(false)
    expect(contains(U_SHAPE, [0.5, 3])).toBe(true)
  })

  it('knows the inside, the outside and the border of any star with a hole', () => {
    fc.assert(
      fc.property(holedStar(), fc.nat(20), share(0, 1), share(0, 2), (shape, edge, along, reach) => {
        fc.pre(Math.abs(reach - 1) > 1e-6 && Math.abs(reach - shape.holeShare) > 1e-6)
        const isInside = reach < 1 && reach > shape.holeShare
        expect(contains(shape.area, onSpoke(shape, edge, along, reach))).toBe(isInside)
        expect(contains(shape.area, onSpoke(shape, edge, along, 1))).toBe(true)
        expect(contains(shape.area, onSpoke(shape, edge, along, shape.holeShare))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('containsGeometry', () => {
  it.each<[string, Geometry, boolean]>([
    ['a point', { type: 'Point', coordinates: [0.5, 2] }, true],
    [
      'points, one outside',
      {
        type: 'MultiPoint',
        coordinates: [
          [0.5, 2],
          [1.5, 2],
        ],
      },
      false,
    ],
    ['a line within an arm', line([0.5, 0.5], [0.5, 2.5]), true],
    ['a line across the gap with both ends inside', line([0.5, 2], [2.5, 2]), false],
    ['a line along the border', line([0, 0], [3, 0]), true],
    ['a line that touches an inner corner', line([0.5, 0.5], [1, 1], [2, 1]), true],
    ['a line through the gap from corner to corner', line([1, 3], [2, 3]), false],
    ['the area itself', U_SHAPE, true],
    ['a box over the gap', polygon(box(0.5, 0.5, 2.5, 2.5)), false],
    ['a box in the foot', polygon(box(0, 0, 3, 1)), true],
    ['an empty geometry', { type: 'MultiPoint', coordinates: [] }, true],
  ])('the letter U: %s', (_, geometry, expected) =>
    expect(containsGeometry(U_SHAPE, geometry)).toBe(expected),
  )

  it('minds holes: crossed, surrounded, or cut out of both', () => {
    expect(containsGeometry(HOLED, line([45.1, 57.5], [45.9, 57.5]))).toBe(false)
    expect(containsGeometry(HOLED, polygon(box(45.3, 57.3, 45.7, 57.7)))).toBe(false)
    expect(containsGeometry(HOLED, HOLED)).toBe(true)
    const ring = polygon(box(45.3, 57.3, 45.7, 57.7), box(45.35, 57.35, 45.65, 57.65).reverse())
    expect(containsGeometry(HOLED, ring)).toBe(true)
    expect(containsGeometry(HOLED, { type: 'GeometryCollection', geometries: [ring] })).toBe(true)
    expect(containsGeometry(ISLAND, line([45.5, 57.46], [45.5, 57.54]))).toBe(true)
    expect(containsGeometry(ISLAND, line([45.5, 57.5], [45.5, 57.7]))).toBe(false)
  })

  it('says yes to a shrunk star and no to a grown one', () => {
    fc.assert(
      fc.property(star(), share(0.1, 0.99), share(1.01, 2), (shape, small, big) => {
        const scaled = (factor: number) => {
          const ring = shape.tips.map((_, i) => onSpoke(shape, i, 0, factor))
          return polygon([...ring, ring[0]!])
        }
        expect(containsGeometry(shape.area, scaled(small))).toBe(true)
        expect(containsGeometry(shape.area, shape.area)).toBe(true)
        expect(containsGeometry(shape.area, scaled(big))).toBe(false)
      }),
    )
  })

  it('sees a notch from a line that only touches its corners, however the area is turned', () => {
    // teeth of a comb: the notch between 1 and 1.5 is off the middle of every line over it
    const outline = [
      [0, 0],
      [9, 0],
      [9, 3],
      [1.5, 3],
      [1.5, 1],
      [1, 1],
      [1, 3],
      [0, 3],
      [0, 0],
    ]
    fc.assert(
      fc.property(share(0, 2 * Math.PI), share(0.0001, 1), (angle, scale) => {
        const turned = outline.map(([x, y]) => [
          45 + scale * (x! * Math.cos(angle) - y! * Math.sin(angle)),
          57 + scale * (x! * Math.sin(angle) + y! * Math.cos(angle)),
        ])
        const area = polygon(turned)
        expect(containsGeometry(area, line(turned[7]!, turned[2]!))).toBe(false)
        expect(containsGeometry(area, line(turned[6]!, turned[2]!))).toBe(false)
        expect(containsGeometry(area, line(turned[0]!, turned[1]!))).toBe(true)
        expect(containsGeometry(area, area)).toBe(true)
      }),
    )
  })

  it('agrees with walking along the line in small steps', () => {
    fc.assert(
      fc.property(
        holedStar(),
        fc.nat(9),
        share(0, 1),
        share(0.1, 1),
        fc.nat(9),
        share(0, 1),
        share(0.1, 1),
        (shape, edge1, along1, reach1, edge2, along2, reach2) => {
          const [from, to] = [onSpoke(shape, edge1, along1, reach1), onSpoke(shape, edge2, along2, reach2)]
          const steps = Array.from({ length: 401 }, (_, i) => [
            from[0]! + (i / 400) * (to[0]! - from[0]!),
            from[1]! + (i / 400) * (to[1]! - from[1]!),
          ])
          // A line nearly along a border is out of it by less than what counts as on it: neither answer is wrong.
          const isNearlyIn = ([x, y]: number[]) =>
            [0, -NOISE, NOISE].some((dx) =>
              [0, -NOISE, NOISE].some((dy) => contains(shape.area, [x! + dx, y! + dy])),
            )
          const isWalkInside = steps.every(isNearlyIn)
          if (!isWalkInside) expect(containsGeometry(shape.area, line(from, to))).toBe(false)
          if (containsGeometry(shape.area, line(from, to))) expect(isWalkInside).toBe(true)
        },
      ),
    )
  })
})
