import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { POSTGRES_GUARDS } from './guards.server.ts'
import { migrationsFolder, refuseNewer } from './migrations.server.ts'
import {
  type Act,
  type Db,
  isUniqueViolation,
  type Query,
  type Step,
  type Store,
  StoreError,
  tx,
} from './store.server.ts'

/** Serializable transactions that lose a race are run again; with jitter, so that they do not meet again. */
const TRIES = 24

/**
 * Of two acts that look for a key and then insert it, the later one may be told of a duplicate instead of a conflict;
 * run again it finds the row. A true duplicate is one again.
 */
const DUPLICATE_TRIES = 3

/** PostgreSQL through node-postgres; prepared statements live with the pooled client they were made on. */
export async function openPostgres(url: string, replicaUrl?: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  pool.on('error', () => undefined)
  try {
    await migrateOnce(pool)
  } catch (error) {
    await pool.end()
    if (error instanceof StoreError) throw error
    throw new StoreError('unreachable', `PostgreSQL cannot be used: ${(error as Error).message}.`)
  }
  const replicaPool = replicaUrl ? new pg.Pool({ connectionString: replicaUrl, max: 10 }) : pool
  const preparedOf = new WeakMap<pg.PoolClient, ReturnType<typeof preparing>>()

  function connectionOf(client: pg.PoolClient) {
    let prepare = preparedOf.get(client)
    if (!prepare) {
      prepare = preparing(drizzle(client) as unknown as Db)
      preparedOf.set(client, prepare)
    }
    return prepare
  }

  async function withClient<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    try {
      return await use(client)
    } finally {
      client.release()
    }
  }

  return {
    engine: 'postgres',
    read: drizzle(pool) as unknown as Db,
    replica: drizzle(replicaPool) as unknown as Db,
    get(query, args) {
      return withClient((client) =>
        connectionOf(client)(query as unknown as Query<never, unknown>)(args),
      ) as never
    },
    async write(act) {
      let duplicates = 0
      for (let attempt = 1; ; attempt++) {
        try {
          return await withClient((client) => transact(client, act, connectionOf(client)))
        } catch (error) {
          if (!isConflict(error) && !(isUniqueViolation(error) && ++duplicates <= DUPLICATE_TRIES))
            throw error
          if (attempt === TRIES) throw error
          await new Promise((done) => setTimeout(done, Math.random() * Math.min(400, 4 * 2 ** attempt)))
        }
      }
    },
    async revision() {
      return revisionOf(await pool.query(SNAPSHOT))
    },
    snapshot(readAll) {
      return withClient(async (client) => {
        await client.query('begin isolation level repeatable read read only')
        try {
          return await readAll(drizzle(client) as unknown as Db)
        } finally {
          await client.query('rollback')
        }
      })
    },
    async overwriteErased(tables) {
      for (const table of tables) await pool.query(vacuumOf(table))
    },
    async brokenForeignKeys() {
      return []
    },
    async close() {
      if (replicaPool !== pool) await replicaPool.end()
      await pool.end()
    },
  }
}

/** Two equal snapshots see the same rows; every transaction that writes, to whatever table, makes another one. */
export const SNAPSHOT = 'select pg_current_snapshot()::text as revision'

export function revisionOf(result: { rows: unknown[] }): string {
  return (result.rows[0] as { revision: string }).revision
}

/** Writes a table's living rows into a new file; dead ones go with the old. */
export function vacuumOf(table: string): string {
  return `vacuum full ${pg.escapeIdentifier(table)}`
}

async function migrateOnce(pool: pg.Pool) {
  const client = await pool.connect()
  try {
    // Two processes that start together migrate one after the other.
    await client.query('select pg_advisory_lock(7210342)')
    const known = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name")
    if (known.rows[0].name) {
      const last = await client.query('select max(created_at) as at from drizzle.__drizzle_migrations')
      refuseNewer('postgres', last.rows[0].at === null ? null : Number(last.rows[0].at))
    }
    await migrate(drizzle(client), { migrationsFolder: migrationsFolder('postgres') })
    for (const guard of POSTGRES_GUARDS) await client.query(guard)
  } finally {
    await client.query('select pg_advisory_unlock(7210342)').catch(() => undefined)
    client.release()
  }
}

type Prepare = (query: Query<never, unknown>) => (args: Record<string, unknown>) => Promise<unknown[]>

export function preparing(db: Db): Prepare {
  const kept = new WeakMap<object, { execute(args: Record<string, unknown>): Promise<unknown[]> }>()
  return function prepareOnce(query) {
    let prepared = kept.get(query)
    if (!prepared) {
      prepared = query.build(db).prepare(query.name)
      kept.set(query, prepared)
    }
    return (args) => prepared.execute(args)
  }
}

interface Client {
  query(text: string): Promise<unknown>
}

/** Runs one act in one serializable transaction on one client. */
async function transact<T>(client: Client, act: Act<T>, prepare: Prepare): Promise<T> {
  const db = drizzle(client as pg.PoolClient) as unknown as Db
  await client.query('begin isolation level serializable')
  try {
    const value = await drive(act, (step) =>
      'query' in step ? prepare(step.query)(step.args) : step.build(db),
    )
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

export async function drive<T>(act: Act<T>, perform: (step: Step) => PromiseLike<unknown[]>): Promise<T> {
  const steps = act(tx)
  let next = steps.next()
  while (!next.done) next = steps.next(await perform(next.value))
  return next.value
}

function isConflict(error: unknown): boolean {
  for (let e = error as { code?: string; cause?: unknown } | undefined; e; e = e.cause as typeof e) {
    if (e.code === '40001' || e.code === '40P01') return true
  }
  return false
}
