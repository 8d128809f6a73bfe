import { searchable } from '#app/domain/contributions.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { localized } from '#app/domain/localized.ts'
import { listSpaces } from './spaces.server.ts'
import { getBaseMap } from './towns.server.ts'

export interface FoundPlace {
  name: string
  lng: number
  lat: number
}

/** Words that people write before a street's name, or leave out. */
const STREET_WORDS =
  /(^|\s)(улица|ул|переулок|пер|площадь|пл|проспект|пр-т|набережная|наб|street|st|lane|square)\.?(?=\s|$)/g

/**
 * Places whose name holds every word of the text: the town's spaces, then named streets and landmarks of its base map.
 * @returns up to 8, best first, degrees
 */
export async function findPlaces(townId: string, text: string, locale: string): Promise<FoundPlace[]> {
  const words = plain(text).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const [spaces, base] = await Promise.all([listSpaces(townId), getBaseMap(townId)])
  const found = new Map<string, FoundPlace & { score: number }>()
  const consider = (names: string[], shown: string, lng: number, lat: number, bonus: number) => {
    const fits = names.some((name) => words.every((word) => plain(name).includes(word)))
    if (!fits || found.has(shown)) return
    const starts = names.some((name) => plain(name).startsWith(words[0]!)) ? 1 : 0
    found.set(shown, { name: shown, lng, lat, score: bonus + starts })
  }
  for (const space of spaces) {
    consider(
      [space.name, space.translations.en?.name ?? ''],
      localized(space, 'name', locale),
      space.lng,
      space.lat,
      2,
    )
  }
  for (const feature of base?.features.features ?? []) {
    const name = feature.properties?.name as Record<string, string> | undefined
    if (!name?.ru) continue
    const [lng, lat] = pointOf(feature.geometry)
    consider(Object.values(name), name[locale] ?? name.ru, lng, lat, 0)
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, 8)
    .map(({ score, ...place }) => place)
}

function plain(text: string): string {
  return searchable(text).replace(STREET_WORDS, ' ').replace(/[.,]/g, ' ').replace(/\s+/g, ' ').trim()
}
