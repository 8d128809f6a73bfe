import type { LoaderFunctionArgs } from '@remix-run/node'
import { Refusal } from '#app/domain/refusal.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { getBaseMap, getTown } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'

/** The town's drawn base map; its address carries the version, so it may be kept for good. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const town = await getTown(townParams.parse(params).town)
    const base = await getBaseMap(town.id)
    if (!base) throw new Refusal('base-map.not-found')
    return Response.json(base.features, {
      headers: { 'Cache-Control': 'public, max-age=31536000, immutable' },
    })
  })
}
