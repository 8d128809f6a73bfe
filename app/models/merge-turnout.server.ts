import { and, eq } from 'drizzle-orm'
import { frozenBallots } from '#db/schema/ballots.server.ts'
import { turnout } from '#db/schema/turnout.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { deleteBallot, deleteChoices } from './ballot-queries.server.ts'

type Row = typeof turnout.$inferSelect

/**
 * Joins what two accounts of one person voted. In a vote that is not counted yet one ballot stays: the one on paper, which
 * nobody can take out of its bundle, else that of the account that stays. A vote whose ballots are counted, or no longer
 * linked to people, is left as it was published: its result is recounted from the same ballots.
 */
export function* mergeTurnout(
  tx: Tx,
  { intoId, fromId }: { intoId: string; fromId: string; now: Date },
): Generator<Step, void, unknown[]> {
  const theirs = yield* tx.do((db) => db.select().from(turnout).where(eq(turnout.personId, fromId)))
  for (const row of theirs) {
    const [frozen] = yield* tx.do((db) =>
      db
        .select({ countedAt: frozenBallots.countedAt, unlinkedAt: frozenBallots.unlinkedAt })
        .from(frozenBallots)
        .where(and(eq(frozenBallots.townId, row.townId), eq(frozenBallots.phaseId, row.phaseId))),
    )
    if (frozen?.countedAt || frozen?.unlinkedAt) continue
    const [own] = yield* tx.do((db) =>
      db
        .select()
        .from(turnout)
        .where(isTurnout({ ...row, voterKey: intoId })),
    )
    if (!own) yield* rekey(tx, row, intoId)
    else if (row.state === 'withdrawn') yield* takeOut(tx, row)
    else if (own.state === 'withdrawn' || (row.channel === 'paper' && own.channel === 'web')) {
      yield* takeOut(tx, own)
      // A form that was filled before the accounts were joined knows neither revision.
      yield* rekey(tx, { ...row, revision: Math.max(own.revision, row.revision) + 1 }, intoId)
    } else if (row.channel === 'web') yield* takeOut(tx, row)
  }
}

function* rekey(tx: Tx, row: Row, personId: string): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(turnout)
      .set({ voterKey: personId, personId, revision: row.revision })
      .where(isTurnout(row))
      .returning({ voterKey: turnout.voterKey }),
  )
}

function* takeOut(tx: Tx, row: Row): Generator<Step, void, unknown[]> {
  const { townId, ballotId } = row
  if (ballotId) {
    yield* tx.run(deleteChoices, { townId, ballotId })
    yield* tx.run(deleteBallot, { townId, id: ballotId })
  }
  yield* tx.do((db) => db.delete(turnout).where(isTurnout(row)).returning({ voterKey: turnout.voterKey }))
}

function isTurnout({ townId, phaseId, voterKey }: Pick<Row, 'townId' | 'phaseId' | 'voterKey'>) {
  return and(eq(turnout.townId, townId), eq(turnout.phaseId, phaseId), eq(turnout.voterKey, voterKey))
}
