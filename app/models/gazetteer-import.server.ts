import { and, count, eq, ne, sql } from 'drizzle-orm'
import { gramsOf } from '#app/domain/gazetteer/match-word.ts'
import type { GazetteerRow } from '#app/formats/gazetteer-rows.ts'
import { gazetteerGrams, gazetteerPlaces, gazetteers, gazetteerWords } from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'
import { type NewPlace, placeRowOf, wordsOfRow } from './gazetteer-rows.server.ts'
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
  const words: (typeof gazetteerWords.$inferInsert)[] = []
  const grams: (typeof gazetteerGrams.$inferInsert)[] = []
  const stamp = { townId: run.townId, run: run.id }
  for (const row of rows) {
    const place = placeRowOf(run.townId, run.id, row)
    places.push(place)
    for (const [word, key] of wordsOfRow(row, place)) {
      if (!isNew(run, `${word}\n${key}`)) continue
      words.push({ ...stamp, word, key })
      if (!isNew(run, word)) continue
      for (const gram of new Set(gramsOf(word))) grams.push({ ...stamp, gram, word })
    }
  }
  const store = await getStore()
  await store.write(function* recordSlice(tx) {
    for (const some of slices(places))
      yield* tx.do((db) =>
        db
          .insert(gazetteerPlaces)
          .values(some)
          .onConflictDoUpdate({ target: [gazetteerPlaces.townId, gazetteerPlaces.id], set: OVERWRITTEN })
          .returning({ id: gazetteerPlaces.id }),
      )
    for (const some of slices(words))
      yield* tx.do((db) =>
        db
          .insert(gazetteerWords)
          .values(some)
          .onConflictDoUpdate({
            target: [gazetteerWords.townId, gazetteerWords.word, gazetteerWords.key],
            set: { run: run.id },
          })
          .returning({ word: gazetteerWords.word }),
      )
    for (const some of slices(grams))
      yield* tx.do((db) =>
        db
          .insert(gazetteerGrams)
          .values(some)
          .onConflictDoUpdate({
            target: [gazetteerGrams.townId, gazetteerGrams.gram, gazetteerGrams.word],
            set: { run: run.id },
          })
          .returning({ word: gazetteerGrams.word }),
      )
  })
}

const OVERWRITTEN = Object.fromEntries(
  Object.entries({
    kind: 'kind',
    name: 'name',
    nameKey: 'name_key',
    street: 'street',
    streetKey: 'street_key',
    number: 'number',
    numberKey: 'number_key',
    translations: 'translations',
    lng: 'lng',
    lat: 'lat',
    cell: 'cell',
    shape: 'shape',
    west: 'west',
    south: 'south',
    east: 'east',
    north: 'north',
    run: 'run',
  }).map(([name, column]) => [name, sql.raw(`excluded.${column}`)]),
)

function isNew({ seen }: GazetteerRun, mark: string): boolean {
  if (seen.has(mark)) return false
  seen.add(mark)
  return true
}

function* slices<T>(rows: T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += SLICE) yield rows.slice(from, from + SLICE)
}

/** Takes out what the file no longer holds, and states whose the gazetteer is. @returns how many entries are there, and went */
export async function finishGazetteer(
  { townId, id }: GazetteerRun,
  attribution: string,
  now = new Date(),
): Promise<{ places: number; removed: number }> {
  const store = await getStore()
  return store.write(function* recordEnd(tx) {
    const gone = yield* tx.do((db) =>
      db
        .delete(gazetteerPlaces)
        .where(and(eq(gazetteerPlaces.townId, townId), ne(gazetteerPlaces.run, id)))
        .returning({ townId: gazetteerPlaces.townId }),
    )
    yield* tx.do((db) =>
      db
        .delete(gazetteerWords)
        .where(and(eq(gazetteerWords.townId, townId), ne(gazetteerWords.run, id)))
        .returning({ townId: gazetteerWords.townId }),
    )
    yield* tx.do((db) =>
      db
        .delete(gazetteerGrams)
        .where(and(eq(gazetteerGrams.townId, townId), ne(gazetteerGrams.run, id)))
        .returning({ townId: gazetteerGrams.townId }),
    )
    yield* tx.do((db) =>
      db
        .insert(gazetteers)
        .values({ townId, attribution, importedAt: now })
        .onConflictDoUpdate({ target: gazetteers.townId, set: { attribution, importedAt: now } })
        .returning({ townId: gazetteers.townId }),
    )
    const [left] = yield* tx.do((db) =>
      db.select({ n: count() }).from(gazetteerPlaces).where(eq(gazetteerPlaces.townId, townId)),
    )
    return { places: left!.n, removed: gone.length }
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
