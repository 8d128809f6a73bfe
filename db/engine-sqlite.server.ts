import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { SQLITE_GUARDS } from './guards.server.ts'
import { makeFolder } from './make-folder.server.ts'
import { migrationsFolder, refuseNewer } from './migrations.server.ts'
import { type Act, type Db, type Query, type Step, type Store, StoreError, tx } from './store.server.ts'
import { isSeenWrite } from './unseen-tables.server.ts'

interface Job {
  act: Act<unknown>
  /** `performance.now()` when it was queued. */
  since: number
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** The most acts that share one commit: bounds how long a commit keeps the event loop. */
const COMMIT_SHARE = 256
/** How long to stand still for another process that writes: next to nothing, for the event loop stands with it. */
const BUSY_TIMEOUT_MS = 25
/** The pause before the next look at a file that another process writes to; doubled each time. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [20, 200]
/** How often the log of writes is tried to be emptied while a snapshot is read. */
const CHECKPOINT_TRIES = 100
/** How long an act waits for another process before it is given up. */
const PATIENCE_MS = 30_000

/**
 * SQLite with WAL. Writes that wait at the same moment share one transaction and one
 * `synchronous=FULL` commit, so that an answered write survives a power cut and fifty writers cost one fsync.
 * While another process writes to the file (an import from the command line), acts wait in the queue and reads go on.
 */
export function openSqlite(url: string): Store {
  const file = url.replace(/^file:/, '')
  const writer = openFile(file)
  writer.pragma('journal_mode = WAL')
  writer.pragma('synchronous = FULL')
  writer.pragma('foreign_keys = ON')
  writer.pragma('busy_timeout = 5000')
  writer.pragma('wal_autocheckpoint = 4000')
  // What is erased (links of votes, codes) is overwritten, on pages that become free too.
  writer.pragma('secure_delete = ON')
  let isSeen = false
  const writeDb = drizzle(writer, {
    logger: {
      logQuery(text) {
        isSeen ||= isSeenWrite(text)
      },
    },
  })
  try {
    refuseNewer('sqlite', lastMigration(writer))
  } catch (error) {
    writer.close()
    throw error
  }
  migrate(writeDb, { migrationsFolder: migrationsFolder('sqlite') })
  for (const guard of SQLITE_GUARDS) writer.exec(guard)
  writer.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)

  const reader = new Database(file, { readonly: true })
  reader.pragma('busy_timeout = 5000')
  reader.pragma('cache_size = -65536')
  const read = drizzle(reader) as unknown as Db

  const userVersion = reader.prepare('pragma user_version').pluck()
  const prepareWrite = preparing(writeDb as unknown as Db)
  const prepareRead = preparing(read)
  const [begin, commit, rollback, savepoint, release, rollbackTo] = [
    'begin immediate',
    'commit',
    'rollback',
    'savepoint act',
    'release act',
    'rollback to act',
  ].map((text) => writer.prepare(text)) as [Statement, Statement, Statement, Statement, Statement, Statement]
  const changes = writer.prepare('select total_changes()').pluck()

  function perform(step: Step): unknown[] {
    if ('query' in step) return prepareWrite(step.query).all(step.args)
    return (step.build(writeDb as unknown as Db) as unknown as { all(): unknown[] }).all()
  }

  const waiting: Job[] = []
  let nextPauseMs = FIRST_PAUSE_MS

  /** While anything waits, exactly one run of this is scheduled. */
  function commitWaiting() {
    const refusal = tryToBegin()
    if (isBusy(refusal)) return waitForOther(refusal)
    nextPauseMs = FIRST_PAUSE_MS
    const jobs = waiting.splice(0, COMMIT_SHARE)
    try {
      if (refusal) throw refusal
      isSeen = false
      const before = changes.get()
      const answers = actTogether(jobs) ?? actApart(jobs)
      // In the same commit, so that no process can see the one without the other.
      if (isSeen && changes.get() !== before) writer.pragma(`user_version = ${nextRevision(writer)}`)
      commit.run()
      for (const answer of answers) answer()
    } catch (error) {
      if (writer.inTransaction) rollback.run()
      if (isBusy(error)) {
        // Another process came in before the second try: nothing is done yet, and nothing is lost.
        waiting.unshift(...jobs)
        return waitForOther(error)
      }
      for (const job of jobs) job.reject(error)
    }
    if (waiting.length > 0) setImmediate(commitWaiting)
  }

  /**
   * Without a savepoint each, which costs a copy of every page that is touched: nearly all acts end well, or are refused
   * before they write.
   *
   * @returns what to answer after the commit; null when an act failed half-way: all is undone then, for `actApart`
   */
  function actTogether(jobs: readonly Job[]): (() => void)[] | null {
    const answers: (() => void)[] = []
    for (const job of jobs) {
      const before = changes.get()
      try {
        const value = drive(job.act, perform)
        answers.push(() => job.resolve(value))
      } catch (error) {
        if (!writer.inTransaction) throw error
        if (changes.get() !== before) {
          rollback.run()
          begin.run()
          return null
        }
        answers.push(() => job.reject(error))
      }
    }
    return answers
  }

