import { and, eq } from 'drizzle-orm'
import { mustKeepTo } from '#app/domain/ballot-rules.ts'
import { formOf } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { frozenBallots } from '#db/schema/ballots.server.ts'
import { paperBundles, paperEntries, paperEntryRows } from '#db/schema/paper.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import {
  codeState,
  datesAndHash,
  insertTurnout,
  phaseForVote,
  turnoutOf,
  updateTurnout,
} from './ballot-queries.server.ts'
import { dayOf, markCode, putIn } from './casting.server.ts'
import { addCount, newestVersion } from './count-jobs.server.ts'
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
  /** Why there is a new version: needed where the vote was counted without this bundle. */
  reason?: string
  now?: Date
}

/**
 * Counts a bundle whose two entries say the same: its valid ballots are cast, its codes are used, and nothing of it
 * changes any more. All of it or nothing. Where the vote was counted already, a new version of the result is asked for.
 *
 * @throws {Refusal} 'bundle.not-found' | 'bundle.agreed' | 'bundle.unfinished' | 'bundle.differs' |
 *   'bundle.code-repeated' (`position`) for a code that was used meanwhile | what `mustKeepTo` refuses;
 *   after the close 'result.reason-missing' | 'result.being-counted' | 'result.exclusion-failed' |
 *   'bundle.result-confirmed'
 */
export async function agreeBundle(agreement: Agreement) {
  const { townId, bundleId, actorId, reason = '', now = new Date() } = agreement
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
    const cast = valid.map((row) => ({ ...row, marks: marksOf(row.marks, vote) }))
    for (const { marks } of cast)
      mustKeepTo(vote.settings.method, marks, vote.options, vote.settings.budgetMinor)
    yield* freeze(tx, { townId, vote, now })
    const { phaseId } = bundle
    const [dates] = yield* tx.run(datesAndHash, { townId, phaseId })
    // After the close no day is kept: it would tell these ballots, and their voters, from the others.
    const castAt = dates?.endsAt && dates.endsAt <= now ? dates.endsAt : dayOf(now)
    const ids = valid.map(newBallotId).sort()
    for (const [i, { marks }] of cast.entries()) {
      yield* putIn(tx, {
        townId,
        phaseId,
        id: ids[i]!,
        channel: 'paper',
        castAt,
        receiptHash: null,
        bundleId,
        marks,
      })
    }
    // In the order of their hashes, which is not that of the ballots.
    const coded = valid.flatMap(({ codeHash, position }) => (codeHash ? { codeHash, position } : []))
    for (const row of coded.sort((a, b) => (a.codeHash < b.codeHash ? -1 : 1)))
      yield* spend(tx, { townId, phaseId, ...row, votedAt: castAt })
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
        .select({ countedAt: frozenBallots.countedAt, unlinkedAt: frozenBallots.unlinkedAt })
        .from(frozenBallots)
        .where(and(eq(frozenBallots.townId, townId), eq(frozenBallots.phaseId, phaseId))),
    )
    if (frozen?.countedAt) yield* recordVotes(tx, { townId, phaseId, now })
    // The codes that were beside these marks are to be cleaned from the files, too: the clock erases once more.
    if (frozen?.unlinkedAt && coded.length > 0)
      yield* tx.do((db) =>
        db
          .update(frozenBallots)
          .set({ unlinkedAt: null })
          .where(and(eq(frozenBallots.townId, townId), eq(frozenBallots.phaseId, phaseId)))
          .returning({ phaseId: frozenBallots.phaseId }),
      )
    yield* countAnew(tx, { townId, phaseId, actorId, reason, hasValid: valid.length > 0, now })
    return counts
  })
}

interface Late {
  townId: string
  phaseId: string
  actorId: string
  reason: string
  hasValid: boolean
  now: Date
}

/** After the close the result follows in a version of its own; what was confirmed is not changed from here. */
function* countAnew(tx: Tx, { hasValid, reason, ...act }: Late): Generator<Step, void, unknown[]> {
  const { townId, phaseId, now } = act
  const [phase] = yield* tx.run(phaseForVote, { townId, phaseId })
  if (!phase?.endsAt || phase.endsAt > now) return
  const newest = yield* newestVersion(tx, { townId, phaseId })
  if (newest?.state === 'confirmed') throw new Refusal('bundle.result-confirmed')
  if (newest) yield* addCount(tx, { ...act, reason, hasNewBallots: true })
  else if (hasValid) yield* addCount(tx, { ...act, actorId: null, reason: '', hasNewBallots: true })
}

interface Spent {
  townId: string
  phaseId: string
  codeHash: string
  position: number
  votedAt: Date
}

/** The code votes: on paper, so nothing links it to a ballot. */
function* spend(
  tx: Tx,
  { townId, phaseId, codeHash, position, votedAt }: Spent,
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
    votedAt,
    statedAge: null,
  }
  if (voted) yield* tx.run(updateTurnout, entry)
  else yield* tx.run(insertTurnout, { ...entry, personId: null })
  yield* markCode(tx, townId, phaseId, codeHash, 'used')
}
