import type { LoaderFunctionArgs } from '@remix-run/node'
import { filterFrom } from '#app/domain/filter-from.ts'
import { parseBbox } from '#app/domain/geometry/bbox.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { PinsAnswer } from '#app/domain/viewport.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { getTown, listCategories } from '#app/models/towns.server.ts'
import { getViewport } from '#app/models/viewport.server.ts'
import { numberIn, townParams } from '#app/params.ts'
import { getLocale } from '#app/session.server.ts'

/** What the map draws in a bbox at a zoom, for the list's own filter; and the list's own total beside it. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const town = await getTown(townParams.parse(params).town)
    const search = new URL(request.url).searchParams
    const bbox = parseBbox(search.get('bbox') ?? '')
    const zoom = numberIn(search, 'zoom')
    if (!bbox || zoom === null || zoom < 0 || zoom > 22) throw new Refusal('input.bad')
    const condition = await conditionOf(town.id, filterFrom(search))
    const [viewport, counts, known, locale] = await Promise.all([
      getViewport(condition, bbox, zoom),
      countMatching(condition),
      listCategories(town.id),
      getLocale(request),
    ])
    const categories = viewport.categories.map(function nameOf(id): [name: string, place: number] {
      const place = known.findIndex((category) => category.id === id)
      return [place < 0 ? id : localized(known[place]!, 'name', locale), Math.max(0, place)]
    })
    const answer: PinsAnswer = { ...viewport, categories, ...counts }
    return Response.json(answer)
  })
}
