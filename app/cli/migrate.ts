import { withStore } from './with-store.ts'

export function runMigrate() {
  return withStore(async (store) => {
    console.log(`The ${store.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'} database is up to date.`)
  })
}
