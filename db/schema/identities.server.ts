import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { type Translations, towns } from './towns.server.ts'

const { text, flag, instant, json, table, primaryKey, foreignKey, index } = kit

/** Other services that a town lets people sign in with (OpenID Connect). The client's secret is sealed. */
export const identityProviders = table(
  'identity_providers',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    label: text('label').notNull(),
    issuer: text('issuer').notNull(),
    clientId: text('client_id').notNull(),
    sealedSecret: text('sealed_secret').notNull(),
    /** What signing in with it says of the person, in this town. */
    trust: text('trust').$type<'email' | 'in-person' | 'state-account'>().notNull(),
    isOpen: flag('is_open').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'identity_providers_pk', columns: [t.townId, t.id] }),
    foreignKey({ name: 'identity_providers_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** A sign-in on its way to another service and back: gone with its first use. `id` is the SHA-256 of the cookie's token. */
export const identityTrips = table(
  'identity_trips',
  {
    id: text('id').primaryKey(),
    townId: text('town_id').notNull(),
    providerId: text('provider_id').notNull(),
    state: text('state').notNull(),
    nonce: text('nonce').notNull(),
    /** Sealed: with it and the code anybody could finish the trip. */
    sealedVerifier: text('sealed_verifier').notNull(),
    /** Who set out: a person who links the service to their account; null = signing in. */
    personId: text('person_id'),
    returnTo: text('return_to').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    index('identity_trips_expiry').on(t.expiresAt),
    foreignKey({ name: 'identity_trips_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'identity_trips_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/**
 * An account at another service. `keyHash` is a keyed HMAC of issuer and subject: the primary key makes one account there
 * one person here, in every town; what the service calls the person is not kept.
 */
export const externalIdentities = table(
  'external_identities',
  {
    keyHash: text('key_hash').primaryKey(),
    personId: text('person_id').notNull(),
    issuer: text('issuer').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('external_identities_person').on(t.personId),
    foreignKey({ name: 'external_identities_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)
