/** Did the person ask for no animation? Read at the moment of moving. */
export function isStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
