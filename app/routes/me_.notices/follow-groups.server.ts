import { localized } from '#app/domain/localized.ts'
import type { Followed } from '#app/domain/notices.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { listFollows } from '#app/models/follows.server.ts'
import { paths } from '#app/paths.ts'

/** What a person follows, by what it is. What is out of sight shows nobody its words. */
export async function followGroups(personId: string, locale: Locale) {
  const { ofContributions, ofProcesses, ofSpaces } = await listFollows(personId)
  const town = (row: (typeof ofSpaces)[number] | (typeof ofContributions)[number]) => ({
    townId: row.townId,
    town: localized({ name: row.townName, translations: row.townNames }, 'name', locale),
  })
  const groups: { type: Followed; items: FollowedItem[] }[] = [
    {
      type: 'contribution',
      items: ofContributions.map((row) => ({
        ...town(row),
        id: row.id,
        name: row.visibility === 'published' ? (row.translations[locale]?.title ?? row.name) : '…',
        number: row.number,
        to: paths.contribution(row.townSlug, row.number),
      })),
    },
    {
      type: 'process',
      items: ofProcesses.map((row) => ({
        ...town(row),
        id: row.id,
        name: row.translations[locale]?.title ?? row.name,
        number: null,
        to: paths.process(row.townSlug, row.slug),
      })),
    },
    {
      type: 'space',
      items: ofSpaces.map((row) => ({
        ...town(row),
        id: row.id,
        name: localized(row, 'name', locale),
        number: null,
        to: paths.space(row.townSlug, row.slug),
      })),
    },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

export interface FollowedItem {
  townId: string
  town: string
  id: string
  name: string
  number: number | null
  to: string
}
