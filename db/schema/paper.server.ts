import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { phases } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** What a clerk typed of one paper ballot, by the printed numbers; `value` as in `ballot_choices`. */
export interface PaperMark {
  number: number
  value: number | null
}

/**
 * A bundle of paper ballots from one place. `issued` were given out and `found` lay in the box; the valid and the spoiled
 * are counted from what was typed. Agreed once both entries say the same: its ballots are cast in that transaction.
 */
export const paperBundles = table(
  'paper_bundles',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    phaseId: text('phase_id').notNull(),
    number: whole('number').notNull(),
    place: text('place').notNull(),
    issued: whole('issued').notNull(),
    found: whole('found').notNull(),
    state: text('state').$type<'open' | 'agreed'>().notNull(),
    /** Set when agreed. */
    valid: whole('valid'),
    spoiled: whole('spoiled'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    agreedBy: text('agreed_by'),
    agreedAt: instant('agreed_at'),
  },
  (t) => [
    primaryKey({ name: 'paper_bundles_pk', columns: [t.townId, t.id] }),
    unique('paper_bundles_number').on(t.townId, t.phaseId, t.number),
    foreignKey({
      name: 'paper_bundles_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
    foreignKey({ name: 'paper_bundles_clerk_fk', columns: [t.createdBy], foreignColumns: [people.id] }),
  ],
)

/** The two times that a bundle is typed, `pass` 1 and 2, each by one clerk from beginning to end. */
export const paperEntries = table(
  'paper_entries',
  {
    townId: text('town_id').notNull(),
    bundleId: text('bundle_id').notNull(),
    pass: whole('pass').notNull(),
    clerkId: text('clerk_id').notNull(),
    startedAt: instant('started_at').notNull(),
    /** Null while it is being typed. */
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ name: 'paper_entries_pk', columns: [t.townId, t.bundleId, t.pass] }),
    foreignKey({
      name: 'paper_entries_bundle_fk',
      columns: [t.townId, t.bundleId],
      foreignColumns: [paperBundles.townId, paperBundles.id],
    }),
    foreignKey({ name: 'paper_entries_clerk_fk', columns: [t.clerkId], foreignColumns: [people.id] }),
  ],
)

/** One typed paper ballot; `position` is its place in the bundle, from 1. The code goes once the bundle is agreed. */
export const paperEntryRows = table(
  'paper_entry_rows',
  {
    townId: text('town_id').notNull(),
    bundleId: text('bundle_id').notNull(),
    pass: whole('pass').notNull(),
    position: whole('position').notNull(),
    marks: json('marks').$type<PaperMark[]>().notNull(),
    /** Why it does not count; null = valid. */
    spoiled: text('spoiled').$type<'blank' | 'too-many' | 'unclear' | 'not-ours' | 'code' | null>(),
    codeHash: text('code_hash'),
  },
  (t) => [
    primaryKey({ name: 'paper_entry_rows_pk', columns: [t.townId, t.bundleId, t.pass, t.position] }),
    foreignKey({
      name: 'paper_entry_rows_entry_fk',
      columns: [t.townId, t.bundleId, t.pass],
      foreignColumns: [paperEntries.townId, paperEntries.bundleId, paperEntries.pass],
    }),
  ],
)

/** Who typed, corrected or took back what, in order; without codes. */
export const paperLog = table(
  'paper_log',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    bundleId: text('bundle_id').notNull(),
    pass: whole('pass').notNull(),
    position: whole('position').notNull(),
    actorId: text('actor_id').notNull(),
    act: text('act').$type<'type' | 'correct' | 'undo'>().notNull(),
    before: text('before').notNull(),
    after: text('after').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'paper_log_pk', columns: [t.townId, t.id] }),
    index('paper_log_bundle').on(t.townId, t.bundleId, t.id),
    foreignKey({
      name: 'paper_log_bundle_fk',
      columns: [t.townId, t.bundleId],
      foreignColumns: [paperBundles.townId, paperBundles.id],
    }),
    foreignKey({ name: 'paper_log_actor_fk', columns: [t.actorId], foreignColumns: [people.id] }),
  ],
)
