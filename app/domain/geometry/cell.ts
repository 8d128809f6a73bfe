import type { Bbox } from '#app/domain/geometry/bbox.ts'

/** Zoom of the smallest tile, a cell: 38 m at the equator, 20 m at 58° north. Two bits a zoom: 40-bit codes. */
export const CELL_ZOOM = 20

/** Inclusive: `cell between lo and hi`. */
export type CellRange = [lo: number, hi: number]

/** More tiles than this along a side of a box only slow the search: the zoom is coarsened instead. */
const MAX_TILES_A_SIDE = 256

/**
 * Morton code of the z20 web-mercator tile under a point: the bits of x and y interleaved, x lowest, so that
 * all cells of any tile are one range (the code read in base 4 is Bing's quadkey).
 *
 * @param lng  degrees; outside ±180 it is wrapped; 180 itself belongs to the last column
 * @param lat  degrees; clamped to the ±85.0511 of web mercator
 * @returns a whole number, 0 <= code < 2^40
 * @throws {RangeError} if either is not finite
 */
export function cellOf(lng: number, lat: number): number {
  const { x, y } = tileOf(lng, lat, CELL_ZOOM)
  return interleave(x, y)
}

/** The web-mercator tile under a point; arguments and errors as in `cellOf`, zoom whole, 0..20. */
export function tileOf(lng: number, lat: number, zoom: number): { x: number; y: number } {
  if (!Number.isFinite(lng) || !Number.isFinite(lat)) throw new RangeError(`Not a point: ${lng}, ${lat}`)
  const size = tilesASide(zoom)
  const column = Math.abs(lng) <= 180 ? lng + 180 : (((lng + 180) % 360) + 360) % 360
  const radians = (Math.min(90, Math.max(-90, lat)) * Math.PI) / 180
  const row = (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2
  return { x: clampTile((column / 360) * size, size), y: clampTile(row * size, size) }
}

/** The box of a tile, degrees. @throws {RangeError} if there is no such tile */
export function tileBounds(x: number, y: number, zoom: number): Bbox {
  const size = mustBeTile(x, y, zoom)
  return [(x / size) * 360 - 180, latOfRow(y + 1, size), ((x + 1) / size) * 360 - 180, latOfRow(y, size)]
}

/** The codes of a tile's cells: first and last, both inclusive. @throws {RangeError} if there is no such tile */
export function cellRange(x: number, y: number, zoom: number): CellRange {
  mustBeTile(x, y, zoom)
  const cells = 4 ** (CELL_ZOOM - zoom)
  const first = interleave(x, y) * cells
  return [first, first + cells - 1]
}

/**
 * Ranges of cells that cover a box, for SQL's `cell between lo and hi`: the tiles that the box touches at a
 * zoom, neighbours merged. They may hold more than the box (compare lng and lat too), never less.
 *
 * @param bbox       degrees, cut at the edges of the world
 * @param zoom       0..20; one or two above the map's zoom is enough; past 256 tiles a side it is coarsened
 * @param maxRanges  >= 1; above it the closest ranges are joined together with the gap between them
 * @returns sorted, disjoint; [] for a reversed box
 */
export function cellsCovering(bbox: Bbox, zoom: number, maxRanges = 8): CellRange[] {
  const [west, south, east, north] = [cutLng(bbox[0]), bbox[1], cutLng(bbox[2]), bbox[3]]
  const [first, last] = [tileOf(west, north, zoom), tileOf(east, south, zoom)]
  let leafZoom = zoom
  while (Math.max(last.x - first.x, last.y - first.y) >= MAX_TILES_A_SIDE) {
    leafZoom--
    for (const corner of [first, last]) [corner.x, corner.y] = [corner.x >> 1, corner.y >> 1]
  }
  const ranges: CellRange[] = []

  function descend(x: number, y: number, z: number): void {
    const side = 2 ** (leafZoom - z)
    const [left, top, right, bottom] = [x * side, y * side, (x + 1) * side - 1, (y + 1) * side - 1]
    if (left > last.x || right < first.x || top > last.y || bottom < first.y) return
    if (left >= first.x && right <= last.x && top >= first.y && bottom <= last.y) {
      ranges.push(cellRange(x, y, z))
      return
    }
    for (const quarter of [0, 1, 2, 3]) descend(2 * x + (quarter & 1), 2 * y + (quarter >> 1), z + 1)
  }

  descend(0, 0, 0)
  return joinRanges(ranges, maxRanges)
}

/** Joins sorted ranges across every gap but the `maxRanges - 1` widest ones; touching ranges always join. */
function joinRanges(ranges: CellRange[], maxRanges: number): CellRange[] {
  const gaps = ranges.slice(1).map((range, i) => ({ at: i + 1, width: range[0] - ranges[i]![1] - 1 }))
  const kept = gaps.filter((gap) => gap.width > 0).sort((a, b) => b.width - a.width || a.at - b.at)
  const starts = new Set(kept.slice(0, Math.max(1, maxRanges) - 1).map((gap) => gap.at))
  const joined: CellRange[] = []
  for (const [i, [lo, hi]] of ranges.entries()) {
    const current = joined.at(-1)
    if (current && !starts.has(i)) current[1] = hi
    else joined.push([lo, hi])
  }
  return joined
}

/** 20 + 20 bits to 40: in two halves of 20, because JavaScript's bit operators stop at 32. */
function interleave(x: number, y: number): number {
  const high = spread(x >>> 10) | (spread(y >>> 10) << 1)
  const low = spread(x & 1023) | (spread(y & 1023) << 1)
  return high * 2 ** 20 + low
}

/** Ten bits with a zero put before each. */
function spread(bits: number): number {
  let spaced = (bits | (bits << 8)) & 0x300ff
  spaced = (spaced | (spaced << 4)) & 0x30f0f
  spaced = (spaced | (spaced << 2)) & 0x33333
  return (spaced | (spaced << 1)) & 0x55555
}

function tilesASide(zoom: number): number {
  if (!Number.isInteger(zoom) || zoom < 0 || zoom > CELL_ZOOM) throw new RangeError(`No such zoom: ${zoom}`)
  return 2 ** zoom
}

function mustBeTile(x: number, y: number, zoom: number): number {
  const size = tilesASide(zoom)
  const isTile = [x, y].every((part) => Number.isInteger(part) && part >= 0 && part < size)
  if (!isTile) throw new RangeError(`No such tile: ${zoom}/${x}/${y}`)
  return size
}

function clampTile(place: number, size: number): number {
  return Math.min(size - 1, Math.max(0, Math.floor(place)))
}

function latOfRow(row: number, size: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / size))) * 180) / Math.PI
}

function cutLng(lng: number): number {
  return Math.min(180, Math.max(-180, lng))
}
