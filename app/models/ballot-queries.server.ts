import { and, asc, eq, sql } from 'drizzle-orm'
import { ballotChoices, ballots, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { residentConfirmations, turnout, votingCodes } from '#db/schema/turnout.server.ts'
import { type Query, query } from '#db/store.server.ts'

/** The statements of casting, each prepared once a connection. */

const at = sql.placeholder

export const phaseForVote = query<{ townId: string; phaseId: string }>()('phase_for_vote', (db) =>
  db
    .select({
      id: phases.id,
      processId: phases.processId,
      kind: phases.kind,
      startsAt: phases.startsAt,
      endsAt: phases.endsAt,
      settings: phases.settings,
    })
    .from(phases)
    .where(and(eq(phases.townId, at('townId')), eq(phases.id, at('phaseId')))),
)

export const frozenHash = query<{ townId: string; phaseId: string }>()('frozen_hash', (db) =>
  db
    .select({ hash: frozenBallots.hash, unlinkedAt: frozenBallots.unlinkedAt })
    .from(frozenBallots)
    .where(and(eq(frozenBallots.townId, at('townId')), eq(frozenBallots.phaseId, at('phaseId')))),
)

/** What changes about a frozen vote: nothing but its dates. One row for a phase of any kind. */
export const datesAndHash = query<{ townId: string; phaseId: string }>()('dates_and_hash', (db) =>
  db
    .select({ startsAt: phases.startsAt, endsAt: phases.endsAt, hash: frozenBallots.hash })
    .from(phases)
    .leftJoin(
      frozenBallots,
      and(eq(frozenBallots.townId, phases.townId), eq(frozenBallots.phaseId, phases.id)),
    )
    .where(and(eq(phases.townId, at('townId')), eq(phases.id, at('phaseId')))),
)

export const optionsOfPhase = query<{ townId: string; phaseId: string }>()('options_of_phase', (db) =>
  db
    .select()
    .from(voteOptions)
    .where(and(eq(voteOptions.townId, at('townId')), eq(voteOptions.phaseId, at('phaseId'))))
    .orderBy(asc(voteOptions.number)),
)

export const turnoutOf = query<{ townId: string; phaseId: string; voterKey: string }>()('turnout_of', (db) =>
  db
    .select({
      state: turnout.state,
      channel: turnout.channel,
      ballotId: turnout.ballotId,
      revision: turnout.revision,
    })
    .from(turnout)
    .where(
      and(
        eq(turnout.townId, at('townId')),
        eq(turnout.phaseId, at('phaseId')),
        eq(turnout.voterKey, at('voterKey')),
      ),
    ),
)

export const confirmationOf = query<{ townId: string; personId: string }>()('confirmation_of', (db) =>
  db
    .select({ confirmedAt: residentConfirmations.confirmedAt })
    .from(residentConfirmations)
    .where(
      and(eq(residentConfirmations.townId, at('townId')), eq(residentConfirmations.personId, at('personId'))),
    ),
)

const codeIs = and(
  eq(votingCodes.townId, at('townId')),
  eq(votingCodes.phaseId, at('phaseId')),
  eq(votingCodes.codeHash, at('codeHash')),
)

export const codeState = query<{ townId: string; phaseId: string; codeHash: string }>()('code_state', (db) =>
  db.select({ state: votingCodes.state }).from(votingCodes).where(codeIs),
)

export const setCodeState = query<{ townId: string; phaseId: string; codeHash: string; state: string }>()(
  'set_code_state',
  (db) =>
    db
      .update(votingCodes)
      .set({ state: sql`${at('state')}` })
      .where(codeIs)
      .returning({ codeHash: votingCodes.codeHash }),
)

export const choicesOf = query<{ townId: string; ballotId: string }>()('choices_of', (db) =>
  db
    .select({ optionId: ballotChoices.optionId, value: ballotChoices.value })
    .from(ballotChoices)
    .where(and(eq(ballotChoices.townId, at('townId')), eq(ballotChoices.ballotId, at('ballotId')))),
)

export const insertBallot = query<{
  townId: string
  id: string
  phaseId: string
  channel: string
  castAt: Date
  receiptHash: string | null
  bundleId: string | null
}>()('insert_ballot', (db) =>
  db
    .insert(ballots)
    .values({
      townId: at('townId'),
      id: at('id'),
      phaseId: at('phaseId'),
      channel: sql`${at('channel')}`,
      castAt: at('castAt'),
      receiptHash: at('receiptHash'),
      bundleId: at('bundleId'),
    })
    .returning({ id: ballots.id }),
)

const choiceInserts = new Map<number, Query<Record<string, unknown>, unknown>>()

/** All marks of a ballot in one statement; placeholders `optionId_0`, `value_0`, … */
export function insertChoices(count: number): Query<Record<string, unknown>, unknown> {
  let known = choiceInserts.get(count)
  if (!known) {
    known = query<Record<string, unknown>>()(`insert_choices_${count}`, (db) =>
      db
        .insert(ballotChoices)
        .values(
          Array.from({ length: count }, (_, i) => ({
            townId: at('townId'),
            ballotId: at('ballotId'),
            optionId: at(`optionId_${i}`),
            value: at(`value_${i}`),
          })),
        )
        .returning({ ballotId: ballotChoices.ballotId }),
    )
    choiceInserts.set(count, known)
  }
  return known
}

export const deleteChoices = query<{ townId: string; ballotId: string }>()('delete_choices', (db) =>
  db
    .delete(ballotChoices)
    .where(and(eq(ballotChoices.townId, at('townId')), eq(ballotChoices.ballotId, at('ballotId'))))
    .returning({ optionId: ballotChoices.optionId }),
)

export const deleteBallot = query<{ townId: string; id: string }>()('delete_ballot', (db) =>
  db
    .delete(ballots)
    .where(and(eq(ballots.townId, at('townId')), eq(ballots.id, at('id'))))
    .returning({ id: ballots.id }),
)

export interface TurnoutArgs extends Record<string, unknown> {
  townId: string
  phaseId: string
  voterKey: string
  personId: string | null
  state: 'cast' | 'withdrawn'
  channel: 'web' | 'paper'
  ballotId: string | null
  revision: number
  votedAt: Date
  statedAge: number | null
}

/** Gives no row where the voter has one already. */
export const insertTurnout = query<TurnoutArgs>()('insert_turnout', (db) =>
  db
    .insert(turnout)
    .values({
      townId: at('townId'),
      phaseId: at('phaseId'),
      voterKey: at('voterKey'),
      personId: at('personId'),
      state: sql`${at('state')}`,
      channel: sql`${at('channel')}`,
      ballotId: at('ballotId'),
      revision: at('revision'),
      votedAt: at('votedAt'),
      statedAge: at('statedAge'),
    })
    .onConflictDoNothing()
    .returning({ revision: turnout.revision }),
)

export const updateTurnout = query<Omit<TurnoutArgs, 'personId'>>()('update_turnout', (db) =>
  db
    .update(turnout)
    .set({
      state: sql`${at('state')}`,
      channel: sql`${at('channel')}`,
      ballotId: sql`${at('ballotId')}`,
      revision: sql`${at('revision')}`,
      votedAt: sql`${sql.param(at('votedAt'), turnout.votedAt)}`,
      statedAge: sql`${at('statedAge')}`,
    })
    .where(
      and(
        eq(turnout.townId, at('townId')),
        eq(turnout.phaseId, at('phaseId')),
        eq(turnout.voterKey, at('voterKey')),
      ),
    )
    .returning({ revision: turnout.revision }),
)
