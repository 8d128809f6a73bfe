import { env, tileOrigins } from '#app/env.server.ts'
import { hasArchive, listOfferedArchives } from '#app/jobs/map-archives.server.ts'
import { getTownMap } from '#app/models/town-maps.server.ts'
import { getBaseMapVersion, type Town } from '#app/models/towns.server.ts'
import { platformTiles } from '#app/tiles-view.server.ts'

/** What the administrator's page of the map shows. */
export async function loadMapPage(town: Town) {
  const [map, plan, offered] = await Promise.all([
    getTownMap(town.id),
    getBaseMapVersion(town.id),
    listOfferedArchives(),
  ])
  const platform = platformTiles()
  const { archive = null, raster = null } = map ?? {}
  return {
    kind: map?.kind ?? (platform ? 'raster' : 'plan'),
    isPlatforms: map === null && platform !== null,
    hasPlan: plan !== null,
    archive,
    isLost: archive !== null && !(await hasArchive(town.id, archive.hash)),
    raster: raster ?? { url: '', attribution: '', minZoom: 0, maxZoom: 18, ...platform },
    changedAt: map?.updatedAt.getTime() ?? 0,
    offered: offered.sort((a, b) => a.localeCompare(b)),
    hosts: tileOrigins(),
    maxMb: env().MAP_UPLOAD_MB,
  }
}

export type MapPage = Awaited<ReturnType<typeof loadMapPage>>
