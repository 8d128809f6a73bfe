/** True where one letter changed, left out, put in or swapped with its neighbour makes one word of the other; false for equal ones. */
export function isOneEdit(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  const more = long.length - short.length
  if (more > 1) return false
  let i = 0
  while (i < short.length && short[i] === long[i]) i++
  if (more === 1) return short.slice(i) === long.slice(i + 1)
  if (i === short.length) return false
  if (short.slice(i + 1) === long.slice(i + 1)) return true
  const isSwap = short[i] === long[i + 1] && short[i + 1] === long[i]
  return isSwap && short.slice(i + 2) === long.slice(i + 2)
}
