import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { towns } from './towns.server.ts'

const { text, whole, instant, table, primaryKey, foreignKey, index } = kit

/** Printed invitations: who brings one to their account is confirmed in person. Only a keyed hash is kept. */
export const invitations = table(
  'invitations',
  {
    townId: text('town_id').notNull(),
    codeHash: text('code_hash').notNull(),
    /** 1, 2, … in the order of printing. */
    batch: whole('batch').notNull(),
    state: text('state').$type<'issued' | 'used' | 'void'>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'invitations_pk', columns: [t.townId, t.codeHash] }),
    index('invitations_batch').on(t.townId, t.batch, t.state),
    foreignKey({ name: 'invitations_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'invitations_by_fk', columns: [t.createdBy], foreignColumns: [people.id] }),
  ],
)

/**
 * Residents without an e-mail address, for whom the help desk acts. No name: the person carries a printed card, of which
 * a keyed hash is kept, so that the same person is the same account at the next visit.
 */
export const assistedPeople = table(
  'assisted_people',
  {
    townId: text('town_id').notNull(),
    personId: text('person_id').notNull(),
    cardHash: text('card_hash').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'assisted_people_pk', columns: [t.townId, t.personId] }),
    index('assisted_people_card').on(t.townId, t.cardHash),
    foreignKey({ name: 'assisted_people_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'assisted_people_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
    foreignKey({ name: 'assisted_people_by_fk', columns: [t.createdBy], foreignColumns: [people.id] }),
  ],
)

/**
 * What the help desk did for somebody. Of a ballot: that one was cast, not what it says. `subjectId` is the contribution
 * or the phase; `createdAt` of a ballot is the day (UTC).
 */
export const assistedActs = table(
  'assisted_acts',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    personId: text('person_id').notNull(),
    clerkId: text('clerk_id').notNull(),
    act: text('act').$type<'pin' | 'proposal' | 'support' | 'withdraw-support' | 'ballot'>().notNull(),
    subjectId: text('subject_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'assisted_acts_pk', columns: [t.townId, t.id] }),
    index('assisted_acts_subject').on(t.townId, t.subjectId, t.act),
    index('assisted_acts_clerk').on(t.townId, t.clerkId, t.createdAt),
    index('assisted_acts_person').on(t.townId, t.personId, t.createdAt),
    foreignKey({ name: 'assisted_acts_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
    foreignKey({ name: 'assisted_acts_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
    foreignKey({ name: 'assisted_acts_clerk_fk', columns: [t.clerkId], foreignColumns: [people.id] }),
  ],
)
