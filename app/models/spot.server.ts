import { and, eq, inArray } from 'drizzle-orm'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import { firstFrom } from './columns.server.ts'
import type { Condition } from './listing.server.ts'
import { matchesOf } from './matching.server.ts'
import { type Place, placesFrom } from './sorted-page.server.ts'

export interface SpotPage {
  rows: Awaited<ReturnType<typeof titlesOf>>
  /** Where the next page begins; null at the end. */
  next: string | null
  /** How many there are at the spot. */
  all: number
}

/**
 * What stands in a range of cells, for a cluster that no zoom can open: the most supported first, a page at a time.
 * @param ranges inclusive, apart from one another
 */
export async function listInCells(
  condition: Condition,
  ranges: readonly (readonly [lo: number, hi: number])[],
  after: Place | null,
  limit: number,
): Promise<SpotPage> {
  const matches = await matchesOf(condition.scope)
  const { columns } = matches
  const here = new Uint8Array(matches.bits.length)
  let all = 0
  for (const [lo, hi] of ranges) {
    for (let i = firstFrom(columns, lo); i < columns.placed; i++) {
      const slot = columns.byCell[i]!
      if (columns.cell[slot]! > hi) break
      if (here[slot] === 1 || matches.bits[slot] === 0) continue
      here[slot] = 1
      all++
    }
  }
  const found = placesFrom({ ...matches, bits: here }, (slot) => -columns.supports[slot]!, after, limit + 1)
  const page = found.slice(0, limit)
  const rows = await titlesOf(
    condition,
    page.map(([, number]) => number),
  )
  return { rows, next: found.length > limit ? page.at(-1)!.join('_') : null, all }
}

async function titlesOf(condition: Condition, numbers: number[]) {
  if (numbers.length === 0) return []
  const { read } = await getStore()
  const { townId } = condition.scope
  const rows = await read
    .select({
      number: c.number,
      kind: c.kind,
      title: c.title,
      translations: c.translations,
      supports: c.supports,
    })
    .from(c)
    .where(and(eq(c.townId, townId), eq(c.visibility, 'published'), inArray(c.number, numbers)))
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  return numbers.flatMap((number) => byNumber.get(number) ?? [])
}
