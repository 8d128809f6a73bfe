import { and, eq, sql } from 'drizzle-orm'
import { ballotChoices, ballots } from '#db/schema/ballots.server.ts'
import { contributions, supports } from '#db/schema/contributions.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { turnout } from '#db/schema/turnout.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { forgetMergedSupports, listMergedSupports } from './merged-supports.server.ts'

type Counts = Generator<Step, { taken: number; kept: number }, unknown[]>

/**
 * Takes back a leaving person's supports wherever supports can still be given: who comes back with the same address must
 * not count twice. Where that is over the rows stay, without a name, and the counts with them.
 */
export function* takeBackSupports(tx: Tx, personId: string, now: Date): Counts {
  const held = yield* tx.do((db) => db.select().from(supports).where(eq(supports.personId, personId)))
  const open = new Map<string, boolean>()
  function* isOpen(townId: string, processId: string): Generator<Step, boolean, unknown[]> {
    const key = `${townId}/${processId}`
    if (!open.has(key)) open.set(key, yield* mayStillSupport(tx, townId, processId, now))
    return open.get(key)!
  }
  // What merges would give back: where it is over, too, it stays.
  for (const { townId, mergeId, processId, undoneAt } of yield* listMergedSupports(tx, personId))
    if (undoneAt || (yield* isOpen(townId, processId)))
      yield* forgetMergedSupports(tx, townId, personId, [mergeId])
  let taken = 0
  for (const { townId, processId, contributionId } of held) {
    if (!(yield* isOpen(townId, processId))) continue
    yield* tx.do((db) =>
      db
        .delete(supports)
        .where(
          and(
            eq(supports.townId, townId),
            eq(supports.contributionId, contributionId),
            eq(supports.personId, personId),
          ),
        )
        .returning({ at: supports.createdAt }),
    )
    yield* tx.do((db) =>
      db
        .update(contributions)
        .set({ supports: sql`${contributions.supports} - 1` })
        .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId)))
        .returning({ id: contributions.id }),
    )
    taken++
  }
  return { taken, kept: held.length - taken }
}

/** Now or in a phase to come. */
function* mayStillSupport(
  tx: Tx,
  townId: string,
  processId: string,
  now: Date,
): Generator<Step, boolean, unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select({ endsAt: phases.endsAt, settings: phases.settings })
      .from(phases)
      .where(and(eq(phases.townId, townId), eq(phases.processId, processId))),
  )
  return rows.some(
    ({ endsAt, settings }) => (endsAt === null || endsAt > now) && settings.acts.includes('support'),
  )
}

/** As for supports: a ballot is taken out while its vote is open; a counted one stays, and that somebody cast it. */
export function* takeBackBallots(tx: Tx, personId: string, now: Date): Counts {
  const cast = yield* tx.do((db) =>
    db
      .select({ row: turnout, endsAt: phases.endsAt })
      .from(turnout)
      .innerJoin(phases, and(eq(phases.townId, turnout.townId), eq(phases.id, turnout.phaseId)))
      .where(and(eq(turnout.personId, personId), eq(turnout.state, 'cast'))),
  )
  let taken = 0
  for (const { row, endsAt } of cast) {
    const { townId, phaseId, ballotId, voterKey, revision } = row
    if (!ballotId || row.channel !== 'web' || (endsAt !== null && endsAt <= now)) continue
    yield* tx.do((db) =>
      db
        .delete(ballotChoices)
        .where(and(eq(ballotChoices.townId, townId), eq(ballotChoices.ballotId, ballotId)))
        .returning({ id: ballotChoices.ballotId }),
    )
    yield* tx.do((db) =>
      db
        .update(turnout)
        .set({ state: 'withdrawn', ballotId: null, statedAge: null, revision: revision + 1 })
        .where(and(eq(turnout.townId, townId), eq(turnout.phaseId, phaseId), eq(turnout.voterKey, voterKey)))
        .returning({ revision: turnout.revision }),
    )
    yield* tx.do((db) =>
      db
        .delete(ballots)
        .where(and(eq(ballots.townId, townId), eq(ballots.id, ballotId)))
        .returning({ id: ballots.id }),
    )
    taken++
  }
  return { taken, kept: cast.length - taken }
}
