import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { towns } from './towns.server.ts'

const { text, whole, flag, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** How a town gives away what everybody may see anyway. No row: in nobody's frames, no archives. */
export const townSharing = table(
  'town_sharing',
  {
    townId: text('town_id').primaryKey(),
    /** Origins whose pages may hold this town's embeds: https://news.example.org */
    embedHosts: json('embed_hosts').$type<string[]>().notNull(),
    /** Under which nightly archives are published; null publishes none. */
    licence: text('licence').$type<'cc0-1.0' | 'cc-by-4.0' | 'odbl-1.0' | null>(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [foreignKey({ name: 'town_sharing_town_fk', columns: [t.townId], foreignColumns: [towns.id] })],
)

/** Keys by which programs of the staff read what the staff may: shown once, kept as a hash. */
export const apiTokens = table(
  'api_tokens',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** SHA-256, hex. */
    hash: text('hash').notNull(),
    /** The first characters, to tell one from another. */
    hint: text('hint').notNull(),
    scopes: json('scopes').$type<('ranking' | 'desk')[]>().notNull(),
    /** Whoever made it: without their role it opens nothing. */
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    /** Counted to the minute: many uses in one are one. */
    uses: whole('uses').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ name: 'api_tokens_pk', columns: [t.townId, t.id] }),
    unique('api_tokens_hash').on(t.hash),
    foreignKey({ name: 'api_tokens_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'api_tokens_created_fk', columns: [t.createdBy], foreignColumns: [people.id] }),
  ],
)

/** Addresses of others that are told what happens in a town. */
export const webhooks = table(
  'webhooks',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    url: text('url').notNull(),
    events: json('events').$type<string[]>().notNull(),
    sealedSecret: text('sealed_secret').notNull(),
    isOn: flag('is_on').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'webhooks_pk', columns: [t.townId, t.id] }),
    foreignKey({ name: 'webhooks_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** What a webhook was or is to be told: written in the transaction of the act itself, sent by a job. */
export const webhookDeliveries = table(
  'webhook_deliveries',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    webhookId: text('webhook_id').notNull(),
    event: text('event').notNull(),
    /** A contribution's id or a phase's; '' of a trial. */
    subjectId: text('subject_id').notNull(),
    /** 'dropped': by the time it was to be sent the public could no longer see what it was about. */
    state: text('state').$type<'waiting' | 'sent' | 'failed' | 'dropped'>().notNull(),
    tries: whole('tries').notNull(),
    dueAt: instant('due_at').notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    /** HTTP status of the last answer; null where there was none. */
    lastStatus: whole('last_status'),
    lastError: text('last_error'),
  },
  (t) => [
    primaryKey({ name: 'webhook_deliveries_pk', columns: [t.townId, t.id] }),
    index('webhook_deliveries_due').on(t.state, t.dueAt),
    index('webhook_deliveries_webhook').on(t.townId, t.webhookId, t.createdAt),
    foreignKey({
      name: 'webhook_deliveries_webhook_fk',
      columns: [t.townId, t.webhookId],
      foreignColumns: [webhooks.townId, webhooks.id],
    }),
  ],
)

/** Archives of a town's open data, one a day: FILES_DIR/open-data/TOWN/DAY.zip */
export const openDataArchives = table(
  'open_data_archives',
  {
    townId: text('town_id').notNull(),
    /** The town's own day: 2026-11-23. */
    day: text('day').notNull(),
    state: text('state').$type<'making' | 'done'>().notNull(),
    /** When it was begun, then finished. */
    at: instant('at').notNull(),
    rows: whole('rows').notNull(),
    bytes: whole('bytes').notNull(),
    /** SHA-256 of the file, hex. */
    hash: text('hash').notNull(),
    licence: text('licence').notNull(),
  },
  (t) => [
    primaryKey({ name: 'open_data_archives_pk', columns: [t.townId, t.day] }),
    foreignKey({ name: 'open_data_archives_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)
