import type { Filter } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { type CardRow, conditionOf, countMatching, listMatching } from '#app/models/listing.server.ts'
import { listPublicPhotos } from '#app/models/photos.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'

/** A contribution as a list shows it, in the reader's language. */
export interface CardData {
  id: string
  number: number
  kind: CardRow['kind']
  title: string
  excerpt: string
  category: { id: string; icon: string; name: string } | null
  space: { slug: string; name: string } | null
  status: CardRow['status']
  decision: CardRow['decision']
  supports: number
  comments: number
  votes: number
  costMinor: number | null
  photo: { src: string; alt: string; width: number; height: number } | null
  createdAt: Date
}

const EXCERPT = 180

export async function cardsOf(townId: string, rows: CardRow[], locale: Locale): Promise<CardData[]> {
  if (rows.length === 0) return []
  const [names, photos] = await Promise.all([
    shownNames(townId, locale),
    listPublicPhotos(
      townId,
      rows.map((row) => row.id),
    ),
  ])
  const firstOf = new Map(photos.toReversed().map((photo) => [photo.contributionId, photo]))
  return rows.map((row) => {
    const photo = firstOf.get(row.id)
    const body = localized(row, 'body', locale).replace(/\s+/g, ' ')
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      title: localized(row, 'title', locale),
      excerpt:
        row.kind === 'proposal' && body.length > EXCERPT
          ? `${body.slice(0, body.lastIndexOf(' ', EXCERPT))}…`
          : row.kind === 'proposal'
            ? body
            : '',
      category: row.categoryId ? (names.categories.get(row.categoryId) ?? null) : null,
      space: row.spaceId ? (names.spaces.get(row.spaceId) ?? null) : null,
      status: row.status,
      decision: row.decision,
      supports: row.supports,
      comments: row.comments,
      votes: row.votes,
      costMinor: row.costMinor,
      photo: photo
        ? {
            src: paths.photo(townId, photo.id, 's'),
            alt: localized(photo, 'alt', locale),
            width: photo.width,
            height: photo.height,
          }
        : null,
      createdAt: row.createdAt,
    }
  })
}

/** How many contributions match a filter, and the cards of the first. */
export async function firstCards(townId: string, filter: Filter, locale: Locale, limit: number) {
  const condition = await conditionOf(townId, filter)
  const [counts, page] = await Promise.all([
    countMatching(condition),
    listMatching(condition, filter, null, limit),
  ])
  return { count: counts.all, cards: await cardsOf(townId, page.rows, locale) }
}

/** Categories, spaces and processes of a town by id, in the reader's language. */
export async function namesOf(townId: string, locale: Locale) {
  const [names, processes] = await Promise.all([shownNames(townId, locale), listProcesses(townId)])
  return {
    ...names,
    processes: new Map(
      processes.map((row) => [row.id, { slug: row.slug, title: localized(row, 'title', locale) }]),
    ),
  }
}

async function shownNames(townId: string, locale: Locale) {
  const [categories, spaces] = await Promise.all([listCategories(townId), listSpaces(townId)])
  return {
    categories: new Map(
      categories.map((row) => [row.id, { id: row.id, icon: row.icon, name: localized(row, 'name', locale) }]),
    ),
    spaces: new Map(
      spaces.map((row) => [row.id, { slug: row.slug, name: localized(row, 'name', locale), kind: row.kind }]),
    ),
  }
}
