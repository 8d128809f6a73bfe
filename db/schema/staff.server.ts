import { kit } from '../columns.server.ts'
import { contributions } from './contributions.server.ts'
import { people } from './people.server.ts'
import { type Translations, towns } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey, unique, index } = kit

export type SubjectType = 'contribution' | 'comment' | 'photo'

/** A reader's complaint; one of each reader about each subject. */
export const reports = table(
  'reports',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    subjectType: text('subject_type').$type<SubjectType>().notNull(),
    subjectId: text('subject_id').notNull(),
    contributionId: text('contribution_id').notNull(),
    reporterId: text('reporter_id').notNull(),
    reason: text('reason').notNull(),
    note: text('note').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
    settledBy: text('settled_by'),
  },
  (t) => [
    primaryKey({ name: 'reports_pk', columns: [t.townId, t.id] }),
    unique('reports_once').on(t.townId, t.subjectType, t.subjectId, t.reporterId),
    index('reports_open').on(t.townId, t.settledAt),
    foreignKey({
      name: 'reports_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({ name: 'reports_reporter_fk', columns: [t.reporterId], foreignColumns: [people.id] }),
  ],
)

/**
 * Every act of the staff: who, what, about what, before and after, why. Rows are only added (triggers of
 * `db/guards.server.ts` refuse the rest): an act is undone by a later one that names it in `undid`.
 *
 * - `seq` counts from 1 in each town; `hash` is the SHA-256 of the entry with `prevHash`, the hash before it
 *   (`app/domain/log-chain.ts`). Entries from before the chain have none; the first link seals them.
 * - `batchId`: acts that were done, and can be undone, together.
 */
export const staffActs = table(
  'staff_acts',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    actorId: text('actor_id').notNull(),
    act: text('act').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    contributionId: text('contribution_id'),
    reason: text('reason').notNull(),
    before: json('before').$type<Record<string, unknown>>().notNull(),
    after: json('after').$type<Record<string, unknown>>().notNull(),
    createdAt: instant('created_at').notNull(),
    /** Only of entries from before the chain; later ones are never changed. */
    undoneBy: text('undone_by'),
    undid: text('undid'),
    batchId: text('batch_id'),
    seq: whole('seq'),
    prevHash: text('prev_hash'),
    hash: text('hash'),
  },
  (t) => [
    primaryKey({ name: 'staff_acts_pk', columns: [t.townId, t.id] }),
    unique('staff_acts_seq').on(t.townId, t.seq),
    unique('staff_acts_undid').on(t.townId, t.undid),
    index('staff_acts_subject').on(t.townId, t.subjectId),
    index('staff_acts_batch').on(t.townId, t.batchId),
    index('staff_acts_time').on(t.townId, t.createdAt),
    index('staff_acts_contribution').on(t.townId, t.contributionId, t.createdAt),
    foreignKey({ name: 'staff_acts_actor_fk', columns: [t.actorId], foreignColumns: [people.id] }),
    foreignKey({ name: 'staff_acts_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** The town's ready reasons for returning or hiding something. */
export const reasonTemplates = table(
  'reason_templates',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    act: text('act').$type<'return' | 'hide'>().notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    position: whole('position').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'reason_templates_pk', columns: [t.townId, t.id] }),
    foreignKey({ name: 'reason_templates_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** The town's official answers; the newest is in force, the older ones stay to be read. */
export const answers = table(
  'answers',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    contributionId: text('contribution_id').notNull(),
    decision: text('decision').$type<'accepted' | 'partly' | 'not_accepted'>().notNull(),
    status: text('status').$type<'new' | 'review' | 'planned' | 'done' | 'declined'>().notNull(),
    body: text('body').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    authorId: text('author_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'answers_pk', columns: [t.townId, t.id] }),
    index('answers_contribution').on(t.townId, t.contributionId, t.createdAt),
    foreignKey({
      name: 'answers_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({ name: 'answers_author_fk', columns: [t.authorId], foreignColumns: [people.id] }),
  ],
)

/** When a contribution's status changed, and by whom. */
export const statusChanges = table(
  'status_changes',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    contributionId: text('contribution_id').notNull(),
    status: text('status').$type<'new' | 'review' | 'planned' | 'done' | 'declined'>().notNull(),
    changedBy: text('changed_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'status_changes_pk', columns: [t.townId, t.id] }),
    index('status_changes_contribution').on(t.townId, t.contributionId, t.createdAt),
    foreignKey({
      name: 'status_changes_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
  ],
)
