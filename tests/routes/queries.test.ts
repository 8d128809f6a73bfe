import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestHandler, ServerBuild } from '@remix-run/node'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { PROCESS, TOWN } from './helpers/town.ts'

const MANY = 10_000

/** As many as any page may ask: the desk and the ballot have the most to show. */
const MOST = 45

const folder = mkdtempSync(join(tmpdir(), 'sreda-queries-'))
const file = join(folder, 'sreda.db')
let handler: RequestHandler
let asked: string[] = []

beforeAll(async () => {
  cpSync(inject('template').folder, folder, { recursive: true })
  // The engine is chosen by this at the first import.
  Object.assign(process.env, { DATABASE_URL: `file:${file}`, FILES_DIR: join(folder, 'files') })
  Object.assign(process.env, { SREDA_MODE: 'demo', ORIGIN: '' })
  noteStatements()
  const { createRequestHandler } = await import('@remix-run/node')
  const build = (await import(join(process.env.SREDA_HOME!, 'build/server/index.js'))) as ServerBuild
  handler = createRequestHandler(build, 'production')
})
afterAll(async () => {
  const { getStore } = await import('#db/store.server.ts')
  await (await getStore()).close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every statement that any connection of this process runs is written down. */
function noteStatements() {
  const memory = new Database(':memory:')
  const prototype = Object.getPrototypeOf(memory.prepare('select 1')) as Record<string, unknown>
  for (const name of ['all', 'get', 'run', 'iterate'] as const) {
    const original = prototype[name] as (...args: unknown[]) => unknown
    prototype[name] = function noted(this: Database.Statement, ...args: unknown[]) {
      asked.push(this.source)
      return original.apply(this, args)
    }
  }
  memory.close()
}

type As = 'nobody' | 'anna' | 'moderator' | 'planner'

/** The statements of one page, the second time it is asked for: the first may prepare what is kept for all. */
async function statementsOf(path: string, as: As): Promise<string[]> {
  const headers = as === 'nobody' ? undefined : { Cookie: `sreda_session=${inject('template').cookies[as]}` }
  for (const _ of ['first', 'second']) {
    asked = []
    const response = await handler(new Request(`http://localhost${path}`, { headers }), { nonce: 'n' })
    await response.text()
    expect(response.status, path).toBe(200)
  }
  return asked.slice()
}

/** Leaves ten or so of the published to be seen, one of each kind in each process; gives back how to show all again. */
function hideMost(): () => void {
  const database = new Database(file)
  const hidden = database
    .prepare(
      `select id from (select id, row_number() over (partition by process_id, kind order by number) as place
       from contributions where visibility = 'published') where place > 1`,
    )
    .pluck()
    .all() as string[]
  const change = database.prepare('update contributions set visibility = ? where id = ?')
  const show = database.transaction(function showAs(visibility: string) {
    for (const id of hidden) change.run(visibility, id)
  })
  show('hidden')
  return function showAgain() {
    show('published')
    database.close()
  }
}

/** Proposals and pins like those that are there. */
function fillUp(kind: 'proposal' | 'problem', upTo: number) {
  const database = new Database(file)
  const columns = database
    .prepare("select name from pragma_table_info('contributions')")
    .pluck()
    .all() as string[]
  const own = new Set(['id', 'number'])
  const copied = columns.filter((name) => !own.has(name)).map((name) => `"${name}"`)
  const town = database.prepare('select id, last_number from towns').get() as {
    id: string
    last_number: number
  }
  const there = database
    .prepare('select count(*) from contributions where kind = ?')
    .pluck()
    .get(kind) as number
  const models = database
    .prepare("select id from contributions where kind = ? and visibility = 'published'")
    .pluck()
    .all(kind) as string[]
  const copy = database.prepare(
    `insert into contributions (id, number, ${copied}) select ?, ?, ${copied} from contributions where id = ?`,
  )
  database.transaction(function copyAll() {
    let number = town.last_number
    for (let i = there; i < upTo; i++) copy.run(`${kind}-copy-${i}`, ++number, models[i % models.length])
    database.prepare('update towns set last_number = ? where id = ?').run(number, town.id)
  })()
  database.close()
}

test('every page asks the same few things of the database, however much the town has', async () => {
  const database = new Database(file, { readonly: true })
  const one = database
    .prepare(
      "select number from contributions where kind = 'proposal' and visibility = 'published' order by number limit 1",
    )
    .pluck()
    .get() as number
  database.close()
  const pages: [path: string, as: As][] = [
    [TOWN, 'nobody'],
    [TOWN, 'anna'],
    ['/', 'nobody'],
    [`${TOWN}?kind=proposal&sort=new`, 'nobody'],
    [`${TOWN}?sort=new&after=-30_30`, 'nobody'],
    [`${TOWN}/map.json?bbox=45.5,57.38,45.7,57.46&zoom=14`, 'nobody'],
    [`${TOWN}/${one}`, 'nobody'],
    [`${TOWN}/${one}`, 'anna'],
    [`${TOWN}/processes/${PROCESS.collect}`, 'nobody'],
    [`${TOWN}/processes/${PROCESS.results}/results`, 'nobody'],
    [`${TOWN}/processes/${PROCESS.vote}/vote`, 'anna'],
    [`${TOWN}/spaces`, 'nobody'],
    [`${TOWN}/desk`, 'moderator'],
    [`${TOWN}/ranking`, 'planner'],
    [`${TOWN}/moderation`, 'nobody'],
    ['/overview', 'nobody'],
    ['/practices', 'nobody'],
  ]
  const showAgain = hideMost()
  const few = new Map<string, string[]>()
  for (const [path, as] of pages) few.set(`${path} ${as}`, await statementsOf(path, as))
  for (const [page, statements] of few) {
    expect(statements.length, page).toBeGreaterThan(0)
    expect(statements.length, `${page}\n${statements.join('\n')}`).toBeLessThanOrEqual(MOST)
  }
  showAgain()
  fillUp('proposal', MANY)
  fillUp('problem', MANY)
  const more = new Map<string, number>()
  for (const [path, as] of pages) more.set(`${path} ${as}`, (await statementsOf(path, as)).length)
  expect(Object.fromEntries(more)).toEqual(
    Object.fromEntries([...few].map(([page, statements]) => [page, statements.length])),
  )
})
