import { overlap, trigramsOf } from '../similar/trigrams.ts'

/** Shorter texts ("Согласен!") repeat by themselves. */
const MIN_CHARACTERS = 40
const NEAR_TEXT = 0.8
/** Of 64 bits: a re-saved, resized or slightly cropped picture differs in fewer. */
const NEAR_LOOK_BITS = 6

/** Whether two texts say the same in nearly the same words. */
export function isNearText(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < MIN_CHARACTERS) return false
  if (Math.max(a.length, b.length) > 2 * Math.min(a.length, b.length)) return false
  return overlap(trigramsOf(a), trigramsOf(b)) >= NEAR_TEXT
}

/**
 * Whether two pictures look the same.
 *
 * @param a  a difference hash, 16 hex digits (`lookOf`); '' = a picture without any features, which is like no other
 */
export function isNearLook(a: string, b: string): boolean {
  return a !== '' && b !== '' && bitsApart(a, b) <= NEAR_LOOK_BITS
}

function bitsApart(a: string, b: string): number {
  let differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`)
  let bits = 0
  for (; differing > 0n; differing &= differing - 1n) bits++
  return bits
}

/**
 * The difference hash of a picture: of each pixel of a 9 x 8 grey thumbnail whether the next one to the right is
 * brighter, as 16 hex digits; '' for a picture that is nearly of one colour.
 *
 * @param grey  72 bytes, row by row
 * @see Krawetz 2013, "Kind of Like That" (dHash)
 */
export function lookOf(grey: Uint8Array): string {
  const [darkest, brightest] = [Math.min(...grey), Math.max(...grey)]
  if (brightest - darkest < 16) return ''
  let bits = 0n
  for (let y = 0; y < 8; y++)
    for (let x = 0; x < 8; x++) bits = (bits << 1n) | (grey[y * 9 + x]! < grey[y * 9 + x + 1]! ? 1n : 0n)
  return bits.toString(16).padStart(16, '0')
}
