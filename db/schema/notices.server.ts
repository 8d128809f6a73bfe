import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { towns } from './towns.server.ts'

const { text, flag, json, instant, table, primaryKey, foreignKey, unique, index } = kit

/** What a person asked to hear of. */
export const follows = table(
  'follows',
  {
    townId: text('town_id').notNull(),
    personId: text('person_id').notNull(),
    subjectType: text('subject_type').$type<'contribution' | 'process' | 'space'>().notNull(),
    subjectId: text('subject_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'follows_pk', columns: [t.townId, t.subjectType, t.subjectId, t.personId] }),
    index('follows_person').on(t.personId, t.townId),
    foreignKey({ name: 'follows_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'follows_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** Where a person's wish differs from the usual (`isUsual` of `#app/domain/notices.ts`). */
export const noticeSettings = table(
  'notice_settings',
  {
    personId: text('person_id').notNull(),
    kind: text('kind').notNull(),
    channel: text('channel').$type<'email' | 'push'>().notNull(),
    isOn: flag('is_on').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'notice_settings_pk', columns: [t.personId, t.kind, t.channel] }),
    foreignKey({ name: 'notice_settings_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/**
 * Something that many people hear of. It is written once (`onceKey`), in the transaction of the act or by the clock, and
 * told in batches: each batch writes its letters and moves `cursor` (the last person's id) in one transaction.
 */
export const noticeEvents = table(
  'notice_events',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    onceKey: text('once_key').notNull(),
    kind: text('kind').notNull(),
    subjectId: text('subject_id').notNull(),
    params: json('params').$type<Record<string, string | number>>().notNull(),
    state: text('state').$type<'waiting' | 'done'>().notNull(),
    cursor: text('cursor').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'notice_events_pk', columns: [t.townId, t.id] }),
    unique('notice_events_once').on(t.townId, t.onceKey),
    index('notice_events_waiting').on(t.state, t.createdAt),
    foreignKey({ name: 'notice_events_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** A browser that a person asked to be told in: the address its maker's push service gave, and the keys to write to it. */
export const pushSubscriptions = table(
  'push_subscriptions',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    endpoint: text('endpoint').notNull().unique(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('push_subscriptions_person').on(t.personId),
    foreignKey({ name: 'push_subscriptions_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** Keys that this installation made for itself at its first start. */
export const serverKeys = table('server_keys', {
  name: text('name').primaryKey(),
  publicKey: text('public_key').notNull(),
  privateKey: text('private_key').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** That an account was deleted, how, and how many rows of what it touched: nothing of whose it was. */
export const deletionActs = table('deletion_acts', {
  id: text('id').primaryKey(),
  cause: text('cause').$type<'request' | 'withdrawal' | 'unconfirmed'>().notNull(),
  choice: text('choice').$type<'anonymise' | 'remove'>().notNull(),
  counts: json('counts').$type<Record<string, number>>().notNull(),
  createdAt: instant('created_at').notNull(),
})

/** Pictures whose rows are gone and whose files are to go: in the request itself, or by the clock if it was cut short. */
export const filesToRemove = table(
  'files_to_remove',
  {
    townId: text('town_id').notNull(),
    photoId: text('photo_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ name: 'files_to_remove_pk', columns: [t.townId, t.photoId] })],
)
