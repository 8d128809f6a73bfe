import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { getTableName, is, Table } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { ru } from '#app/i18n/ru/index.ts'
import { listRegister, registerFaults, TABLES } from '#app/models/data-register.server.ts'
import { REGISTER } from '#app/models/data-register-entries.server.ts'

test('every table and every column of the schema has an entry', () => {
  expect(registerFaults()).toEqual([])
})

test('no file of the schema is left out', async () => {
  const folder = join(process.env.SREDA_HOME!, 'db/schema')
  const there: string[] = []
  for (const file of readdirSync(folder)) {
    const room = (await import(join(folder, file))) as Record<string, unknown>
    for (const value of Object.values(room)) if (is(value, Table)) there.push(getTableName(value))
  }
  expect(there.length).toBeGreaterThan(30)
  expect([...TABLES.values()].map(getTableName).sort()).toEqual(there.sort())
})

test('a new column, a new table, a forgotten one: each is found', () => {
  const people = REGISTER.people!
  const { follows } = REGISTER
  try {
    REGISTER.people = { ...people, contact: '' }
    delete REGISTER.follows
    REGISTER.sessions!.state = 'colour'
    expect(registerFaults().sort()).toEqual([
      'follows: the table is not in the register',
      'people.email: the column is not in the register',
      'sessions.colour: there is no such column',
    ])
  } finally {
    REGISTER.people = people
    REGISTER.follows = follows!
    delete REGISTER.sessions!.state
  }
})

test('the words for every class, group and term are there', () => {
  const { classes, groups, terms } = ru.register
  for (const { about, term, columns } of listRegister()) {
    expect(Object.keys(groups)).toContain(about)
    expect(Object.keys(terms)).toContain(term)
    for (const column of columns) expect(Object.keys(classes)).toContain(column.class)
  }
})
