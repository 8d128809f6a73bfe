import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { processes, type Translations, towns } from './towns.server.ts'

const { text, whole, real, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** One line of a case: `PracticeFact` of app/domain/practices.ts. */
export interface StoredFact {
  section: 'place' | 'done' | 'cost' | 'participation' | 'failed' | 'lessons'
  label: string
  /** '' = nobody has found out yet. */
  value: string
  /** When it was so, as exactly as is known: '2018', '2018-02', '2018-02-13' or ''. */
  happened: string
  source: string
  /** An address or the mark of a printed source; '' for none. */
  sourceAddress: string
  /** As `happened`, of the source itself. */
  sourceDate: string
  en: { label: string; value: string; source: string }
}

/**
 * The library of practices: what towns have done, told in sourced facts. It belongs to the whole installation; a case that a
 * town has proposed names its process.
 */
export const practiceCases = table(
  'practice_cases',
  {
    id: text('id').primaryKey(),
    slug: text('slug').notNull(),
    state: text('state').$type<'proposed' | 'draft' | 'published' | 'hidden'>().notNull(),
    spaceKind: text('space_kind').notNull(),
    townName: text('town_name').notNull(),
    region: text('region').notNull(),
    /** One of SIZE_BANDS of app/domain/practices.ts; null = unknown. */
    sizeBand: text('size_band'),
    yearFrom: whole('year_from'),
    yearTo: whole('year_to'),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    facts: json('facts').$type<StoredFact[]>().notNull(),
    /** The middle of the town, degrees: never of the space itself. */
    lng: real('lng'),
    lat: real('lat'),
    /** Stems between spaces, as of contributions. */
    searchText: text('search_text').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    /** SHA-256 of the case in its data file; null once somebody has changed it by hand, or if it never was in one. */
    fileHash: text('file_hash'),
    townId: text('town_id'),
    processId: text('process_id'),
    changedBy: text('changed_by'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    unique('practice_cases_slug').on(t.slug),
    unique('practice_cases_process').on(t.townId, t.processId),
    index('practice_cases_state').on(t.state, t.spaceKind, t.sizeBand),
    foreignKey({ name: 'practice_cases_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({
      name: 'practice_cases_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({ name: 'practice_cases_changed_fk', columns: [t.changedBy], foreignColumns: [people.id] }),
  ],
)

/** After which case a process was started. */
export const processSources = table(
  'process_sources',
  {
    townId: text('town_id').notNull(),
    processId: text('process_id').notNull(),
    caseId: text('case_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'process_sources_pk', columns: [t.townId, t.processId] }),
    index('process_sources_case').on(t.caseId),
    foreignKey({
      name: 'process_sources_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({
      name: 'process_sources_case_fk',
      columns: [t.caseId],
      foreignColumns: [practiceCases.id],
    }),
  ],
)
