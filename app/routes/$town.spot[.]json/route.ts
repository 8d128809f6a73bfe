import type { LoaderFunctionArgs } from '@remix-run/node'
import { filterFrom } from '#app/domain/filter-from.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { conditionOf, placeFrom } from '#app/models/listing.server.ts'
import { listInCells } from '#app/models/spot.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { getLocale } from '#app/session.server.ts'

const PAGE = 50
/** More ranges than any mark is joined of. */
const MOST_RANGES = 500

/**
 * The pins of a cluster that no zoom can open, as a list, a page at a time.
 * `cells`: its ranges, as in `12-15,40-40`; `after`: the `next` of the page before.
 */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orFailInJson(request, async () => {
    const town = await getTown(townParams.parse(params).town)
    const search = new URL(request.url).searchParams
    const ranges = rangesIn(search.get('cells') ?? '')
    const locale = await getLocale(request)
    const condition = await conditionOf(town.id, filterFrom(search))
    const { rows, ...rest } = await listInCells(condition, ranges, placeFrom(search.get('after')), PAGE)
    return Response.json({
      ...rest,
      items: rows.map((row) => ({
        number: row.number,
        kind: row.kind,
        title: localized(row, 'title', locale),
        supports: row.supports,
      })),
    })
  })
}

/** @throws {Refusal} 'input.bad' */
function rangesIn(text: string): [lo: number, hi: number][] {
  const parts = text.split(',')
  if (parts.length > MOST_RANGES) throw new Refusal('input.bad')
  const ranges = parts.map(function rangeIn(part): [number, number] {
    const match = /^(\d{1,16})-(\d{1,16})$/.exec(part)
    const [lo, hi] = [Number(match?.[1]), Number(match?.[2])]
    if (!Number.isSafeInteger(lo) || !Number.isSafeInteger(hi) || hi < lo) throw new Refusal('input.bad')
    return [lo, hi]
  })
  return joined(ranges.sort((a, b) => a[0] - b[0]))
}

/** Ranges in order of their beginnings, those that touch made one: nothing is looked at twice. */
function joined(ranges: [lo: number, hi: number][]): [lo: number, hi: number][] {
  const apart: [lo: number, hi: number][] = []
  for (const [lo, hi] of ranges) {
    const last = apart.at(-1)
    if (last && lo <= last[1] + 1) last[1] = Math.max(last[1], hi)
    else apart.push([lo, hi])
  }
  return apart
}
