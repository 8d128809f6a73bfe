import type { Db } from './store.server.ts'

/** Reads of one moment on a connection of its own that can do nothing else. SQLite's file, or a PostgreSQL address. */
export async function readSnapshotOf<T>(url: string, read: (db: Db) => Promise<T>): Promise<T> {
  return url.startsWith('postgres') ? readPostgres(url, read) : readSqlite(url.replace(/^file:/, ''), read)
}

async function readSqlite<T>(file: string, read: (db: Db) => Promise<T>): Promise<T> {
  const { default: Database } = await import('better-sqlite3')
  const { drizzle } = await import('drizzle-orm/better-sqlite3')
  const database = new Database(file, { readonly: true })
  try {
    database.pragma('busy_timeout = 5000')
    database.exec('begin')
    return await read(drizzle(database) as unknown as Db)
  } finally {
    database.close()
  }
}

async function readPostgres<T>(url: string, read: (db: Db) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg')
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    return await read(drizzle(client) as unknown as Db)
  } finally {
    await client.end()
  }
}
