import { and, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Contribution } from '#app/models/contributions.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'

/** A pin or a proposal as it is stored; null when the town has none with this id. */
export async function getContributionById(townId: string, id: string): Promise<Contribution | null> {
  const { read } = await getStore()
  const [row] = await read
    .select()
    .from(contributions)
    .where(and(eq(contributions.townId, townId), eq(contributions.id, id)))
  return row ?? null
}

/** Compared with `toEqual`: SQLite marks a row after it has told what it wrote. */
export function marked(row: Contribution): Contribution {
  return { ...row, changeMark: expect.any(Number) as unknown as number }
}
