import { eq, getTableColumns, inArray, or, type Table } from 'drizzle-orm'
import { photos } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import { columnsOf, TABLES } from './data-register.server.ts'
import { REGISTER } from './data-register-entries.server.ts'
import { mergesAbout, ownPhotoIds } from './merged-photos.server.ts'

type Rows = Record<string, unknown>[]

export interface MyData {
  /** By the table's name in the code; without what the register calls secret. */
  tables: Record<string, Rows>
  /** Pictures of the person's pins and proposals. */
  photos: { townId: string; id: string; number: number }[]
}

/** Everything that is stored about a person, of one moment: the rows that the register says are theirs. */
export async function getMyData(personId: string): Promise<MyData> {
  const store = await getStore()
  return store.snapshot(async function readAll(db) {
    const tables: Record<string, Rows> = {}
    for (const [name, table] of TABLES) {
      const entry = REGISTER[name]
      const [own] = entry ? columnsOf(entry, 'own') : []
      if (!entry || !own) continue
      const columns = getTableColumns(table)
      const hidden = [...columnsOf(entry, 'secret'), ...columnsOf(entry, 'staff')]
      const shown = Object.entries(columns).filter(([column]) => !hidden.includes(column))
      tables[name] = await db
        .select(Object.fromEntries(shown) as never)
        .from(table as never)
        .where(eq(columns[own]!, personId))
    }
    const entries = tables.contributions as { id: string; townId: string; number: number }[]
    const ids = entries.map((entry) => entry.id)
    const about = ids.length > 0 ? await mergesAbout(db, ids) : []
    const taken = about.flatMap(({ moved }) => moved.photos.map(({ id }) => id))
    const pictures = await db
      .select()
      .from(photos)
      .where(or(inArray(photos.contributionId, [...ids, '']), inArray(photos.id, [...taken, ''])))
    const owned = entries.flatMap((entry) => {
      const here = pictures.filter(({ townId }) => townId === entry.townId)
      const shown = here.filter(({ contributionId }) => contributionId === entry.id).map(({ id }) => id)
      const own = ownPhotoIds(entry, shown, about)
      return here.filter(({ id }) => own.includes(id)).map((photo) => ({ ...photo, number: entry.number }))
    })
    tables.photos = owned.map(({ number, ...photo }) => photo)
    return { tables, photos: owned.map(({ townId, id, number }) => ({ townId, id, number })) }
  })
}

/** For the test that nothing of who has left remains: the tables and their columns. */
export function listTables(): [name: string, table: Table][] {
  return [...TABLES]
}
