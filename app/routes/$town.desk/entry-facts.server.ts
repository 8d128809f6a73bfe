import { namesOf } from '#app/cards.server.ts'
import { localized } from '#app/domain/localized.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { listCitedPins } from '#app/models/citations.server.ts'
import type { QueueItem } from '#app/models/queue.server.ts'

/** What a moderator must see of a pin or a proposal beside its words, in their language. */
export interface EntryFacts {
  place: {
    precision: 'point' | 'described' | 'space'
    text: string
    lng: number | null
    lat: number | null
    space: { slug: string; name: string } | null
  }
  category: { icon: string; name: string } | null
  costMinor: number | null
  cites: { number: number; title: string }[]
}

/** The facts of each pin and proposal of the queue, by its id; of a comment there are none. */
export async function entryFacts(
  townId: string,
  queue: QueueItem[],
  locale: Locale,
): Promise<Map<string, EntryFacts>> {
  const ids = queue.flatMap(({ entry, contribution }) => (entry ? [contribution.id] : []))
  const [names, cited] = await Promise.all([namesOf(townId, locale), listCitedPins(townId, ids)])
  const facts = new Map<string, EntryFacts>()
  for (const { entry, contribution } of queue) {
    if (!entry) continue
    facts.set(contribution.id, {
      place: {
        precision: entry.placePrecision,
        text: localized(entry, 'placeText', locale),
        lng: entry.lng,
        lat: entry.lat,
        space: (entry.spaceId && names.spaces.get(entry.spaceId)) || null,
      },
      category: (entry.categoryId && names.categories.get(entry.categoryId)) || null,
      costMinor: entry.costMinor,
      cites: (cited.get(contribution.id) ?? []).map((pin) => ({
        number: pin.number,
        title: localized(pin, 'title', locale),
      })),
    })
  }
  return facts
}
