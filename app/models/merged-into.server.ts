import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { contributions } from '#db/schema/contributions.server.ts'
import { merges } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'

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

/** The authors of what was taken into a pin or proposal. */
export async function listMergedAuthors(townId: string, intoId: string) {
  const { read } = await getStore()
  return read
    .select({
      number: contributions.number,
      title: contributions.title,
      author: people.pseudonym,
      mergeId: merges.id,
    })
    .from(merges)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, merges.townId), eq(contributions.id, merges.fromId)),
    )
    .leftJoin(people, eq(people.id, contributions.authorId))
    .where(and(eq(merges.townId, townId), eq(merges.intoId, intoId), isNull(merges.undoneAt)))
    .orderBy(contributions.number)
}
