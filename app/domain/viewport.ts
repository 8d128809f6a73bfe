import type { Kind } from './contributions.ts'

/** One pin: its category is a place in the answer's `categories`, -1 where it has none. Tuples, because a town has thousands. */
export type PinTuple = [
  number: number,
  lng: number,
  lat: number,
  kind: Kind,
  supports: number,
  category: number,
  cell: number,
]

/**
 * Many pins of one grid square; the point is their mean, `lo` and `hi` their first and last cell. `mix` has their
 * categories, those with the most pins first: category, count, category, count, …
 */
export type ClusterTuple = [
  count: number,
  lng: number,
  lat: number,
  lo: number,
  hi: number,
  supports: number,
  mix: number[],
]

/** What the server answers the map for a view. */
export type PinsAnswer = {
  pins: PinTuple[]
  clusters: ClusterTuple[]
  /** What tuples number: the category's name, and its place among the town's. */
  categories: [name: string, place: number][]
  /** Of the filter, the whole town. */
  all: number
  /** Of those, without a point. */
  unplaced: number
}

/** What the server answers the heat map for a view, the fullest hexagons first. */
export type HeatAnswer = {
  edgeM: number
  hexes: [count: number, supports: number, lng: number, lat: number][]
}
