import { searchable } from '../contributions.ts'

/** Three characters at a time of each word with a space at its ends: "мост" gives " мо", "мос", "ост", "ст ". */
export function trigramsOf(text: string): Set<string> {
  const grams = new Set<string>()
  for (const word of searchable(text).match(/[\p{L}\d]+/gu) ?? []) {
    const padded = ` ${word} `
    for (let i = 0; i + 3 <= padded.length; i++) grams.add(padded.slice(i, i + 3))
  }
  return grams
}

/** What two sets share, 0 to 1 (Dice: twice the common ones by the sum of both); 0 when either is empty. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let common = 0
  for (const one of small) if (large.has(one)) common++
  return (2 * common) / (a.size + b.size)
}
