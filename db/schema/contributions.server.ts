import { sql } from 'drizzle-orm'
import type { Geometry } from 'geojson'
import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { categories, processes, spaces, type Translations } from './towns.server.ts'

const { text, whole, real, json, instant, table, primaryKey, foreignKey, unique, index, check } = kit

/**
 * Pins and proposals. One table, told apart by `kind`, so that the map, the list, the filter, the ranking and the export
 * cannot disagree about what the set is. The tallies are kept in the same write as the rows they count
 * (`npm run check` recounts them).
 */
export const contributions = table(
  'contributions',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    number: whole('number').notNull(),
    processId: text('process_id').notNull(),
    kind: text('kind').$type<'problem' | 'value' | 'idea' | 'proposal'>().notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    locale: text('locale').notNull(),
    geometry: json('geometry').$type<Geometry | null>(),
    lng: real('lng'),
    lat: real('lat'),
    cell: whole('cell'),
    placePrecision: text('place_precision').$type<'point' | 'described' | 'space'>().notNull(),
    placeText: text('place_text').notNull(),
    spaceId: text('space_id'),
    categoryId: text('category_id'),
    costMinor: whole('cost_minor'),
    externalId: text('external_id'),
    authorId: text('author_id'),
    visibility: text('visibility')
      .$type<'pending' | 'published' | 'returned' | 'hidden' | 'withdrawn' | 'merged'>()
      .notNull(),
    status: text('status').$type<'new' | 'review' | 'planned' | 'done' | 'declined'>().notNull(),
    decision: text('decision').$type<'accepted' | 'partly' | 'not_accepted' | null>(),
    supports: whole('supports').notNull(),
    comments: whole('comments').notNull(),
    votes: whole('votes').notNull(),
    points: whole('points').notNull(),
    /** The stems of all its words between spaces (`searchTextOf`); '' of what is erased. */
    searchText: text('search_text').notNull(),
    /** Set by the database in every write (`change-marks.server.ts`): who keeps rows in memory reads what came since. */
    changeMark: whole('change_mark').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** The author's last change after sending, and the desk's last look: an edit newer than the look goes to the queue. */
    editedAt: instant('edited_at'),
    reviewedAt: instant('reviewed_at'),
    /** Of one with visibility 'merged': where its supporters, photos and comments are now. */
    mergedIntoId: text('merged_into_id'),
  },
  (t) => [
    primaryKey({ name: 'contributions_pk', columns: [t.townId, t.id] }),
    unique('contributions_number').on(t.townId, t.number),
    index('contributions_cell').on(
      t.townId,
      t.visibility,
      t.cell,
      t.lng,
      t.lat,
      t.kind,
      t.number,
      t.processId,
      t.categoryId,
      t.spaceId,
      t.status,
    ),
    index('contributions_supports').on(t.townId, t.visibility, t.supports, t.number),
    index('contributions_author').on(t.authorId, t.createdAt),
    index('contributions_change').on(t.townId, t.changeMark, t.number),
    check('contributions_tallies', sql`${t.supports} >= 0 and ${t.comments} >= 0 and ${t.votes} >= 0`),
    foreignKey({
      name: 'contributions_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({
      name: 'contributions_space_fk',
      columns: [t.townId, t.spaceId],
      foreignColumns: [spaces.townId, spaces.id],
    }),
    foreignKey({
      name: 'contributions_category_fk',
      columns: [t.townId, t.categoryId],
      foreignColumns: [categories.townId, categories.id],
    }),
    foreignKey({ name: 'contributions_author_fk', columns: [t.authorId], foreignColumns: [people.id] }),
  ],
)

const contributionKey = [contributions.townId, contributions.id] as [
  typeof contributions.townId,
  typeof contributions.id,
]

/** Pins that a proposal rests on. */
export const citations = table(
  'citations',
  {
    townId: text('town_id').notNull(),
    proposalId: text('proposal_id').notNull(),
    pinId: text('pin_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'citations_pk', columns: [t.townId, t.proposalId, t.pinId] }),
    index('citations_pin').on(t.townId, t.pinId),
    foreignKey({
      name: 'citations_proposal_fk',
      columns: [t.townId, t.proposalId],
      foreignColumns: contributionKey,
    }),
    foreignKey({ name: 'citations_pin_fk', columns: [t.townId, t.pinId], foreignColumns: contributionKey }),
  ],
)

/** One person's support of one pin or proposal. The primary key is the rule: one row, however often it is sent. */
export const supports = table(
  'supports',
  {
    townId: text('town_id').notNull(),
    contributionId: text('contribution_id').notNull(),
    personId: text('person_id').notNull(),
    processId: text('process_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'supports_pk', columns: [t.townId, t.contributionId, t.personId] }),
    index('supports_person').on(t.townId, t.personId, t.processId),
    foreignKey({
      name: 'supports_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: contributionKey,
    }),
    foreignKey({ name: 'supports_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

export const comments = table(
  'comments',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    contributionId: text('contribution_id').notNull(),
    parentId: text('parent_id'),
    authorId: text('author_id'),
    isOfficial: kit.flag('is_official').notNull(),
    body: text('body').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    visibility: text('visibility')
      .$type<'pending' | 'published' | 'returned' | 'hidden' | 'withdrawn'>()
      .notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'comments_pk', columns: [t.townId, t.id] }),
    index('comments_contribution').on(t.townId, t.contributionId, t.createdAt),
    index('comments_author').on(t.authorId),
    foreignKey({
      name: 'comments_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: contributionKey,
    }),
    foreignKey({ name: 'comments_author_fk', columns: [t.authorId], foreignColumns: [people.id] }),
    foreignKey({
      name: 'comments_parent_fk',
      columns: [t.townId, t.parentId],
      foreignColumns: [t.townId, t.id],
    }),
  ],
)

/** Pictures of a contribution; the files are named by `id` and hold no metadata. */
export const photos = table(
  'photos',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    contributionId: text('contribution_id').notNull(),
    position: whole('position').notNull(),
    alt: text('alt').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    width: whole('width').notNull(),
    height: whole('height').notNull(),
    /** What the picture looks like, 16 hex digits (`app/domain/flags/photo-hash.ts`); null for older ones. */
    look: text('look'),
    visibility: text('visibility').$type<'published' | 'hidden'>().notNull().default('published'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'photos_pk', columns: [t.townId, t.id] }),
    index('photos_contribution').on(t.townId, t.contributionId, t.position),
    foreignKey({
      name: 'photos_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: contributionKey,
    }),
  ],
)

/** What a pin or proposal said before each change; the first row is the original. */
export const revisions = table(
  'revisions',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    contributionId: text('contribution_id').notNull(),
    editorId: text('editor_id').notNull(),
    before: json('before').$type<Record<string, unknown>>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'revisions_pk', columns: [t.townId, t.id] }),
    index('revisions_contribution').on(t.townId, t.contributionId, t.createdAt),
    foreignKey({
      name: 'revisions_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: contributionKey,
    }),
  ],
)
