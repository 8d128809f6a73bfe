import { kit } from '../columns.server.ts'
import { contributions } from './contributions.server.ts'
import { people } from './people.server.ts'
import { designVariants } from './plans.server.ts'
import { processes, spaces, type Translations, towns } from './towns.server.ts'

const { text, whole, real, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** A variant of the concept of a process: what may be built, drawn, priced and weighed against the others. */
export const conceptVariants = table(
  'concept_variants',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    processId: text('process_id').notNull(),
    spaceId: text('space_id'),
    /** "Variant 2": counted within the process. */
    number: whole('number').notNull(),
    title: text('title').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    state: text('state').$type<'draft' | 'published' | 'withdrawn'>().notNull(),
    /** The version that everybody sees; 0 until one is published. */
    version: whole('version').notNull(),
    /** How many remarks there have been: the last one's number. */
    lastRemark: whole('last_remark').notNull(),
    /** The proposal that stands for it in a vote. */
    optionId: text('option_id'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    publishedAt: instant('published_at'),
  },
  (t) => [
    primaryKey({ name: 'concept_variants_pk', columns: [t.townId, t.id] }),
    unique('concept_variants_number').on(t.townId, t.processId, t.number),
    foreignKey({ name: 'concept_variants_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({
      name: 'concept_variants_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({
      name: 'concept_variants_space_fk',
      columns: [t.townId, t.spaceId],
      foreignColumns: [spaces.townId, spaces.id],
    }),
    foreignKey({
      name: 'concept_variants_option_fk',
      columns: [t.townId, t.optionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
    foreignKey({
      name: 'concept_variants_created_fk',
      columns: [t.createdBy],
      foreignColumns: [people.id],
    }),
  ],
)

const variantKey = [conceptVariants.townId, conceptVariants.id] as [
  typeof conceptVariants.townId,
  typeof conceptVariants.id,
]

/** A version of a variant with its drawing: the files lie at FILES_DIR/variants/TOWN/HASH, named by `drawing`. */
export const variantVersions = table(
  'variant_versions',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    variantId: text('variant_id').notNull(),
    version: whole('version').notNull(),
    /** What is new in it. */
    note: text('note').notNull(),
    body: text('body').notNull(),
    costMinor: whole('cost_minor'),
    /** One a line: phases of the work; what is gained; what is paid for it. */
    works: text('works').notNull(),
    gains: text('gains').notNull(),
    losses: text('losses').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    /** The designers' plan whose layers are drawn; null of an uploaded picture. */
    planId: text('plan_id'),
    fileName: text('file_name').notNull(),
    fileBytes: whole('file_bytes').notNull(),
    /** SHA-256 of the original and of the page that was taken, hex. */
    drawing: text('drawing').notNull(),
    /** Pixels. */
    width: whole('width').notNull(),
    height: whole('height').notNull(),
    /** Levels of tiles, each twice the one before. */
    levels: whole('levels').notNull(),
    /** Null until the drawing is placed on the map. */
    placement: json('placement').$type<StoredPlacement | null>(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    publishedAt: instant('published_at'),
  },
  (t) => [
    primaryKey({ name: 'variant_versions_pk', columns: [t.townId, t.id] }),
    unique('variant_versions_version').on(t.townId, t.variantId, t.version),
    index('variant_versions_drawing').on(t.townId, t.drawing),
    foreignKey({
      name: 'variant_versions_variant_fk',
      columns: [t.townId, t.variantId],
      foreignColumns: variantKey,
    }),
    foreignKey({
      name: 'variant_versions_plan_fk',
      columns: [t.townId, t.planId],
      foreignColumns: [designVariants.townId, designVariants.id],
    }),
    foreignKey({
      name: 'variant_versions_created_fk',
      columns: [t.createdBy],
      foreignColumns: [people.id],
    }),
  ],
)

/** In metres from `origin`: east = a·x + b·y + c, north = d·x + e·y + f of a pixel. */
export interface StoredPlacement {
  origin: readonly [lng: number, lat: number]
  a: number
  b: number
  c: number
  d: number
  e: number
  f: number
  /** 'exact' of a drawing made of layers in degrees. */
  method: 'similarity' | 'affine' | 'exact'
  pairs: { x: number; y: number; lng: number; lat: number }[]
  /** What each pair is off by, metres. */
  residualsM: number[]
}

/** A remark at a point of a version's drawing. */
export const variantRemarks = table(
  'variant_remarks',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    variantId: text('variant_id').notNull(),
    version: whole('version').notNull(),
    /** Counted within the variant. */
    number: whole('number').notNull(),
    /** Pixels of that version's drawing, from its upper left corner. */
    x: real('x').notNull(),
    y: real('y').notNull(),
    authorId: text('author_id'),
    body: text('body').notNull(),
    visibility: text('visibility').$type<'pending' | 'published' | 'hidden' | 'withdrawn'>().notNull(),
    /** Why the desk has hidden it. */
    hiddenReason: text('hidden_reason').notNull(),
    resolution: text('resolution').$type<'taken' | 'partly' | 'not_taken' | null>(),
    /** What the designer answers. */
    reply: text('reply').notNull(),
    resolvedBy: text('resolved_by'),
    resolvedAt: instant('resolved_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'variant_remarks_pk', columns: [t.townId, t.id] }),
    unique('variant_remarks_number').on(t.townId, t.variantId, t.number),
    index('variant_remarks_author').on(t.authorId),
    foreignKey({
      name: 'variant_remarks_variant_fk',
      columns: [t.townId, t.variantId],
      foreignColumns: variantKey,
    }),
    foreignKey({ name: 'variant_remarks_author_fk', columns: [t.authorId], foreignColumns: [people.id] }),
  ],
)

/** A reader's complaint about a remark; one a reader. */
export const remarkReports = table(
  'remark_reports',
  {
    townId: text('town_id').notNull(),
    remarkId: text('remark_id').notNull(),
    reporterId: text('reporter_id').notNull(),
    reason: text('reason').$type<'offensive' | 'personal-data' | 'spam' | 'off-topic' | 'other'>().notNull(),
    note: text('note').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ name: 'remark_reports_pk', columns: [t.townId, t.remarkId, t.reporterId] }),
    index('remark_reports_open').on(t.townId, t.settledAt),
    foreignKey({
      name: 'remark_reports_remark_fk',
      columns: [t.townId, t.remarkId],
      foreignColumns: [variantRemarks.townId, variantRemarks.id],
    }),
    foreignKey({
      name: 'remark_reports_reporter_fk',
      columns: [t.reporterId],
      foreignColumns: [people.id],
    }),
  ],
)

/** Which variant of a process was chosen, and why: one a process. */
export const variantChoices = table(
  'variant_choices',
  {
    townId: text('town_id').notNull(),
    processId: text('process_id').notNull(),
    variantId: text('variant_id').notNull(),
    version: whole('version').notNull(),
    reason: text('reason').notNull(),
    chosenBy: text('chosen_by').notNull(),
    chosenAt: instant('chosen_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'variant_choices_pk', columns: [t.townId, t.processId] }),
    foreignKey({
      name: 'variant_choices_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({
      name: 'variant_choices_variant_fk',
      columns: [t.townId, t.variantId],
      foreignColumns: variantKey,
    }),
    foreignKey({ name: 'variant_choices_by_fk', columns: [t.chosenBy], foreignColumns: [people.id] }),
  ],
)
