import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import type { Site } from './site.ts'

/** What the clock and every reader may write beside: when somebody was seen, and how far news has been told. */
const BESIDE = ['sessions', 'notice_events']

/**
 * A hash of the rows of each table that belong to somebody, or to a town, by the column that says so.
 * @param column 'town_id' or 'person_id'
 */
export function hashOfRows(
  site: Site,
  column: 'town_id' | 'person_id',
  owner: string,
): Record<string, string> {
  const database = new Database(site.databasePath, { readonly: true })
  try {
    const tables = database
      .prepare(
        "select m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = ?",
      )
      .pluck()
      .all(column) as string[]
    return Object.fromEntries(
      tables
        .filter((table) => !BESIDE.includes(table))
        .map(function hashOf(table) {
          const rows = database
            .prepare(`select * from "${table}" where "${column}" = ? order by rowid`)
            .raw()
            .all(owner)
          return [table, createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16)]
        }),
    )
  } finally {
    database.close()
  }
}
