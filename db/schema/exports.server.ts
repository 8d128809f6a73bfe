import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { towns } from './towns.server.ts'

const { text, whole, flag, instant, table, primaryKey, foreignKey, index } = kit

/**
 * A big export: asked for on a page, written by a thread beside the server's, taken away as a file, erased a day after.
 * Each try writes a file of its own, named by the id and the try: of two processes that believe to hold one job, the one
 * that has lost it can spoil nothing.
 */
export const exportJobs = table(
  'export_jobs',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    requestedBy: text('requested_by').notNull(),
    format: text('format')
      .$type<
        | 'csv'
        | 'xlsx'
        | 'geojson'
        | 'gpkg'
        | 'dxf'
        | 'kml'
        | 'shp'
        | 'pb'
        | 'pdf'
        | 'pdf-a3'
        | 'docx'
        | 'posters'
        | 'posters-a3'
        | 'zip'
      >()
      .notNull(),
    separator: text('separator').$type<';' | ','>().notNull(),
    locale: text('locale').$type<'ru' | 'en'>().notNull(),
    /** As the query string of the page. */
    filter: text('filter').notNull(),
    /** The columns that were chosen, by their keys with commas between; '' for all. */
    columns: text('columns').notNull().default(''),
    /** With the names by which people are known on the site. */
    hasPeople: flag('has_people').notNull().default(false),
    /** Where links point to. */
    origin: text('origin').notNull(),
    state: text('state').$type<'waiting' | 'running' | 'done' | 'failed' | 'cancelled'>().notNull(),
    tries: whole('tries').notNull(),
    /** Rows written so far, of `allRows`; the latter is what matched when it was asked for until it is known better. */
    doneRows: whole('done_rows').notNull(),
    allRows: whole('all_rows').notNull(),
    /** When it may be begun; of one that runs, when it was last heard of. */
    dueAt: instant('due_at').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Of a finished one: from here its term runs. */
    finishedAt: instant('finished_at'),
    bytes: whole('bytes').notNull(),
    /** SHA-256 of the file, hex; '' until it is there. */
    hash: text('hash').notNull(),
    lastError: text('last_error'),
  },
  (t) => [
    primaryKey({ name: 'export_jobs_pk', columns: [t.townId, t.id] }),
    index('export_jobs_due').on(t.state, t.dueAt),
    foreignKey({ name: 'export_jobs_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'export_jobs_requested_fk', columns: [t.requestedBy], foreignColumns: [people.id] }),
  ],
)
