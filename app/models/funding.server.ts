import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, type SQL } from 'drizzle-orm'
import { type InKindForm, MOST_MINOR, mustBeFunding, type PppForm, type Source } from '#app/domain/funding.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { fundingLines, fundingMeasures, inKindGifts, runningCosts } from '#db/schema/funding.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

/** One thing that is written or taken away; ids are made by the client: a known one is changed. */
export type FundingChange =
  | { kind: 'measure'; id: string; title: string; costMinor: number }
  | {
      kind: 'line'
      id: string
      measureId: string | null
      source: Source
      year: number
      title: string
      pppForm: PppForm | ''
      plannedMinor: number
      confirmedMinor: number
      paidMinor: number
      returnedMinor: number
    }
  | {
      kind: 'in-kind'
      id: string
      form: InKindForm
      description: string
      valueMinor: number | null
      method: string
    }
  | { kind: 'running'; yearlyMinor: number; payer: string; note: string }
  | { kind: 'remove-measure' | 'remove-line' | 'remove-in-kind'; id: string }

const MOST_ROWS = 200

const TABLES = { measure: fundingMeasures, line: fundingLines, 'in-kind': inKindGifts } as unknown as Record<
  'measure' | 'line' | 'in-kind',
  typeof fundingLines
>
type Rows = keyof typeof TABLES

/**
 * Changes one line of a process's money, with a line in the town's log.
 * @throws {Refusal} 'funding.order' | 'funding.too-much' | 'funding.bad-year' | 'funding.too-many' | 'funding.not-found' |
 *   'funding.measure-used'
 */
export async function changeFunding({
  townId,
  actorId,
  processId,
  change,
  now = new Date(),
}: {
  townId: string
  actorId: string
  processId: string
  change: FundingChange
  now?: Date
}): Promise<void> {
  mustBeInLimits(change)
  const store = await getStore()
  await store.write(function* recordFunding(tx) {
    const here = { townId, processId }
    const { before, after } = yield* applied(tx, here, change)
    if (before !== null && isDeepStrictEqual(before, after)) return
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: change.kind.startsWith('remove-') ? 'funding.remove' : 'funding.change',
      subjectType: 'process',
      subjectId: processId,
      before: figuresOf(before),
      after: figuresOf(after),
      now,
    })
  })
}

/** Sums, years and kinds of a row: the log never forgets, and words may name somebody. */
function figuresOf(row: Record<string, unknown> | null): Record<string, unknown> {
  const kept = ['id', 'measureId', 'source', 'year', 'form', 'pppForm']
  return Object.fromEntries(
    Object.entries(row ?? {}).filter(([key]) => key.endsWith('Minor') || kept.includes(key)),
  )
}

function mustBeInLimits(change: FundingChange) {
  if (change.kind === 'line') mustBeFunding(change)
  const sum = 'costMinor' in change ? change.costMinor : 'yearlyMinor' in change ? change.yearlyMinor : 0
  const value = 'valueMinor' in change ? (change.valueMinor ?? 0) : 0
  if (Math.max(sum, value) > MOST_MINOR) throw new Refusal('funding.too-much')
}

interface Here {
  townId: string
  processId: string
}
type Written = { before: Record<string, unknown> | null; after: Record<string, unknown> | null }

function* applied(tx: Tx, here: Here, change: FundingChange): Generator<Step, Written, unknown[]> {
  switch (change.kind) {
    case 'running':
      return yield* writeRunning(tx, here, change)
    case 'remove-measure':
      yield* mustBeUnused(tx, here, change.id)
      return yield* removeRow(tx, here, 'measure', change.id)
    case 'remove-line':
      return yield* removeRow(tx, here, 'line', change.id)
    case 'remove-in-kind':
      return yield* removeRow(tx, here, 'in-kind', change.id)
    default: {
      const { kind, ...row } = change
      if (kind === 'line' && change.measureId !== null)
        yield* mustHaveRow(tx, here, 'measure', change.measureId)
      return yield* writeRow(tx, here, kind, row)
    }
  }
}

const rowIs = (table: typeof fundingLines, { townId, processId }: Here, id?: string): SQL =>
  and(
    eq(table.townId, townId),
    eq(table.processId, processId),
    id === undefined ? undefined : eq(table.id, id),
  )!

