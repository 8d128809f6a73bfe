import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { drive, preparing, revisionOf, SNAPSHOT, vacuumOf } from './engine-postgres.server.ts'
import { POSTGRES_GUARDS } from './guards.server.ts'
import { migrationsFolder } from './migrations.server.ts'
import type { Act, Db, Query, Store } from './store.server.ts'

/** PostgreSQL inside the process (WASM), for tests where no server is found: one connection, acts one after another. */
export async function openPglite(url: string): Promise<Store> {
  const { PGlite } = await import('@electric-sql/pglite')
  const folder = url.replace(/^pglite:(\/\/)?/, '')
  const client = new PGlite(folder === 'memory' ? undefined : folder)
  const db = drizzle(client)
  await migrate(db, { migrationsFolder: migrationsFolder('postgres') })
  for (const guard of POSTGRES_GUARDS) await client.query(guard)
  const read = db as unknown as Db
  const prepare = preparing(read)
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    engine: 'postgres',
    read,
    replica: read,
    get(query, args) {
      return prepare(query as unknown as Query<never, unknown>)(args) as never
    },
    write<T>(act: Act<T>) {
      return inTurn(async function transactOnce() {
        await client.query('begin')
        try {
          const value = await drive(act, (step) =>
            'query' in step ? prepare(step.query)(step.args) : step.build(read),
          )
          await client.query('commit')
          return value
        } catch (error) {
          await client.query('rollback')
          throw error
        }
      })
    },
    revision() {
      return inTurn(async () => revisionOf(await client.query(SNAPSHOT)))
    },
    snapshot(readAll) {
      return inTurn(() => readAll(read))
    },
    async overwriteErased(tables) {
      for (const table of tables) await inTurn(() => client.exec(vacuumOf(table)))
    },
    async brokenForeignKeys() {
      return []
    },
    async close() {
      await turn
      await client.close()
    },
  }
}
