import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { env } from '#app/env.server.ts'
import type { TownFrame } from '#app/frame.tsx'
import { getBaseMapVersion } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import type { TownGround } from '#app/town-ground.ts'

/** What every page of a town shares: its frame, and the ground that its maps are drawn on. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await getScene(request, slug)
    const version = await getBaseMapVersion(town.id)
    const frame: TownFrame = {
      slug,
      name: localized(town, 'name', locale),
      isDemo: town.isDemo,
      may: {
        desk: can(actor, 'desk:open'),
        rank: can(actor, 'ranking:read'),
        log: can(actor, 'log:read'),
        paper: can(actor, 'paper:enter'),
        administer: can(actor, 'town:change'),
      },
    }
    const { TILE_URL, TILE_ATTRIBUTION } = env()
    const ground: TownGround = {
      center: [town.lng, town.lat],
      zoom: town.zoom,
      boundary: town.boundary,
      baseUrl: version === null ? null : paths.baseMap(slug, version),
      tiles: TILE_URL ? { url: TILE_URL, attribution: TILE_ATTRIBUTION } : null,
      locale,
    }
    return {
      frame,
      ground,
      timeZone: town.timeZone,
      currency: town.currency,
      locale,
      isSignedIn: actor !== null,
    }
  })
}

export default function TownLayout() {
  return <Outlet />
}
