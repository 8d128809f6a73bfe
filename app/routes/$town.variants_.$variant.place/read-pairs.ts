import { Refusal } from '#app/domain/refusal.ts'
import { MOST_PAIRS, type PointPair } from '#app/domain/variants/placement.ts'

const NAMES = ['x', 'y', 'lng', 'lat'] as const
export type PairName = (typeof NAMES)[number]

/** Fields of a form of pairs: x1, y1, lat1, lng1 and so on. */
export function pairField(name: PairName, number: number) {
  return `${name}${number}`
}

/**
 * The pairs that are filled in.
 *
 * @throws {Refusal} 'variant.half-pair' with the number of a pair that is half filled in, or no numbers
 */
export function readPairs(typed: Record<string, string>): PointPair[] {
  const pairs: PointPair[] = []
  for (let number = 1; number <= MOST_PAIRS; number++) {
    const texts = NAMES.map((name) => (typed[pairField(name, number)] ?? '').trim())
    if (texts.every((text) => text === '')) continue
    const [x, y, lng, lat] = texts.map((text) =>
      /^-?\d{1,7}([.,]\d{1,12})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN,
    ) as [number, number, number, number]
    const isWhole = [x, y, lng, lat].every(Number.isFinite) && Math.abs(lng) <= 180 && Math.abs(lat) <= 85
    if (!isWhole) throw new Refusal('variant.half-pair', { number })
    pairs.push({ x, y, lng, lat })
  }
  return pairs
}
