import Database from 'better-sqlite3'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowOf, rowsOf } from '../helpers/rows.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { PEOPLE } from '../helpers/template.ts'
import { TOWN } from '../helpers/town.ts'
import { codeFor, secondCodeFor, visit, visitAs } from '../helpers/visitor.ts'
import { makeWalker } from '../helpers/walkers.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const PLANTED = ['A'.repeat(43), '', 'x', '{}', 'null', "' or 1=1 --"].map((token) =>
  Buffer.from(JSON.stringify(token)).toString('base64'),
)
const opens = async (cookie: string, path = '/me') =>
  (await visit(site.origin, { sreda_session: cookie }).get(path)).status === 200

test('a session that somebody else chose is never taken over', async () => {
  for (const cookie of PLANTED) {
    const email = `planted-${PLANTED.indexOf(cookie)}@example.org`
    const victim = visit(site.origin, { sreda_session: cookie })
    await victim.signIn(email)
    expect(victim.cookie('sreda_session')).not.toBe(cookie)
    expect(await opens(victim.cookie('sreda_session'))).toBe(true)
    expect(await opens(cookie)).toBe(false)
  }
})

test('signing in again ends the session before, also as somebody else', async () => {
  const me = visit(site.origin)
  await me.signIn('first@example.org')
  const first = me.cookie('sreda_session')
  await me.signIn('second@example.org')
  expect(await opens(first)).toBe(false)
  const [second] = [me.cookie('sreda_session')]
  await me.post('/sign-out', {})
  expect(await opens(second)).toBe(false)
})

test('the second step gives a new token, and the one before is worth nothing', async () => {
  const me = visit(site.origin)
  await me.post('/sign-in?index', { email: PEOPLE.planner })
  await me.post('/sign-in/code', { code: await codeFor(site.origin, PEOPLE.planner) })
  const half = me.cookie('sreda_session')
  expect(await opens(half)).toBe(true)
  expect(await opens(half, `${TOWN}/ranking`)).toBe(false)
  await me.post('/sign-in/second', { intent: 'code', code: await secondCodeFor(site.origin, PEOPLE.planner) })
  expect(me.cookie('sreda_session')).not.toBe(half)
  expect(await opens(half)).toBe(false)
  expect(await opens(me.cookie('sreda_session'), `${TOWN}/ranking`)).toBe(true)
})

test('setting up a second factor opens staff pages under a new token only', async () => {
  const { visitor: me, actor } = await makeWalker(site, 'new staff', { role: 'planner', isHalf: true })
  const half = me.cookie('sreda_session')
  expect((await me.post('/me/security', { intent: 'begin-app' })).status).toBe(302)
  const page = await me.get('/me/security')
  const base32 = /\b([A-Z2-7]{4}(?: ?[A-Z2-7]{4}){7})\b/.exec(page.text)?.[1]?.replaceAll(' ', '')
  const code = new TOTP({ secret: Secret.fromBase32(base32!) }).generate()
  const done = await me.post('/me/security', { intent: 'confirm-app', code })
  expect(done.status).toBe(200)
  // The one page that shows them is still read by the session before.
  expect(done.text).toMatch(/[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/)
  const raised = me.cookie('sreda_session')
  expect(raised).not.toBe(half)
  expect(await opens(raised, `${TOWN}/ranking`)).toBe(true)
  expect(await opens(half, `${TOWN}/ranking`)).toBe(false)
  const ends = rowsOf<{ expires_at: number }>(
    site,
    'select expires_at from sessions where person_id = ? order by expires_at',
    actor!.personId,
  )
  expect(ends[0]!.expires_at).toBeLessThanOrEqual(Date.now() + 60_000)
})

test('a role that is given opens nothing to a session that had none, until the second step', async () => {
  const anna = visitAs(site.origin, 'anna')
  const database = new Database(site.databasePath)
  const { id } = rowOf<{ id: string }>(site, 'select id from people where email = ?', PEOPLE.anna)
  const { id: town } = rowOf<{ id: string }>(site, "select id from towns where slug = 'prirechensk'")
  database
    .prepare('insert into roles (town_id, person_id, role, granted_at) values (?, ?, ?, 0)')
    .run(town, id, 'admin')
  database.close()
  expect((await anna.get(`${TOWN}/admin`)).location).toMatch(/^\/sign-in\/second/)
  expect((await anna.get('/me')).status).toBe(200)
})

test('a token is long, random and kept only as a hash', async () => {
  const tokens = await Promise.all(
    ['one', 'two', 'three'].map(async (name) => {
      const me = visit(site.origin)
      await me.signIn(`token-${name}@example.org`)
      return JSON.parse(
        Buffer.from(decodeURIComponent(me.cookie('sreda_session')), 'base64').toString(),
      ) as string
    }),
  )
  expect(new Set(tokens).size).toBe(3)
  const kept = JSON.stringify(rowsOf(site, 'select * from sessions'))
  for (const token of tokens) {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(kept).not.toContain(token)
  }
})
