import { isOneEdit } from './one-edit.ts'

/** A stem, or with a star at its end all stems that begin so. */
export type Pattern = string

/**
 * Which slots (whole numbers from 0) hold which stems. What is there from the beginning lies in one array, stem by stem;
 * what comes later in lists of its own. About 4 bytes a slot and stem, and some 150 a stem.
 */
export interface Postings {
  idOf: Map<string, number>
  /** `slots[starts[id]]` to `slots[starts[id + 1]]` are of stem `id`. */
  starts: Uint32Array
  slots: Uint32Array
  later: Map<number, number[]>
  /** Ids of stems by their first letters and by their length. */
  byBeginning: Map<string, number[]>
  byLength: number[][]
  stems: string[]
}

/** Letters that a beginning with a star has at least. */
export const BEGINNING = 4
/** Letters that a stem has at least whose misspellings are looked for. */
const MISSPELT = 4
const MOST_MISSPELT = 12
/** One of two words an edit apart is the other misspelt where it stands in so many times fewer texts. */
const RARER = 50

export function newPostings(): Postings {
  return {
    idOf: new Map(),
    starts: new Uint32Array(1),
    slots: new Uint32Array(0),
    later: new Map(),
    byBeginning: new Map(),
    byLength: [],
    stems: [],
  }
}

export function stemId(postings: Postings, stem: string): number {
  const known = postings.idOf.get(stem)
  if (known !== undefined) return known
  const id = postings.stems.push(stem) - 1
  postings.idOf.set(stem, id)
  if (stem.length >= BEGINNING) {
    const beginning = stem.slice(0, BEGINNING)
    const same = postings.byBeginning.get(beginning)
    if (same) same.push(id)
    else postings.byBeginning.set(beginning, [id])
  }
  postings.byLength[stem.length] ??= []
  postings.byLength[stem.length]!.push(id)
  return id
}

export function addLater(postings: Postings, slot: number, stems: Iterable<string>) {
  for (const stem of stems) {
    const id = stemId(postings, stem)
    const list = postings.later.get(id)
    if (list) list.push(slot)
    else postings.later.set(id, [slot])
  }
}

/** Sets `marks[slot]` to 1 where the slot holds a stem that one of the patterns means. */
export function markHolders(postings: Postings, patterns: readonly Pattern[], marks: Uint8Array) {
  for (const id of idsOf(postings, patterns)) {
    const { starts, slots } = postings
    if (id + 1 < starts.length) {
      const end = starts[id + 1]!
      for (let i = starts[id]!; i < end; i++) marks[slots[i]!] = 1
    }
    for (const slot of postings.later.get(id) ?? []) marks[slot] = 1
  }
}

/**
 * Stems that are one edit from this one, where either is likely the other misspelt: nobody wrote what was asked, or one
 * is far rarer than the other. At most twelve, those in most texts.
 *
 * @param patterns what the asked word means without any misspelling
 */
export function misspellingsOf(postings: Postings, stem: string, patterns: readonly Pattern[]): string[] {
  if (stem.length < MISSPELT || /\d/.test(stem)) return []
  const meant = new Set(idsOf(postings, patterns))
  let asked = 0
  for (const id of meant) asked += holders(postings, id)
  const near: { stem: string; count: number }[] = []
  for (let length = stem.length - 1; length <= stem.length + 1; length++) {
    for (const id of postings.byLength[length] ?? []) {
      const other = postings.stems[id]!
      if (meant.has(id) || /\d/.test(other) || !isOneEdit(stem, other)) continue
      const count = holders(postings, id)
      if (count >= RARER * asked || asked >= RARER * count) near.push({ stem: other, count })
    }
  }
  return near
    .sort((a, b) => b.count - a.count || (a.stem < b.stem ? -1 : 1))
    .slice(0, MOST_MISSPELT)
    .map((one) => one.stem)
}

function holders(postings: Postings, id: number): number {
  const { starts, later } = postings
  const first = id + 1 < starts.length ? starts[id + 1]! - starts[id]! : 0
  return first + (later.get(id)?.length ?? 0)
}

function idsOf(postings: Postings, patterns: readonly Pattern[]): Set<number> {
  const ids = new Set<number>()
  for (const pattern of patterns) {
    if (!pattern.endsWith('*')) {
      const id = postings.idOf.get(pattern)
      if (id !== undefined) ids.add(id)
      continue
    }
    const beginning = pattern.slice(0, -1)
    for (const id of postings.byBeginning.get(beginning.slice(0, BEGINNING)) ?? [])
      if (postings.stems[id]!.startsWith(beginning)) ids.add(id)
  }
  return ids
}
