import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { kit } from '../columns.server.ts'

const { text, whole, real, flag, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** Texts in other languages than the town's own: { en: { title: '…' } }. */
export type Translations = Record<string, Record<string, string>>

export const towns = table('towns', {
  id: text('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  region: text('region').notNull(),
  intro: text('intro').notNull(),
  population: whole('population'),
  timeZone: text('time_zone').notNull(),
  currency: text('currency').notNull(),
  lng: real('lng').notNull(),
  lat: real('lat').notNull(),
  zoom: whole('zoom').notNull(),
  boundary: json('boundary').$type<Polygon | MultiPolygon | null>(),
  isDemo: flag('is_demo').notNull(),
  translations: json('translations').$type<Translations>().notNull(),
  lastNumber: whole('last_number').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** A town's own drawn base map, so that the map is never blank without a tile server. */
export const baseMaps = table(
  'base_maps',
  {
    townId: text('town_id').primaryKey(),
    features: json('features').$type<FeatureCollection>().notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [foreignKey({ name: 'base_maps_town_fk', columns: [t.townId], foreignColumns: [towns.id] })],
)

/** A PMTiles file of a town, as it was proved: FILES_DIR/maps/TOWN/HASH.pmtiles. */
export interface MapArchive {
  /** SHA-256 of its bytes, hexadecimal. */
  hash: string
  bytes: number
  minZoom: number
  maxZoom: number
  /** Whom its data are from, as shown on the map. */
  attribution: string
  /** When it was taken in: ISO 8601. */
  takenAt: string
}

/** Tiles that are pictures, from this server or from a host that the platform names. */
export interface RasterTiles {
  url: string
  attribution: string
  minZoom: number
  maxZoom: number
}

/** What a town has chosen to draw its maps from. No row: the platform's tiles if there are any, else the drawn plan. */
export const townMaps = table(
  'town_maps',
  {
    townId: text('town_id').primaryKey(),
    kind: text('kind').$type<'plan' | 'archive' | 'raster'>().notNull(),
    archive: json('archive').$type<MapArchive | null>(),
    raster: json('raster').$type<RasterTiles | null>(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [foreignKey({ name: 'town_maps_town_fk', columns: [t.townId], foreignColumns: [towns.id] })],
)

export const spaces = table(
  'spaces',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    facts: text('facts').notNull(),
    geometry: json('geometry').$type<Polygon | MultiPolygon>().notNull(),
    lng: real('lng').notNull(),
    lat: real('lat').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'spaces_pk', columns: [t.townId, t.id] }),
    unique('spaces_slug').on(t.townId, t.slug),
    foreignKey({ name: 'spaces_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

export const categories = table(
  'categories',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    icon: text('icon').notNull(),
    name: text('name').notNull(),
    position: whole('position').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'categories_pk', columns: [t.townId, t.id] }),
    foreignKey({ name: 'categories_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

export const processes = table(
  'processes',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
    question: text('question').notNull(),
    summary: text('summary').notNull(),
    fixed: text('fixed').notNull(),
    decision: text('decision').notNull(),
    budgetMinor: whole('budget_minor'),
    translations: json('translations').$type<Translations>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'processes_pk', columns: [t.townId, t.id] }),
    unique('processes_slug').on(t.townId, t.slug),
    foreignKey({ name: 'processes_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

export const processSpaces = table(
  'process_spaces',
  {
    townId: text('town_id').notNull(),
    processId: text('process_id').notNull(),
    spaceId: text('space_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'process_spaces_pk', columns: [t.townId, t.processId, t.spaceId] }),
    foreignKey({
      name: 'process_spaces_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
    foreignKey({
      name: 'process_spaces_space_fk',
      columns: [t.townId, t.spaceId],
      foreignColumns: [spaces.townId, spaces.id],
    }),
  ],
)

/** What a phase lets people do and how; `acts` of `#app/domain/phases.ts`. */
export interface PhaseSettings {
  acts: ('pin' | 'propose' | 'support' | 'comment' | 'vote')[]
  moderation: 'pre' | 'post'
  /** The most supports one person may hold in this process at a time; null = no limit. */
  supportLimit: number | null
  /** The least `Trust` of `#app/domain/trust.ts` that residents' acts need here; left out = whoever is signed in. */
  leastTrust?: 'anonymous' | 'email' | 'in-person' | 'state-account'
  /** `BallotSettings` of `#app/domain/ballots.ts`, checked when written; read it with `ballotOf`. */
  ballot?: object | null
  /** `Turnout` of `#app/domain/turnout.ts` where an imported election told of its voters; read it with `turnoutOf`. */
  turnout?: object | null
}

export const phases = table(
  'phases',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    processId: text('process_id').notNull(),
    kind: text('kind').$type<'collect' | 'discuss' | 'vote' | 'results'>().notNull(),
    title: text('title').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at'),
    settings: json('settings').$type<PhaseSettings>().notNull(),
    translations: json('translations').$type<Translations>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'phases_pk', columns: [t.townId, t.id] }),
    index('phases_process').on(t.townId, t.processId, t.startsAt),
    foreignKey({
      name: 'phases_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
  ],
)
