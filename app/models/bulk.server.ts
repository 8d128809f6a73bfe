import { type SQL, sql } from 'drizzle-orm'
import type { ballotChoices, ballots } from '#db/schema/ballots.server.ts'
import type { turnout } from '#db/schema/turnout.server.ts'
import { type Query, query, type Step, type Tx } from '#db/store.server.ts'

const ROWS = 400

type BulkTable = typeof ballots | typeof ballotChoices | typeof turnout

/** A statement that inserts `ROWS` rows at a time, prepared once a connection: ten times faster than building each one. */
export interface Bulk<Table extends BulkTable> {
  table: Table
  keys: string[]
  query: Query<Record<string, unknown>, unknown>
}

export function bulkInsert<Table extends BulkTable>(
  name: string,
  table: Table,
  keys: (keyof Table['$inferInsert'] & string)[],
): Bulk<Table> {
  const row = (i: number) => Object.fromEntries(keys.map((key) => [key, sql.placeholder(`${key}_${i}`)]))
  const build = query<Record<string, unknown>>()(name, (db) =>
    db
      .insert(table as typeof ballots)
      .values(Array.from({ length: ROWS }, (_, i) => row(i)) as unknown as (typeof ballots.$inferInsert)[])
      .returning({ one: sql`1` as SQL<number> }),
  )
  return { table, keys, query: build }
}

/** @param onRows is told how many rows were written since it was told before */
export function* insertBulk<Table extends BulkTable>(
  tx: Tx,
  { table, keys, query }: Bulk<Table>,
  rows: Table['$inferInsert'][],
  onRows?: (rows: number) => void,
): Generator<Step, void, unknown[]> {
  const whole = rows.length - (rows.length % ROWS)
  for (let from = 0; from < whole; from += ROWS) {
    const args: Record<string, unknown> = {}
    for (let i = 0; i < ROWS; i++) {
      const row = rows[from + i] as Record<string, unknown>
      for (const key of keys) args[`${key}_${i}`] = row[key]
    }
    yield* tx.run(query, args)
    onRows?.(ROWS)
  }
  const rest = rows.slice(whole)
  if (rest.length === 0) return
  yield* tx.do((db) =>
    db
      .insert(table as typeof ballots)
      .values(rest as (typeof ballots.$inferInsert)[])
      .returning({ one: sql<number>`1` }),
  )
  onRows?.(rest.length)
}
