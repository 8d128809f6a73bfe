import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RefusalCode } from '#app/domain/refusal.ts'
import { CLIENT, startOpenId } from './helpers/open-id-server.ts'
import { expectSays, LANGUAGES, sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PEOPLE } from './helpers/template.ts'
import { published, TOWN, townId } from './helpers/town.ts'
import { codeFor, type Visitor, visit, visitAs } from './helpers/visitor.ts'

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

/** Makes the last proof of everybody older, or newer again. */
function shiftSessions(ms: number) {
  change((database) => database.prepare('update sessions set fresh_at = fresh_at + ?').run(ms))
}

function change(work: (database: Database.Database) => void) {
  const database = new Database(site.databasePath)
  work(database)
  database.close()
}

const idOf = (email: string) => rowOf<{ id: string }>(site, 'select id from people where email = ?', email).id
const linksOf = (personId: string) =>
  rowsOf(site, 'select key_hash from external_identities where person_id = ?', personId).length

describe('a way to a service that begins elsewhere', () => {
  test('is not gone: another site can neither sign anybody in as somebody else nor link its own account', async () => {
    const path = `/sign-in/with${TOWN}/${providerId()}?returnTo=${TOWN}/resident`
    const trips = rowsOf(site, 'select id from identity_trips')
    for (const lang of LANGUAGES) {
      for (const visitor of [visit(site.origin), visitAs(site.origin, 'vera')]) {
        await visitor.speak(lang)
        for (const headers of [
          { 'Sec-Fetch-Site': 'cross-site', Referer: 'https://evil.example/' },
          { 'Sec-Fetch-Site': 'same-site', Referer: `${site.origin}/` },
          { 'Sec-Fetch-Site': 'none' },
          { Referer: 'https://evil.example/' },
          {},
        ]) {
          const answer = await visitor.request(path, { headers: headers as Record<string, string> })
          expect([answer.status, answer.location]).toEqual([200, ''])
          expect(visitor.cookie('sreda_trip')).toBe('')
          // Whoever wants to go on follows a link of ours.
          expect(answer.text).toContain(
            `href="${path.replace(/=.*/, (text) => `=${encodeURIComponent(text.slice(1))}`)}"`,
          )
          expect(wordsIn(answer.text)).toContain(lang === 'ru' ? 'Продолжайте, только если' : 'Go on only if')
        }
      }
    }
    expect(rowsOf(site, 'select id from identity_trips')).toEqual(trips)
    const old = await visit(site.origin).request(path, { headers: { Referer: `${site.origin}/sign-in` } })
    expect([old.status, new URL(old.location).origin]).toEqual([302, service.issuer])
  })
})

