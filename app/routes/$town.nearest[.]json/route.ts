import type { LoaderFunctionArgs } from '@remix-run/node'
import { Refusal } from '#app/domain/refusal.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { nearestPlace } from '#app/models/nearest-place.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { pointIn, townParams } from '#app/params.ts'
import { getLocale } from '#app/session.server.ts'

/** What a spot is near to: a house, a landmark, a street, a part of the town; null for none. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const town = await getTown(townParams.parse(params).town)
    const at = pointIn(new URL(request.url).searchParams)
    if (!at) throw new Refusal('input.bad')
    return Response.json({ nearest: await nearestPlace(town.id, at, await getLocale(request)) })
  })
}
