import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { processes, towns } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey, index } = kit

/** How a file is to be read. */
export interface ImportMapping {
  /** Our field to the heading in the file, counted from 0; a field that the file does not have is left out. */
  columns: Record<string, number>
  /** What the coordinates are: as the file says, degrees of WGS84, or metres of the town's own drawings. */
  system: 'file' | 'degrees' | 'drawing'
  /** Whether the second coordinate of the file is the first. */
  axes: 'straight' | 'swapped'
  /** A name of a category in the file, searchable, to the id of one of the town's; '' = none. Others are made. */
  categories: Record<string, string>
}

/** A file of proposals or spaces: first a draft that changes nothing, then what was made of it. */
export const imports = table(
  'imports',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    kind: text('kind').$type<'proposals' | 'spaces'>().notNull(),
    /** Where proposals go; null of spaces. */
    processId: text('process_id'),
    /** 'partly': undone, but for what residents have acted on since. */
    state: text('state').$type<'draft' | 'done' | 'partly' | 'undone'>().notNull(),
    format: text('format').notNull(),
    fileName: text('file_name').notNull(),
    /** SHA-256, hex. A draft's file: FILES_DIR/imports/TOWN/ID; it goes with the draft, and when it is imported. */
    fileHash: text('file_hash').notNull(),
    fileBytes: whole('file_bytes').notNull(),
    mapping: json('mapping').$type<ImportMapping>().notNull(),
    /** What was made of it. */
    made: whole('made').notNull(),
    /** Rows that were left out. */
    leftOut: whole('left_out').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    doneAt: instant('done_at'),
    undoneAt: instant('undone_at'),
  },
  (t) => [
    primaryKey({ name: 'imports_pk', columns: [t.townId, t.id] }),
    index('imports_state').on(t.townId, t.state, t.createdAt),
    foreignKey({ name: 'imports_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({
      name: 'imports_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({ name: 'imports_created_fk', columns: [t.createdBy], foreignColumns: [people.id] }),
  ],
)

/** What an import has made and not taken back. */
export const importRows = table(
  'import_rows',
  {
    townId: text('town_id').notNull(),
    importId: text('import_id').notNull(),
    subjectType: text('subject_type').$type<'contribution' | 'space' | 'category'>().notNull(),
    subjectId: text('subject_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'import_rows_pk', columns: [t.townId, t.importId, t.subjectType, t.subjectId] }),
    index('import_rows_subject').on(t.townId, t.subjectId),
    foreignKey({
      name: 'import_rows_import_fk',
      columns: [t.townId, t.importId],
      foreignColumns: [imports.townId, imports.id],
    }),
  ],
)
