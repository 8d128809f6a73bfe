import { metresPerDegree } from './measure.ts'
import type { LngLat } from './positions.ts'

/** Edges that hexagons may have, metres. */
export const HEX_EDGES_M = [25, 50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800] as const
/** An edge on the screen is at least so long, px. */
const EDGE_PX = 24
/** Metres a pixel at zoom 0 on the equator, 256-px tiles. */
const METRES_A_PX = 156_543.034

const ROOT_3 = Math.sqrt(3)

/** Flat-top hexagons that cover the plane around an origin: metres, x to the east, y to the north. */
export interface HexGrid {
  origin: LngLat
  edgeM: number
  perDegree: { lng: number; lat: number }
}

/** The edge that hexagons have at a zoom of a map around a latitude, metres. */
export function hexEdgeAt(zoom: number, lat: number): number {
  const wanted = (EDGE_PX * METRES_A_PX * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom
  return HEX_EDGES_M.find((edge) => edge >= wanted) ?? HEX_EDGES_M.at(-1)!
}

/** @param origin where the town is: lengths are true there, and err by 1 % some 60 km to its north or south at 58° */
export function hexGrid(origin: LngLat, edgeM: number): HexGrid {
  return { origin, edgeM, perDegree: metresPerDegree(origin[1]) }
}

/** Column and row of the hexagon that a point is in (axial coordinates). */
export function hexAt(
  { origin, edgeM, perDegree }: HexGrid,
  lng: number,
  lat: number,
): [q: number, r: number] {
  const x = ((lng - origin[0]) * perDegree.lng) / edgeM
  const y = ((lat - origin[1]) * perDegree.lat) / edgeM
  const q = (2 / 3) * x
  const r = -x / 3 + (ROOT_3 / 3) * y
  return roundHex(q, r)
}

/** The middle of a hexagon, degrees. */
export function hexCentre({ origin, edgeM, perDegree }: HexGrid, q: number, r: number): LngLat {
  const x = edgeM * 1.5 * q
  const y = edgeM * ROOT_3 * (r + q / 2)
  return [origin[0] + x / perDegree.lng, origin[1] + y / perDegree.lat]
}

/** Of the three coordinates, which add up to 0, the one that was rounded the furthest follows from the others. */
function roundHex(q: number, r: number): [number, number] {
  const s = -q - r
  const [rq, rr, rs] = [Math.round(q), Math.round(r), Math.round(s)]
  const [dq, dr, ds] = [Math.abs(rq - q), Math.abs(rr - r), Math.abs(rs - s)]
  if (dq > dr && dq > ds) return [-rr - rs + 0, rr + 0]
  if (dr > ds) return [rq + 0, -rq - rs + 0]
  return [rq + 0, rr + 0]
}
