import type Database from 'better-sqlite3'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { cellsCovering } from '#app/domain/geometry/cell.ts'

/** The window of a 1280 x 800 map around a random pin. */
export function viewAround(
  { points }: { points: [number, number][] },
  zoom: number,
  random: () => number,
): Bbox {
  const [lng, lat] = points[Math.floor(random() * points.length)]!
  const degreesPerPx = 360 / 256 / 2 ** zoom
  const shrink = Math.cos((lat * Math.PI) / 180)
  return [
    lng - 640 * degreesPerPx,
    lat - 400 * degreesPerPx * shrink,
    lng + 640 * degreesPerPx,
    lat + 400 * degreesPerPx * shrink,
  ]
}

/** What the same window costs SQLite: only to count the entries of its covering index. */
export function countRaw(raw: Database.Database, townId: string, bbox: Bbox, zoom: number): number {
  const ranges = cellsCovering(bbox, zoom + 2)
  const each = ranges.map(
    () =>
      `select count(*) as n from contributions where town_id = ? and visibility = 'published' and cell between ? and ? and lng between ? and ? and lat between ? and ?`,
  )
  const args = ranges.flatMap(([lo, hi]) => [townId, lo, hi, bbox[0], bbox[2], bbox[1], bbox[3]])
  return raw
    .prepare(`select sum(n) as n from (${each.join(' union all ')})`)
    .pluck()
    .get(...args) as number
}
