import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { openStore, StoreError } from '#db/store.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'sreda-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('opening a SQLite file', () => {
  test('makes the folder and brings the file to the present schema; opening again keeps it', async () => {
    const url = `file:${join(folder, 'deep', 'er', 'sreda.db')}`
    await (await openStore(url)).close()
    const again = await openStore(url)
    expect(await again.brokenForeignKeys()).toEqual([])
    await again.close()
  })

  test('that a newer version has migrated is refused with one clear sentence', async () => {
    const file = join(folder, 'newer.db')
    await (await openStore(`file:${file}`)).close()
    const raw = new Database(file)
    raw
      .prepare("insert into __drizzle_migrations (hash, created_at) values ('later', ?)")
      .run(Date.now() + 100 * 365 * 86_400_000)
    raw.close()
    const error = await openStore(`file:${file}`).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(StoreError)
    expect(error.code).toBe('newer')
    expect(error.message).toMatch(/newer version/)
  })

  test('in a folder that cannot be made is refused', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, 'not a folder')
    const error = await openStore(`file:${join(file, 'sreda.db')}`).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(StoreError)
    expect(error.code).toBe('unwritable')
    expect(error.message).toContain(file)
  })

  test('that is not a database is refused', async () => {
    const file = join(folder, 'letter.db')
    writeFileSync(file, 'Уважаемая администрация! '.repeat(200))
    const error = await openStore(`file:${file}`).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(StoreError)
    expect(error.code).toBe('unwritable')
  })
})

test('a broken foreign key is named', async () => {
  const file = join(folder, 'broken.db')
  await (await openStore(`file:${file}`)).close()
  const raw = new Database(file)
  raw.pragma('foreign_keys = OFF')
  raw.exec("insert into roles (town_id, person_id, role, granted_at) values ('t', 'nobody', 'admin', 0)")
  raw.close()
  const store = await openStore(`file:${file}`)
  expect(await store.brokenForeignKeys()).toEqual([expect.stringMatching(/^roles row \d+ -> people$/)])
  await store.close()
})
