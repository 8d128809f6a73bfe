import type { Kind } from '#app/domain/contributions.ts'
import type { PinsAnswer } from '#app/domain/viewport.ts'

/** One drawn mark. Several contributions under one mark are known by their ranges of cells. */
export type Mark = {
  key: string
  count: number
  lng: number
  lat: number
  supports: number
  /** Category, count, category, count, …; one may come twice. */
  mix: number[]
  pin: { number: number; kind: Kind } | null
  ranges: [lo: number, hi: number][]
}

/** More elements than this make a phone stutter. */
const MAX_MARKS = 300

export function marksOf({ pins, clusters }: PinsAnswer): Mark[] {
  const single = pins.map(([number, lng, lat, kind, supports, category, cell]): Mark => {
    const mix = category < 0 ? [] : [category, 1]
    return {
      key: `p${number}`,
      count: 1,
      lng,
      lat,
      supports,
      mix,
      pin: { number, kind },
      ranges: [[cell, cell]],
    }
  })
  const several = clusters.map(([count, lng, lat, lo, hi, supports, mix]): Mark => {
    return { key: `c${lo}-${hi}`, count, lng, lat, supports, mix, pin: null, ranges: [[lo, hi]] }
  })
  return [...several, ...single]
}

/** Diameter of a cluster's disc, px: by the logarithm, so that 1,000 is not a hundred times 10. */
export function discPx(count: number): number {
  return Math.round(Math.min(68, 32 + 10 * Math.log10(count)))
}

/**
 * Joins marks that would lie on one another, and more until no more than `MAX_MARKS` are left. The sum of counts stays.
 *
 * @param nearPx  distance of two marks' centres at which they are joined, as a share of the sum of their radii
 * @param pixelOf where a mark is on the screen
 */
export function thinOut(
  marks: Mark[],
  near: number,
  pixelOf: (mark: Mark) => { x: number; y: number },
): Mark[] {
  const sorted = [...marks].sort((a, b) => b.count - a.count || a.key.localeCompare(b.key))
  const kept: { mark: Mark; x: number; y: number }[] = []
  for (const mark of sorted) {
    const { x, y } = pixelOf(mark)
    const host = kept.find((other) => {
      const reach = near * (sizePx(mark) / 2 + sizePx(other.mark) / 2)
      return Math.hypot(other.x - x, other.y - y) < reach
    })
    if (host) host.mark = join(host.mark, mark)
    else kept.push({ mark, x, y })
  }
  if (kept.length > MAX_MARKS) return thinOut(marks, near * 1.5 + 0.5, pixelOf)
  return kept.map(({ mark }) => mark)
}

function sizePx(mark: Mark): number {
  return mark.pin ? 30 : discPx(mark.count)
}

function join(host: Mark, other: Mark): Mark {
  const count = host.count + other.count
  const supports = host.supports + other.supports
  const [mix, ranges] = [host.mix.concat(other.mix), host.ranges.concat(other.ranges)]
  return { ...host, key: `${host.key}+`, count, supports, mix, pin: null, ranges }
}

/** The categories that most of a mark's contributions have, at most three. */
export function topOf({ mix }: Mark): [category: number, count: number][] {
  const sums = new Map<number, number>()
  for (let i = 0; i < mix.length; i += 2) sums.set(mix[i]!, (sums.get(mix[i]!) ?? 0) + mix[i + 1]!)
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, 3)
}
