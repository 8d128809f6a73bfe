import { and, eq } from 'drizzle-orm'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { restemmed } from './search-text.server.ts'

/** Rows a write: a few milliseconds. */
const AT_A_TIME = 100

/**
 * Brings the words of contributions that an older version stored into the form that they are looked for in. What no
 * write of this version has touched has no mark yet, so that none left is seen at once.
 *
 * @returns how many there were
 */
export async function restemOld(isStopped: () => boolean = () => false): Promise<number> {
  const { read } = await getStore()
  let changed = 0
  for (const { townId } of await read.select({ townId: towns.id }).from(towns)) {
    for (let done = -1; done !== 0 && !isStopped(); changed += done) done = await restemSome(townId)
  }
  return changed
}

async function restemSome(townId: string): Promise<number> {
  const { read, write } = await getStore()
  const old = await read
    .select({ id: c.id, searchText: c.searchText })
    .from(c)
    .where(and(eq(c.townId, townId), eq(c.changeMark, 0)))
    .limit(AT_A_TIME)
  if (old.length === 0) return 0
  await write(function* restem(tx) {
    for (const { id, searchText } of old)
      yield* tx.do((db) =>
        db
          .update(c)
          .set({ searchText: restemmed(searchText) })
          // Who has written meanwhile has written the new form.
          .where(and(eq(c.townId, townId), eq(c.id, id), eq(c.searchText, searchText)))
          .returning({ id: c.id }),
      )
  })
  return old.length
}
