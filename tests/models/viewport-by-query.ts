import { and, between, count, max, min, sql, sum } from 'drizzle-orm'
import type { Condition } from '#app/models/listing.server.ts'
import type { Viewport, windowOf } from '#app/models/viewport.server.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'

/** The answer of `getViewport` said a second time, by two queries. */
export async function viewportByQuery(
  condition: Condition,
  { box, ranges, size }: ReturnType<typeof windowOf>,
): Promise<Viewport> {
  const { read } = await getStore()
  const [lo, hi] = [ranges[0]?.[0] ?? 0, ranges.at(-1)?.[1] ?? -1]
  // Within a grid square the first and the last cell share a quotient. An integer division on both engines.
  const square = sql`${c.cell} / ${sql.raw(String(size))}`
  const [west, south, east, north] = box
  const where = and(
    condition,
    between(c.cell, lo, hi),
    between(c.lng, west, east),
    between(c.lat, south, north),
  )
  const rows = await read
    .select({
      square: square.mapWith(Number).as('square'),
      n: count(),
      lng: sum(c.lng).mapWith(Number),
      lat: sum(c.lat).mapWith(Number),
      lo: min(c.cell).mapWith(Number),
      hi: max(c.cell).mapWith(Number),
      number: min(c.number).mapWith(Number),
      kind: min(c.kind),
      supports: sum(c.supports).mapWith(Number),
    })
    .from(c)
    .where(where)
    .groupBy(square)
    .orderBy(square)
  const mixes = await read
    .select({ square: square.mapWith(Number).as('square'), categoryId: c.categoryId, n: count() })
    .from(c)
    .where(where)
    .groupBy(square, c.categoryId)
  const mixOf = (one: number) =>
    mixes.flatMap(({ square, categoryId, n }) =>
      square === one && categoryId ? [[categoryId, n] as const] : [],
    )
  const viewport: Viewport = { pins: [], clusters: [], categories: [] }
  for (const { square, n, lng, lat, lo, hi, number, kind, supports } of rows) {
    const mix = mixOf(square)
    if (n === 1) {
      const category = mix[0] ? placeOf(viewport, mix[0][0]) : -1
      viewport.pins.push([number, round(lng), round(lat), kind!, supports, category, lo])
    } else {
      const flat = mix.flatMap(([id, count]) => [placeOf(viewport, id), count])
      viewport.clusters.push([n, round(lng / n), round(lat / n), lo, hi, supports, flat])
    }
  }
  return viewport
}

/** One order for both: categories by name. */
export function inOneOrder({ pins, clusters, categories }: Viewport) {
  const named = (mix: number[]) =>
    mix.flatMap((place, i) => (i % 2 === 0 ? [`${categories[place]} ${mix[i + 1]}`] : [])).sort()
  return {
    pins: pins.map(([number, lng, lat, kind, supports, category, cell]) => {
      return [number, lng, lat, kind, supports, categories[category] ?? null, cell]
    }),
    clusters: clusters.map(([n, lng, lat, lo, hi, supports, mix]) => [
      n,
      lng,
      lat,
      lo,
      hi,
      supports,
      named(mix),
    ]),
  }
}

function placeOf({ categories }: Viewport, id: string): number {
  if (!categories.includes(id)) categories.push(id)
  return categories.indexOf(id)
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
