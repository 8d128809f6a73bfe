import { kit } from '../columns.server.ts'
import { contributions } from './contributions.server.ts'
import { people } from './people.server.ts'
import { towns } from './towns.server.ts'

const { text, whole, flag, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** What the desk decides about. */
export type DeskSubjectType = 'contribution' | 'comment' | 'photo'

/** Where a town's log stands: the last entry's number and hash; `seq` 0 holds the seal of what was there before. */
export const logHeads = table(
  'log_heads',
  { townId: text('town_id').primaryKey(), seq: whole('seq').notNull(), hash: text('hash').notNull() },
  (t) => [foreignKey({ name: 'log_heads_town_fk', columns: [t.townId], foreignColumns: [towns.id] })],
)

/** What the rules of `app/domain/flags` noticed, computed in the write that it is about; one row a rule and subject. */
export const flags = table(
  'flags',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    subjectType: text('subject_type').$type<DeskSubjectType>().notNull(),
    subjectId: text('subject_id').notNull(),
    contributionId: text('contribution_id').notNull(),
    rule: text('rule').notNull(),
    /** What was found, as the desk reads it: the words, or the numbers of what it repeats. */
    found: text('found').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
    settledBy: text('settled_by'),
  },
  (t) => [
    primaryKey({ name: 'flags_pk', columns: [t.townId, t.id] }),
    unique('flags_once').on(t.townId, t.subjectType, t.subjectId, t.rule),
    index('flags_open').on(t.townId, t.settledAt),
    foreignKey({
      name: 'flags_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
  ],
)

/** Who looks at what now; a claim that has expired is nobody's. */
export const claims = table(
  'claims',
  {
    townId: text('town_id').notNull(),
    subjectType: text('subject_type').$type<DeskSubjectType>().notNull(),
    subjectId: text('subject_id').notNull(),
    personId: text('person_id').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'claims_pk', columns: [t.townId, t.subjectType, t.subjectId] }),
    foreignKey({ name: 'claims_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** Who may not write in a town, until when and why. `until` null = until somebody lifts it. */
export const blocks = table(
  'blocks',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    personId: text('person_id').notNull(),
    reason: text('reason').notNull(),
    until: instant('until'),
    hidesContent: flag('hides_content').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ name: 'blocks_pk', columns: [t.townId, t.id] }),
    index('blocks_person').on(t.townId, t.personId),
    foreignKey({ name: 'blocks_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
    foreignKey({ name: 'blocks_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** What an appeal is about; a person: their block. */
export type AppealSubjectType = DeskSubjectType | 'person'

/** An author's one answer to a decision of the desk, and what another member of the staff said to it. */
export const appeals = table(
  'appeals',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    /** The decision that it is about. */
    actId: text('act_id').notNull(),
    subjectType: text('subject_type').$type<AppealSubjectType>().notNull(),
    subjectId: text('subject_id').notNull(),
    /** Of a block: an entry that the person wrote, or wrote under. */
    contributionId: text('contribution_id').notNull(),
    authorId: text('author_id').notNull(),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
    outcome: text('outcome').$type<'granted' | 'upheld'>(),
    answer: text('answer').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
  },
  (t) => [
    primaryKey({ name: 'appeals_pk', columns: [t.townId, t.id] }),
    unique('appeals_once').on(t.townId, t.actId),
    index('appeals_open').on(t.townId, t.decidedAt),
    foreignKey({
      name: 'appeals_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({ name: 'appeals_author_fk', columns: [t.authorId], foreignColumns: [people.id] }),
  ],
)

/** What a merge moved, so that it can be moved back exactly. */
export interface MovedByMerge {
  visibility: 'pending' | 'published' | 'returned' | 'hidden' | 'withdrawn'
  photos: { id: string; position: number }[]
  comments: string[]
  /** Pins that the other did not cite yet, and proposals that did not cite the other yet. */
  cites: string[]
  citedBy: string[]
}

/** One pin or proposal taken into another; undone when `undoneAt` is set. */
export const merges = table(
  'merges',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    fromId: text('from_id').notNull(),
    intoId: text('into_id').notNull(),
    reason: text('reason').notNull(),
    moved: json('moved').$type<MovedByMerge>().notNull(),
    mergedBy: text('merged_by').notNull(),
    createdAt: instant('created_at').notNull(),
    undoneAt: instant('undone_at'),
  },
  (t) => [
    primaryKey({ name: 'merges_pk', columns: [t.townId, t.id] }),
    index('merges_into').on(t.townId, t.intoId),
    index('merges_from').on(t.townId, t.fromId),
    foreignKey({
      name: 'merges_from_fk',
      columns: [t.townId, t.fromId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({
      name: 'merges_into_fk',
      columns: [t.townId, t.intoId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
  ],
)

/**
 * Who supported what was merged, as it was. `moved`: counted under the other since; else the person supported both (or
 * wrote the other) and is counted there once.
 */
export const mergedSupports = table(
  'merged_supports',
  {
    townId: text('town_id').notNull(),
    mergeId: text('merge_id').notNull(),
    personId: text('person_id').notNull(),
    createdAt: instant('created_at').notNull(),
    isMoved: flag('is_moved').notNull(),
  },
  (t) => [
    primaryKey({ name: 'merged_supports_pk', columns: [t.townId, t.mergeId, t.personId] }),
    foreignKey({
      name: 'merged_supports_merge_fk',
      columns: [t.townId, t.mergeId],
      foreignColumns: [merges.townId, merges.id],
    }),
    foreignKey({ name: 'merged_supports_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** "Mine is different": an author saw a similar one and said so. */
export const similarRefusals = table(
  'similar_refusals',
  {
    townId: text('town_id').notNull(),
    contributionId: text('contribution_id').notNull(),
    otherId: text('other_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'similar_refusals_pk', columns: [t.townId, t.contributionId, t.otherId] }),
    foreignKey({
      name: 'similar_refusals_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({
      name: 'similar_refusals_other_fk',
      columns: [t.townId, t.otherId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
  ],
)

/** Who of the staff prepares the answer, and by when. */
export const assignments = table(
  'assignments',
  {
    townId: text('town_id').notNull(),
    contributionId: text('contribution_id').notNull(),
    assigneeId: text('assignee_id').notNull(),
    dueAt: instant('due_at').notNull(),
    assignedBy: text('assigned_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'assignments_pk', columns: [t.townId, t.contributionId] }),
    index('assignments_due').on(t.townId, t.dueAt),
    foreignKey({
      name: 'assignments_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({ name: 'assignments_assignee_fk', columns: [t.assigneeId], foreignColumns: [people.id] }),
  ],
)

/** What the staff tell each other about a pin or proposal; never shown to the public, never exported. */
export const staffNotes = table(
  'staff_notes',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    contributionId: text('contribution_id').notNull(),
    authorId: text('author_id').notNull(),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'staff_notes_pk', columns: [t.townId, t.id] }),
    index('staff_notes_contribution').on(t.townId, t.contributionId, t.createdAt),
    foreignKey({
      name: 'staff_notes_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({ name: 'staff_notes_author_fk', columns: [t.authorId], foreignColumns: [people.id] }),
  ],
)

/** From which devices a person writes: a keyed hash of a random cookie, nothing of the device itself. */
export const devices = table(
  'devices',
  {
    townId: text('town_id').notNull(),
    hash: text('hash').notNull(),
    personId: text('person_id').notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'devices_pk', columns: [t.townId, t.hash, t.personId] }),
    index('devices_person').on(t.townId, t.personId),
    foreignKey({ name: 'devices_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** How often a person did an act in a span of ten minutes (`slot`, counted from 1970); kept for two days. */
export const actCounts = table(
  'act_counts',
  {
    townId: text('town_id').notNull(),
    personId: text('person_id').notNull(),
    act: text('act').notNull(),
    slot: whole('slot').notNull(),
    n: whole('n').notNull(),
  },
  (t) => [
    primaryKey({ name: 'act_counts_pk', columns: [t.townId, t.personId, t.act, t.slot] }),
    foreignKey({ name: 'act_counts_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** Challenges that were answered: each opens the way once. */
export const spentChallenges = table('spent_challenges', {
  id: text('id').primaryKey(),
  expiresAt: instant('expires_at').notNull(),
})