function* writeRow(
  tx: Tx,
  here: Here,
  kind: Rows,
  row: { id: string } & Record<string, unknown>,
): Generator<Step, Written, unknown[]> {
  const table = TABLES[kind]
  const rows = yield* tx.do((db) => db.select().from(table).where(rowIs(table, here)))
  const known = rows.find(({ id }) => id === row.id)
  if (!known && rows.length >= MOST_ROWS) throw new Refusal('funding.too-many', { most: MOST_ROWS })
  yield* tx.do((db) =>
    known
      ? db
          .update(table)
          .set(row)
          .where(rowIs(table, here, row.id))
          .returning({ id: table.id })
      : db
          .insert(table)
          .values({ ...here, ...row } as typeof fundingLines.$inferInsert)
          .returning({ id: table.id }),
  )
  return {
    before: known ? Object.fromEntries(Object.keys(row).map((key) => [key, known[key as 'title']])) : null,
    after: row,
  }
}

function* mustHaveRow(
  tx: Tx,
  here: Here,
  kind: Rows,
  id: string,
): Generator<Step, Record<string, unknown>, unknown[]> {
  const table = TABLES[kind]
  const [row] = yield* tx.do((db) =>
    db
      .select()
      .from(table)
      .where(rowIs(table, here, id)),
  )
  if (!row) throw new Refusal('funding.not-found')
  return row
}

function* removeRow(tx: Tx, here: Here, kind: Rows, id: string): Generator<Step, Written, unknown[]> {
  const table = TABLES[kind]
  const before = yield* mustHaveRow(tx, here, kind, id)
  yield* tx.do((db) =>
    db
      .delete(table)
      .where(rowIs(table, here, id))
      .returning({ id: table.id }),
  )
  return { before, after: null }
}

function* mustBeUnused(tx: Tx, { townId }: Here, id: string): Generator<Step, void, unknown[]> {
  const lines = yield* tx.do((db) =>
    db
      .select({ id: fundingLines.id })
      .from(fundingLines)
      .where(and(eq(fundingLines.townId, townId), eq(fundingLines.measureId, id)))
      .limit(1),
  )
  if (lines.length > 0) throw new Refusal('funding.measure-used')
}

function* writeRunning(
  tx: Tx,
  { townId, processId }: Here,
  { kind: _, ...row }: Extract<FundingChange, { kind: 'running' }>,
): Generator<Step, Written, unknown[]> {
  const which = and(eq(runningCosts.townId, townId), eq(runningCosts.processId, processId))
  const [known] = yield* tx.do((db) => db.select().from(runningCosts).where(which))
  yield* tx.do((db) =>
    known
      ? db.update(runningCosts).set(row).where(which).returning({ processId: runningCosts.processId })
      : db
          .insert(runningCosts)
          .values({ townId, processId, ...row })
          .returning({ processId: runningCosts.processId }),
  )
  const { yearlyMinor, payer, note } = known ?? {}
  return { before: known ? { yearlyMinor, payer, note } : null, after: row }
}

/** Whether there is anything to show. */
export async function hasFunding(townId: string, processId: string): Promise<boolean> {
  const { read } = await getStore()
  for (const table of [fundingMeasures, fundingLines, inKindGifts] as unknown as (typeof fundingLines)[]) {
    const rows = await read
      .select({ id: table.id })
      .from(table)
      .where(rowIs(table, { townId, processId }))
      .limit(1)
    if (rows.length > 0) return true
  }
  return false
}

/** All that is known of a process's money, in the order in which it was entered; lines by year. */
export async function getFunding(townId: string, processId: string) {
  const { read } = await getStore()
  return readFunding(read, townId, processId)
}

async function readFunding(db: Db, townId: string, processId: string) {
  const of = <T extends { townId: SQL | unknown; processId: SQL | unknown }>(table: T) =>
    rowIs(table as unknown as typeof fundingLines, { townId, processId })
  const measures = await db
    .select()
    .from(fundingMeasures)
    .where(of(fundingMeasures))
    .orderBy(asc(fundingMeasures.id))
  const lines = await db
    .select()
    .from(fundingLines)
    .where(of(fundingLines))
    .orderBy(asc(fundingLines.year), asc(fundingLines.id))
  const inKind = await db.select().from(inKindGifts).where(of(inKindGifts)).orderBy(asc(inKindGifts.id))
  const [running] = await db.select().from(runningCosts).where(of(runningCosts))
  return { measures, lines, inKind, running: running ?? null }
}

export type Funding = Awaited<ReturnType<typeof getFunding>>
