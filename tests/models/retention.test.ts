import { eq, getTableColumns, type Table } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { TERMS } from '#app/domain/retention.ts'
import { keepTerms } from '#app/jobs/retention.server.ts'
import { columnsOf, TABLES } from '#app/models/data-register.server.ts'
import { REGISTER, type RegisterEntry } from '#app/models/data-register-entries.server.ts'
import { deleteAccount } from '#app/models/deletion.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { letters, type people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { DAY, makePeople, makeTown } from '../factories.ts'

/** Terms of the register that end on a day by themselves; all others end with something that somebody does. */
const BY_CLOCK: RegisterEntry['term'][] = ['expired', 'device', 'counted', 'letters', 'events']
/** Of rows that go only when they are done with. */
const STATES: Record<string, string> = { letters: 'sent', noticeEvents: 'done' }

const tablesOf = (terms: RegisterEntry['term'][]) =>
  Object.entries(REGISTER)
    .filter(([, { term }]) => terms.includes(term))
    .map(([name, entry]) => ({ name, entry, table: TABLES.get(name)! }))

/** A row of any table, every moment in it `at`; people and the town in it are there. */
function rowFor(name: string, table: Table, known: Record<string, string>, at: Date) {
  const values = Object.entries(getTableColumns(table)).map(([column, { dataType }]) => {
    if (column === 'state' && STATES[name]) return [column, STATES[name]]
    if (known[column]) return [column, known[column]]
    if (/By$/.test(column)) return [column, known.otherId]
    // Counted in spans of ten minutes.
    if (column === 'slot') return [column, Math.floor(at.getTime() / 600_000)]
    return [
      column,
      { date: at, custom: at, number: 1, boolean: false, json: {}, string: `${name} ${column}` }[
        dataType as 'string'
      ],
    ]
  })
  return Object.fromEntries(values)
}

async function insert(table: Table, row: Record<string, unknown>) {
  const { write } = await getStore()
  await write((tx) =>
    tx.do((db) =>
      db
        .insert(table as typeof people)
        .values(row as typeof people.$inferInsert)
        .returning(),
    ),
  )
}

const countOf = async (table: Table) =>
  (await (await getStore()).read.select().from(table as typeof people)).length

describe('what the register promises of a term', () => {
  test('that ends by itself is kept by the clock, of every table, and not before', async () => {
    const town = await makeTown()
    const [person, other] = await makePeople(2)
    const known = { townId: town.id, personId: person!.id, otherId: other!.id }
    const tables = tablesOf(BY_CLOCK)
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['passkeyChallenges', 'identityTrips', 'devices', 'actCounts', 'letters']),
    )
    const made = new Date('2026-01-01T00:00:00Z')
    const longest = Math.max(...Object.values(TERMS))
    await keepTerms(new Date(made.getTime() + (longest + 1) * DAY))
    const before = await Promise.all(tables.map(({ table }) => countOf(table)))
    for (const { name, table } of tables) await insert(table, rowFor(name, table, known, made))
    await keepTerms(new Date(made.getTime() + 0.9 * DAY))
    const kept = await Promise.all(tables.map(({ table }) => countOf(table)))
    expect(kept).toEqual(before.map((n) => n + 1))
    await keepTerms(new Date(made.getTime() + (longest + 1) * DAY))
    const left: string[] = []
    for (const [i, { name, table }] of tables.entries())
      if ((await countOf(table)) !== before[i]) left.push(name)
    expect(left).toEqual([])
  })

  test('that ends with the account is kept by its deletion, of every table', async () => {
    const town = await makeTown()
    const [person, other] = await makePeople(2)
    const known = { townId: town.id, otherId: other!.id }
    const tables = tablesOf(['account', ...BY_CLOCK]).filter(
      ({ name, entry }) => name !== 'people' && columnsOf(entry, 'own').length > 0,
    )
    expect(tables.length).toBeGreaterThan(12)
    for (const { name, table, entry } of tables) {
      const own = Object.fromEntries(columnsOf(entry, 'own').map((column) => [column, person!.id]))
      await insert(table, rowFor(name, table, { ...known, ...own }, new Date()))
    }
    await deleteAccount({ personId: person!.id, choice: 'anonymise' })
    const { read } = await getStore()
    const left: string[] = []
    for (const { name, table, entry } of tables) {
      const [own] = columnsOf(entry, 'own')
      const column = getTableColumns(table)[own!]!
      const rows = await read
        .select({ own: column })
        .from(table as typeof people)
        .where(eq(column, person!.id))
      if (rows.length > 0) left.push(name)
    }
    expect(left).toEqual([])
  })
})

test('letters lose their addresses, then go; a failed one later than a sent one', async () => {
  const store = await getStore()
  const made = async (state: 'sent' | 'failed' | 'waiting') => {
    const id = newId()
    const createdAt = new Date()
    const values = {
      id,
      recipient: 'old@example.org',
      locale: 'ru',
      template: 'answer',
      params: { title: 'слова' },
      state,
      tries: 1,
      dueAt: createdAt,
      createdAt,
    }
    await store.write((tx) => tx.do((db) => db.insert(letters).values(values).returning({ id: letters.id })))
    return id
  }
  const [sent, failed, waiting] = [await made('sent'), await made('failed'), await made('waiting')]
  const recipientsAfter = async (days: number) => {
    await keepTerms(new Date(Date.now() + days * DAY))
    const rows = await store.read.select().from(letters)
    return [sent, failed, waiting].map((id) => rows.find((row) => row.id === id)?.recipient ?? null)
  }
  const address = 'old@example.org'
  expect(await recipientsAfter(29)).toEqual([address, address, address])
  expect(await recipientsAfter(31)).toEqual(['', address, address])
  expect(await recipientsAfter(91)).toEqual(['', '', address])
  expect(await recipientsAfter(366)).toEqual([null, null, address])
})
