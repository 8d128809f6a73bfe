import type { T } from '#app/i18n/i18n.ts'
import type { NearestPlace } from '#app/models/nearest-place.server.ts'

/**
 * What a spot is near to, and how exact that is: 'Рядом: Соборная улица, 5 (20 м), с точностью до дома'. Names stay as
 * they are, for their cases cannot be made. Needs the words of `served.places`.
 */
export function nearestText(t: T, { name, kind, distanceM }: NearestPlace): string {
  const exact = t(`served.places.exact.${kind}`)
  if (distanceM === 0) return t('served.places.here', { name, exact })
  return t('served.places.near', { name, metres: distanceM, exact })
}
