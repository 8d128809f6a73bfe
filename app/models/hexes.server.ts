import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { hexAt, hexCentre, hexGrid } from '#app/domain/geometry/hex.ts'
import type { LngLat } from '#app/domain/geometry/positions.ts'
import type { Condition } from './listing.server.ts'
import { matchesOf } from './matching.server.ts'

export interface Hex {
  /** Axial coordinates, which name it. */
  q: number
  r: number
  count: number
  supports: number
  /** Its middle, degrees. */
  lng: number
  lat: number
}

/** Columns and rows that a number can hold. */
const SPAN = 2 ** 20

/**
 * The hexagons that hold any of a set, each with how many and the sum of their supports; the fullest first.
 *
 * @param origin of the grid: the town
 * @param edgeM  metres
 * @param bbox   degrees; only hexagons with something inside of it, counted whole
 */
export async function getHexes(
  { scope }: Condition,
  origin: LngLat,
  edgeM: number,
  bbox: Bbox | null = null,
): Promise<Hex[]> {
  const { columns, bits } = await matchesOf(scope)
  const { lng, lat, supports, byCell, placed } = columns
  const grid = hexGrid(origin, edgeM)
  const byKey = new Map<number, Hex & { isSeen: boolean }>()
  for (let i = 0; i < placed; i++) {
    const slot = byCell[i]!
    if (bits[slot] === 0) continue
    const [x, y] = [lng[slot]!, lat[slot]!]
    const [q, r] = hexAt(grid, x, y)
    const key = (q + SPAN) * 2 * SPAN + r + SPAN
    let hex = byKey.get(key)
    if (!hex) {
      const [midLng, midLat] = hexCentre(grid, q, r)
      hex = { q, r, count: 0, supports: 0, lng: midLng, lat: midLat, isSeen: bbox === null }
      byKey.set(key, hex)
    }
    hex.count++
    hex.supports += supports[slot]!
    hex.isSeen ||= bbox !== null && x >= bbox[0] && x <= bbox[2] && y >= bbox[1] && y <= bbox[3]
  }
  return [...byKey.values()]
    .filter(({ isSeen }) => isSeen)
    .map(({ isSeen, ...hex }) => hex)
    .sort((a, b) => b.count - a.count || b.supports - a.supports || a.q - b.q || a.r - b.r)
}
