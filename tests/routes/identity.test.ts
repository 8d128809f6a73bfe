import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RefusalCode } from '#app/domain/refusal.ts'
import { CLIENT, startOpenId } from './helpers/open-id-server.ts'
import { expectSays, LANGUAGES, sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN, townId } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const ADMIN = `${TOWN}/admin/identity`

let site: Site
let service: Awaited<ReturnType<typeof startOpenId>>
let admin: Visitor
beforeAll(async () => {
  site = await startSite({ env: { IDENTITY_OVER_HTTP: 'on' } })
  service = await startOpenId(`${site.origin}/sign-in/back`)
  admin = visitAs(site.origin, 'admin')
  expect(await add(service.issuer)).toMatchObject({ status: 302, location: `${ADMIN}?saved=1` })
})
afterAll(async () => {
  await service?.stop()
  await site?.stop()
})

const add = (issuer: string, change: Record<string, string> = {}) =>
  admin.post(ADMIN, {
    ...{ intent: 'add', label: 'Городской вход', labelEn: 'Town sign-in', issuer, trust: 'state-account' },
    ...CLIENT,
    ...change,
  })

const providerId = (issuer = service.issuer) =>
  rowOf<{ id: string }>(site, 'select id from identity_providers where issuer = ?', issuer).id
const identities = () =>
  rowsOf<{ key_hash: string; person_id: string }>(site, 'select * from external_identities')

/** What a browser says when somebody follows a link of our own page. */
const OURS = { headers: { 'Sec-Fetch-Site': 'same-origin' } }

/** Sets out from this site. @returns the address at the service */
async function setOut(visitor: Visitor, id = providerId()): Promise<string> {
  const answer = await visitor.request(`/sign-in/with${TOWN}/${id}?returnTo=${TOWN}/resident`, OURS)
  expect(answer.status, wordsIn(answer.text).slice(0, 300)).toBe(302)
  return answer.location
}

/** The whole way there and back. */
async function comeBy(visitor: Visitor, login: string) {
  return visitor.get(await service.logIn(await setOut(visitor), login))
}

async function expectTold(
  visitor: Visitor,
  path: () => Promise<string>,
  status: number,
  code: RefusalCode,
  init: RequestInit = {},
) {
  for (const lang of LANGUAGES) {
    await visitor.speak(lang)
    const before = identities()
    expectSays(await visitor.request(await path(), init), status, lang, sentence(lang, code))
    expect(identities()).toEqual(before)
  }
}

