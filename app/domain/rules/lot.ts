const MASK = (1n << 64n) - 1n

/**
 * The order of a lot, drawn once from a published seed so that anybody can draw it again.
 *
 * 1. The ids are sorted by their UTF-16 code units, so that the order of submission has no part in it.
 * 2. The seed's UTF-8 bytes are hashed by FNV-1a, 64 bits: h = 0xcbf29ce484222325; for each byte h = (h xor byte) *
 *    0x100000001b3 mod 2^64.
 * 3. From h on, SplitMix64 makes 64-bit numbers: h += 0x9e3779b97f4a7c15; z = h; z = (z xor z >> 30) * 0xbf58476d1ce4e5b9;
 *    z = (z xor z >> 27) * 0x94d049bb133111eb; z xor z >> 31; all mod 2^64.
 * 4. Fisher and Yates' shuffle from the last place to the second: place i changes with place (number mod (i + 1)), where
 *    numbers not below the largest multiple of i + 1 in 2^64 are passed over, so that every order is equally likely.
 *
 * @returns the ids in the order drawn: of a tie, the one drawn first wins
 */
export function drawLot(ids: readonly string[], seed: string): string[] {
  const order = [...ids].sort(compareIds)
  const next = splitMix64(fnv1a64(seed))
  for (let i = order.length - 1; i > 0; i--) {
    const choices = BigInt(i + 1)
    const limit = (1n << 64n) - ((1n << 64n) % choices)
    let number = next()
    while (number >= limit) number = next()
    const j = Number(number % choices)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}

/** By UTF-16 code units, in every locale the same: '10' before '9'. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK
  return hash
}

function splitMix64(seed: bigint): () => bigint {
  let state = seed
  return function next() {
    state = (state + 0x9e3779b97f4a7c15n) & MASK
    let z = state
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK
    return z ^ (z >> 31n)
  }
}
