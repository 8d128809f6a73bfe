import { and, eq } from 'drizzle-orm'
import type { Contribution } from '#app/models/contributions.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'

/** What is stored, without the mark that every change of it makes anew: for "as it was". */
export function unmarked<Row extends { changeMark: number }>({ changeMark, ...row }: Row) {
  return row
}

/** A pin or a proposal as it is stored; null when the town has none with this id. */
export async function getContributionById(
  townId: string,
  id: string,
): Promise<Omit<Contribution, 'changeMark'> | null> {
  const { read } = await getStore()
  const [row] = await read
    .select()
    .from(contributions)
    .where(and(eq(contributions.townId, townId), eq(contributions.id, id)))
  return row ? unmarked(row) : null
}
