import fc from 'fast-check'
import type { Polygon, Position } from 'geojson'

/** A closed rectangle, counter-clockwise. */
export function box(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

export function polygon(...coordinates: Position[][]): Polygon {
  return { type: 'Polygon', coordinates }
}

/** 1° around [45, 57] with a hole of 0.2° in its middle. */
export const HOLED = polygon(box(45, 57, 46, 58), box(45.4, 57.4, 45.6, 57.6).reverse())

/** The letter U, open to the north: its centroid lies in the gap. */
export const U_SHAPE = polygon([
  [0, 0],
  [3, 0],
  [3, 3],
  [2, 3],
  [2, 1],
  [1, 1],
  [1, 3],
  [0, 3],
  [0, 0],
])

export type Star = { center: Position; tips: Position[]; area: Polygon }

/**
 * A star-shaped polygon about 1 km across: whatever lies on a spoke before the outline is inside, whatever lies
 * beyond is outside, which needs no point-in-polygon test to know.
 */
export function star(minRadius = 0.001): fc.Arbitrary<Star> {
  return fc
    .record({
      lng: share(30, 170),
      lat: share(-70, 70),
      radii: fc.array(share(minRadius, 0.005), { minLength: 5, maxLength: 14 }),
    })
    .map(({ lng, lat, radii }) => {
      const tips = radii.map((radius, i) => {
        const angle = (2 * Math.PI * i) / radii.length
        return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)]
      })
      return { center: [lng, lat], tips, area: polygon([...tips, tips[0]!]) }
    })
}

/** The point at `share` of the spoke through the outline's edge `edge`, `along` of that edge: 1 is the border. */
export function onSpoke({ center, tips }: Star, edge: number, along: number, share: number): Position {
  const [from, to] = [tips[edge % tips.length]!, tips[(edge + 1) % tips.length]!]
  return [0, 1].map((axis) => {
    const border = from[axis]! + along * (to[axis]! - from[axis]!)
    return center[axis]! + share * (border - center[axis]!)
  })
}

/** The star with a smaller copy of itself cut out: 0.1 to 0.6 of its size, always clear of the border. */
export function holedStar(minRadius = 0.001): fc.Arbitrary<Star & { holeShare: number }> {
  return fc.record({ shape: star(minRadius), holeShare: share(0.1, 0.6) }).map((it) => {
    const { center, tips } = it.shape
    const hole = tips.map((tip) =>
      tip.map((value, axis) => center[axis]! + it.holeShare * (value - center[axis]!)),
    )
    return {
      ...it.shape,
      holeShare: it.holeShare,
      area: polygon([...tips, tips[0]!], [...hole, hole[0]!].reverse()),
    }
  })
}

/** Evenly spread numbers: `fc.double` spreads over exponents and so hardly leaves the neighbourhood of zero. */
export function share(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2 ** 30 }).map((step) => min + ((max - min) * step) / 2 ** 30)
}
