import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { contributions } from '#db/schema/contributions.server.ts'
import { merges } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { publicName } from './public-name.server.ts'

/**
 * Where the address of something that was taken into another leads, however often that was merged on; null for what was
 * not merged.
 */
export async function getMergedInto(townId: string, number: number): Promise<number | null> {
  const { read } = await getStore()
  const stepFrom = async (where: SQL) => {
    const [row] = await read
      .select({
        id: contributions.id,
        number: contributions.number,
        intoId: contributions.mergedIntoId,
        visibility: contributions.visibility,
      })
      .from(contributions)
      .where(and(eq(contributions.townId, townId), where))
    return row
  }
  const seen = new Set<string>()
  let row = await stepFrom(eq(contributions.number, number))
  while (row?.visibility === 'merged' && row.intoId && !seen.has(row.id)) {
    seen.add(row.id)
    row = await stepFrom(eq(contributions.id, row.intoId))
  }
  return row && seen.size > 0 ? row.number : null
}

/** What was taken into any of these pins or proposals by a merge in force, in the order of the numbers. */
export function mergedFrom(db: Db, townId: string, intoIds: string[]) {
  return db
    .select({
      id: contributions.id,
      number: contributions.number,
      title: contributions.title,
      authorId: contributions.authorId,
      author: publicName,
      mergeId: merges.id,
    })
    .from(merges)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, merges.townId), eq(contributions.id, merges.fromId)),
    )
    .leftJoin(people, eq(people.id, contributions.authorId))
    .where(and(eq(merges.townId, townId), inArray(merges.intoId, intoIds), isNull(merges.undoneAt)))
    .orderBy(asc(contributions.number))
}

/** What was taken into a pin or proposal itself, each with its author's public name. */
export async function listMergedAuthors(townId: string, intoId: string) {
  const { read } = await getStore()
  return mergedFrom(read, townId, [intoId])
}

/**
 * The public names of everybody whose words were taken into a pin or proposal, and into what was taken into it: each person
 * once, without its own author, in the order of the numbers. Who has left has no name any more.
 */
export async function listCoAuthors(
  townId: string,
  { id, authorId }: { id: string; authorId: string | null },
): Promise<string[]> {
  const { read } = await getStore()
  const found = new Map<string, { number: number; name: string }>()
  const seen = new Set([id])
  for (let into = [id]; into.length > 0; ) {
    const rows = await mergedFrom(read, townId, into)
    for (const row of rows)
      if (row.authorId && row.author && row.authorId !== authorId && !found.has(row.authorId))
        found.set(row.authorId, { number: row.number, name: row.author })
    into = rows.map((row) => row.id).filter((one) => !seen.has(one))
    for (const one of into) seen.add(one)
  }
  return [...found.values()].sort((a, b) => a.number - b.number).map(({ name }) => name)
}
