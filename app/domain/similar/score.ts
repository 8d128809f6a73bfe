import { overlap } from './trigrams.ts'

/** A text as it is compared: the stems of its words and its trigrams. */
export interface Compared {
  stems: ReadonlySet<string>
  trigrams: ReadonlySet<string>
}

/** Shown while somebody writes; from `STRONG` on they are asked once more before it is sent. */
export const SIMILAR = 0.34
export const STRONG = 0.52

/** Fewer words than this say too little to be compared. */
const FEW_STEMS = 3
/** Where there is no space around: about a street's crossing. */
const PLAIN_RADIUS_M = 150
const [LEAST_RADIUS_M, MOST_RADIUS_M] = [80, 500]

/**
 * How alike two texts are, 0 to 1: stems carry the meaning whatever the endings, trigrams forgive misspellings. The
 * shorter text is looked for in the longer one, for one of them is still being written.
 */
export function likeness(a: Compared, b: Compared): number {
  const fewest = Math.min(a.stems.size, b.stems.size)
  if (fewest === 0) return 0
  const [few, many] = a.stems.size < b.stems.size ? [a.stems, b.stems] : [b.stems, a.stems]
  let common = 0
  for (const stem of few) if (many.has(stem)) common++
  const held = (common / fewest) * Math.min(1, fewest / FEW_STEMS)
  return 0.35 * held + 0.35 * overlap(a.stems, b.stems) + 0.3 * overlap(a.trigrams, b.trigrams)
}

/**
 * Likeness and nearness together, 0 to 1. Two things at one spot need not be alike, and the same words at the other end
 * of the radius may mean another bench: each counts, neither is enough.
 *
 * @param distanceM  metres; null when one of the two has no place yet
 */
export function similarity(textLikeness: number, distanceM: number | null, radiusM: number): number {
  if (distanceM === null) return textLikeness
  if (distanceM > radiusM) return 0
  const nearness = 1 - distanceM / radiusM
  return textLikeness === 0 ? 0 : textLikeness * (0.75 + 0.5 * nearness)
}

/**
 * How far apart two things may be and still be the same: by the size of the space that they lie in.
 *
 * @param areaM2 of the space; null outside of all spaces
 * @returns metres
 */
export function radiusFor(areaM2: number | null): number {
  if (areaM2 === null) return PLAIN_RADIUS_M
  return Math.min(MOST_RADIUS_M, Math.max(LEAST_RADIUS_M, 1.2 * Math.sqrt(areaM2 / Math.PI)))
}
