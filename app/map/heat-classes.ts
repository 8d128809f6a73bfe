const CLASSES = 5

/**
 * Where the classes of a legend begin: 1, then by equal steps of the logarithm up to the greatest count, at most five;
 * of few values as many as there are.
 */
export function classesOf(counts: readonly number[]): number[] {
  const most = counts.reduce((max, count) => Math.max(max, count), 1)
  const limits = [1]
  for (let i = 1; i < CLASSES; i++) {
    const limit = Math.max(limits.at(-1)! + 1, rounded(most ** (i / CLASSES)))
    if (limit <= most) limits.push(limit)
  }
  return limits
}

/** The class of a count, from 0. */
export function classOf(count: number, limits: readonly number[]): number {
  return limits.findLastIndex((limit) => count >= limit)
}

/** To two digits, so that people can say it. */
function rounded(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1)
  return Math.round(value / unit) * unit
}
