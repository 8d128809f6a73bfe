import { and, asc, eq, sql } from 'drizzle-orm'
import { contributions } from '#db/schema/contributions.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { query } from '#db/store.server.ts'

/** Phases of one process, in order; asked inside every resident's act. */
export const phasesOfProcess = query<{ townId: string; processId: string }>()('phases_of_process', (db) =>
  db
    .select({
      kind: phases.kind,
      startsAt: phases.startsAt,
      endsAt: phases.endsAt,
      settings: phases.settings,
    })
    .from(phases)
    .where(
      and(eq(phases.townId, sql.placeholder('townId')), eq(phases.processId, sql.placeholder('processId'))),
    )
    .orderBy(asc(phases.startsAt)),
)

/** What an act about a pin or a proposal has to know of it. */
export const contributionForAct = query<{ townId: string; id: string }>()('contribution_for_act', (db) =>
  db
    .select({
      id: contributions.id,
      number: contributions.number,
      kind: contributions.kind,
      processId: contributions.processId,
      authorId: contributions.authorId,
      visibility: contributions.visibility,
      supports: contributions.supports,
    })
    .from(contributions)
    .where(
      and(eq(contributions.townId, sql.placeholder('townId')), eq(contributions.id, sql.placeholder('id'))),
    ),
)
