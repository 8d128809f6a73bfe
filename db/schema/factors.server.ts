import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'

const { text, whole, flag, json, instant, table, primaryKey, foreignKey, index } = kit

/** WebAuthn credentials. `id` and `publicKey` are base64url, as the browser gives them. */
export const passkeys = table(
  'passkeys',
  {
    id: text('id').primaryKey(),
    personId: text('person_id').notNull(),
    publicKey: text('public_key').notNull(),
    /** Signatures made so far, as the device counts them; many always say 0. */
    counter: whole('counter').notNull(),
    transports: json('transports').$type<string[]>().notNull(),
    name: text('name').notNull(),
    /** Synchronised between devices by their maker. */
    isBackedUp: flag('is_backed_up').notNull(),
    createdAt: instant('created_at').notNull(),
    /** The day (UTC). */
    usedOn: instant('used_on'),
  },
  (t) => [
    index('passkeys_person').on(t.personId),
    foreignKey({ name: 'passkeys_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** What a device is asked to sign: gone with its first use. `id` is the SHA-256 of what the browser holds in a cookie. */
export const passkeyChallenges = table(
  'passkey_challenges',
  {
    id: text('id').primaryKey(),
    challenge: text('challenge').notNull(),
    purpose: text('purpose').$type<'add' | 'sign-in' | 'prove'>().notNull(),
    /** Null while nobody is known yet: signing in. */
    personId: text('person_id'),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    index('passkey_challenges_expiry').on(t.expiresAt),
    foreignKey({ name: 'passkey_challenges_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** Authenticator apps (RFC 6238), one a person. The secret is sealed with a key made of SESSION_SECRET. */
export const authenticators = table(
  'authenticators',
  {
    personId: text('person_id').primaryKey(),
    sealedSecret: text('sealed_secret').notNull(),
    /** Null until the first code has been typed in: it does not count yet. */
    confirmedAt: instant('confirmed_at'),
    /** The last 30-second step whose code was taken: a code is taken once. */
    lastStep: whole('last_step').notNull(),
    triesLeft: whole('tries_left').notNull(),
    lockedUntil: instant('locked_until'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    foreignKey({ name: 'authenticators_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** One-time codes on paper, for when the telephone is lost; keyed hashes. */
export const recoveryCodes = table(
  'recovery_codes',
  {
    personId: text('person_id').notNull(),
    codeHash: text('code_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    primaryKey({ name: 'recovery_codes_pk', columns: [t.personId, t.codeHash] }),
    foreignKey({ name: 'recovery_codes_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)
