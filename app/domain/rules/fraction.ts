import type { Exact } from './types.ts'

/** An exact rational; the denominator is positive, the two need not be in lowest terms. */
export interface Fraction {
  n: bigint
  d: bigint
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 0n) throw new RangeError('a fraction has no denominator')
  return d < 0n ? { n: -n, d: -d } : { n, d }
}

/** Less than, equal to or greater than zero as a is to b. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const [left, right] = [a.n * b.d, b.n * a.d]
  return left < right ? -1 : left > right ? 1 : 0
}

/** In lowest terms: '7/3', '-1/2', '4'. */
export function exact({ n, d }: Fraction): Exact {
  const common = gcd(n, d)
  if (common === 0n) return '0'
  return d === common ? String(n / common) : `${n / common}/${d / common}`
}

/** @throws {RangeError} if the text is neither a whole number nor "numerator/denominator" */
export function parseExact(text: Exact): Fraction {
  const match = /^(-?\d+)(?:\/(\d+))?$/.exec(text)
  if (!match) throw new RangeError(`not an exact number: ${text}`)
  return fraction(BigInt(match[1]!), BigInt(match[2] ?? 1))
}

/** How many bits a whole number takes, its sign aside; 0 for 0. */
function bitsOf(value: bigint): number {
  return value === 0n ? 0 : (value < 0n ? -value : value).toString(16).length * 4
}

/** A double off by less than 2^-50 of the fraction, also where numerator or denominator is too large for doubles. */
export function approximate({ n, d }: Fraction): number {
  const [top, bottom] = [Number(n), Number(d)]
  if (Number.isFinite(top) && Number.isFinite(bottom)) return top / bottom
  const [right, below] = [BigInt(Math.max(0, bitsOf(n) - 900)), BigInt(Math.max(0, bitsOf(d) - 900))]
  return (Number(n >> right) / Number(d >> below)) * 2 ** Number(right - below)
}
