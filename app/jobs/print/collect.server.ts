import type { Filter } from '#app/domain/filter.ts'
import type { RankBy } from '#app/domain/ranking.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { ExportRow } from '#app/jobs/export-rows.server.ts'
import type { Condition } from '#app/models/listing.server.ts'
import { listProcesses, type Process } from '#app/models/processes.server.ts'
import { ballotsOf, figuresOf, processesIn, type ReportFigures } from '#app/models/report-figures.server.ts'
import { listSpaces, type Space } from '#app/models/spaces.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import type { Db } from '#db/store.server.ts'

/** How much of a ranking goes onto paper: whoever needs more takes a table. Every document says where it was cut. */
export const PRINT_LIMITS = {
  pages: 20,
  table: 1000,
  marks: 2000,
  texts: 20,
  responses: 500,
  report: 500,
  posters: 12,
}

/** All that printed documents say, read in one snapshot. */
export interface Collected {
  db: Db
  town: Town
  filter: Filter
  locale: Locale
  now: Date
  rankBy: RankBy
  /** Rows of the whole set. */
  all: number
  figures: ReportFigures
  /** Of counted votes. */
  ballots: { web: number; paper: number; import: number }
  /** Those that entries of the set belong to, in the order of the site. */
  processes: Process[]
  spaces: Space[]
  /** From the top of the ranking, at most `PRINT_LIMITS.table`. */
  rows: ExportRow[]
  /** The first proposals; of a set without any, the first entries. */
  first: ExportRow[]
  /** The first with a point, at most `PRINT_LIMITS.marks`. */
  placed: ExportRow[]
  /** The first with an answer, and how many there are. */
  answered: ExportRow[]
  answeredCount: number
  /** Entries by space. */
  bySpace: Map<string, number>
}

interface Source {
  db: Db
  town: Town
  filter: Filter
  locale: Locale
  now: Date
  condition: Condition
  rankBy: RankBy
  all: number
  pages: AsyncIterable<readonly ExportRow[]>
}

/** Walks through the whole ranking once and keeps what is printed; memory does not grow with the set. */
export async function collect(source: Source): Promise<Collected> {
  const { db, town, filter, locale, now, condition, rankBy, all, pages } = source
  const kept = await keep(pages)
  const isWanted = await processesIn(db, condition)
  const processes = (await listProcesses(town.id, now, db)).filter(
    ({ id, slug }) => isWanted.has(id) || slug === filter.process,
  )
  return {
    db,
    town,
    filter,
    locale,
    now,
    rankBy,
    all,
    figures: await figuresOf(db, town.id, condition),
    ballots: await ballotsOf(
      db,
      town.id,
      processes.map(({ id }) => id),
      now,
    ),
    processes,
    spaces: await listSpaces(town.id, db),
    ...kept,
  }
}

async function keep(pages: Source['pages']) {
  const rows: ExportRow[] = []
  const proposals: ExportRow[] = []
  const placed: ExportRow[] = []
  const answered: ExportRow[] = []
  const bySpace = new Map<string, number>()
  let answeredCount = 0
  const add = (list: ExportRow[], row: ExportRow, limit: number) =>
    void (list.length < limit && list.push(row))
  for await (const page of pages) {
    for (const line of page) {
      const { row } = line.ranked
      add(rows, line, PRINT_LIMITS.table)
      if (row.kind === 'proposal') add(proposals, line, PRINT_LIMITS.pages)
      if (row.lng !== null && row.lat !== null) add(placed, line, PRINT_LIMITS.marks)
      if (row.decision !== null) {
        answeredCount++
        add(answered, line, PRINT_LIMITS.responses)
      }
      if (row.spaceId !== null) bySpace.set(row.spaceId, (bySpace.get(row.spaceId) ?? 0) + 1)
    }
  }
  const first = proposals.length > 0 ? proposals : rows.slice(0, PRINT_LIMITS.pages)
  return { rows, first, placed, answered, answeredCount, bySpace }
}
