import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOf } from '../helpers/rows.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { PEOPLE } from '../helpers/template.ts'
import { type Answer, codeFor, visit } from '../helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

/** How many rows each table has: what an act did, whatever the clock of a busy machine says of it. */
function counts(): Record<string, number> {
  const tables = rowsOf<{ name: string }>(site, "select name from sqlite_master where type = 'table'").map(
    ({ name }) => name,
  )
  const database = new Database(site.databasePath, { readonly: true })
  const found = tables.map((name) => [name, database.prepare(`select count(*) from "${name}"`).pluck().get()])
  database.close()
  return Object.fromEntries(found)
}

/** What an act answers and writes, without what is new each time. */
async function traceOf(email: string, act: () => Promise<Answer>) {
  const before = counts()
  const answer = await act()
  const after = counts()
  const written = Object.entries(after)
    .filter(([table, n]) => n !== before[table])
    .map(([table, n]) => [table, n - before[table]!])
  const headers = [...answer.headers].map(([name, value]) => [
    name,
    ['date', 'set-cookie', 'content-security-policy', 'content-length'].includes(name) ? '' : value,
  ])
  const text = answer.text
    .replaceAll(email, 'EMAIL')
    // The code that was typed.
    .replace(/\b\d{6}\b/g, 'CODE')
    .replace(/nonce="[^"]*"/g, '')
    .replace(/nonce\\":\\"[^"]*"/g, '')
  return {
    status: answer.status,
    location: answer.location,
    headers,
    written,
    page: createHash('sha256').update(text).digest('hex'),
  }
}

/** Those of the copied database count for the limit of an hour. */
function forgetCodes() {
  const database = new Database(site.databasePath)
  database.prepare('delete from sign_in_codes').run()
  database.close()
}

/** Of the same length: also the sizes of answers are the same. */
const UNKNOWN: Record<string, string> = {
  [PEOPLE.anna]: 'zoya@example.org',
  [PEOPLE.vera]: 'lena@example.org',
}

test.each(Object.entries(UNKNOWN))(
  'asking for a code, and guessing it, tell nobody whether %s has an account',
  async (known, unknown) => {
    forgetCodes()
    const traces = []
    for (const email of [known, unknown]) {
      const me = visit(site.origin)
      const steps = []
      steps.push(await traceOf(email, () => me.post('/sign-in?index', { email })))
      steps.push(await traceOf(email, () => me.get('/sign-in/code')))
      const code = (await codeFor(site.origin, email)).replace(/^./, (digit) =>
        String((Number(digit) + 1) % 10),
      )
      for (let i = 0; i < 6; i++) steps.push(await traceOf(email, () => me.post('/sign-in/code', { code })))
      for (let i = 0; i < 6; i++) steps.push(await traceOf(email, () => me.post('/sign-in?index', { email })))
      traces.push(steps)
    }
    expect(traces[0]).toEqual(traces[1])
    expect(traces[0]![0]!.written).toContainEqual(['letters', 1])
    expect(traces[0]!.at(-1)!.status).toBe(429)
  },
)

test('what a passkey is asked to sign does not depend on who wants to sign in', async () => {
  const of = async (fields: Record<string, string>) => {
    const { text, status } = await visit(site.origin).post('/sign-in/passkey', {
      intent: 'options',
      purpose: 'sign-in',
      ...fields,
    })
    return { status, text: text.replace(/"challenge":"[^"]*"/, '') }
  }
  const [plain, known, unknown] = [
    await of({}),
    await of({ email: PEOPLE.admin }),
    await of({ email: 'nobody@example.org' }),
  ]
  expect(known).toEqual(plain)
  expect(unknown).toEqual(plain)
  expect(plain.text).not.toContain('allowCredentials":[{')
})
