import { and, eq } from 'drizzle-orm'
import { formOf } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { frozenBallots } from '#db/schema/ballots.server.ts'
import { paperBundles, paperEntries, paperEntryRows } from '#db/schema/paper.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { codeState, insertTurnout, turnoutOf, updateTurnout } from './ballot-queries.server.ts'
import { dayOf, markCode, putIn } from './casting.server.ts'
import { freeze } from './frozen.server.ts'
import { newBallotId } from './ids.server.ts'
import { compareEntries, entriesWhere, rowsWhere } from './paper-bundles.server.ts'
import { marksOf, openBundleOf } from './paper-entries.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { recordVotes } from './vote-clock.server.ts'

export interface Agreement {
  townId: string
  bundleId: string
  actorId: string
  now?: Date
}

/**
 * Counts a bundle whose two entries say the same: its valid ballots are cast, its codes are used, and nothing of it
 * changes any more. All of it or nothing.
 *
 * @throws {Refusal} 'bundle.not-found' | 'bundle.agreed' | 'bundle.unfinished' | 'bundle.differs' |
 *   'bundle.code-repeated' (`position`) for a code that was used meanwhile
 */
export async function agreeBundle({ townId, bundleId, actorId, now = new Date() }: Agreement) {
  const store = await getStore()
  return store.write(function* recordAgreement(tx) {
    const { bundle, vote } = yield* openBundleOf(tx, { townId, bundleId, now })
    const entries = yield* tx.do((db) => db.select().from(paperEntries).where(entriesWhere(townId, bundleId)))
    if (entries.length < 2 || entries.some(({ finishedAt }) => finishedAt === null))
      throw new Refusal('bundle.unfinished')
    const rows = yield* tx.do((db) => db.select().from(paperEntryRows).where(rowsWhere(townId, bundleId)))
    const compared = compareEntries(rows, formOf(vote.settings.method))
    if (compared.length !== bundle.found)
      throw new Refusal('bundle.miscounted', { found: bundle.found, typed: compared.length })
    if (compared.some(({ differs }) => differs)) throw new Refusal('bundle.differs')
    const valid = rows.filter((row) => row.pass === 1 && row.spoiled === null)
    if (valid.length > 0) yield* freeze(tx, { townId, vote, now })
    const { phaseId } = bundle
    const castAt = dayOf(now)
    const ids = valid.map(newBallotId).sort()
    for (const [i, row] of valid.entries()) {
      yield* putIn(tx, {
        townId,
        phaseId,
        id: ids[i]!,
        channel: 'paper',
        castAt,
        receiptHash: null,
        bundleId,
        marks: marksOf(row.marks, vote),
      })
    }
    // In the order of their hashes, which is not that of the ballots.
    const coded = valid.flatMap(({ codeHash, position }) => (codeHash ? { codeHash, position } : []))
    for (const row of coded.sort((a, b) => (a.codeHash < b.codeHash ? -1 : 1)))
      yield* spend(tx, { townId, phaseId, ...row, now })
    const counts = { valid: valid.length, spoiled: bundle.found - valid.length }
    yield* tx.do((db) =>
      db
        .update(paperBundles)
        .set({ ...counts, state: 'agreed', agreedBy: actorId, agreedAt: now })
        .where(and(eq(paperBundles.townId, townId), eq(paperBundles.id, bundleId)))
        .returning({ id: paperBundles.id }),
    )
    // A code beside its marks would say who voted how.
    yield* tx.do((db) =>
      db
        .update(paperEntryRows)
        .set({ codeHash: null })
        .where(rowsWhere(townId, bundleId))
        .returning({ position: paperEntryRows.position }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'bundle.agree',
      subjectType: 'bundle',
      subjectId: bundleId,
      before: {},
      after: { number: bundle.number, ...counts },
      now,
    })
    const [frozen] = yield* tx.do((db) =>
      db
        .select({ countedAt: frozenBallots.countedAt })
        .from(frozenBallots)
        .where(and(eq(frozenBallots.townId, townId), eq(frozenBallots.phaseId, phaseId))),
    )
    if (frozen?.countedAt) yield* recordVotes(tx, { townId, phaseId, now })
    return counts
  })
}

interface Spent {
  townId: string
  phaseId: string
  codeHash: string
  position: number
  now: Date
}

/** The code votes: on paper, so nothing links it to a ballot. */
function* spend(
  tx: Tx,
  { townId, phaseId, codeHash, position, now }: Spent,
): Generator<Step, void, unknown[]> {
  const [code] = yield* tx.run(codeState, { townId, phaseId, codeHash })
  if (code?.state !== 'issued') throw new Refusal('bundle.code-repeated', { position })
  const [voted] = yield* tx.run(turnoutOf, { townId, phaseId, voterKey: codeHash })
  const entry = {
    townId,
    phaseId,
    voterKey: codeHash,
    state: 'cast' as const,
    channel: 'paper' as const,
    ballotId: null,
    revision: (voted?.revision ?? 0) + 1,
    votedAt: dayOf(now),
    statedAge: null,
  }
  if (voted) yield* tx.run(updateTurnout, entry)
  else yield* tx.run(insertTurnout, { ...entry, personId: null })
  yield* markCode(tx, townId, phaseId, codeHash, 'used')
}
