import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { RefusalCode } from '#app/domain/refusal.ts'
import { CLIENT, startOpenId } from './helpers/open-id-server.ts'
import { OURS, openIdSite, SERVICES } from './helpers/open-id-site.ts'
import { expectSays, LANGUAGES, sentence, wordsIn } from './helpers/refused.ts'
import { rowsOf } from './helpers/rows.ts'
import { startSite } from './helpers/site.ts'
import { TOWN, townId } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const scene = openIdSite()
const { add, providerId, identities, setOut, comeBy } = scene

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
    const visitor = visit(scene.site.origin)
    const page = await visitor.get(`/sign-in?returnTo=${TOWN}`)
    expect(wordsIn(page.text)).toContain('Войти через Городской вход')
    const asked = new URL(await setOut(visitor)).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      scope: 'openid',
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${scene.site.origin}/sign-in/back`,
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
    const again = visit(scene.site.origin)
    await comeBy(again, 'vera-passport-4510')
    expect(identities()).toHaveLength(1)
    expect(
      rowsOf(scene.site, 'select * from people where email is null and id = ?', identities()[0]!.person_id),
    ).toHaveLength(1)
    const database = new Database(scene.site.databasePath, { readonly: true })
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all() as {
      name: string
    }[]
    for (const { name } of tables) {
      const rows = JSON.stringify(database.prepare(`select * from "${name}"`).all())
      expect(rows.includes('vera-passport'), name).toBe(false)
      expect(rows.includes(CLIENT.clientSecret), name).toBe(false)
    }
    database.close()
    expect(scene.site.log()).not.toContain('vera-passport')
  })

  test('does not go through with another state, another nonce, a code used before, or too late', async () => {
    const visitor = visit(scene.site.origin)
    const changed = (url: string, name: string) => {
      const address = new URL(url)
      address.searchParams.set(name, 'x'.repeat(43))
      return address.href
    }
    const wrongState = async () =>
      changed(await scene.service.logIn(await setOut(visitor), 'mallory'), 'state')
    await expectTold(visitor, wrongState, 400, 'identity.failed')
    const wrongNonce = async () => scene.service.logIn(changed(await setOut(visitor), 'nonce'), 'mallory')
    await expectTold(visitor, wrongNonce, 400, 'identity.failed')
    const wrongChallenge = async () =>
      scene.service.logIn(changed(await setOut(visitor), 'code_challenge'), 'mallory')
    await expectTold(visitor, wrongChallenge, 400, 'identity.failed')
    const refused = async () => scene.service.logIn(await setOut(visitor), 'mallory', 'refuse')
    await expectTold(visitor, refused, 400, 'identity.failed')

    const used = await scene.service.logIn(await setOut(visitor), 'pavel')
    expect((await visitor.get(used)).status).toBe(302)
    await expectTold(visitor, async () => used, 400, 'identity.expired')
    const other = visit(scene.site.origin)
    const replayed = async () => {
      const state = new URL(await setOut(other)).searchParams.get('state')!
      const address = new URL(used)
      address.searchParams.set('state', state)
      return address.href
    }
    await expectTold(other, replayed, 400, 'identity.failed')

    const late = async () => {
      const back = await scene.service.logIn(await setOut(other), 'late')
      const database = new Database(scene.site.databasePath)
      database.prepare('update identity_trips set expires_at = ?').run(Date.now() - 1000)
      database.close()
      return back
    }
    await expectTold(other, late, 400, 'identity.expired')
    const strangers = await scene.service.logIn(await setOut(other), 'stolen')
    await expectTold(visit(scene.site.origin), async () => strangers, 400, 'identity.expired')
    await expectTold(visit(scene.site.origin), async () => '/sign-in/back', 400, 'identity.expired')
  })

  test('says so when the service is silent, closed, or not of this town', async () => {
    const visitor = visit(scene.site.origin)
    const gone = await startOpenId(`${scene.site.origin}/sign-in/back`)
    expect((await add(gone.issuer, { label: 'Исчезнет' })).status).toBe(302)
    const id = providerId(gone.issuer)
    await gone.stop()
    const there = async () => `/sign-in/with${TOWN}/${id}`
    await expectTold(visitor, there, 409, 'identity.unreachable', OURS)
    expect((await scene.admin.post(SERVICES, { intent: 'close', id })).status).toBe(302)
    await expectTold(visitor, there, 404, 'identity.not-found')
    expect((await visitor.get(`/sign-in/with/no-such-town/${providerId()}`)).status).toBe(404)
    expect((await visitor.get(`/sign-in/with${TOWN}/${id}?returnTo=//evil.example`)).status).toBe(404)
  })
})

describe('the form of services', () => {
  test('refuses what is no service and keeps what was typed, but never the secret', async () => {
    const cases: [issuer: string, status: number, code: RefusalCode][] = [
      [scene.site.origin, 400, 'identity.bad-issuer'],
      ['not an address', 400, 'identity.bad-issuer'],
      ['http://localhost:9', 409, 'identity.unreachable'],
    ]
    for (const [issuer, status, code] of cases) {
      for (const lang of LANGUAGES) {
        await scene.admin.speak(lang)
        const answer = await add(issuer, { label: 'Опечатка' })
        expectSays(answer, status, lang, sentence(lang, code))
        expect(answer.text).toMatch(/name="label"[^>]*value="Опечатка"/)
        expect(answer.text).not.toContain(CLIENT.clientSecret)
      }
    }
    expect(rowsOf(scene.site, "select * from identity_providers where label = 'Опечатка'")).toEqual([])
    expect(
      rowsOf(scene.site, 'select * from identity_providers where town_id <> ?', townId(scene.site)),
    ).toEqual([])
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
        const answer = await own.post(SERVICES, {
          intent: 'add',
          label: 'Х',
          issuer,
          trust: 'email',
          ...CLIENT,
        })
        expectSays(answer, 400, 'ru', sentence('ru', 'identity.bad-issuer'))
      }
    } finally {
      await strict.stop()
    }
  })
})
