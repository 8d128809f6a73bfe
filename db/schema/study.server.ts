import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { spaces, towns } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** As app/domain/study/form.ts reads it. */
type Content = { axes: unknown[]; questions: unknown[]; groupBy?: string }

/** A questionnaire of a town, or its place audit. */
export const studyForms = table(
  'study_forms',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    slug: text('slug').notNull(),
    kind: text('kind').$type<'audit' | 'survey'>().notNull(),
    title: text('title').notNull(),
    lead: text('lead').notNull(),
    translations: json('translations').$type<Record<string, Record<string, string>>>().notNull(),
    /** What the next version will ask; nobody answers it. */
    draft: json('draft').$type<Content>().notNull(),
    /** The version that is asked now; 0 until one is published. */
    version: whole('version').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'study_forms_pk', columns: [t.townId, t.id] }),
    unique('study_forms_slug').on(t.townId, t.slug),
    foreignKey({ name: 'study_forms_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'study_forms_created_fk', columns: [t.createdBy], foreignColumns: [people.id] }),
  ],
)

const formKey = [studyForms.townId, studyForms.id] as [typeof studyForms.townId, typeof studyForms.id]

/** What a form asks; frozen as soon as somebody has answered it. */
export const studyVersions = table(
  'study_versions',
  {
    townId: text('town_id').notNull(),
    formId: text('form_id').notNull(),
    version: whole('version').notNull(),
    content: json('content').$type<Content>().notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'study_versions_pk', columns: [t.townId, t.formId, t.version] }),
    foreignKey({
      name: 'study_versions_form_fk',
      columns: [t.townId, t.formId],
      foreignColumns: formKey,
    }),
  ],
)

/** When a form is answered, and about which space; what is compared before and after a change are rounds. */
export const studyRounds = table(
  'study_rounds',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    formId: text('form_id').notNull(),
    spaceId: text('space_id'),
    name: text('name').notNull(),
    translations: json('translations').$type<Record<string, Record<string, string>>>().notNull(),
    kind: text('kind').$type<'before' | 'after' | 'other'>().notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'study_rounds_pk', columns: [t.townId, t.id] }),
    index('study_rounds_form').on(t.townId, t.formId, t.startsAt),
    index('study_rounds_space').on(t.townId, t.spaceId, t.startsAt),
    foreignKey({
      name: 'study_rounds_form_fk',
      columns: [t.townId, t.formId],
      foreignColumns: formKey,
    }),
    foreignKey({
      name: 'study_rounds_space_fk',
      columns: [t.townId, t.spaceId],
      foreignColumns: [spaces.townId, spaces.id],
    }),
    foreignKey({ name: 'study_rounds_created_fk', columns: [t.createdBy], foreignColumns: [people.id] }),
  ],
)

/** Nobody's name: `respondent` is another keyed hash in each round, and only says that one person has one answer there. */
export const studyAnswers = table(
  'study_answers',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    roundId: text('round_id').notNull(),
    formId: text('form_id').notNull(),
    version: whole('version').notNull(),
    respondent: text('respondent').notNull(),
    values: json('values').$type<Record<string, unknown>>().notNull(),
    sentAt: instant('sent_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'study_answers_pk', columns: [t.townId, t.id] }),
    unique('study_answers_respondent').on(t.townId, t.roundId, t.respondent),
    index('study_answers_version').on(t.townId, t.formId, t.version),
    foreignKey({
      name: 'study_answers_round_fk',
      columns: [t.townId, t.roundId],
      foreignColumns: [studyRounds.townId, studyRounds.id],
    }),
    foreignKey({
      name: 'study_answers_version_fk',
      columns: [t.townId, t.formId, t.version],
      foreignColumns: [studyVersions.townId, studyVersions.formId, studyVersions.version],
    }),
  ],
)
