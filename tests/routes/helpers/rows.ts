import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Site } from './site.ts'

/** Kept apart from what people and staff do: a refused request may still send a code or count a try. */
const NOT_CONTENT = ['sessions', 'sign_in_codes', 'open_data_archives']

/** What the clock writes at its own time, whoever asks for what: news of dates, and the letters that tell them. */
const BY_ACT = "where kind not in ('phase-open', 'phase-soon', 'result', 'digest')"
const NARROWED: Record<string, string> = { notice_events: BY_ACT, letters: BY_ACT }

/** Reads the server's database from outside. */
export function rowsOf<Row = Record<string, unknown>>(site: Site, sql: string, ...args: unknown[]): Row[] {
  const database = new Database(site.databasePath, { readonly: true })
  try {
    return database.prepare(sql).all(...args) as Row[]
  } finally {
    database.close()
  }
}

export function rowOf<Row = Record<string, unknown>>(site: Site, sql: string, ...args: unknown[]): Row {
  const [row] = rowsOf<Row>(site, sql, ...args)
  if (!row) throw new Error(`No row: ${sql} ${JSON.stringify(args)}`)
  return row
}

interface Watched {
  database: Database.Database
  /** Of the database when `hashes` were made; it differs after any commit of another connection. */
  version: unknown
  hashes: Record<string, string>
}
const watched = new Map<string, Watched>()

/** Everything that is stored: a hash of the rows of each table, and the photo files with their sizes. */
export function stored(site: Site): Record<string, string> {
  const key = `${site.databasePath} ${statSync(site.databasePath).ino}`
  let known = watched.get(key)
  if (!known) {
    known = { database: new Database(site.databasePath, { readonly: true }), version: null, hashes: {} }
    watched.set(key, known)
  }
  const version = known.database.pragma('data_version', { simple: true })
  if (version !== known.version) Object.assign(known, { version, hashes: hashesIn(known.database) })
  return { ...known.hashes, files: filesIn(site.filesDir).join(' ') }
}

function hashesIn(database: Database.Database): Record<string, string> {
  const tables = database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name")
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    tables
      .filter((table) => !NOT_CONTENT.includes(table))
      .map((table): [string, string] => {
        const rows = database
          .prepare(`select * from "${table}" ${NARROWED[table] ?? ''} order by rowid`)
          .raw()
          .all()
        return [table, createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16)]
      }),
  )
}

export function filesIn(folder: string): string[] {
  return (
    (readdirSync(folder, { recursive: true }) as string[])
      .map((name) => [name, statSync(join(folder, name))] as const)
      // Archives of open data come by the clock.
      .filter(([name, found]) => found.isFile() && !name.startsWith('open-data'))
      .map(([name, found]) => `${name}:${found.size}`)
      .sort()
  )
}
