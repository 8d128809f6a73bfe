import { localized } from '#app/domain/localized.ts'
import type { Ranked } from '#app/domain/ranking.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { authorNames } from '#app/models/author-names.server.ts'
import { newestAnswers } from '#app/models/newest-answers.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import type { ExportedRow } from '#app/models/ranked-rows.server.ts'
import { listOutcomes, type VoteOutcome } from '#app/models/results.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import type { Db } from '#db/store.server.ts'

/** Names in the reader's language, by id. */
export interface Names {
  processes: Map<string, string>
  categories: Map<string, string>
  spaces: Map<string, string>
  /** The filter speaks of processes and spaces by their slugs. */
  bySlug: Map<string, string>
}

export async function namesOf(db: Db, townId: string, locale: Locale, now: Date): Promise<Names> {
  const [processes, categories, spaces] = [
    await listProcesses(townId, now, db),
    await listCategories(townId, db),
    await listSpaces(townId, db),
  ]
  const titles = processes.map((row) => ({ ...row, label: localized(row, 'title', locale) }))
  const places = spaces.map((row) => ({ ...row, label: localized(row, 'name', locale) }))
  return {
    processes: new Map(titles.map((row) => [row.id, row.label])),
    categories: new Map(categories.map((row) => [row.id, localized(row, 'name', locale)])),
    spaces: new Map(places.map((row) => [row.id, row.label])),
    bySlug: new Map([
      ...titles.map((row) => [`process ${row.slug}`, row.label] as const),
      ...places.map((row) => [`space ${row.slug}`, row.label] as const),
    ]),
  }
}

/** One line of an export: what the ranking shows, in the reader's language, and the town's answer in force. */
export interface ExportRow {
  ranked: Ranked<ExportedRow>
  title: string
  body: string
  process: string
  category: string | null
  space: string | null
  /** The words of the place; '' where there are none. */
  place: string
  answer: string | null
  /** What the vote that it was in decided; null where there was none, or none yet. */
  outcome: VoteOutcome | null
  /** By which the author is known on the site; null where it was not asked for, or nobody is known. */
  author: string | null
}

interface Source {
  db: Db
  townId: string
  pages: AsyncIterable<Ranked<ExportedRow>[]>
  names: Names
  locale: Locale
  now: Date
  hasPeople: boolean
}

export async function* exportRows(source: Source): AsyncGenerator<ExportRow[]> {
  const { db, townId, pages, names, locale, now, hasPeople } = source
  const outcomes = await listOutcomes(townId, now, db)
  for await (const page of pages) {
    // Each answer has a decision, and gives it to what it answers.
    const answered = page.filter(({ row }) => row.decision !== null).map(({ row }) => row.id)
    const answers = await newestAnswers(db, townId, answered)
    const ids = page.map(({ row }) => row.id)
    const authors = hasPeople ? await authorNames(db, townId, ids) : new Map<string, string>()
    yield page.map(function inWords(ranked): ExportRow {
      const { row } = ranked
      const answer = answers.get(row.id)
      return {
        ranked,
        title: localized(row, 'title', locale),
        body: localized(row, 'body', locale),
        process: names.processes.get(row.processId) ?? '',
        category: row.categoryId === null ? null : (names.categories.get(row.categoryId) ?? null),
        space: row.spaceId === null ? null : (names.spaces.get(row.spaceId) ?? null),
        place: localized(row, 'placeText', locale),
        answer: answer ? localized(answer, 'body', locale) : null,
        outcome: outcomes.get(row.number) ?? null,
        author: authors.get(row.id) ?? null,
      }
    })
  }
}
