import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { towns } from '#db/schema/towns.server.ts'
import { type Act, openStore, StoreError } from '#db/store.server.ts'

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

describe('while another process writes to the file', () => {
  const look: Act<number> = function* countTowns(tx) {
    return (yield* tx.do((db) => db.select({ id: towns.id }).from(towns))).length
  }

  async function openBesideWriter(name: string) {
    const file = join(folder, name)
    const store = await openStore(`file:${file}`)
    const other = new Database(file)
    other.exec('begin immediate')
    return { store, other, file }
  }

  test('acts wait for it, the program does not', async () => {
    const { store, other } = await openBesideWriter('beside.db')
    let [longest, last] = [0, performance.now()]
    const clock = setInterval(function measure() {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
    }, 5)
    const start = performance.now()
    setTimeout(() => other.exec('commit'), 1500)
    const acts = Array.from({ length: 20 }, () => store.write(look))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await store.read.select().from(towns)).toEqual([])
    acts.push(store.write(look))
    expect(await Promise.all(acts)).toEqual(Array(21).fill(0))
    clearInterval(clock)
    const waited = performance.now() - start
    expect(waited).toBeGreaterThan(1400)
    expect(waited).toBeLessThan(20_000)
    // About 25 ms of its own; the rest is room for a busy machine.
    expect(longest).toBeLessThan(1000)
    other.close()
    await store.close()
  })

  test('they are given up after half a minute with one clear sentence, and later ones are done', async () => {
    const { store, other, file } = await openBesideWriter('long.db')
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
    try {
      const early = store.write(look).catch((thrown) => thrown)
      await new Promise(setImmediate)
      await vi.advanceTimersByTimeAsync(20_000)
      const late = store.write(look)
      await vi.advanceTimersByTimeAsync(11_000)
      expect((await early).message).toBe(
        `Another process has kept ${file} locked for 30 s; nothing was written.`,
      )
      other.exec('commit')
      await vi.advanceTimersByTimeAsync(1000)
      expect(await late).toBe(0)
    } finally {
      vi.useRealTimers()
    }
    other.close()
    await store.close()
  })

  test('closing waits for the acts that wait', async () => {
    const { store, other } = await openBesideWriter('closing.db')
    const act = store.write(look)
    setTimeout(() => other.exec('commit'), 200)
    await store.close()
    expect(await act).toBe(0)
    other.close()
  })
})
