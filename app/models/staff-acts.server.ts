import { and, asc, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { type ChainedEntry, canonicalJson, chainText } from '#app/domain/log-chain.ts'
import type { MovedClose } from '#app/domain/results.ts'
import { logHeads } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId, sha256Hex } from './ids.server.ts'
import { publicName } from './public-name.server.ts'
import type { Subject } from './subjects.server.ts'

export type StaffActRow = typeof staffActs.$inferSelect

/** The act under which a moved close of a vote stands in the log: results name each. */
export const MOVED_CLOSE = 'vote.move-close'

/**
 * The one act in the log that is not of the staff: a merge that ends because the author of the entry that hosted takes it
 * away. It undoes what the staff had done, and so belongs beside it.
 */
export const BY_AUTHOR = 'merge.leave'

export interface NewStaffAct {
  /** Made here unless given. */
  id?: string
  townId: string
  actorId: string
  act: string
  subjectType: string
  subjectId: string
  contributionId?: string | null
  reason?: string
  before: Record<string, unknown>
  after: Record<string, unknown>
  /** The act that this one takes back: each can be taken back once. */
  undid?: string | null
  /** Acts that are done, and can be undone, together. */
  batchId?: string | null
  now: Date
}

/**
 * Writes a line of the staff's log in the transaction of the act itself, chained to the line before it.
 *
 * @returns the id of the line
 */
export function* recordStaffAct(tx: Tx, entry: NewStaffAct): Generator<Step, string, unknown[]> {
  const { townId, now } = entry
  const head = yield* headOf(tx, townId)
  const row = {
    townId,
    id: entry.id ?? newId(),
    actorId: entry.actorId,
    act: entry.act,
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
    contributionId: entry.contributionId ?? null,
    reason: entry.reason ?? '',
    before: entry.before,
    after: entry.after,
    undid: entry.undid ?? null,
    batchId: entry.batchId ?? null,
    seq: head.seq + 1,
  }
  const hash = hashOf(head.hash, { ...row, createdAt: now.toISOString() })
  yield* tx.do((db) =>
    db
      .insert(staffActs)
      .values({ ...row, createdAt: now, undoneBy: null, prevHash: head.hash, hash })
      .returning({ id: staffActs.id }),
  )
  yield* tx.do((db) =>
    db
      .update(logHeads)
      .set({ seq: row.seq, hash })
      .where(eq(logHeads.townId, townId))
      .returning({ seq: logHeads.seq }),
  )
  return row.id
}

export function hashOf(prevHash: string, entry: ChainedEntry): string {
  return sha256Hex(chainText(prevHash, entry))
}

function* headOf(tx: Tx, townId: string): Generator<Step, { seq: number; hash: string }, unknown[]> {
  const [head] = yield* tx.do((db) => db.select().from(logHeads).where(eq(logHeads.townId, townId)))
  if (head) return head
  const older = yield* tx.do((db) =>
    db.select(sealedColumns).from(staffActs).where(unchained(townId)).orderBy(asc(staffActs.id)),
  )
  const first = { townId, seq: 0, hash: sealOf(townId, older) }
  yield* tx.do((db) => db.insert(logHeads).values(first).returning({ seq: logHeads.seq }))
  return first
}

/** What the first link of a chain seals of the entries from before it. */
export const sealedColumns = {
  id: staffActs.id,
  actorId: staffActs.actorId,
  act: staffActs.act,
  subjectId: staffActs.subjectId,
  reason: staffActs.reason,
  before: staffActs.before,
  after: staffActs.after,
  createdAt: staffActs.createdAt,
  undoneBy: staffActs.undoneBy,
}

export function unchained(townId: string): SQL {
  return and(eq(staffActs.townId, townId), isNull(staffActs.seq))!
}

export function sealOf(townId: string, older: object[]): string {
  return sha256Hex(canonicalJson({ townId, older }))
}

/** The id of the act that took a line back, or null; of the row that a query is about. */
export const undoneBy = sql<string | null>`coalesce(staff_acts.undone_by, (
  select later.id from staff_acts later where later.town_id = staff_acts.town_id and later.undid = staff_acts.id
))`

/** The log, newest first; `before` is the id after which to go on. */
export async function listStaffActs(townId: string, options: { before?: string; limit?: number } = {}) {
  const { read } = await getStore()
  return read
    .select({
      id: staffActs.id,
      seq: staffActs.seq,
      hash: staffActs.hash,
      act: staffActs.act,
      subjectType: staffActs.subjectType,
      subjectId: staffActs.subjectId,
      contributionId: staffActs.contributionId,
      reason: staffActs.reason,
      before: staffActs.before,
      after: staffActs.after,
      createdAt: staffActs.createdAt,
      undoneBy,
      actor: publicName,
    })
    .from(staffActs)
    .innerJoin(people, eq(people.id, staffActs.actorId))
    .where(and(eq(staffActs.townId, townId), options.before ? lt(staffActs.id, options.before) : undefined))
    .orderBy(desc(staffActs.id))
    .limit(options.limit ?? 100)
}

/** How the close of a vote was moved after its terms were fixed, in order. */
export async function listMovedCloses(db: Db, townId: string, phaseId: string): Promise<MovedClose[]> {
  const rows = await db
    .select({ before: staffActs.before, after: staffActs.after, createdAt: staffActs.createdAt })
    .from(staffActs)
    .where(
      and(eq(staffActs.townId, townId), eq(staffActs.act, MOVED_CLOSE), eq(staffActs.subjectId, phaseId)),
    )
    .orderBy(asc(staffActs.id))
  return rows.map(({ before, after, createdAt }) => ({
    at: createdAt.toISOString(),
    from: (before as { endsAt: string | null }).endsAt,
    to: (after as { endsAt: string | null }).endsAt,
  }))
}

export async function listMoves(townId: string, phaseId: string): Promise<MovedClose[]> {
  const { read } = await getStore()
  return listMovedCloses(read, townId, phaseId)
}

/** What was decided together. */
export async function listBatchSubjects(townId: string, batchId: string): Promise<Subject[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ type: staffActs.subjectType, id: staffActs.subjectId })
    .from(staffActs)
    .where(and(eq(staffActs.townId, townId), eq(staffActs.batchId, batchId)))
  return rows as Subject[]
}

/** Where a town's log stands, for who wants to hold it against a later one; null before the first act. */
export async function getLogHead(townId: string) {
  const { read } = await getStore()
  const [head] = await read.select().from(logHeads).where(eq(logHeads.townId, townId))
  return head ?? null
}
