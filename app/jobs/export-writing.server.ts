import type { Filter } from '#app/domain/filter.ts'
import type { RankBy } from '#app/domain/ranking.ts'
import type { Pattern } from '#app/domain/search/postings.ts'
import type { ExportFormat } from '#app/export-formats.ts'
import { counted } from '#app/formats/counted.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { Condition } from '#app/models/listing.server.ts'
import { eachRanked } from '#app/models/ranked-rows.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import type { Db } from '#db/store.server.ts'
import type { ExportFacts } from './export-notes.server.ts'
import { type ExportRow, exportRows, type Names } from './export-rows.server.ts'

export interface ExportRequest {
  town: Town
  filter: Filter
  format: ExportFormat
  locale: Locale
  /** CSV only: ';' with decimal commas opens in Russian Excel by a double click, ',' is for programs. */
  separator: ';' | ','
  /** Keys of `ranking.columns`, in any order; none means all. */
  columns?: readonly string[]
  /** With the names by which authors are known on the site; whoever asks may see people, and it is logged. */
  hasPeople?: boolean
  /** Where links point to, without a slash at the end. */
  origin: string
  now: Date
}

/** With what the server knows and a thread does not: what the filter's words are likely misspelt for. */
export type ReadyExport = ExportRequest & { words: Pattern[][] }

/** How a file is written: in a thread of its own in big steps, beside other requests in small ones. */
export interface Pace {
  step: number
  onRows?: (written: number, all: number) => void
}

/** All that a writer of one format gets: the request, the snapshot, and the ranked set to walk through. */
export interface Writing {
  request: ReadyExport
  db: Db
  t: T
  names: Names
  facts: ExportFacts
  condition: Condition
  rankBy: RankBy
  /** Rows of the set. */
  expected: number
  step: number
  /** Told how much of the file is written, 0 to 1; throws where it is no longer wanted. */
  tell(share: number): void
  /** Where the whole file goes; parts that are still being written lie beside it (`partOf`). */
  path: string
  /** The set in rank order, all of it or an error: each walk reads the same snapshot. */
  walk(options?: WalkOptions): AsyncGenerator<readonly ExportRow[]>
}

interface WalkOptions {
  hasGeometry?: boolean
  /** Instead of that of the whole file: told how much of the set was walked through. */
  tell?: Writing['tell']
}

/** What a writer says of the file it has written. */
export interface Written {
  bytes: number
  /** SHA-256, hex. */
  hash: string
  /** What it holds, where that is not the rows of the set. */
  rows?: number
}

/** Writes one file whole or not at all. */
export type Writer = (writing: Writing) => Promise<Written>

/** Gives the function that walks through the set. */
export function walkOf(writing: Omit<Writing, 'walk'>): Writing['walk'] {
  const { db, request, condition, rankBy, expected, step, names } = writing
  const { town, locale, now, hasPeople = false } = request
  return async function* walk({ hasGeometry = false, tell = writing.tell } = {}) {
    const ranked = eachRanked({ db, condition, rankBy, step, hasGeometry })
    const rows = exportRows({ db, townId: town.id, pages: ranked, names, locale, now, hasPeople })
    let written = 0
    for await (const page of counted(rows, expected)) {
      yield page
      written += page.length
      tell(written / expected)
    }
  }
}

/** The same writing as a part of a greater one: what it tells is between two shares of the whole. */
export function shareOf(writing: Writing, from: number, to: number): Writing {
  const tell = (share: number) => writing.tell(from + (to - from) * share)
  return { ...writing, tell, walk: (options) => writing.walk({ tell, ...options }) }
}
