import * as pg from 'drizzle-orm/pg-core'
import * as lite from 'drizzle-orm/sqlite-core'

/** Which engine this process speaks, by the scheme of DATABASE_URL; chosen once, when the schema is first read. */
export const engine = /^(postgres|pglite)/.test(process.env.DATABASE_URL ?? '') ? 'postgres' : 'sqlite'

const postgresKit = {
  text: (name: string) => pg.text(name),
  whole: (name: string) => pg.bigint(name, { mode: 'number' }),
  real: (name: string) => pg.doublePrecision(name),
  flag: (name: string) => pg.boolean(name),
  json: (name: string) => pg.jsonb(name),
  instant: (name: string) => pg.timestamp(name, { withTimezone: true, precision: 3, mode: 'date' }),
  table: pg.pgTable,
  primaryKey: pg.primaryKey,
  foreignKey: pg.foreignKey,
  unique: pg.unique,
  index: pg.index,
  check: pg.check,
}

const sqliteKit = {
  text: (name: string) => lite.text(name),
  whole: (name: string) => lite.integer(name, { mode: 'number' }),
  real: (name: string) => lite.real(name),
  flag: (name: string) => lite.integer(name, { mode: 'boolean' }),
  json: (name: string) => lite.text(name, { mode: 'json' }),
  instant: (name: string) => lite.integer(name, { mode: 'timestamp_ms' }),
  table: lite.sqliteTable,
  primaryKey: lite.primaryKey,
  foreignKey: lite.foreignKey,
  unique: lite.unique,
  index: lite.index,
  check: lite.check,
}

/**
 * The column builders that every table is written with. Typed as PostgreSQL's (the stricter, asynchronous surface),
 * so that SQLite-only calls do not compile; this is the only cast between the two.
 */
export const kit = engine === 'postgres' ? postgresKit : (sqliteKit as unknown as typeof postgresKit)
