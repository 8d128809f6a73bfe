import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Site } from './site.ts'

/** Kept apart from what people and staff do: a refused request may still send a code or count a try. */
const NOT_CONTENT = ['sessions', 'sign_in_codes']

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

/** Everything that is stored: a hash of the rows of each table, and the photo files with their sizes. */
export function stored(site: Site): Record<string, string> {
  const database = new Database(site.databasePath, { readonly: true })
  try {
    const tables = database
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name",
      )
      .pluck()
      .all() as string[]
    const hashes = tables
      .filter((table) => !NOT_CONTENT.includes(table))
      .map((table): [string, string] => {
        const rows = database
          .prepare(`select * from "${table}" ${NARROWED[table] ?? ''} order by rowid`)
          .raw()
          .all()
        return [table, createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16)]
      })
    return { ...Object.fromEntries(hashes), files: filesIn(site.filesDir).join(' ') }
  } finally {
    database.close()
  }
}

export function filesIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .map((name) => [name, statSync(join(folder, name))] as const)
    .filter(([, found]) => found.isFile())
    .map(([name, found]) => `${name}:${found.size}`)
    .sort()
}
