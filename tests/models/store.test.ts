import { count, eq, inArray } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { engine } from '#db/columns.server.ts'
import { people } from '#db/schema/people.server.ts'
import { type Act, getStore, isUniqueViolation, openStore, StoreError } from '#db/store.server.ts'

function insertPerson(id: string, email: string | null = null): Act<string> {
  return function* recordPerson(tx) {
    yield* tx.do((db) =>
      db
        .insert(people)
        .values({
          id,
          email,
          pseudonym: id,
          locale: 'ru',
          isPlatformAdmin: false,
          isSynthetic: true,
          createdAt: new Date(),
        })
        .returning({ id: people.id }),
    )
    return id
  }
}

async function known(ids: string[]): Promise<string[]> {
  const { read } = await getStore()
  const rows = await read.select({ id: people.id }).from(people).where(inArray(people.id, ids))
  return rows.map((row) => row.id).sort()
}

describe('a write', () => {
  test('speaks the engine that was asked for', async () => {
    const asked = process.env.TEST_ENGINE === 'sqlite' ? 'sqlite' : 'postgres'
    expect([engine, (await getStore()).engine]).toEqual([asked, asked])
  })

  test('that throws after its rows were written leaves nothing', async () => {
    const store = await getStore()
    const act = store.write(function* failLate(tx) {
      yield* insertPerson('late-1')(tx)
      yield* insertPerson('late-2')(tx)
      throw new Error('changed my mind')
    })
    await expect(act).rejects.toThrow('changed my mind')
    expect(await known(['late-1', 'late-2'])).toEqual([])
  })

  test('whose second statement the database refuses leaves nothing, and the reason is known', async () => {
    const store = await getStore()
    await store.write(insertPerson('taken', 'taken@example.org'))
    const act = store.write(function* failOnKey(tx) {
      yield* insertPerson('before-taken')(tx)
      yield* insertPerson('again', 'taken@example.org')(tx)
    })
    expect(await act.then(() => null, isUniqueViolation)).toBe(true)
    expect(await known(['taken', 'before-taken', 'again'])).toEqual(['taken'])
  })

  test.each(['before', 'after'])(
    'is kept when its neighbours of the same moment throw %s they write',
    async (when) => {
      const store = await getStore()
      const names = Array.from({ length: 60 }, (_, i) => `${when}-${String(i).padStart(2, '0')}`)
      const results = await Promise.allSettled(
        names.map((name, i) =>
          store.write(function* mayFail(tx) {
            if (i % 3 === 0 && when === 'before') throw new Error(`no ${name}`)
            yield* insertPerson(name)(tx)
            if (i % 3 === 0) throw new Error(`no ${name}`)
            return name
          }),
        ),
      )
      const answered = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      expect(answered).toEqual(names.filter((_, i) => i % 3 !== 0))
      expect(
        results.filter((result) => result.status === 'rejected').map((result) => result.reason.message),
      ).toEqual(names.filter((_, i) => i % 3 === 0).map((name) => `no ${name}`))
      expect(await known(names)).toEqual(answered)
    },
  )

  test('that looks for a key before it inserts it meets no duplicate, however many do so at once', async () => {
    const store = await getStore()
    for (let round = 0; round < 5; round++) {
      const email = `looked-${round}@example.org`
      const ids = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          store.write(function* lookFirst(tx) {
            const [found] = yield* tx.do((db) =>
              db.select({ id: people.id }).from(people).where(eq(people.email, email)),
            )
            return found?.id ?? (yield* insertPerson(`looked-${round}-${i}`, email)(tx))
          }),
        ),
      )
      expect(new Set(ids).size).toBe(1)
    }
  })

  test('is seen by the next read once it is answered', async () => {
    const store = await getStore()
    for (let i = 0; i < 40; i++) {
      const id = await store.write(insertPerson(`seen-${i}`))
      expect(await known([id])).toEqual([id])
    }
  })

  test('reads its own rows before they are committed', async () => {
    const store = await getStore()
    const seen = await store.write(function* readOwn(tx) {
      yield* insertPerson('own')(tx)
      return yield* tx.do((db) =>
        db.select({ at: people.createdAt, is: people.isSynthetic }).from(people).where(eq(people.id, 'own')),
      )
    })
    expect(seen).toEqual([{ at: expect.any(Date), is: true }])
  })

  test('gives text, numbers, flags, nulls and times back as they were given', async () => {
    const store = await getStore()
    const row = {
      id: 'whole',
      email: null,
      pseudonym: 'Ёлка \'и\' "дым" \\ %_🌲',
      locale: 'ru',
      isPlatformAdmin: true,
      isSynthetic: false,
      createdAt: new Date('2026-05-20T10:11:12.345Z'),
      mergedInto: null,
    }
    await store.write((tx) => tx.do((db) => db.insert(people).values(row).returning({ id: people.id })))
    expect(await store.read.select().from(people).where(eq(people.id, 'whole'))).toEqual([row])
  })
})

describe('a snapshot', () => {
  test('sees one moment, whatever is written meanwhile', async () => {
    const store = await getStore()
    let meanwhile: Promise<unknown> = Promise.resolve()
    const [before, after] = await store.snapshot(async (db) => {
      const size = async () => (await db.select({ n: count() }).from(people))[0]!.n
      const first = await size()
      meanwhile = store.write(insertPerson('meanwhile'))
      await new Promise((resume) => setTimeout(resume, 60))
      return [first, await size()]
    })
    await meanwhile
    expect(after).toBe(before)
    expect(await known(['meanwhile'])).toEqual(['meanwhile'])
  })
})

describe('opening', () => {
  test("another engine's address is refused", async () => {
    const other = engine === 'sqlite' ? 'pglite:memory' : 'file:/nowhere/sreda.db'
    const error = await openStore(other).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(StoreError)
    expect(error.code).toBe('engine')
  })

  test('foreign keys hold', async () => {
    const store = await getStore()
    expect(await store.brokenForeignKeys()).toEqual([])
  })
})
