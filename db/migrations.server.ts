import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StoreError } from './store.server.ts'

/** The committed migrations of an engine, found from the program's folder. */
export function migrationsFolder(engine: 'sqlite' | 'postgres'): string {
  return join(process.env.SREDA_HOME ?? process.cwd(), 'db', 'migrations', engine)
}

/** @throws {StoreError} 'newer' when the database was last migrated by a later version than this program */
export function refuseNewer(engine: 'sqlite' | 'postgres', lastMigrationAt: number | null) {
  const journal = JSON.parse(
    readFileSync(join(migrationsFolder(engine), 'meta', '_journal.json'), 'utf8'),
  ) as {
    entries: { when: number }[]
  }
  const newest = Math.max(...journal.entries.map((entry) => entry.when))
  if (lastMigrationAt !== null && lastMigrationAt > newest) {
    throw new StoreError(
      'newer',
      'The database was made by a newer version of Sreda; update the program, or point DATABASE_URL elsewhere.',
    )
  }
}
