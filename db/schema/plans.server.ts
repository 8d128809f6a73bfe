import type { FeatureCollection } from 'geojson'
import { kit } from '../columns.server.ts'
import { contributions } from './contributions.server.ts'
import { people } from './people.server.ts'
import { towns } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey, index } = kit

/** A plan that designers have drawn, as one file brought it; a later file is another version. */
export const designVariants = table(
  'design_variants',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    version: text('version').notNull(),
    /** A draft is seen by the staff only. */
    state: text('state').$type<'draft' | 'published' | 'withdrawn'>().notNull(),
    format: text('format').notNull(),
    fileName: text('file_name').notNull(),
    /** SHA-256 of the original, hex: FILES_DIR/plans/TOWN/HASH */
    fileHash: text('file_hash').notNull(),
    fileBytes: whole('file_bytes').notNull(),
    /** What was repaired or left out when it was read: `PlanProblem`. */
    problems: json('problems')
      .$type<{ number: number | null; layer: string; code: string; isRepaired: boolean; value: string }[]>()
      .notNull(),
    /** Problems past those that are kept. */
    moreProblems: whole('more_problems').notNull(),
    /** Names of what objects carry, with a value of each; of a published plan those that everybody may see. */
    attributes: json('attributes').$type<{ name: string; sample: string }[]>().notNull(),
    /** Around all objects, degrees. */
    box: json('box').$type<readonly [west: number, south: number, east: number, north: number]>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    publishedAt: instant('published_at'),
  },
  (t) => [
    primaryKey({ name: 'design_variants_pk', columns: [t.townId, t.id] }),
    index('design_variants_state').on(t.townId, t.state, t.createdAt),
    foreignKey({ name: 'design_variants_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'design_variants_created_fk', columns: [t.createdBy], foreignColumns: [people.id] }),
  ],
)

const variantKey = [designVariants.townId, designVariants.id] as [
  typeof designVariants.townId,
  typeof designVariants.id,
]

/** What lies together in a designer's file, in degrees of WGS84. */
export const planLayers = table(
  'plan_layers',
  {
    townId: text('town_id').notNull(),
    variantId: text('variant_id').notNull(),
    position: whole('position').notNull(),
    name: text('name').notNull(),
    objects: whole('objects').notNull(),
    features: json('features').$type<FeatureCollection>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'plan_layers_pk', columns: [t.townId, t.variantId, t.position] }),
    foreignKey({
      name: 'plan_layers_variant_fk',
      columns: [t.townId, t.variantId],
      foreignColumns: variantKey,
    }),
  ],
)

/** Proposals and pins that objects of a plan name: they are taken into account there. */
export const planMentions = table(
  'plan_mentions',
  {
    townId: text('town_id').notNull(),
    variantId: text('variant_id').notNull(),
    contributionId: text('contribution_id').notNull(),
    /** How many objects of the plan name it. */
    objects: whole('objects').notNull(),
  },
  (t) => [
    primaryKey({ name: 'plan_mentions_pk', columns: [t.townId, t.variantId, t.contributionId] }),
    index('plan_mentions_contribution').on(t.townId, t.contributionId),
    foreignKey({
      name: 'plan_mentions_variant_fk',
      columns: [t.townId, t.variantId],
      foreignColumns: variantKey,
    }),
    foreignKey({
      name: 'plan_mentions_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
  ],
)
