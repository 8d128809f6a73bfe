import { setImmediate as breathe } from 'node:timers/promises'
import { and, asc, eq, gt, ne, or } from 'drizzle-orm'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import type { Db } from '#db/store.server.ts'
import type { Difference } from './recount.server.ts'
import { searchTextOf, stemsIn } from './search-text.server.ts'

const AT_A_TIME = 500
/** Words of a difference that are told. */
const TOLD = 3

/** Where the stored words are not those of the texts. What was erased has neither. */
export async function staleWords(db: Db): Promise<Difference[]> {
  const found: Difference[] = []
  let last = { townId: '', number: 0 }
  for (;;) {
    const rows = await db
      .select({
        townId: c.townId,
        townSlug: towns.slug,
        number: c.number,
        title: c.title,
        body: c.body,
        placeText: c.placeText,
        translations: c.translations,
        searchText: c.searchText,
      })
      .from(c)
      .innerJoin(towns, eq(towns.id, c.townId))
      .where(
        and(
          or(ne(c.searchText, ''), ne(c.body, '')),
          or(gt(c.townId, last.townId), and(eq(c.townId, last.townId), gt(c.number, last.number))),
        ),
      )
      .orderBy(asc(c.townId), asc(c.number))
      .limit(AT_A_TIME)
    for (const row of rows) {
      const [stored, counted] = [new Set(stemsIn(row.searchText)), new Set(stemsIn(searchTextOf(row)))]
      const [more, less] = [without(stored, counted), without(counted, stored)]
      if (more === '' && less === '') continue
      found.push({ what: 'words', townSlug: row.townSlug, number: row.number, stored: more, counted: less })
    }
    if (rows.length < AT_A_TIME) return found
    last = rows.at(-1)!
    await breathe()
  }
}

function without(some: Set<string>, others: Set<string>): string {
  return [...some]
    .filter((stem) => !others.has(stem))
    .slice(0, TOLD)
    .join(' ')
}
