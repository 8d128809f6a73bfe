import type { Command } from 'commander'
import { withStore } from './with-store.ts'

export function addMigrate(program: Command) {
  program
    .command('migrate')
    .description("bring the database to this version's schema (serve does it too)")
    .action(() =>
      withStore(async (store) => {
        console.log(`The ${store.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'} database is up to date.`)
      }),
    )
}
