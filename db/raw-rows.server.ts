import { engine } from './columns.server.ts'

/** A row by the places of its columns in the select. */
export type RawRow = readonly unknown[]

interface Readable {
  prepare(name: string): object
}

interface Prepared {
  values(args: Record<string, unknown>): RawRow[]
  execute(args: Record<string, unknown>): Promise<Record<string, unknown>[]>
}

/**
 * Prepares a select for long walks: rows come by place, as the driver gives them, for Drizzle's own mapping costs as much as
 * SQLite's reading. JSON and instants are text and milliseconds on SQLite, values and `Date`s on PostgreSQL: the caller
 * takes both.
 */
export function rawReader(select: Readable): (args: Record<string, unknown>) => Promise<RawRow[]> {
  // Without a name: a pooled connection of PostgreSQL would keep it for another select.
  const prepared = select.prepare('') as Prepared
  if (engine === 'sqlite') return async (args) => prepared.values(args)
  return async (args) => (await prepared.execute(args)).map((row) => Object.values(row))
}
