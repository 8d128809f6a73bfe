import { localized } from '#app/domain/localized.ts'
import type { Ranked } from '#app/domain/ranking.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { newestAnswers } from '#app/models/newest-answers.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import type { RankedRow } from '#app/models/ranking.server.ts'
import { listOutcomes, type VoteOutcome } from '#app/models/results.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import type { Db } from '#db/store.server.ts'

/** Answers are looked up for this many rows at a time. */
const PAGE = 500

/** Names in the reader's language, by id. */
export interface Names {
  processes: Map<string, string>
  categories: Map<string, string>
  spaces: Map<string, string>
  /** The filter speaks of processes and spaces by their slugs. */
  bySlug: Map<string, string>
}

export async function namesOf(townId: string, locale: Locale): Promise<Names> {
  const [processes, categories, spaces] = await Promise.all([
    listProcesses(townId),
    listCategories(townId),
    listSpaces(townId),
  ])
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
  ranked: Ranked<RankedRow>
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
}

interface Source {
  db: Db
  townId: string
  rows: AsyncIterable<Ranked<RankedRow>>
  names: Names
  locale: Locale
}

export async function* exportRows({ db, townId, rows, names, locale }: Source): AsyncGenerator<ExportRow> {
  const outcomes = await listOutcomes(townId, new Date(), db)
  for await (const page of inPages(rows)) {
    const answers = await newestAnswers(
      db,
      townId,
      page.map(({ row }) => row.id),
    )
    for (const ranked of page) {
      const { row } = ranked
      const answer = answers.get(row.id)
      yield {
        ranked,
        title: localized(row, 'title', locale),
        body: localized(row, 'body', locale),
        process: names.processes.get(row.processId) ?? '',
        category: row.categoryId === null ? null : (names.categories.get(row.categoryId) ?? null),
        space: row.spaceId === null ? null : (names.spaces.get(row.spaceId) ?? null),
        place: localized(row, 'placeText', locale),
        answer: answer ? localized(answer, 'body', locale) : null,
        outcome: outcomes.get(row.number) ?? null,
      }
    }
  }
}

async function* inPages<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let page: T[] = []
  for await (const item of items) {
    page.push(item)
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
