import { kit } from '../columns.server.ts'
import { people } from './people.server.ts'
import { voteResults } from './results.server.ts'
import { phases } from './towns.server.ts'

const { text, whole, json, instant, table, primaryKey, foreignKey, index } = kit

/**
 * A count to be made, off the server's thread: the version that it will give is its key, so that asking twice is asking
 * once. A failed one is tried again; after the last try it stays, with the error, for the staff to see.
 */
export const countJobs = table(
  'count_jobs',
  {
    townId: text('town_id').notNull(),
    phaseId: text('phase_id').notNull(),
    version: whole('version').notNull(),
    state: text('state').$type<'waiting' | 'running' | 'done' | 'failed'>().notNull(),
    reason: text('reason').notNull(),
    /** Options taken out after the vote: all of them, those of earlier versions too. */
    excluded: json('excluded').$type<{ id: string; reason: string }[]>().notNull(),
    /** Null where the clock asked. */
    requestedBy: text('requested_by'),
    tries: whole('tries').notNull(),
    /** 0 to 100. */
    progress: whole('progress').notNull(),
    dueAt: instant('due_at').notNull(),
    createdAt: instant('created_at').notNull(),
    lastError: text('last_error'),
  },
  (t) => [
    primaryKey({ name: 'count_jobs_pk', columns: [t.townId, t.phaseId, t.version] }),
    index('count_jobs_due').on(t.state, t.dueAt),
    foreignKey({
      name: 'count_jobs_phase_fk',
      columns: [t.townId, t.phaseId],
      foreignColumns: [phases.townId, phases.id],
    }),
    foreignKey({ name: 'count_jobs_requested_fk', columns: [t.requestedBy], foreignColumns: [people.id] }),
  ],
)

/**
 * What a result's page shows beside the outcome: the vote as it was counted, the other rules, the channels, and the hash
 * of the archive (hex) from which anybody can count again.
 */
export const resultDetails = table(
  'result_details',
  {
    townId: text('town_id').notNull(),
    phaseId: text('phase_id').notNull(),
    version: whole('version').notNull(),
    vote: json('vote').$type<object>().notNull(),
    details: json('details').$type<object>().notNull(),
    archiveHash: text('archive_hash').notNull(),
    archiveBytes: whole('archive_bytes').notNull(),
  },
  (t) => [
    primaryKey({ name: 'result_details_pk', columns: [t.townId, t.phaseId, t.version] }),
    foreignKey({
      name: 'result_details_result_fk',
      columns: [t.townId, t.phaseId, t.version],
      foreignColumns: [voteResults.townId, voteResults.phaseId, voteResults.version],
    }),
  ],
)
