import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { phases, towns } from './towns.server.ts'

const { text, whole, instant, table, primaryKey, foreignKey, index } = kit

/**
 * Who voted: the primary key is the rule, one ballot per person (or per printed code) and phase. `voterKey` is the
 * person's id or the keyed hash of the code. `ballotId` is there so that a ballot can be changed until the phase closes,
 * and is erased on the town's date; rows are then written anew in the order of their keys, so that even their order in
 * the file says nothing. `revision` counts what the voter did: a form filled before the last act is refused.
 */
export const turnout = table(
  'turnout',
  {
    townId: text('town_id').notNull(),
    phaseId: text('phase_id').notNull(),
    voterKey: text('voter_key').notNull(),
    /** Null for holders of codes. */
    personId: text('person_id'),
    state: text('state').$type<'cast' | 'withdrawn'>().notNull(),
    channel: text('channel').$type<'web' | 'paper'>().notNull(),
    ballotId: text('ballot_id'),
    revision: whole('revision').notNull(),
    /** The day (UTC) of the last act. */
    votedAt: instant('voted_at').notNull(),
    /** "I am at least so old", in years, as stated when casting; null on paper. */
    statedAge: whole('stated_age'),
  },
  (t) => [
    primaryKey({ name: 'turnout_pk', columns: [t.townId, t.phaseId, t.voterKey] }),
    foreignKey({
      name: 'turnout_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
    foreignKey({ name: 'turnout_person_fk', columns: [t.personId], foreignColumns: [people.id] }),
  ],
)

/** Codes that the town prints and hands out; only a keyed hash is kept, so a code can be shown once. */
export const votingCodes = table(
  'voting_codes',
  {
    townId: text('town_id').notNull(),
    phaseId: text('phase_id').notNull(),
    codeHash: text('code_hash').notNull(),
    /** 1, 2, … in the order of printing. */
    batch: whole('batch').notNull(),
    state: text('state').$type<'issued' | 'used' | 'void'>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'voting_codes_pk', columns: [t.townId, t.phaseId, t.codeHash] }),
    index('voting_codes_batch').on(t.townId, t.phaseId, t.batch, t.state),
    foreignKey({
      name: 'voting_codes_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
  ],
)

/** The staff saw that this person lives in the town: who saw it and when; no name, no document. */
export const residentConfirmations = table(
  'resident_confirmations',
  {
    townId: text('town_id').notNull(),
    personId: text('person_id').notNull(),
    confirmedBy: text('confirmed_by').notNull(),
    confirmedAt: instant('confirmed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'resident_confirmations_pk', columns: [t.townId, t.personId] }),
    foreignKey({
      name: 'resident_confirmations_town_fk',
      columns: [t.townId],
      foreignColumns: [towns.id],
    }),
    foreignKey({
      name: 'resident_confirmations_person_fk',
      columns: [t.personId],
      foreignColumns: [people.id],
    }),
    foreignKey({
      name: 'resident_confirmations_by_fk',
      columns: [t.confirmedBy],
      foreignColumns: [people.id],
    }),
  ],
)
