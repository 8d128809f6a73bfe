import { kit } from '../columns.server.ts'
import { contributions } from './contributions.server.ts'
import { processes } from './towns.server.ts'

const { text, whole, instant, table, primaryKey, foreignKey, index } = kit

/** A cast ballot. It carries no person: who voted and what was voted are kept apart. */
export const ballots = table(
  'ballots',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    processId: text('process_id').notNull(),
    channel: text('channel').$type<'web' | 'paper' | 'import'>().notNull(),
    castAt: instant('cast_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'ballots_pk', columns: [t.townId, t.id] }),
    index('ballots_process').on(t.townId, t.processId),
    foreignKey({
      name: 'ballots_process_fk',
      columns: [t.townId, t.processId],
      foreignColumns: [processes.townId, processes.id],
    }),
  ],
)

/**
 * One option named on a ballot. `times` is how often the ballot names it: 1, but for elections imported from elsewhere
 * whose published counts count a repeated name again; a tally of votes is the sum of it.
 */
export const ballotChoices = table(
  'ballot_choices',
  {
    townId: text('town_id').notNull(),
    ballotId: text('ballot_id').notNull(),
    contributionId: text('contribution_id').notNull(),
    points: whole('points'),
    position: whole('position'),
    times: whole('times').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'ballot_choices_pk', columns: [t.townId, t.ballotId, t.contributionId] }),
    index('ballot_choices_contribution').on(t.townId, t.contributionId),
    foreignKey({
      name: 'ballot_choices_ballot_fk',
      columns: [t.townId, t.ballotId],
      foreignColumns: [ballots.townId, ballots.id],
    }),
    foreignKey({
      name: 'ballot_choices_contribution_fk',
      columns: [t.townId, t.contributionId],
      foreignColumns: [contributions.townId, contributions.id],
    }),
  ],
)
