import type { LoaderFunctionArgs } from '@remix-run/node'
import { filterFrom } from '#app/domain/filter-from.ts'
import { parseBbox } from '#app/domain/geometry/bbox.ts'
import { hexEdgeAt } from '#app/domain/geometry/hex.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { getHexes } from '#app/models/hexes.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { numberIn, townParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** A millionth of a degree is a tenth of a metre. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** The hexagons of a bbox at a zoom, for the list's own filter: [count, supports, lng, lat] of each, the fullest first. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'ranking:read')
    const search = new URL(request.url).searchParams
    const bbox = parseBbox(search.get('bbox') ?? '')
    const zoom = numberIn(search, 'zoom')
    if (!bbox || zoom === null || zoom < 0 || zoom > 22) throw new Refusal('input.bad')
    const edgeM = hexEdgeAt(zoom, town.lat)
    const condition = await conditionOf(town.id, filterFrom(search))
    const hexes = await getHexes(condition, [town.lng, town.lat], edgeM, bbox)
    return Response.json(
      { edgeM, hexes: hexes.map((hex) => [hex.count, hex.supports, round(hex.lng), round(hex.lat)]) },
      { headers: { 'Cache-Control': 'private, max-age=0' } },
    )
  })
}
