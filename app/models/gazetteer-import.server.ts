import { and, count, eq, getTableColumns, ne, sql } from 'drizzle-orm'
import { gramsOf } from '#app/domain/gazetteer/match-word.ts'
import type { GazetteerRow } from '#app/formats/gazetteer-rows.ts'
import {
  gazetteerGrams,
  gazetteerHouses,
  gazetteerPlaces,
  gazetteers,
  gazetteerWords,
} from '#db/schema/gazetteer.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { type NewHouse, type NewPlace, rowsOf } from './gazetteer-rows.server.ts'
import { newId } from './ids.server.ts'

/** Rows of a statement: SQLite and PostgreSQL bind some tens of thousands of values. */
const SLICE = 500

/** One taking-in of a file; batches of it may be hours apart, and the server goes on between them. */
export interface GazetteerRun {
  townId: string
  id: string
  /** Words and grams that this run has written already. */
  seen: Set<string>
}

export function startGazetteerRun(townId: string): GazetteerRun {
  return { townId, id: newId(), seen: new Set() }
}

/** Writes some entries of a file, each over the one of the same id; in one transaction. */
export async function recordPlaces(run: GazetteerRun, rows: readonly GazetteerRow[]) {
  const places: NewPlace[] = []
  const houses: NewHouse[] = []
  const words: (typeof gazetteerWords.$inferInsert)[] = []
  const grams: (typeof gazetteerGrams.$inferInsert)[] = []
  const stamp = { townId: run.townId, run: run.id }
  for (const row of rows) {
    const made = rowsOf(run.townId, run.id, row)
    places.push(...made.places)
    houses.push(...made.houses)
    for (const found of made.words) {
      if (!isNew(run, `${found.word}\n${found.key}`)) continue
      words.push({ ...stamp, ...found })
      if (!isNew(run, found.word)) continue
      for (const gram of new Set(gramsOf(found.word))) grams.push({ ...stamp, gram, word: found.word })
    }
  }
  const store = await getStore()
  await store.write(function* recordSlice(tx) {
    yield* overwrite(tx, gazetteerPlaces, ['id'], places)
    yield* overwrite(tx, gazetteerHouses, ['id'], houses)
    yield* overwrite(tx, gazetteerWords, ['word', 'key'], words)
    yield* overwrite(tx, gazetteerGrams, ['gram', 'word'], grams)
  })
}

/** What the four tables have in common; written as one of them, for they are written alike. */
type OfRun = typeof gazetteerPlaces | typeof gazetteerHouses | typeof gazetteerWords | typeof gazetteerGrams

/** Writes rows over those of the same town and `keys`. */
function* overwrite<Table extends OfRun>(
  tx: Tx,
  table: Table,
  keys: string[],
  rows: Table['$inferInsert'][],
): Generator<Step, void, unknown[]> {
  const columns = Object.entries(getTableColumns<typeof gazetteerPlaces>(table as never))
  const isKey = (name: string) => name === 'townId' || keys.includes(name)
  const target = columns.filter(([name]) => isKey(name)).map(([, column]) => column)
  const set = Object.fromEntries(
    columns
      .filter(([name]) => !isKey(name))
      .map(([name, column]) => [name, sql.raw(`excluded.${column.name}`)]),
  )
  for (let from = 0; from < rows.length; from += SLICE) {
    const some = rows.slice(from, from + SLICE) as NewPlace[]
    yield* tx.do((db) =>
      db
        .insert(table as typeof gazetteerPlaces)
        .values(some)
        .onConflictDoUpdate({ target, set })
        .returning({ run: gazetteerPlaces.run }),
    )
  }
}

function isNew({ seen }: GazetteerRun, mark: string): boolean {
  if (seen.has(mark)) return false
  seen.add(mark)
  return true
}

/** Takes out what the file no longer holds, and states whose the gazetteer is. @returns how many have a name, an address, and went */
export async function finishGazetteer(
  { townId, id }: GazetteerRun,
  attribution: string,
  now = new Date(),
): Promise<{ named: number; addressed: number; removed: number }> {
  const store = await getStore()
  const isGone = (table: OfRun) => and(eq(table.townId, townId), ne(table.run, id))
  return store.write(function* recordEnd(tx) {
    const ids = new Set<string>()
    for (const table of [gazetteerPlaces, gazetteerHouses] as (typeof gazetteerPlaces)[]) {
      const gone = yield* tx.do((db) => db.delete(table).where(isGone(table)).returning({ id: table.id }))
      for (const row of gone) ids.add(row.id)
    }
    for (const table of [gazetteerWords, gazetteerGrams] as (typeof gazetteerWords)[])
      yield* tx.do((db) => db.delete(table).where(isGone(table)).returning({ run: table.run }))
    const [size] = yield* tx.do((db) =>
      db
        .select({ widest: sql<number | null>`max(${gazetteerPlaces.east} - ${gazetteerPlaces.west})` })
        .from(gazetteerPlaces)
        .where(eq(gazetteerPlaces.townId, townId)),
    )
    const state = { attribution, importedAt: now, widest: size!.widest ?? 0 }
    yield* tx.do((db) =>
      db
        .insert(gazetteers)
        .values({ townId, ...state })
        .onConflictDoUpdate({ target: gazetteers.townId, set: state })
        .returning({ townId: gazetteers.townId }),
    )
    const [named] = yield* tx.do((db) =>
      db.select({ n: count() }).from(gazetteerPlaces).where(eq(gazetteerPlaces.townId, townId)),
    )
    const [addressed] = yield* tx.do((db) =>
      db.select({ n: count() }).from(gazetteerHouses).where(eq(gazetteerHouses.townId, townId)),
    )
    return { named: named!.n, addressed: addressed!.n, removed: ids.size }
  })
}

/** All entries of a file that fits in memory, as a run of its own. */
export async function replaceGazetteer(
  townId: string,
  rows: readonly GazetteerRow[],
  attribution: string,
  now = new Date(),
) {
  const run = startGazetteerRun(townId)
  await recordPlaces(run, rows)
  return finishGazetteer(run, attribution, now)
}
