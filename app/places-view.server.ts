import type { LngLat } from '#app/domain/geometry/positions.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { findOutside } from '#app/jobs/outside-places.server.ts'
import { type FoundPlace, findPlaces, getAttribution } from '#app/models/places.server.ts'
import type { Town } from '#app/models/towns.server.ts'

export type PlaceView = Omit<FoundPlace, 'kind'> & { kind: FoundPlace['kind'] | 'outside' }

export interface PlacesFound {
  places: PlaceView[]
  /** Whose data it is, to be shown beside it; '' when it need not be. */
  attribution: string
  /** Why an outside service has no answer. */
  failed: 'busy' | 'broken' | null
}

interface Search {
  locale: Locale
  near?: LngLat
  /** Somebody who is signed in has pressed "Find": only then is an outside service asked, where there is one, for what we do not have. */
  isPressed: boolean
}

/** Places of a town for what somebody typed. */
export async function searchPlaces(
  town: Town,
  text: string,
  { locale, near, isPressed }: Search,
): Promise<PlacesFound> {
  const own = await findPlaces({ town, text, locale, near })
  if (own.length > 0 || !isPressed) {
    const isGazetteers = own.some(({ kind }) => kind !== 'space')
    const attribution = isGazetteers ? await getAttribution(town.id) : ''
    return { places: own, attribution, failed: null }
  }
  const { places, attribution, failed } = await findOutside(town, text, locale)
  return { places: places.map((place) => ({ ...place, kind: 'outside' })), attribution, failed }
}
