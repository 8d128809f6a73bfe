import { and, between, count, gte, lte, max, min, or, sql, sum } from 'drizzle-orm'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { CELL_ZOOM, cellsCovering, tileBounds, tileOf } from '#app/domain/geometry/cell.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import type { Condition } from './listing.server.ts'

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

/**
 * What the map draws: clusters with their true counts, and single pins. The counts of one answer add up to the number
 * of matching, placed contributions inside the bbox snapped out to the grid, so nothing is counted twice or lost.
 *
 * @param bbox degrees
 * @param zoom the map's zoom, whole, 0-18
 */
export async function getViewport(condition: Condition, bbox: Bbox, zoom: number): Promise<Viewport> {
  const { read } = await getStore()
  const gridZoom = Math.min(CELL_ZOOM, Math.max(0, Math.round(zoom)) + GRID_ZOOMS)
  const size = 4 ** (CELL_ZOOM - gridZoom)
  const ranges = cellsCovering(bbox, gridZoom)
  const inRange = or(...ranges.map(([lo, hi]) => between(c.cell, lo, hi)))
  // Within a grid square the first and the last cell share a quotient. An integer division on both engines.
  const square = sql`${c.cell} / ${sql.raw(String(size))}`
  const [west, south, east, north] = snapOut(bbox, gridZoom)
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
    .where(and(condition, inRange, gte(c.lng, west), lte(c.lng, east), gte(c.lat, south), lte(c.lat, north)))
    .groupBy(square)
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
