/**
 * The same items in an order that depends on the seed alone, so that nobody profits from standing first: each voter sees
 * an order of their own, and the same one every time. (Fisher-Yates over mulberry32, seeded by FNV-1a of the text.)
 */
export function seededOrder<Item>(items: readonly Item[], seed: string): Item[] {
  const order = [...items]
  let state = hashOf(seed)
  for (let i = order.length - 1; i > 0; i--) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const j = ((mixed ^ (mixed >>> 14)) >>> 0) % (i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
