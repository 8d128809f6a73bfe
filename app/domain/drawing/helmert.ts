/** East and north, metres. */
export type Metres = readonly [east: number, north: number]

/** east' = a·east − b·north + east0; north' = b·east + a·north + north0. */
export interface Similarity {
  a: number
  b: number
  east0: number
  north0: number
}

export interface Fit {
  similarity: Similarity
  /** What each pair is off by, metres, in the order given: nothing at all for two pairs, which always fit. */
  residualsM: number[]
  /** 1 where a metre is a metre. */
  scale: number
}

/** Points nearer to each other than this say nothing of a direction. */
const NEAREST_M = 1

/**
 * The similarity (Helmert's transformation of four parameters: shift, turn, scale) that takes one plane onto another with
 * the least sum of squares.
 *
 * @param pairs  two or more points as known in both planes, metres
 * @returns null where the points lie in one place, so that nothing can be said of the turn
 * @see Wolf, Dewitt, Wilkinson 2014, "Elements of Photogrammetry", appendix C (two-dimensional conformal transformation)
 */
export function fitSimilarity(pairs: readonly { from: Metres; to: Metres }[]): Fit | null {
  const [from, to] = [middleOf(pairs.map((pair) => pair.from)), middleOf(pairs.map((pair) => pair.to))]
  let [along, across, square] = [0, 0, 0]
  for (const pair of pairs) {
    const [x, y] = [pair.from[0] - from[0], pair.from[1] - from[1]]
    const [u, v] = [pair.to[0] - to[0], pair.to[1] - to[1]]
    along += x * u + y * v
    across += x * v - y * u
    square += x * x + y * y
  }
  if (pairs.length < 2 || square < NEAREST_M ** 2) return null
  const [a, b] = [along / square, across / square]
  const similarity = {
    a,
    b,
    east0: to[0] - a * from[0] + b * from[1],
    north0: to[1] - b * from[0] - a * from[1],
  }
  const residualsM = pairs.map((pair) => {
    const [east, north] = applySimilarity(similarity, pair.from)
    return Math.hypot(east - pair.to[0], north - pair.to[1])
  })
  return { similarity, residualsM, scale: Math.hypot(a, b) }
}

export function applySimilarity({ a, b, east0, north0 }: Similarity, [east, north]: Metres): Metres {
  return [a * east - b * north + east0, b * east + a * north + north0]
}

/** The way back. @throws {RangeError} of a similarity that shrinks all to a point */
export function inverseSimilarity({ a, b, east0, north0 }: Similarity): Similarity {
  const square = a * a + b * b
  if (!(square > 0)) throw new RangeError('a similarity of scale 0 has no way back')
  const [c, d] = [a / square, -b / square]
  return { a: c, b: d, east0: -(c * east0 - d * north0), north0: -(d * east0 + c * north0) }
}

function middleOf(points: readonly Metres[]): Metres {
  const sum = points.reduce<[number, number]>((all, [x, y]) => [all[0] + x, all[1] + y], [0, 0])
  return [sum[0] / points.length, sum[1] / points.length]
}
