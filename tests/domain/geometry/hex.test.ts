import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HEX_EDGES_M, hexAt, hexCentre, hexEdgeAt, hexGrid } from '#app/domain/geometry/hex.ts'
import { distanceM } from '#app/domain/geometry/measure.ts'
import { classesOf, classOf } from '#app/map/heat-classes.ts'

const TOWN: [number, number] = [45.6, 57.42]
const near = fc.tuple(
  fc.double({ min: 45.4, max: 45.8, noNaN: true }),
  fc.double({ min: 57.35, max: 57.5, noNaN: true }),
)

test('a point is in the hexagon whose middle is the nearest, within an edge of it', () => {
  fc.assert(
    fc.property(near, fc.constantFrom(...HEX_EDGES_M.slice(0, 6)), ([lng, lat], edgeM) => {
      const grid = hexGrid(TOWN, edgeM)
      const [q, r] = hexAt(grid, lng, lat)
      const away = (dq: number, dr: number) => {
        const [x, y] = hexCentre(grid, q + dq, r + dr)
        return Math.hypot((x - lng) * grid.perDegree.lng, (y - lat) * grid.perDegree.lat)
      }
      const own = away(0, 0)
      expect(own).toBeLessThanOrEqual(edgeM * 1.000001)
      for (const [dq, dr] of [
        [1, 0],
        [1, -1],
        [0, -1],
        [-1, 0],
        [-1, 1],
        [0, 1],
      ] as const)
        expect(away(dq, dr)).toBeGreaterThanOrEqual(own - 1e-6)
    }),
    { numRuns: 500, seed: 3 },
  )
})

test('a middle is in its own hexagon, and neighbours stand root three edges apart', () => {
  const grid = hexGrid(TOWN, 200)
  for (const [q, r] of [
    [0, 0],
    [3, -7],
    [-12, 5],
  ] as const)
    expect(hexAt(grid, ...hexCentre(grid, q, r))).toEqual([q, r])
  const [one, other] = [hexCentre(grid, 0, 0), hexCentre(grid, 1, 0)]
  expect(distanceM(one, other)).toBeCloseTo(200 * Math.sqrt(3), 0)
})

test('an edge is at least 24 px long, and at most twice that between the ends of the scale', () => {
  for (let zoom = 9; zoom <= 16; zoom++) {
    const px = hexEdgeAt(zoom, 57.42) / ((156_543.034 * Math.cos((57.42 * Math.PI) / 180)) / 2 ** zoom)
    expect(px).toBeGreaterThanOrEqual(24)
    expect(px).toBeLessThan(48.1)
  }
})

test('every count has a class, and the classes rise', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1 }), (counts) => {
      const limits = classesOf(counts)
      expect(limits[0]).toBe(1)
      expect(limits.length).toBeLessThanOrEqual(5)
      expect([...limits].sort((a, b) => a - b)).toEqual(limits)
      expect(new Set(limits).size).toBe(limits.length)
      for (const count of counts) {
        const of = classOf(count, limits)
        expect(count).toBeGreaterThanOrEqual(limits[of]!)
        expect(count).toBeLessThan(limits[of + 1] ?? Number.POSITIVE_INFINITY)
      }
    }),
    { numRuns: 200, seed: 4 },
  )
})
