import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectSays, LANGUAGES, sentence } from '../helpers/refused.ts'
import { rowsOf } from '../helpers/rows.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { PEOPLE } from '../helpers/template.ts'
import { codeFor, visit } from '../helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const wrong = (code: string) => code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
const lettersTo = (email: string, template: string) =>
  rowsOf(site, 'select id from letters where recipient = ? and template = ?', email, template).length

/** Lets the hour of the limit on requests pass. */
function anHourLater() {
  const database = new Database(site.databasePath)
  database.prepare('update sign_in_codes set created_at = created_at - 3600000').run()
  database.close()
}

async function burn(email: string) {
  const thief = visit(site.origin)
  const asked = await thief.post('/sign-in?index', { email })
  if (asked.status !== 302) return asked
  const code = wrong(await codeFor(site.origin, email))
  for (let i = 0; i < 5; i++) await thief.post('/sign-in/code', { code })
  return asked
}

describe.each([
  ['that somebody has', PEOPLE.boris as string],
  ['that nobody has', 'nobody-has-this@example.org'],
])('the code to an address %s', (_, email) => {
  test('closes after five wrong tries, and its owner is told', async () => {
    const thief = visit(site.origin)
    await thief.post('/sign-in?index', { email })
    const right = await codeFor(site.origin, email)
    for (let i = 0; i < 5; i++) {
      expect(lettersTo(email, 'code-guessed')).toBe(0)
      const answer = await thief.post('/sign-in/code', { code: wrong(right) })
      expectSays(answer, 400, 'ru', sentence('ru', 'code.wrong', { count: 4 - i }))
    }
    expect(lettersTo(email, 'code-guessed')).toBe(1)
    expectSays(
      await thief.post('/sign-in/code', { code: right }),
      429,
      'ru',
      sentence('ru', 'code.too-many-tries'),
    )
    expect((await thief.get('/me')).status).toBe(302)
    const { text } = await visit(site.origin).get('/letters')
    expect(text).toContain('Кто-то вводил неверные коды для входа')
  })

  test('is sent no more that day after twenty wrong tries, and is the next', async () => {
    for (let i = 0; i < 3; i++) await burn(email)
    expect(lettersTo(email, 'code-guessed')).toBe(4)
    anHourLater()
    for (const lang of LANGUAGES) {
      const thief = visit(site.origin)
      await thief.speak(lang)
      expectSays(await thief.post('/sign-in?index', { email }), 429, lang, sentence(lang, 'code.locked'))
    }
    for (let hour = 0; hour < 24; hour++) anHourLater()
    const owner = visit(site.origin)
    await owner.signIn(email)
    expect((await owner.get('/me')).status).toBe(200)
  })
})

test('a browser cannot go on guessing with cookies of its own', async () => {
  const email = 'victim-of-cookies@example.org'
  await visit(site.origin).post('/sign-in?index', { email })
  const code = await codeFor(site.origin, email)
  const forged = Buffer.from(JSON.stringify({ email, returnTo: '/' })).toString('base64')
  for (const cookie of [forged, `${forged}.`, `${forged}.x`, encodeURIComponent(forged)]) {
    const answer = await visit(site.origin, { sreda_sign_in: cookie }).post('/sign-in/code', { code })
    expect(answer.location).toBe('/sign-in')
  }
})

test('the second code closes after five wrong tries, and its owner is told', async () => {
  const email = PEOPLE.planner
  const thief = visit(site.origin)
  await thief.post('/sign-in?index', { email })
  await thief.post('/sign-in/code', { code: await codeFor(site.origin, email) })
  for (const left of [4, 3, 2, 1]) {
    const answer = await thief.post('/sign-in/second', {
      intent: 'code',
      code: left % 2 ? '000000' : 'AAAA-BBBB-CCCC',
    })
    expectSays(answer, 400, 'ru', sentence('ru', 'factor.wrong', { count: left }))
  }
  expect(lettersTo(email, 'factor-guessed')).toBe(0)
  const last = await thief.post('/sign-in/second', { intent: 'code', code: '000000' })
  expectSays(last, 429, 'ru', sentence('ru', 'factor.locked', { count: 15 }))
  expect(lettersTo(email, 'factor-guessed')).toBe(1)
  await expect(thief.prove(email)).resolves.toMatchObject({ status: 429 })
})
