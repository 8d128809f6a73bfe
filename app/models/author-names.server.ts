import { and, eq, inArray } from 'drizzle-orm'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { people } from '#db/schema/people.server.ts'
import type { Db } from '#db/store.server.ts'
import { publicName } from './public-name.server.ts'

/** The names by which the authors of these are known on the site, by contribution; nobody's address, nor anything else. */
export async function authorNames(db: Db, townId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: c.id, name: publicName })
    .from(c)
    .innerJoin(people, eq(people.id, c.authorId))
    .where(and(eq(c.townId, townId), inArray(c.id, ids)))
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])))
}
