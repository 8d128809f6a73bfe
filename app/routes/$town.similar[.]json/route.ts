import type { ActionFunctionArgs } from '@remix-run/node'
import { LIMITS } from '#app/domain/contributions.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { townParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { getScene, mustBeParticipant } from '#app/session.server.ts'
import { similarViews } from '#app/similar-view.server.ts'

/** What is like a text that is being written. Sent as a form, so that the text stands in no log of addresses. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orFailInJson(request, async () => {
    const { town, locale } = await getScene(request, townParams.parse(params).town)
    const person = await mustBeParticipant(request)
    const form = await readForm(request)
    const said = (name: string) => String(form.get(name) ?? '')
    const spaceId = said('space')
    const items = await similarViews(
      {
        townId: town.id,
        text: said('text').slice(0, LIMITS.title + LIMITS.body + 1),
        point: pointFrom(said('lng'), said('lat')),
        spaceId: isId(spaceId) ? spaceId : null,
      },
      locale,
      person.id,
    )
    return Response.json({ items })
  })
}

/** Degrees; anything that is no place is none yet. */
function pointFrom(lngText: string, latText: string): [number, number] | null {
  const [lng, lat] = [Number(lngText), Number(latText)]
  const isPlace = lngText !== '' && latText !== '' && Math.abs(lng) <= 180 && Math.abs(lat) <= 85
  return isPlace ? [lng, lat] : null
}
