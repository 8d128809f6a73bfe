import type { LoaderFunctionArgs } from '@remix-run/node'
import { orFailInJson } from '#app/failed.server.ts'
import { findPlaces } from '#app/models/places.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { getLocale } from '#app/session.server.ts'

/** Streets, landmarks and spaces by name, for the crosshair's search. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const town = await getTown(townParams.parse(params).town)
    const text = new URL(request.url).searchParams.get('q') ?? ''
    return Response.json({ places: await findPlaces(town.id, text, await getLocale(request)) })
  })
}
