import type { Kind } from '#app/domain/contributions.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { CELL_ZOOM, type CellRange, cellsCovering, tileBounds, tileOf } from '#app/domain/geometry/cell.ts'
import type { ClusterTuple, PinTuple } from '#app/domain/viewport.ts'
import { firstFrom } from './columns.server.ts'
import type { Condition } from './listing.server.ts'
import { matchesOf } from './matching.server.ts'

export interface Viewport {
  pins: PinTuple[]
  clusters: ClusterTuple[]
  /** Ids of the categories that the tuples speak of. */
  categories: string[]
}

/** Squares of 64 px on the screen: two zooms finer than the map's 256-px tiles. */
const GRID_ZOOMS = 2
/** Of a side of what is asked for, past any screen: whoever asks for the earth street by street gets it coarser. */
const MOST_SQUARES = 256

/** What is looked at: the box of whole grid squares, and their cells. */
interface Window {
  box: Bbox
  ranges: CellRange[]
  /** Cells of one grid square. */
  size: number
}

/**
 * What the map draws: clusters with their true counts, sums of supports and categories, and single pins. The counts of
 * one answer add up to the number of matching, placed contributions inside the bbox snapped out to the grid, so nothing
 * is counted twice or lost.
 *
 * @param bbox degrees
 * @param zoom the map's zoom, whole, 0-18
 */
export async function getViewport({ scope }: Condition, bbox: Bbox, zoom: number): Promise<Viewport> {
  const { box, ranges, size } = windowOf(bbox, zoom)
  const { columns, bits } = await matchesOf(scope)
  const { byCell, placed, cell, lng, lat, number, supports, facets } = columns
  const { codes, values } = facets.categoryId
  const [west, south, east, north] = box
  const naming = namesOfCodes(values)
  const inSquare = new Uint32Array(values.length)
  const viewport: Viewport = { pins: [], clusters: [], categories: naming.names }
  for (const [lo, hi] of ranges) {
    let i = firstFrom(columns, lo)
    while (i < placed && cell[byCell[i]!]! <= hi) {
      const nextSquare = (Math.floor(cell[byCell[i]!]! / size) + 1) * size
      let [n, lngs, lats, supported, first, last] = [0, 0, 0, 0, -1, -1]
      for (; i < placed; i++) {
        const slot = byCell[i]!
        if (cell[slot]! >= nextSquare) break
        if (bits[slot] === 0) continue
        const [x, y] = [lng[slot]!, lat[slot]!]
        if (x < west || x > east || y < south || y > north) continue
        if (n === 0) first = slot
        last = slot
        n++
        lngs += x
        lats += y
        supported += supports[slot]!
        inSquare[codes[slot]!]!++
      }
      if (n === 0) continue
      if (n === 1) {
        const kind = facets.kind.values[facets.kind.codes[first]!] as Kind
        const category = naming.placeOf(codes[first]!)
        const at = cell[first]!
        viewport.pins.push([number[first]!, round(lngs), round(lats), kind, supported, category, at])
      } else {
        const mix = mixOf(inSquare, naming)
        const ends = [cell[first]!, cell[last]!] as const
        viewport.clusters.push([n, round(lngs / n), round(lats / n), ...ends, supported, mix])
      }
      inSquare.fill(0)
    }
  }
  return viewport
}

interface Naming {
  names: string[]
  isNamed: (code: number) => boolean
  /** In `names`, where it is put at the first question; -1 of no category. */
  placeOf: (code: number) => number
}

function namesOfCodes(values: readonly (string | null)[]): Naming {
  const names: string[] = []
  const places = new Map<number, number>()
  return {
    names,
    isNamed: (code) => values[code] !== null,
    placeOf(code) {
      const name = values[code]
      if (name === null || name === undefined) return -1
      let place = places.get(code)
      if (place === undefined) {
        place = names.push(name) - 1
        places.set(code, place)
      }
      return place
    },
  }
}

function mixOf(counts: Uint32Array, { isNamed, placeOf }: Naming): number[] {
  const codes: number[] = []
  for (let code = 0; code < counts.length; code++) if (counts[code]! > 0 && isNamed(code)) codes.push(code)
  return codes
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .flatMap((code) => [placeOf(code), counts[code]!])
}

export function windowOf(bbox: Bbox, zoom: number): Window {
  let gridZoom = Math.min(CELL_ZOOM, Math.max(0, Math.round(zoom)) + GRID_ZOOMS)
  while (gridZoom > 0 && sideOf(bbox, gridZoom) > MOST_SQUARES) gridZoom--
  return {
    box: snapOut(bbox, gridZoom),
    ranges: cellsCovering(bbox, gridZoom, Number.POSITIVE_INFINITY),
    size: 4 ** (CELL_ZOOM - gridZoom),
  }
}

/** How many grid squares the longer side of a bbox touches. */
function sideOf([west, south, east, north]: Bbox, zoom: number): number {
  const first = tileOf(west, north, zoom)
  const last = tileOf(east, south, zoom)
  return Math.max(last.x - first.x, last.y - first.y) + 1
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
