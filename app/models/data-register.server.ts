import { getTableColumns, getTableName, is, Table } from 'drizzle-orm'
import * as ballots from '#db/schema/ballots.server.ts'
import * as commission from '#db/schema/commission.server.ts'
import * as contributions from '#db/schema/contributions.server.ts'
import * as counter from '#db/schema/counter.server.ts'
import * as counts from '#db/schema/counts.server.ts'
import * as desk from '#db/schema/desk.server.ts'
import * as drawing from '#db/schema/drawing.server.ts'
import * as exports_ from '#db/schema/exports.server.ts'
import * as factors from '#db/schema/factors.server.ts'
import * as funding from '#db/schema/funding.server.ts'
import * as gazetteer from '#db/schema/gazetteer.server.ts'
import * as identities from '#db/schema/identities.server.ts'
import * as imports from '#db/schema/imports.server.ts'
import * as notices from '#db/schema/notices.server.ts'
import * as paper from '#db/schema/paper.server.ts'
import * as people from '#db/schema/people.server.ts'
import * as plans from '#db/schema/plans.server.ts'
import * as practices from '#db/schema/practices.server.ts'
import * as results from '#db/schema/results.server.ts'
import * as sharing from '#db/schema/sharing.server.ts'
import * as staff from '#db/schema/staff.server.ts'
import * as study from '#db/schema/study.server.ts'
import * as templates from '#db/schema/templates.server.ts'
import * as towns from '#db/schema/towns.server.ts'
import * as turnout from '#db/schema/turnout.server.ts'
import * as variants from '#db/schema/variants.server.ts'
import { REGISTER, type RegisterEntry } from './data-register-entries.server.ts'

const SCHEMA = [
  ballots,
  commission,
  contributions,
  counter,
  counts,
  desk,
  drawing,
  exports_,
  factors,
  funding,
  gazetteer,
  identities,
  imports,
  notices,
  paper,
  people,
  plans,
  practices,
  results,
  sharing,
  staff,
  templates,
  study,
  towns,
  turnout,
  variants,
]

/** Every table of the schema by its name in the code. */
export const TABLES: ReadonlyMap<string, Table> = new Map(
  SCHEMA.flatMap((room) =>
    Object.entries(room).flatMap(([name, value]) =>
      is(value, Table) ? [[name, value as Table] as const] : [],
    ),
  ),
)

/** What a column holds, as people would sort it. */
const DATA_CLASSES = [
  'own',
  'contact',
  'print',
  'secret',
  'words',
  'place',
  'staff',
  'time',
  'key',
  'state',
] as const
export type DataClass = (typeof DATA_CLASSES)[number]

export interface RegisteredTable {
  name: string
  /** As the database calls it. */
  table: string
  about: RegisterEntry['about']
  term: RegisterEntry['term']
  columns: { class: DataClass; names: string[] }[]
}

/** Where the register and the schema do not say the same; [] when they do. */
export function registerFaults(): string[] {
  const faults: string[] = []
  for (const [name, table] of TABLES) {
    const entry = REGISTER[name]
    if (!entry) {
      faults.push(`${name}: the table is not in the register`)
      continue
    }
    const there = Object.keys(getTableColumns(table))
    const listed = DATA_CLASSES.flatMap((one) => columnsOf(entry, one))
    for (const column of there)
      if (!listed.includes(column)) faults.push(`${name}.${column}: the column is not in the register`)
    for (const column of listed)
      if (!there.includes(column)) faults.push(`${name}.${column}: there is no such column`)
    if (new Set(listed).size !== listed.length) faults.push(`${name}: a column is listed twice`)
  }
  for (const name of Object.keys(REGISTER))
    if (!TABLES.has(name)) faults.push(`${name}: there is no such table`)
  return faults
}

/** The register as the public page shows it: all tables of the schema, in the order of the register. */
export function listRegister(): RegisteredTable[] {
  return Object.entries(REGISTER).flatMap(([name, entry]) => {
    const table = TABLES.get(name)
    if (!table) return []
    const columns = DATA_CLASSES.map((one) => ({ class: one, names: columnsOf(entry, one) }))
    return [
      {
        name,
        table: getTableName(table),
        about: entry.about,
        term: entry.term,
        columns: columns.filter(({ names }) => names.length > 0),
      },
    ]
  })
}

export function columnsOf(entry: RegisterEntry, one: DataClass): string[] {
  return (entry[one] ?? '').split(' ').filter(Boolean)
}
