/** A line of a town's log as its hash covers it; times are ISO 8601 in UTC with milliseconds. */
export interface ChainedEntry {
  townId: string
  seq: number
  id: string
  actorId: string
  act: string
  subjectType: string
  subjectId: string
  contributionId: string | null
  reason: string
  before: unknown
  after: unknown
  undid: string | null
  batchId: string | null
  createdAt: string
}

/**
 * The text whose SHA-256 (hex) is the hash of an entry: the hash before it, a line break, and the entry as canonical JSON
 * (keys in the order of the alphabet, no spaces). Both engines give back the same values, so both give the same text.
 */
export function chainText(prevHash: string, entry: ChainedEntry): string {
  return `${prevHash}\n${canonicalJson(entry)}`
}

/** JSON with sorted keys; what JSON drops (undefined) is dropped, at every depth. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, function sortKeys(_, inner: unknown) {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  })
}

/** `stray`: an entry that no hash covers, or an undo that no entry tells of. */
export type Break = 'gap' | 'link' | 'hash' | 'head' | 'seal' | 'stray'

/**
 * What is wrong with an entry, given what came before it; null when it follows.
 *
 * @param hashed  the hash computed anew from the entry and the hash before it
 */
export function breakAt(
  before: { seq: number; hash: string },
  entry: { seq: number; prevHash: string; hash: string },
  hashed: string,
): Break | null {
  if (entry.seq !== before.seq + 1) return 'gap'
  if (entry.prevHash !== before.hash) return 'link'
  return entry.hash === hashed ? null : 'hash'
}