describe('signing in with another service', () => {
  test('asks for nothing but who it is, with PKCE, state and nonce, and keeps only a print', async () => {
    const visitor = visit(site.origin)
    const page = await visitor.get(`/sign-in?returnTo=${TOWN}`)
    expect(wordsIn(page.text)).toContain('Войти через Городской вход')
    const asked = new URL(await setOut(visitor)).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      scope: 'openid',
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${site.origin}/sign-in/back`,
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/)

    const arrived = await comeBy(visitor, 'vera-passport-4510')
    expect([arrived.status, arrived.location]).toEqual([
      302,
      `/consent?returnTo=${encodeURIComponent(`${TOWN}/resident`)}`,
    ])
    await visitor.consent()
    const part = wordsIn((await visitor.get(`${TOWN}/resident`)).text)
    expect(part).toContain('вы вошли через государственную учётную запись')
    const again = visit(site.origin)
    await comeBy(again, 'vera-passport-4510')
    expect(identities()).toHaveLength(1)
    expect(
      rowsOf(site, 'select * from people where email is null and id = ?', identities()[0]!.person_id),
    ).toHaveLength(1)
    const database = new Database(site.databasePath, { readonly: true })
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all() as {
      name: string
    }[]
    for (const { name } of tables) {
      const rows = JSON.stringify(database.prepare(`select * from "${name}"`).all())
      expect(rows.includes('vera-passport'), name).toBe(false)
      expect(rows.includes(CLIENT.clientSecret), name).toBe(false)
    }
    database.close()
    expect(site.log()).not.toContain('vera-passport')
  })

  test('does not go through with another state, another nonce, a code used before, or too late', async () => {
    const visitor = visit(site.origin)
    const changed = (url: string, name: string) => {
      const address = new URL(url)
      address.searchParams.set(name, 'x'.repeat(43))
      return address.href
    }
    const wrongState = async () => changed(await service.logIn(await setOut(visitor), 'mallory'), 'state')
    await expectTold(visitor, wrongState, 400, 'identity.failed')
    const wrongNonce = async () => service.logIn(changed(await setOut(visitor), 'nonce'), 'mallory')
    await expectTold(visitor, wrongNonce, 400, 'identity.failed')
    const wrongChallenge = async () =>
      service.logIn(changed(await setOut(visitor), 'code_challenge'), 'mallory')
    await expectTold(visitor, wrongChallenge, 400, 'identity.failed')
    const refused = async () => service.logIn(await setOut(visitor), 'mallory', 'refuse')
    await expectTold(visitor, refused, 400, 'identity.failed')

    const used = await service.logIn(await setOut(visitor), 'pavel')
    expect((await visitor.get(used)).status).toBe(302)
    await expectTold(visitor, async () => used, 400, 'identity.expired')
    const other = visit(site.origin)
    const replayed = async () => {
      const state = new URL(await setOut(other)).searchParams.get('state')!
      const address = new URL(used)
      address.searchParams.set('state', state)
      return address.href
    }
    await expectTold(other, replayed, 400, 'identity.failed')

    const late = async () => {
      const back = await service.logIn(await setOut(other), 'late')
      const database = new Database(site.databasePath)
      database.prepare('update identity_trips set expires_at = ?').run(Date.now() - 1000)
      database.close()
      return back
    }
    await expectTold(other, late, 400, 'identity.expired')
    const strangers = await service.logIn(await setOut(other), 'stolen')
    await expectTold(visit(site.origin), async () => strangers, 400, 'identity.expired')
    await expectTold(visit(site.origin), async () => '/sign-in/back', 400, 'identity.expired')
  })

  test('says so when the service is silent, closed, or not of this town', async () => {
    const visitor = visit(site.origin)
    const gone = await startOpenId(`${site.origin}/sign-in/back`)
    expect((await add(gone.issuer, { label: 'Исчезнет' })).status).toBe(302)
    const id = providerId(gone.issuer)
    await gone.stop()
    const there = async () => `/sign-in/with${TOWN}/${id}`
    await expectTold(visitor, there, 409, 'identity.unreachable', OURS)
    expect((await admin.post(ADMIN, { intent: 'close', id })).status).toBe(302)
    await expectTold(visitor, there, 404, 'identity.not-found')
    expect((await visitor.get(`/sign-in/with/no-such-town/${providerId()}`)).status).toBe(404)
    expect((await visitor.get(`/sign-in/with${TOWN}/${id}?returnTo=//evil.example`)).status).toBe(404)
  })
})

describe('the form of services', () => {
  test('refuses what is no service and keeps what was typed, but never the secret', async () => {
    const cases: [issuer: string, status: number, code: RefusalCode][] = [
      [site.origin, 400, 'identity.bad-issuer'],
      ['not an address', 400, 'identity.bad-issuer'],
      ['http://localhost:9', 409, 'identity.unreachable'],
    ]
    for (const [issuer, status, code] of cases) {
      for (const lang of LANGUAGES) {
        await admin.speak(lang)
        const answer = await add(issuer, { label: 'Опечатка' })
        expectSays(answer, status, lang, sentence(lang, code))
        expect(answer.text).toMatch(/name="label"[^>]*value="Опечатка"/)
        expect(answer.text).not.toContain(CLIENT.clientSecret)
      }
    }
    expect(rowsOf(site, "select * from identity_providers where label = 'Опечатка'")).toEqual([])
    expect(rowsOf(site, 'select * from identity_providers where town_id <> ?', townId(site))).toEqual([])
  })

  test('sends the server to no network of its own where TLS is asked for', async () => {
    const strict = await startSite()
    try {
      const own = visitAs(strict.origin, 'admin')
      for (const issuer of [
        'http://id.example.org',
        'https://127.0.0.1',
        'https://[::1]',
        'https://localhost',
        'https://a.internal',
        'https://u:p@id.example.org',
      ]) {
        const answer = await own.post(ADMIN, { intent: 'add', label: 'Х', issuer, trust: 'email', ...CLIENT })
        expectSays(answer, 400, 'ru', sentence('ru', 'identity.bad-issuer'))
      }
    } finally {
      await strict.stop()
    }
  })
})