  /** What an act that fails had written is undone alone. */
  function actApart(jobs: readonly Job[]): (() => void)[] {
    return jobs.map(function actInSavepoint(job) {
      savepoint.run()
      try {
        const value = drive(job.act, perform)
        release.run()
        return () => job.resolve(value)
      } catch (error) {
        if (!writer.inTransaction) throw error
        rollbackTo.run()
        release.run()
        return () => job.reject(error)
      }
    })
  }

  function tryToBegin(): unknown {
    try {
      begin.run()
      return null
    } catch (error) {
      return error
    }
  }

  function waitForOther(cause: unknown) {
    const lastChance = performance.now() - PATIENCE_MS
    while (waiting[0] && waiting[0].since < lastChance) waiting.shift()!.reject(tooLong(file, cause))
    if (waiting.length === 0) {
      nextPauseMs = FIRST_PAUSE_MS
      return
    }
    setTimeout(commitWaiting, nextPauseMs)
    nextPauseMs = Math.min(2 * nextPauseMs, LONGEST_PAUSE_MS)
  }

  return {
    engine: 'sqlite',
    read,
    replica: read,
    async get(query, args) {
      return prepareRead(query as unknown as Query<never, unknown>).all(args) as never
    },
    write<T>(act: Act<T>) {
      return new Promise<T>(function queueAct(resolve, reject) {
        const since = performance.now()
        waiting.push({ act, since, resolve: resolve as (value: unknown) => void, reject })
        if (waiting.length === 1) setImmediate(commitWaiting)
      })
    },
    async revision() {
      return String(userVersion.get())
    },
    async snapshot(readAll) {
      const own = new Database(file, { readonly: true })
      try {
        own.pragma('busy_timeout = 5000')
        own.exec('begin')
        return await readAll(drizzle(own) as unknown as Db)
      } finally {
        own.close()
      }
    },
    /** What was erased is overwritten already, but the log of writes holds pages as they were before. */
    async overwriteErased() {
      for (let tries = 0; tries < CHECKPOINT_TRIES; tries++) {
        const [state] = writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
        if (state!.busy === 0) return
        await pause(LONGEST_PAUSE_MS)
      }
      throw new Error(`Somebody reads ${file} all the time: the log of its writes could not be emptied.`)
    },
    async brokenForeignKeys() {
      const rows = reader.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
      return rows.map((row) => `${row.table} row ${row.rowid} -> ${row.parent}`)
    },
    async close() {
      while (waiting.length > 0) await pause(1)
      reader.close()
      optimize(writer)
      writer.close()
    },
  }
}

type Statement = Database.Statement
type Prepared = { all(args: Record<string, unknown>): unknown[] }

function preparing(db: Db) {
  const kept = new WeakMap<object, Prepared>()
  return function prepareOnce(query: Query<never, unknown>): Prepared {
    let prepared = kept.get(query)
    if (!prepared) {
      prepared = query.build(db).prepare(query.name) as unknown as Prepared
      kept.set(query, prepared)
    }
    return prepared
  }
}

function drive<T>(act: Act<T>, perform: (step: Step) => unknown[]): T {
  const steps = act(tx)
  let next = steps.next()
  while (!next.done) next = steps.next(perform(next.value))
  return next.value
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Database.SqliteError ? error.code : ''
  return code === 'SQLITE_BUSY' || code.startsWith('SQLITE_BUSY_')
}

function tooLong(file: string, cause: unknown): Error {
  const message = `Another process has kept ${file} locked for ${PATIENCE_MS / 1000} s; nothing was written.`
  return new Error(message, { cause })
}

/** Only advice for later queries: not worth waiting for another process that writes. */
function optimize(database: Database.Database) {
  try {
    database.pragma('optimize')
  } catch (error) {
    if (!isBusy(error)) throw error
  }
}

/** The number is of 32 bits; it only has to differ. */
function nextRevision(database: Database.Database): number {
  return ((database.pragma('user_version', { simple: true }) as number) + 1) & 0x7fffffff
}

function openFile(file: string): Database.Database {
  try {
    makeFolder(dirname(file))
    const database = new Database(file)
    database.pragma('user_version')
    return database
  } catch (error) {
    throw new StoreError(
      'unwritable',
      `The database ${file} cannot be opened for writing: ${(error as Error).message}.`,
    )
  }
}

function lastMigration(database: Database.Database): number | null {
  const known = database.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get()
  if (!known) return null
  const row = database.prepare('select max(created_at) as at from __drizzle_migrations').get() as {
    at: number | null
  }
  return row.at
}
