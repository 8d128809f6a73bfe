import { and, between, count, max, min, sql, sum } from 'drizzle-orm'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { CELL_ZOOM, type CellRange, cellsCovering, tileBounds, tileOf } from '#app/domain/geometry/cell.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import type { Condition } from './listing.server.ts'
import { firstFrom, mapColumnsOf, matcherOf } from './map-columns.server.ts'

/** One pin: [number, lng, lat, kind]. */
export type PinTuple = [number: number, lng: number, lat: number, kind: string]
/** Many pins of one grid square: [count, lng, lat, first cell, last cell]; the point is their mean. */
export type ClusterTuple = [count: number, lng: number, lat: number, lo: number, hi: number]

export interface Viewport {
  pins: PinTuple[]
  clusters: ClusterTuple[]
}

/** Squares of 64 px on the screen: two zooms finer than the map's 256-px tiles. */
const GRID_ZOOMS = 2

/** What is looked at: the box of whole grid squares, and their cells. */
interface Window {
  box: Bbox
  ranges: CellRange[]
  /** Cells of one grid square. */
  size: number
}

/**
 * What the map draws: clusters with their true counts, and single pins. The counts of one answer add up to the number
 * of matching, placed contributions inside the bbox snapped out to the grid, so nothing is counted twice or lost.
 * Words are looked for by the database, everything else by the columns that this process keeps (`map-columns`).
 *
 * @param bbox degrees
 * @param zoom the map's zoom, whole, 0-18
 */
export async function getViewport(condition: Condition, bbox: Bbox, zoom: number): Promise<Viewport> {
  const window = windowOf(bbox, zoom)
  return condition.scope.words.length > 0
    ? viewportByQuery(condition, window)
    : viewportByColumns(condition, window)
}

export function windowOf(bbox: Bbox, zoom: number): Window {
  const gridZoom = Math.min(CELL_ZOOM, Math.max(0, Math.round(zoom)) + GRID_ZOOMS)
  return {
    box: snapOut(bbox, gridZoom),
    ranges: cellsCovering(bbox, gridZoom, Number.POSITIVE_INFINITY),
    size: 4 ** (CELL_ZOOM - gridZoom),
  }
}

async function viewportByColumns({ scope }: Condition, { box, ranges, size }: Window): Promise<Viewport> {
  const columns = await mapColumnsOf(scope.townId)
  const { cell, lng, lat, number, facets } = columns
  const isMatch = matcherOf(columns, scope)
  const [west, south, east, north] = box
  const viewport: Viewport = { pins: [], clusters: [] }
  for (const [lo, hi] of ranges) {
    let i = firstFrom(columns, lo)
    while (i < cell.length && cell[i]! <= hi) {
      const nextSquare = (Math.floor(cell[i]! / size) + 1) * size
      let n = 0
      let lngs = 0
      let lats = 0
      let first = i
      let last = i
      for (; i < cell.length && cell[i]! < nextSquare; i++) {
        const x = lng[i]!
        const y = lat[i]!
        if (x < west || x > east || y < south || y > north || !isMatch(i)) continue
        if (n === 0) first = i
        last = i
        n++
        lngs += x
        lats += y
      }
      if (n === 1) {
        const kind = facets.kind.values[facets.kind.codes[first]!]!
        viewport.pins.push([number[first]!, round(lngs), round(lats), kind])
      } else if (n > 1)
        viewport.clusters.push([n, round(lngs / n), round(lats / n), cell[first]!, cell[last]!])
    }
  }
  return viewport
}

/** The same by one query: for words, and to check the other against. */
export async function viewportByQuery(
  condition: Condition,
  { box, ranges, size }: Window,
): Promise<Viewport> {
  const { read } = await getStore()
  const [lo, hi] = [ranges[0]?.[0] ?? 0, ranges.at(-1)?.[1] ?? -1]
  // Within a grid square the first and the last cell share a quotient. An integer division on both engines.
  const square = sql`${c.cell} / ${sql.raw(String(size))}`
  const [west, south, east, north] = box
  const rows = await read
    .select({
      n: count(),
      lng: sum(c.lng).mapWith(Number),
      lat: sum(c.lat).mapWith(Number),
      lo: min(c.cell).mapWith(Number),
      hi: max(c.cell).mapWith(Number),
      number: min(c.number).mapWith(Number),
      kind: min(c.kind),
    })
    .from(c)
    .where(and(condition, between(c.cell, lo, hi), between(c.lng, west, east), between(c.lat, south, north)))
    .groupBy(square)
    .orderBy(square)
  const viewport: Viewport = { pins: [], clusters: [] }
  for (const { n, lng, lat, lo, hi, number, kind } of rows) {
    if (n === 1) viewport.pins.push([number, round(lng), round(lat), kind!])
    else viewport.clusters.push([n, round(lng / n), round(lat / n), lo, hi])
  }
  return viewport
}

/** The bbox of the grid squares that a bbox touches. */
function snapOut([west, south, east, north]: Bbox, zoom: number): Bbox {
  const first = tileOf(west, north, zoom)
  const last = tileOf(east, south, zoom)
  const [left, , , top] = tileBounds(first.x, first.y, zoom)
  const [, bottom, right] = tileBounds(last.x, last.y, zoom)
  return [left, bottom, right, top]
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
