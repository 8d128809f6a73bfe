import { setImmediate as breathe } from 'node:timers/promises'
import { getStore, type Store } from '#db/store.server.ts'
import { addRow, type Columns, newColumns, removeSlot, slotOfNumber, updateSlot } from './columns.server.ts'
import {
  changedSince,
  marksToComeIn,
  nextMarks,
  type PlacedRow,
  placedAfter,
  ROWS_AT_A_TIME,
  unplacedAfter,
} from './columns-rows.server.ts'
import { addWords, hasOtherWords, newTownWords, readWords, type TownWords } from './town-words.server.ts'

/*
 * At 100,000 pins no query is quick enough for a map or a count: SQLite takes 15 ms only to count the entries of an index,
 * and that many more to test a filter. So the process keeps, for the towns that are looked at, what filters and sorts ask
 * about as columns of numbers: the map, the count, the list and the ranking walk over the same arrays. Every look first
 * reads the rows that were changed since the last (`change-marks`), so an answered write is seen by the next look, in
 * every process; a support costs one row, not a town.
 */

/** The most contributions kept, of all towns together; the towns looked at longest ago go first. */
const KEPT_ROWS = 1_500_000
/** Dead slots that are carried along before the town is read anew. */
const MOST_DEAD = 5000

interface Town {
  townId: string
  columns: Columns | null
  /** Marks below were read. */
  mark: number
  words: TownWords | null
  /** Done when every text was read. */
  reading: Promise<void> | null
  running: Promise<void> | null
  following: Promise<void> | null
}

const kept = new Map<string, Town>()

export interface TownColumns {
  columns: Columns
  words: TownWords | null
}

/**
 * The columns as of now. To be used before anything else is awaited: the next look changes them.
 * @param needsWords whether `words` must be there; they are read at the first such look
 */
export async function columnsOf(townId: string, needsWords = false): Promise<TownColumns> {
  let town = kept.get(townId)
  kept.delete(townId)
  town ??= { townId, columns: null, mark: 0, words: null, reading: null, running: null, following: null }
  kept.set(townId, town)
  await freshen(town)
  while (needsWords && !(await hasAllWords(town))) await freshen(town)
  forgetOldest(town)
  return { columns: town.columns!, words: town.words }
}

/** One at a time; who comes while one runs shares the next, which begins after their question. */
function freshen(town: Town): Promise<void> {
  if (!town.running) {
    town.running = bringUpToDate(town).finally(() => {
      town.running = null
    })
    return town.running
  }
  town.following ??= town.running
    .catch(() => undefined)
    .then(function again() {
      town.following = null
      return freshen(town)
    })
  return town.following
}

async function bringUpToDate(town: Town) {
  const store = await getStore()
  if (town.columns && town.columns.size - town.columns.living <= MOST_DEAD + town.columns.living / 4)
    return catchUp(store, town)
  const { columns, mark } = await load(store, town.townId)
  Object.assign(town, { columns, mark, words: null, reading: null })
}

async function catchUp(store: Store, town: Town) {
  const next = await nextMarks(store, town.townId)
  if (store.engine === 'sqlite' && next === town.mark) return
  let from = { mark: town.mark, number: 0 }
  for (;;) {
    const rows = await store.get(changedSince, { townId: town.townId, ...from })
    for (const row of rows) applyChange(town, row)
    if (rows.length < ROWS_AT_A_TIME) break
    const last = rows.at(-1)!
    from = { mark: last.changeMark, number: last.number + 1 }
    await breathe()
  }
  town.mark = next
}

type ChangedRow = PlacedRow & { visibility: string; searchText: string }

function applyChange({ columns, words }: Town, row: ChangedRow) {
  let slot = slotOfNumber(columns!, row.number)
  const isPublished = row.visibility === 'published'
  if (slot >= 0 && (!isPublished || (words && hasOtherWords(words, slot, row.searchText)))) {
    removeSlot(columns!, slot)
    slot = -1
  }
  if (!isPublished) return
  if (slot >= 0) return updateSlot(columns!, slot, row)
  slot = addRow(columns!, row)
  if (words) addWords(words, slot, row.searchText)
}

/** @returns false when they were only now read: what changed meanwhile is still to come */
async function hasAllWords(town: Town): Promise<boolean> {
  if (town.words && !town.reading) return true
  if (!town.reading) {
    const words = newTownWords()
    town.words = words
    const reading = getStore()
      .then((store) => readWords(store, town.townId, town.columns!, words))
      .then(
        function done() {
          if (town.reading === reading) town.reading = null
        },
        function failed(error: unknown) {
          if (town.reading === reading) Object.assign(town, { words: null, reading: null })
          throw error
        },
      )
    town.reading = reading
  }
  await town.reading
  return false
}

async function load(store: Store, townId: string): Promise<{ columns: Columns; mark: number }> {
  return store.snapshot(async function readColumns(db) {
    const mark = await marksToComeIn(db, store.engine, townId)
    const columns = newColumns()
    for (const read of [placedAfter, unplacedAfter]) {
      let last: PlacedRow | undefined
      do {
        const rows = await read(db, townId, last)
        for (const row of rows) addRow(columns, row, true)
        last = rows.length === ROWS_AT_A_TIME ? rows.at(-1) : undefined
        await breathe()
      } while (last)
    }
    return { columns, mark }
  })
}

function forgetOldest(used: Town) {
  let rows = 0
  for (const { columns } of kept.values()) rows += columns?.size ?? 0
  for (const [townId, town] of kept) {
    if (rows <= KEPT_ROWS) return
    if (town === used) continue
    kept.delete(townId)
    rows -= town.columns?.size ?? 0
  }
}
