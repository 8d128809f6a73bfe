import { env } from '#app/env.server.ts'
import type { MapTiles } from '#app/map/types.ts'
import { getTownMap } from '#app/models/town-maps.server.ts'
import { paths } from '#app/paths.ts'

/** What the licence of OpenStreetMap's data asks to lead to, where there is room for a link. */
const OSM = 'https://www.openstreetmap.org/copyright'

/** The tiles that a town's maps show; null = its drawn plan, or nothing but its boundary. */
export async function tilesOf(townId: string): Promise<MapTiles | null> {
  const map = await getTownMap(townId)
  if (!map) return platformTiles()
  if (map.kind === 'archive' && map.archive) {
    const { hash, minZoom, maxZoom, attribution } = map.archive
    return { url: paths.mapArchive(townId, hash), isVector: true, minZoom, maxZoom, ...credit(attribution) }
  }
  if (map.kind === 'raster' && map.raster) {
    const { attribution, ...tiles } = map.raster
    return { ...tiles, ...credit(attribution) }
  }
  return null
}

/** For towns that have chosen nothing. */
export function platformTiles(): MapTiles | null {
  const { TILE_URL, TILE_ATTRIBUTION } = env()
  return TILE_URL ? { url: TILE_URL, ...credit(TILE_ATTRIBUTION) } : null
}

function credit(attribution: string): Pick<MapTiles, 'attribution' | 'href'> {
  return /openstreetmap/i.test(attribution) ? { attribution, href: OSM } : { attribution }
}
