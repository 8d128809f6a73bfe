import { applySimilarity, fitSimilarity, type Metres } from '#app/domain/drawing/helmert.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { metresPerDegree } from '#app/domain/geometry/measure.ts'
import { Refusal } from '#app/domain/refusal.ts'

/** Pixels of a drawing from its upper left corner, y downwards. */
export type Pixel = readonly [x: number, y: number]

/** The same point as the drawing and as the ground know it. */
export interface PointPair {
  x: number
  y: number
  /** Degrees. */
  lng: number
  lat: number
}

export const PLACEMENT_METHODS = ['similarity', 'affine'] as const
export type PlacementMethod = (typeof PLACEMENT_METHODS)[number]
/** Fewest pairs that each method can be found from. */
export const LEAST_PAIRS: Record<PlacementMethod, number> = { similarity: 2, affine: 3 }
export const MOST_PAIRS = 4

/** Where a drawing lies: in metres from `origin`, east = a·x + b·y + c, north = d·x + e·y + f. */
export interface Placement {
  origin: readonly [lng: number, lat: number]
  a: number
  b: number
  c: number
  d: number
  e: number
  f: number
}

export interface Fitted {
  placement: Placement
  /** What each pair is off by, metres, in the order given: nothing at all for as few pairs as the method needs. */
  residualsM: number[]
  /** Metres in one pixel (of an affine placement their mean). */
  metresPerPixel: number
}

/** Metres in a pixel: a millimetre is no plan, and a kilometre no square. */
const SCALE = { least: 0.001, most: 100 }
/** Pairs nearer to one line than this share of their spread say nothing of what lies beside it. */
const LEAST_WIDTH = 0.02

/**
 * Finds where a drawing lies from points that are known on both: a similarity (shift, turn, one scale) keeps the drawing's
 * angles, an affine placement also evens out paper that has shrunk in one direction.
 *
 * @param pairs  two to four; three or more for an affine placement
 * @returns the placement of the least sum of squares, in the plane that touches the ground amid the pairs
 * @throws {Refusal} 'variant.pairs-few' | 'variant.pairs-same' | 'variant.pairs-in-line' | 'variant.pairs-mirrored' |
 *   'variant.pairs-scale'
 */
export function fitPlacement(pairs: readonly PointPair[], method: PlacementMethod): Fitted {
  if (pairs.length < LEAST_PAIRS[method])
    throw new Refusal('variant.pairs-few', { least: LEAST_PAIRS[method] })
  const origin = [meanOf(pairs, 'lng'), meanOf(pairs, 'lat')] as const
  const per = metresPerDegree(origin[1])
  const toMetres = ({ lng, lat }: PointPair): Metres => [
    (lng - origin[0]) * per.lng,
    (lat - origin[1]) * per.lat,
  ]
  const known = pairs.map((pair) => ({ pixel: [pair.x, pair.y] as const, at: toMetres(pair) }))
  const numbers =
    method === 'similarity'
      ? similarityOf(known.map(({ pixel: [x, y], at }) => ({ from: [x, -y] as const, to: at })))
      : affineOf(known)
  const placement = { origin, ...numbers }
  const { a, b, d, e } = placement
  const area = b * d - a * e
  // A pixel's y goes down and the north up: what keeps hands has a negative determinant.
  if (area < 0) throw new Refusal('variant.pairs-mirrored')
  const metresPerPixel = Math.sqrt(area)
  if (!(metresPerPixel >= SCALE.least && metresPerPixel <= SCALE.most))
    throw new Refusal('variant.pairs-scale', { least: SCALE.least, most: SCALE.most })
  const residualsM = known.map(({ pixel, at }) => {
    const [east, north] = inMetres(placement, pixel)
    return Math.hypot(east - at[0], north - at[1])
  })
  return { placement, residualsM, metresPerPixel }
}

/** Where a pixel lies on the ground, degrees. */
export function toGround(placement: Placement, pixel: Pixel): [lng: number, lat: number] {
  const [east, north] = inMetres(placement, pixel)
  const per = metresPerDegree(placement.origin[1])
  return [placement.origin[0] + east / per.lng, placement.origin[1] + north / per.lat]
}

/** Which pixel a point of the ground falls on; not rounded, and it may lie beside the drawing. */
export function toPixel(placement: Placement, [lng, lat]: readonly [number, number]): [x: number, y: number] {
  const per = metresPerDegree(placement.origin[1])
  const { a, b, c, d, e, f } = placement
  const east = (lng - placement.origin[0]) * per.lng - c
  const north = (lat - placement.origin[1]) * per.lat - f
  const area = a * e - b * d
  return [(e * east - b * north) / area, (a * north - d * east) / area]
}

/** Around placed drawings, degrees. @param drawings  at least one; pixels */
export function boxOfDrawings(
  drawings: readonly { width: number; height: number; placement: Placement }[],
): Bbox {
  const corners = drawings.flatMap(({ width, height, placement }) =>
    [0, width].flatMap((x) => [0, height].map((y) => toGround(placement, [x, y]))),
  )
  const [lngs, lats] = [corners.map(([lng]) => lng), corners.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

type Numbers = Omit<Placement, 'origin'>
type Known = { pixel: Pixel; at: Metres }

function similarityOf(pairs: { from: Metres; to: Metres }[]): Numbers {
  const fit = fitSimilarity(pairs)
  if (!fit || !(fit.scale > 0)) throw new Refusal('variant.pairs-same')
  const [c, f] = applySimilarity(fit.similarity, [0, 0])
  const { a, b } = fit.similarity
  return { a, b, c, d: b, e: -a, f }
}

/** Two planes of three numbers each by least squares, about the middle, so that the sums stay small. */
function affineOf(known: Known[]): Numbers {
  const n = known.length
  const mean = (of: (one: Known) => number) => known.reduce((sum, one) => sum + of(one), 0) / n
  const [mx, my] = [mean(({ pixel }) => pixel[0]), mean(({ pixel }) => pixel[1])]
  const [me, mn] = [mean(({ at }) => at[0]), mean(({ at }) => at[1])]
  let [xx, xy, yy, xe, ye, xn, yn] = [0, 0, 0, 0, 0, 0, 0]
  for (const { pixel, at } of known) {
    const [x, y, east, north] = [pixel[0] - mx, pixel[1] - my, at[0] - me, at[1] - mn]
    xx += x * x
    xy += x * y
    yy += y * y
    xe += x * east
    ye += y * east
    xn += x * north
    yn += y * north
  }
  const area = xx * yy - xy * xy
  if (xx + yy < 1) throw new Refusal('variant.pairs-same')
  if (area < (LEAST_WIDTH * (xx + yy)) ** 2) throw new Refusal('variant.pairs-in-line')
  const [a, b] = [(xe * yy - ye * xy) / area, (ye * xx - xe * xy) / area]
  const [d, e] = [(xn * yy - yn * xy) / area, (yn * xx - xn * xy) / area]
  return { a, b, c: me - a * mx - b * my, d, e, f: mn - d * mx - e * my }
}

function inMetres({ a, b, c, d, e, f }: Placement, [x, y]: Pixel): Metres {
  return [a * x + b * y + c, d * x + e * y + f]
}

function meanOf(pairs: readonly PointPair[], name: 'lng' | 'lat'): number {
  return pairs.reduce((sum, pair) => sum + pair[name], 0) / pairs.length
}
