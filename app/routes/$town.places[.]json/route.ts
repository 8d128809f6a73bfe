import type { LoaderFunctionArgs } from '@remix-run/node'
import { orFailInJson } from '#app/failed.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { pointIn, townParams } from '#app/params.ts'
import { searchPlaces } from '#app/places-view.server.ts'
import { getLocale, getPersonOf } from '#app/session.server.ts'

/**
 * Streets, houses, landmarks and spaces by name, for the crosshair's search: `q` as typed, `lng` and `lat` of the middle of
 * the map, `press=find` when the person has asked and is not still typing.
 */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const town = await getTown(townParams.parse(params).town)
    const search = new URL(request.url).searchParams
    const found = await searchPlaces(town, search.get('q') ?? '', {
      locale: await getLocale(request),
      near: pointIn(search) ?? undefined,
      // Whoever is nobody would ask in the town's name, and use up its turns and its paid questions.
      isPressed: search.get('press') === 'find' && (await getPersonOf(request)) !== null,
    })
    return Response.json(found)
  })
}