describe('linking', () => {
  test('is asked for on a page of ours; what was shown at the service alone links nothing', async () => {
    const vera = visit(site.origin)
    await vera.signIn(PEOPLE.vera)
    const before = identities()
    const arrived = await comeBy(vera, 'the-attackers-account')
    expect(arrived.location).toBe('/me/link')
    const page = wordsIn((await vera.get('/me/link')).text)
    expect(page).toContain('Городской вход')
    expect(page).toContain('Если вы этого не начинали, не связывайте')
    expect(identities()).toEqual(before)
    expect(await vera.post('/me/link', { intent: 'leave' })).toMatchObject({ location: '/me/security' })
    expect((await vera.post('/me/link', { intent: 'link' })).status).toBe(409)
    // As anybody who came by that account: somebody new.
    const attacker = visit(site.origin)
    await comeBy(attacker, 'the-attackers-account')
    expect(linksOf(idOf(PEOPLE.vera))).toBe(0)
  })

  test('a service that nobody has here becomes one’s own, is told of by letter, listed, and taken off', async () => {
    const anna = visitAs(site.origin, 'anna')
    const annaId = idOf(PEOPLE.anna)
    expect((await comeBy(anna, 'anna-at-the-town')).location).toBe('/me/link')
    shiftSessions(-16 * 60_000)
    for (const lang of LANGUAGES) {
      await anna.speak(lang)
      const stale = await anna.post('/me/link', { intent: 'link' })
      expectSays(stale, 403, lang, sentence(lang, 'session.not-fresh'))
      expect(stale.text).toContain('again=1')
      // She has no app whose code she could type.
      expect(stale.text).not.toContain('name="again"')
    }
    expect(linksOf(annaId)).toBe(0)
    shiftSessions(16 * 60_000)
    expect((await anna.post('/me/link', { intent: 'link' })).location).toBe(`${TOWN}/resident`)
    expect(linksOf(annaId)).toBe(1)
    const told = rowsOf(
      site,
      "select params from letters where recipient = ? and template = 'added-service'",
      PEOPLE.anna,
    )
    expect(told).toEqual([{ params: JSON.stringify({ service: 'Городской вход', page: 'security' }) }])
    await anna.speak('ru')
    expect(wordsIn((await anna.get('/me/security')).text)).toContain(
      `Городской вход ${new URL(service.issuer).host}`,
    )

    // She signs in by it, and again when a sensitive act asks who she is.
    const again = visit(site.origin)
    expect((await comeBy(again, 'anna-at-the-town')).location).toBe(`${TOWN}/resident`)
    shiftSessions(-16 * 60_000)
    const ways = await again.get('/sign-in?returnTo=%2Fme%2Fdata&again=1')
    expect(ways.text).toContain(`/sign-in/with${TOWN}/${providerId()}?returnTo=%2Fme%2Fdata`)
    expect((await comeBy(again, 'anna-at-the-town')).location).toBe(`${TOWN}/resident`)
    const fields = {
      intent: 'unlink',
      service: identities().find((one) => one.person_id === annaId)!.key_hash,
    }
    expect((await anna.post('/me/security', fields)).status).toBe(403)
    await visitAs(site.origin, 'boris').post('/me/security', fields)
    expect(linksOf(annaId)).toBe(1)
    expect((await again.post('/me/security', fields)).location).toBe('/me/security?saved=1')
    expect(linksOf(annaId)).toBe(0)
    shiftSessions(16 * 60_000)
  })

  test('of the staff needs the second factor, and joining brings no passkey of the other account', async () => {
    const mallory = visit(site.origin)
    await comeBy(mallory, 'mallory-with-a-key')
    await mallory.consent()
    const malloryId = identities().at(-1)!.person_id
    const key = 'insert into passkeys values (?, ?, ?, 0, ?, ?, 0, 1, null)'
    change((database) => database.prepare(key).run('mallorys-key', malloryId, 'k', '[]', 'n'))

    const half = visit(site.origin)
    await half.post('/sign-in?index', { email: PEOPLE.moderator, returnTo: '/' })
    await half.post('/sign-in/code', { code: await codeFor(site.origin, PEOPLE.moderator) })
    for (const login of ['mallory-with-a-key', 'a-new-account-of-mallory']) {
      expect((await comeBy(half, login)).location).toBe('/me/link')
      expect((await half.get('/me/link')).location).toBe('/sign-in/second?returnTo=%2Fme%2Flink')
      for (const lang of LANGUAGES)
        for (const intent of ['merge', 'link']) {
          await half.speak(lang)
          const refused = await half.post('/me/link', { intent })
          expectSays(refused, 403, lang, sentence(lang, 'second-factor.missing'))
          expect(refused.text).toContain('href="/sign-in/second?returnTo=%2Fme%2Flink"')
        }
    }
    expect(linksOf(idOf(PEOPLE.moderator))).toBe(0)
    expect(rowOf(site, "select person_id from passkeys where id = 'mallorys-key'")).toEqual({
      person_id: malloryId,
    })

    // With it, it is theirs to decide: and even then the key goes.
    await comeBy(half, 'mallory-with-a-key')
    await half.prove(PEOPLE.moderator)
    expect((await half.post('/me/link', { intent: 'merge' })).location).toBe(`${TOWN}/resident`)
    expect(linksOf(idOf(PEOPLE.moderator))).toBe(1)
    expect(rowsOf(site, "select id from passkeys where id = 'mallorys-key'")).toEqual([])
  })

  test('an account that is somebody’s here already leads to joining', async () => {
    const stranger = visit(site.origin)
    await comeBy(stranger, 'boris-at-the-town')
    await stranger.consent()
    const { number, id } = published(site, 'collect', 'proposal')
    const supports = () =>
      rowOf<{ supports: number }>(site, 'select supports from contributions where id = ?', id).supports
    const before = supports()
    const support = (visitor: Visitor) => visitor.post(`${TOWN}/${number}?index`, { intent: 'support' })
    await support(stranger)
    const boris = visit(site.origin)
    await boris.signIn('boris-two@example.org')
    await boris.consent()
    await support(boris)
    expect(supports()).toBe(before + 2)
    expect((await comeBy(boris, 'boris-at-the-town')).location).toBe('/me/link')
    expect(wordsIn((await boris.get('/me/link')).text)).toContain('не удвоятся')
    const merged = await boris.post('/me/link', { intent: 'merge' })
    expect([merged.status, merged.location]).toEqual([302, `${TOWN}/resident`])
    expect(supports()).toBe(before + 1)
    expect((await stranger.get('/me')).location).toMatch(/^\/sign-in/)
    // What was shown a moment ago is used up, and nobody else's browser has it.
    for (const visitor of [boris, visitAs(site.origin, 'gleb')])
      expect((await visitor.post('/me/link', { intent: 'merge' })).status).toBe(409)
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
