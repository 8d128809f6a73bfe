import { and, asc, count, desc, eq, max } from 'drizzle-orm'
import { paperLine } from '#app/domain/paper-line.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { BallotForm } from '#app/domain/rules/types.ts'
import { paperBundles, paperEntries, paperEntryRows, paperLog } from '#db/schema/paper.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { openVote } from './frozen.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type Bundle = typeof paperBundles.$inferSelect
export type Entry = typeof paperEntries.$inferSelect
export type EntryRow = typeof paperEntryRows.$inferSelect

export const PASSES = [1, 2] as const
export type Pass = (typeof PASSES)[number]

const MOST = 20_000

export interface NewBundle {
  townId: string
  phaseId: string
  actorId: string
  /** Made by the client: the same bundle sent twice is one. */
  id: string
  /** Where the box stood. */
  place: string
  issued: number
  found: number
  now?: Date
}

/**
 * Registers a bundle of paper ballots from one box.
 * @throws {Refusal} 'phase.not-found' | 'phase.closed' before the phase | 'ballot.not-configured' | 'bundle.bad-counts'
 */
export async function openBundle(bundle: NewBundle): Promise<{ id: string; number: number }> {
  const { townId, phaseId, actorId, id, place, issued, found, now = new Date() } = bundle
  const isCount = (n: number) => Number.isInteger(n) && n >= 1 && n <= MOST
  if (!isCount(issued) || !isCount(found) || found > issued) throw new Refusal('bundle.bad-counts')
  const store = await getStore()
  return store.write(function* recordBundle(tx) {
    yield* openVote(tx, { townId, phaseId, now }, 'end')
    const [same] = yield* tx.do((db) =>
      db
        .select()
        .from(paperBundles)
        .where(and(eq(paperBundles.townId, townId), eq(paperBundles.id, id))),
    )
    if (same) return { id, number: same.number }
    const [last] = yield* tx.do((db) =>
      db
        .select({ number: max(paperBundles.number) })
        .from(paperBundles)
        .where(and(eq(paperBundles.townId, townId), eq(paperBundles.phaseId, phaseId))),
    )
    const number = Number(last?.number ?? 0) + 1
    const row = { townId, id, phaseId, number, place, issued, found, createdBy: actorId, createdAt: now }
    yield* tx.do((db) =>
      db
        .insert(paperBundles)
        .values({ ...row, state: 'open' })
        .returning({ id: paperBundles.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'bundle.open',
      subjectType: 'bundle',
      subjectId: id,
      before: {},
      after: { number, place, issued, found },
      now,
    })
    return { id, number }
  })
}

/** @throws {Refusal} 'bundle.not-found' */
export function* bundleOf(
  tx: Tx,
  { townId, bundleId }: { townId: string; bundleId: string },
): Generator<Step, Bundle, unknown[]> {
  const [bundle] = yield* tx.do((db) =>
    db
      .select()
      .from(paperBundles)
      .where(and(eq(paperBundles.townId, townId), eq(paperBundles.id, bundleId))),
  )
  if (!bundle) throw new Refusal('bundle.not-found')
  return bundle
}

export function entriesWhere(townId: string, bundleId: string) {
  return and(eq(paperEntries.townId, townId), eq(paperEntries.bundleId, bundleId))
}

export function rowsWhere(townId: string, bundleId: string) {
  return and(eq(paperEntryRows.townId, townId), eq(paperEntryRows.bundleId, bundleId))
}

/** A bundle with both entries, its rows and its log, newest first. @throws {Refusal} 'bundle.not-found' */
export async function getBundle(townId: string, bundleId: string) {
  const { read } = await getStore()
  const [[bundle], entries, rows, log] = await Promise.all([
    read
      .select()
      .from(paperBundles)
      .where(and(eq(paperBundles.townId, townId), eq(paperBundles.id, bundleId))),
    read
      .select({ entry: paperEntries, clerk: people.pseudonym })
      .from(paperEntries)
      .innerJoin(people, eq(people.id, paperEntries.clerkId))
      .where(entriesWhere(townId, bundleId))
      .orderBy(asc(paperEntries.pass)),
    read
      .select()
      .from(paperEntryRows)
      .where(rowsWhere(townId, bundleId))
      .orderBy(asc(paperEntryRows.pass), asc(paperEntryRows.position)),
    read
      .select({
        id: paperLog.id,
        pass: paperLog.pass,
        position: paperLog.position,
        act: paperLog.act,
        before: paperLog.before,
        after: paperLog.after,
        createdAt: paperLog.createdAt,
        actor: people.pseudonym,
      })
      .from(paperLog)
      .innerJoin(people, eq(people.id, paperLog.actorId))
      .where(and(eq(paperLog.townId, townId), eq(paperLog.bundleId, bundleId)))
      .orderBy(desc(paperLog.id))
      .limit(300),
  ])
  if (!bundle) throw new Refusal('bundle.not-found')
  return { bundle, entries: entries.map(({ entry, clerk }) => ({ ...entry, clerk })), rows, log }
}

/** The bundles of a vote with how far each entry is. */
export async function listBundles(townId: string, phaseId: string) {
  const { read } = await getStore()
  const [bundles, typed, entries] = await Promise.all([
    read
      .select()
      .from(paperBundles)
      .where(and(eq(paperBundles.townId, townId), eq(paperBundles.phaseId, phaseId)))
      .orderBy(asc(paperBundles.number)),
    read
      .select({ bundleId: paperEntryRows.bundleId, pass: paperEntryRows.pass, n: count() })
      .from(paperEntryRows)
      .where(eq(paperEntryRows.townId, townId))
      .groupBy(paperEntryRows.bundleId, paperEntryRows.pass),
    read.select().from(paperEntries).where(eq(paperEntries.townId, townId)),
  ])
  return bundles.map((bundle) => ({
    ...bundle,
    passes: PASSES.map((pass) => ({
      typed: typed.find((one) => one.bundleId === bundle.id && one.pass === pass)?.n ?? 0,
      isFinished: entries.some(
        (one) => one.bundleId === bundle.id && one.pass === pass && one.finishedAt !== null,
      ),
    })),
  }))
}

/** Both entries line by line; a line that only one has differs. */
export function compareEntries(rows: readonly EntryRow[], form: BallotForm) {
  const positions = [...new Set(rows.map(({ position }) => position))].sort((a, b) => a - b)
  return positions.map((position) => {
    const [first, second] = PASSES.map((pass) => {
      const row = rows.find((one) => one.pass === pass && one.position === position)
      return row ? { line: paperLine({ marks: row.marks, spoiled: row.spoiled ?? null }, form), row } : null
    })
    const isSame = first?.line === second?.line && first?.row.codeHash === second?.row.codeHash
    return { position, first: first?.line ?? null, second: second?.line ?? null, differs: !isSame }
  })
}
