import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { engine } from './columns.server.ts'

/** What queries may be written with on both engines: the surface that PostgreSQL's and SQLite's Drizzle share. */
export type Db = Pick<
  PgDatabase<PgQueryResultHKT, Record<string, never>>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with' | '$count'
>

/** A query built once; `args` fill its `sql.placeholder()`s. Make one with `query()`. */
export interface Query<Args extends Record<string, unknown>, Row> {
  readonly name: string
  build(db: Db): Preparable<Row>
  readonly args?: Args
}

export interface Preparable<Row> extends PromiseLike<Row[]> {
  prepare(name: string): { execute(args?: Record<string, unknown>): Promise<Row[]> }
}

/** One step of a transaction, done by the engine that holds the connection. */
export type Step =
  | { query: Query<never, unknown>; args: Record<string, unknown> }
  | { build: (db: Db) => PromiseLike<unknown[]> }

/** A civic act: a generator that yields steps. Nothing but the database can be waited for inside, by construction. */
export type Act<T> = (tx: Tx) => Generator<Step, T, unknown[]>

export interface Tx {
  /** Runs a query prepared once per connection: for hot paths. */
  run<Args extends Record<string, unknown>, Row>(
    query: Query<Args, Row>,
    args: Args,
  ): Generator<Step, Row[], unknown[]>
  /** Builds and runs a statement; writes must end in `.returning()`. */
  do<Row>(build: (db: Db) => PromiseLike<Row[]>): Generator<Step, Row[], unknown[]>
}

export interface Store {
  readonly engine: 'sqlite' | 'postgres'
  /** Plain reads; they see every answered write. */
  readonly read: Db
  /** Reads that may lag behind (DATABASE_REPLICA_URL); the same as `read` when there is none. */
  readonly replica: Db
  /** A prepared read. */
  get<Args extends Record<string, unknown>, Row>(query: Query<Args, Row>, args: Args): Promise<Row[]>
  /** One civic act in one transaction; answered only when durable. May be run again after a conflict. */
  write<T>(act: Act<T>): Promise<T>
  /**
   * Differs from what it was whenever something that public pages may show was written since, by whichever process. Ask for it
   * before you read what you keep.
   */
  revision(): Promise<string>
  /** Reads that all see one moment, on a connection of their own; for exports and recounts. */
  snapshot<T>(read: (db: Db) => Promise<T>): Promise<T>
  /**
   * Makes what was deleted or overwritten before unreadable in the database's own files; backups and copies keep it.
   * @param tables  where it was, by name
   * @throws {Error} when another process holds the files for too long
   */
  overwriteErased(tables: readonly string[]): Promise<void>
  /** Rows that break a foreign key, as text; empty when all is well. */
  brokenForeignKeys(): Promise<string[]>
  close(): Promise<void>
}

/** Names a query and the arguments it takes; `build` is called once per connection and the statement is kept. */
export function query<Args extends Record<string, unknown>>() {
  return function define<Row>(name: string, build: (db: Db) => Preparable<Row>): Query<Args, Row> {
    return { name, build }
  }
}

export const tx: Tx = {
  *run<Args extends Record<string, unknown>, Row>(query: Query<Args, Row>, args: Args) {
    return (yield { query: query as unknown as Query<never, unknown>, args }) as Row[]
  },
  *do<Row>(build: (db: Db) => PromiseLike<Row[]>) {
    return (yield { build }) as Row[]
  },
}

/** The store cannot be opened; the message is for the person who started the program. */
export class StoreError extends Error {
  constructor(
    readonly code: 'newer' | 'unwritable' | 'unreachable' | 'engine',
    message: string,
  ) {
    super(message)
  }
}

/**
 * Opens the database and brings it to this version's schema.
 *
 * @param url `file:data/sreda.db`, `postgres://…`, `pglite:memory` or `pglite:./folder`
 * @throws {StoreError} one clear sentence: a newer database, a folder that cannot be written, a server out of reach
 */
export async function openStore(url: string, options: { replicaUrl?: string } = {}): Promise<Store> {
  if ((engine === 'postgres') !== /^(postgres|pglite)/.test(url)) {
    throw new StoreError(
      'engine',
      `DATABASE_URL must name the engine before the program starts: ${url.split(':')[0]}`,
    )
  }
  if (url.startsWith('postgres'))
    return (await import('./engine-postgres.server.ts')).openPostgres(url, options.replicaUrl)
  if (url.startsWith('pglite')) return (await import('./engine-pglite.server.ts')).openPglite(url)
  return (await import('./engine-sqlite.server.ts')).openSqlite(url)
}

/** Reads of one moment by a worker thread: on a connection of its own, which can only read, beside the server's store. */
export async function readSnapshot<T>(url: string, read: (db: Db) => Promise<T>): Promise<T> {
  return (await import('./snapshot.server.ts')).readSnapshotOf(url, read)
}

const shared = globalThis as { sredaStore?: Promise<Store> }

/** The one store of this process; shared on purpose by the server, the routes' bundle and a hot reload. */
export function getStore(): Promise<Store> {
  shared.sredaStore ??= openStore(process.env.DATABASE_URL ?? 'file:data/sreda.db', {
    replicaUrl: process.env.DATABASE_REPLICA_URL,
  })
  return shared.sredaStore
}

/** A prepared read of the store; with a snapshot, the same read on its connection. */
export async function getFrom<Args extends Record<string, unknown>, Row>(
  snapshot: Db | undefined,
  query: Query<Args, Row>,
  args: Args,
): Promise<Row[]> {
  if (!snapshot) return (await getStore()).get(query, args)
  return query.build(snapshot).prepare('').execute(args)
}

/** True for a broken unique key on either engine. */
export function isUniqueViolation(error: unknown): boolean {
  for (let e = error as { code?: string; cause?: unknown } | undefined; e; e = e.cause as typeof e) {
    if (
      e.code === 'SQLITE_CONSTRAINT_UNIQUE' ||
      e.code === 'SQLITE_CONSTRAINT_PRIMARYKEY' ||
      e.code === '23505'
    )
      return true
  }
  return false
}
