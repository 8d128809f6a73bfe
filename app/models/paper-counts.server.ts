import { and, eq, sql } from 'drizzle-orm'
import { paperBundles } from '#db/schema/paper.server.ts'
import { getStore } from '#db/store.server.ts'

/** Paper ballots of the bundles that both entries agree on; null where there were none. */
export async function countPaper(townId: string, phaseId: string) {
  const { read } = await getStore()
  const sum = (column: typeof paperBundles.issued | typeof paperBundles.valid) =>
    sql`coalesce(sum(${column}), 0)`.mapWith(Number)
  const [row] = await read
    .select({
      bundles: sql`count(*)`.mapWith(Number),
      issued: sum(paperBundles.issued),
      found: sum(paperBundles.found),
      valid: sum(paperBundles.valid),
      spoiled: sum(paperBundles.spoiled),
    })
    .from(paperBundles)
    .where(
      and(
        eq(paperBundles.townId, townId),
        eq(paperBundles.phaseId, phaseId),
        eq(paperBundles.state, 'agreed'),
      ),
    )
  return row && row.bundles > 0 ? row : null
}
