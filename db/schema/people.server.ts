import { kit } from '../columns.server.ts'

const { text, whole, flag, json, instant, table, primaryKey, index, foreignKey } = kit

/** A person, global to all towns. The e-mail is the only thing asked; the public name is a pseudonym. */
export const people = table('people', {
  id: text('id').primaryKey(),
  email: text('email').unique(),
  pseudonym: text('pseudonym').notNull(),
  locale: text('locale').notNull(),
  isPlatformAdmin: flag('is_platform_admin').notNull(),
  isSynthetic: flag('is_synthetic').notNull(),
  createdAt: instant('created_at').notNull(),
  /** The account that took this one over when the person linked the two; nothing else is left here but staff's acts. */
  mergedInto: text('merged_into'),
})

/** One-time codes: only a keyed hash is kept. `origin` is a keyed hash of the network address, for rate limits. */
export const signInCodes = table(
  'sign_in_codes',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    codeHash: text('code_hash').notNull(),
    origin: text('origin').notNull(),
    triesLeft: whole('tries_left').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    index('sign_in_codes_email').on(t.email, t.createdAt),
    index('sign_in_codes_origin').on(t.origin, t.createdAt),
  ],
)

/** Signed-in devices; `id` is the SHA-256 of the token in the cookie. */
export const sessions = table(
  'sessions',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    /** From the browser's name, coarse: 'Chrome, Android'. */
    device: text('device').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** The day (UTC) of the last request. */
    seenOn: instant('seen_on'),
    /** When the person last showed in this session who they are. */
    freshAt: instant('fresh_at'),
    /** When the second factor was passed; null = only the first. */
    provenAt: instant('proven_at'),
  },
  (t) => [
    index('sessions_person').on(t.personId),
    foreignKey({ name: 'sessions_person_fk', columns: [t.personId], foreignColumns: [people.id] }).onDelete(
      'cascade',
    ),
  ],
)

/** Each consent is its own record: what for, which text, when given, when withdrawn. */
export const consents = table(
  'consents',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    purpose: text('purpose').notNull(),
    textVersion: text('text_version').notNull(),
    textHash: text('text_hash').notNull(),
    origin: text('origin').notNull(),
    givenAt: instant('given_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [
    index('consents_person').on(t.personId, t.purpose),
    foreignKey({ name: 'consents_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** The outbox: a letter is written in the same transaction as the act it tells of, and sent by a job. */
export const letters = table(
  'letters',
  {
    id: text('id').primaryKey(),
    recipient: text('recipient').notNull(),
    locale: text('locale').notNull(),
    template: text('template').notNull(),
    params: json('params').$type<Record<string, string | number>>().notNull(),
    state: text('state').$type<'waiting' | 'sent' | 'failed'>().notNull(),
    tries: whole('tries').notNull(),
    dueAt: instant('due_at').notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    lastError: text('last_error'),
  },
  (t) => [index('letters_due').on(t.state, t.dueAt), index('letters_created').on(t.createdAt)],
)

/** What a person may do in a town beyond a resident's acts. */
export const roles = table(
  'roles',
  {
    townId: text('town_id').notNull(),
    personId: text('person_id').notNull(),
    role: text('role').$type<'clerk' | 'moderator' | 'planner' | 'admin'>().notNull(),
    /** Of a moderator: `Limits` of `#app/domain/permissions.ts`; null = the whole town. */
    limits: json('limits').$type<{ spaceIds: string[]; categoryIds: string[] } | null>(),
    grantedAt: instant('granted_at').notNull(),
    grantedBy: text('granted_by'),
  },
  (t) => [
    primaryKey({ name: 'roles_pk', columns: [t.townId, t.personId, t.role] }),
    index('roles_person').on(t.personId),
    foreignKey({ name: 'roles_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)
