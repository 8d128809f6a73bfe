import { expect } from 'vitest'
import type { Filter } from '#app/domain/filter.ts'
import { type CardRow, conditionOf, listMatching } from '#app/models/listing.server.ts'
import { rankByOf } from '#app/models/rank-by.server.ts'
import { eachRanked } from '#app/models/ranked-rows.server.ts'
import { getStore } from '#db/store.server.ts'

/** The whole list, page by page. */
export async function walkList(townId: string, filter: Filter, limit: number): Promise<CardRow[]> {
  const condition = await conditionOf(townId, filter)
  const rows: CardRow[] = []
  let after: string | null = null
  do {
    const page = await listMatching(condition, filter, after, limit)
    expect(page.rows.length).toBeLessThanOrEqual(limit)
    rows.push(...page.rows)
    after = page.next
    // It is written into addresses.
    if (after) expect(encodeURIComponent(after)).toBe(after)
  } while (after !== null && rows.length <= 500)
  return rows
}

/** The whole ranking, as exports walk it. */
export async function wholeRanking(townId: string, filter: Filter) {
  const condition = await conditionOf(townId, filter)
  return (await getStore()).snapshot(async (db) => {
    const list = []
    const rankBy = await rankByOf(condition, db)
    // Steps of a few rows: groups of equals are cut, and small ones are put together.
    for await (const page of eachRanked({ db, condition, rankBy, step: 3, hasGeometry: false }))
      list.push(...page)
    return list
  })
}
