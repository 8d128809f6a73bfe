import { eq } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { people } from '#db/schema/people.server.ts'
import { type Act, getStore, isUniqueViolation, openStore, StoreError } from '#db/store.server.ts'

describe('opening a PostgreSQL database', () => {
  test('by several processes at once migrates it once', async () => {
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(process.env.DATABASE_URL!)))
    await Promise.all(stores.map((store) => store.close()))
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
    await client.connect()
    const { rows } = await client.query(
      'select count(*)::int as n, count(distinct hash)::int as different from drizzle.__drizzle_migrations',
    )
    await client.end()
    expect(rows[0].n).toBeGreaterThan(0)
    expect(rows[0].n).toBe(rows[0].different)
  })

  test('that a newer version has migrated is refused with one clear sentence', async () => {
    await getStore()
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
    await client.connect()
    const later = Date.now() + 100 * 365 * 86_400_000
    await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', $1)", [
      later,
    ])
    const error = await openStore(process.env.DATABASE_URL!).catch((thrown) => thrown)
    await client.query("delete from drizzle.__drizzle_migrations where hash = 'later'")
    await client.end()
    expect(error).toBeInstanceOf(StoreError)
    expect(error.code).toBe('newer')
    expect(error.message).toMatch(/newer version/)
  })

  test('out of reach is refused', async () => {
    const error = await openStore('postgres://nobody@127.0.0.1:1/none').catch((thrown) => thrown)
    expect(error).toBeInstanceOf(StoreError)
    expect(error.code).toBe('unreachable')
  })
})

describe('a key that somebody else takes between the look and the insert', () => {
  function takes(id: string, email: string): Act<string> {
    return function* insertPerson(tx) {
      const row = {
        id,
        email,
        pseudonym: id,
        locale: 'ru',
        isPlatformAdmin: false,
        isSynthetic: true,
        createdAt: new Date(),
      }
      yield* tx.do((db) => db.insert(people).values(row).returning({ id: people.id }))
      return id
    }
  }

  test('is found when the act is run again', async () => {
    const store = await getStore()
    for (const name of ['pine', 'birch', 'lime', 'oak']) {
      const email = `${name}@example.org`
      let other: Promise<string> | undefined
      const found = await store.write(function* lookFirst(tx) {
        const [known] = yield* tx.do((db) =>
          db.select({ id: people.id }).from(people).where(eq(people.email, email)),
        )
        if (known) return known.id
        // Another connection commits the same key just now.
        other ??= store.write(takes(`other-${name}`, email))
        yield* tx.do(async () => [await other])
        return yield* takes(`late-${name}`, email)(tx)
      })
      expect(found).toBe(`other-${name}`)
    }
  })

  test('is a duplicate for an act that does not look, and the store works on', async () => {
    const store = await getStore()
    await store.write(takes('first', 'elm@example.org'))
    expect(await store.write(takes('second', 'elm@example.org')).then(() => null, isUniqueViolation)).toBe(
      true,
    )
    expect(await store.write(takes('third', 'maple@example.org'))).toBe('third')
  })
})
