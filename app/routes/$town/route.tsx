import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { feedLink } from '#app/follow-view.server.ts'
import type { TownFrame } from '#app/frame.tsx'
import { sha256 } from '#app/models/ids.server.ts'
import { listPseudonyms } from '#app/models/people.server.ts'
import { getBaseMapVersion } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { tilesOf } from '#app/tiles-view.server.ts'
import type { TownGround } from '#app/town-ground.ts'
import { getVisit } from '#app/visit.server.ts'

/** What every page of a town shares: its frame, and the ground that its maps are drawn on. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await getScene(request, slug)
    const visit = await getVisit(request, { town, actor })
    const [version, tiles] = await Promise.all([getBaseMapVersion(town.id), tilesOf(town.id)])
    const frame: TownFrame = {
      slug,
      name: localized(town, 'name', locale),
      isDemo: town.isDemo,
      visit: visit && {
        pseudonym: (await listPseudonyms([visit.personId])).get(visit.personId) ?? '',
        key: sha256(visit.personId).slice(0, 16),
      },
      may: {
        desk: can(actor, 'desk:open'),
        rank: can(actor, 'ranking:read'),
        log: can(actor, 'log:read'),
        paper: can(actor, 'paper:enter'),
        counter: can(actor, 'resident:confirm'),
        administer: can(actor, 'town:change'),
      },
    }
    const ground: TownGround = {
      center: [town.lng, town.lat],
      zoom: town.zoom,
      boundary: town.boundary,
      baseUrl: version === null ? null : paths.baseMap(slug, version),
      tiles,
      locale,
    }
    return {
      frame,
      feed: feedLink(paths.feed(slug), frame.name, locale),
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
