import { eq } from 'drizzle-orm'
import { readAsked } from '#app/domain/gazetteer/asked.ts'
import { matchAsked } from '#app/domain/gazetteer/match-word.ts'
import { foundBy, readName } from '#app/domain/gazetteer/names.ts'
import { rate } from '#app/domain/gazetteer/rate.ts'
import { distanceM } from '#app/domain/geometry/measure.ts'
import type { LngLat } from '#app/domain/geometry/positions.ts'
import { gazetteers } from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'
import { type Candidate, type PlaceKind, searchGazetteer, streetNamesIn } from './gazetteer-search.server.ts'
import { listSpaces } from './spaces.server.ts'

export interface FoundPlace {
  name: string
  kind: PlaceKind
  lng: number
  lat: number
}

const SHOWN = 8
/** Parts of one street stand for one; a street of the same name in another village is another. */
const SAME_WITHIN_M = 2000
/** Spaces are what the town is asked about. */
const SPACE_BONUS = 0.02

interface Sought {
  town: { id: string; name: string; lng: number; lat: number }
  /** As typed; the town's own name in it says nothing. */
  text: string
  locale: string
  /** Equally good ones are sorted by their distance from here, e.g. the middle of the map; the town's unless given. */
  near?: LngLat
}

/** The town's spaces and its gazetteer by what somebody types: up to 8, best first, degrees. */
export async function findPlaces({ town, text, locale, near }: Sought): Promise<FoundPlace[]> {
  const asked = readAsked(text, town.name)
  if (asked.words.length === 0) return []
  const from = near ?? [town.lng, town.lat]
  const [spaces, entries] = await Promise.all([
    spacesLike(town.id, asked),
    searchGazetteer(town.id, asked, from),
  ])
  const sorted = [...spaces, ...entries]
    .map((place) => ({ place, awayM: distanceM(from, [place.lng, place.lat]) }))
    .sort((a, b) => Math.round((b.place.score - a.place.score) * 100) || a.awayM - b.awayM)
    .map(({ place }) => place)
  const shown: Candidate[] = []
  for (const place of sorted) {
    if (shown.length === SHOWN) break
    if (!shown.some((other) => isSame(place, other))) shown.push(place)
  }
  const streets = await streetNamesIn(
    shown.map(({ streetKey }) => streetKey).filter((key) => key !== ''),
    locale,
  )
  return shown.map((place) => ({
    name: nameOf(place, locale, streets),
    kind: place.kind,
    lng: place.lng,
    lat: place.lat,
  }))
}

/** Whose data the town's gazetteer is, to be shown beside what was found; '' when it need not be. */
export async function getAttribution(townId: string): Promise<string> {
  const { read } = await getStore()
  const [row] = await read
    .select({ attribution: gazetteers.attribution })
    .from(gazetteers)
    .where(eq(gazetteers.townId, townId))
  return row?.attribution ?? ''
}

async function spacesLike(townId: string, asked: ReturnType<typeof readAsked>): Promise<Candidate[]> {
  const spaces = await listSpaces(townId)
  return spaces.flatMap(function rateSpace({ name, translations, lng, lat }) {
    const words = [name, translations.en?.name ?? ''].flatMap(foundBy)
    const [best] = rate(asked, {
      fits: (index) => Math.max(0, ...words.map((word) => matchAsked(asked.words[index]!, word))),
      length: foundBy(name).length,
      types: readName(name).types,
    })
    if (!best || best.number !== null) return []
    const score = best.score + SPACE_BONUS
    return [{ kind: 'space' as const, name, translations, number: '', streetKey: '', lng, lat, score }]
  })
}

function isSame(a: Candidate, b: Candidate): boolean {
  const isNamedSame = a.name === b.name && a.number === b.number
  return isNamedSame && distanceM([a.lng, a.lat], [b.lng, b.lat]) < SAME_WITHIN_M
}

/** 'Соборная улица, 5': neutral, for cases and prepositions differ from name to name. */
export function nameOf(
  {
    name,
    number,
    streetKey,
    translations,
  }: Pick<Candidate, 'name' | 'number' | 'streetKey' | 'translations'>,
  locale: string,
  streets: ReadonlyMap<string, string>,
): string {
  if (number !== '') return `${streets.get(streetKey) ?? name}, ${number}`
  return translations[locale]?.name || name
}
