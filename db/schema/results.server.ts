import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { phases } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey } = kit

/** How many ballots each channel gave. */
export interface ChannelCounts {
  web: number
  paper: number
  import: number
}

/**
 * A computed result of a vote phase. A recount or a correction is a new version with its reason; the old one stays and
 * is called superseded. `settings` are the rule's settings it was computed with (exclusions after the vote included),
 * `frozenHash` the hash of what the first ballot froze, `outcome` the whole outcome of the rule.
 */
export const voteResults = table(
  'vote_results',
  {
    townId: text('town_id').notNull(),
    phaseId: text('phase_id').notNull(),
    version: whole('version').notNull(),
    state: text('state').$type<'provisional' | 'confirmed' | 'superseded'>().notNull(),
    computedAt: instant('computed_at').notNull(),
    /** Null where the clock did it. */
    computedBy: text('computed_by'),
    /** Why there is a new version; empty for the first. */
    reason: text('reason').notNull(),
    frozenHash: text('frozen_hash').notNull(),
    counts: json('counts').$type<ChannelCounts>().notNull(),
    settings: json('settings').$type<object>().notNull(),
    outcome: json('outcome').$type<object>().notNull(),
    note: text('note').notNull(),
    confirmedAt: instant('confirmed_at'),
    confirmedBy: text('confirmed_by'),
  },
  (t) => [
    primaryKey({ name: 'vote_results_pk', columns: [t.townId, t.phaseId, t.version] }),
    foreignKey({
      name: 'vote_results_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
    foreignKey({ name: 'vote_results_computed_fk', columns: [t.computedBy], foreignColumns: [people.id] }),
    foreignKey({ name: 'vote_results_confirmed_fk', columns: [t.confirmedBy], foreignColumns: [people.id] }),
  ],
)
