import type { LoaderFunctionArgs } from '@remix-run/node'
import { filterFrom } from '#app/domain/filter-from.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { conditionOf, listInCells } from '#app/models/listing.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { numberIn, townParams } from '#app/params.ts'
import { getLocale } from '#app/session.server.ts'

/** The pins of a cluster that no zoom can open, as a list. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const town = await getTown(townParams.parse(params).town)
    const search = new URL(request.url).searchParams
    const [lo, hi] = [numberIn(search, 'lo'), numberIn(search, 'hi')]
    const isRange = Number.isSafeInteger(lo) && Number.isSafeInteger(hi)
    if (lo === null || hi === null || !isRange || lo < 0 || hi < lo) throw new Refusal('input.bad')
    const locale = await getLocale(request)
    const rows = await listInCells(await conditionOf(town.id, filterFrom(search)), lo, hi)
    return Response.json({
      items: rows.map((row) => ({
        number: row.number,
        kind: row.kind,
        title: localized(row, 'title', locale),
        supports: row.supports,
      })),
    })
  })
}
