import { setImmediate as breathe } from 'node:timers/promises'
import { addLater, newPostings, type Postings, stemId } from '#app/domain/search/postings.ts'
import type { Store } from '#db/store.server.ts'
import { type Columns, longer, slotOfNumber } from './columns.server.ts'
import { ROWS_AT_A_TIME, textsAfter } from './columns-rows.server.ts'
import { stemsIn } from './search-text.server.ts'

/** Which slots hold which words; read when somebody looks for a word, kept in step with the columns from then on. */
export interface TownWords {
  postings: Postings
  /** Of the text that a slot's words are from; 0 while it has not been read. */
  hash: Uint32Array
}

/** Numbers moved at a time. */
const STRIDE = 100_000

export function newTownWords(): TownWords {
  return { postings: newPostings(), hash: new Uint32Array(0) }
}

/** True where other words are known of the slot than these. */
export function hasOtherWords({ hash }: TownWords, slot: number, searchText: string): boolean {
  const known = hash[slot] ?? 0
  return known !== 0 && known !== hashOf(searchText)
}

export function addWords(words: TownWords, slot: number, searchText: string) {
  setHash(words, slot, searchText)
  addLater(words.postings, slot, stemsIn(searchText))
}

/** Reads every text once; what changes meanwhile comes through `addWords`. */
export async function readWords(store: Store, townId: string, columns: Columns, words: TownWords) {
  const { postings } = words
  const held = { slots: new Uint32Array(1024), ids: new Uint32Array(1024), length: 0 }
  let last = 0
  for (;;) {
    const rows = await store.get(textsAfter, { townId, number: last })
    for (const { number, searchText } of rows) {
      const slot = slotOfNumber(columns, number)
      if (slot < 0 || words.hash[slot]) continue
      setHash(words, slot, searchText)
      for (const stem of stemsIn(searchText)) {
        if (held.length === held.ids.length) {
          held.slots = longer(held.slots, held.length * 1.5)
          held.ids = longer(held.ids, held.length * 1.5)
        }
        held.slots[held.length] = slot
        held.ids[held.length++] = stemId(postings, stem)
      }
    }
    if (rows.length < ROWS_AT_A_TIME) break
    last = rows.at(-1)!.number
    await breathe()
  }
  await sortByStem(postings, held)
}

/** Counting sort, a stride at a time. */
async function sortByStem(
  postings: Postings,
  { slots, ids, length }: { slots: Uint32Array; ids: Uint32Array; length: number },
) {
  const starts = new Uint32Array(postings.stems.length + 1)
  for (let i = 0; i < length; i++) {
    starts[ids[i]! + 1]!++
    if (i % STRIDE === 0) await breathe()
  }
  for (let id = 1; id < starts.length; id++) starts[id]! += starts[id - 1]!
  const next = starts.slice()
  const sorted = new Uint32Array(length)
  for (let i = 0; i < length; i++) {
    sorted[next[ids[i]!]!++] = slots[i]!
    if (i % STRIDE === 0) await breathe()
  }
  Object.assign(postings, { starts, slots: sorted })
}

function setHash(words: TownWords, slot: number, searchText: string) {
  if (slot >= words.hash.length) words.hash = longer(words.hash, Math.max(64, (slot + 1) * 1.5))
  words.hash[slot] = hashOf(searchText)
}

/** FNV-1a, 32 bits, never 0. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0 || 1
}
