import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'

/*
 * A setup file: runs in each test file's own process before anything imports `db`, because the engine is chosen by
 * DATABASE_URL at that moment. Every test file gets a database, and a folder for files, that nobody else has.
 */
const folder = mkdtempSync(join(tmpdir(), 'sreda-test-'))
process.env.FILES_DIR = join(folder, 'files')
process.env.DATABASE_URL = await newDatabase()

async function newDatabase(): Promise<string> {
  switch (process.env.TEST_ENGINE) {
    case 'sqlite':
      return `file:${join(folder, 'sreda.db')}`
    case 'pglite':
      return 'pglite:memory'
    case 'postgres':
      return newPostgresDatabase(inject('postgresUrl'))
    default:
      throw new Error(`TEST_ENGINE must be sqlite, pglite or postgres, not ${process.env.TEST_ENGINE}.`)
  }
}

async function newPostgresDatabase(server: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}

afterAll(async function closeStore() {
  const { sredaStore } = globalThis as { sredaStore?: Promise<{ close(): Promise<void> }> }
  await (await sredaStore)?.close()
  rmSync(folder, { recursive: true, force: true })
})
