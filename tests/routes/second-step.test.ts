import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareDeskWork } from './helpers/desk-work.ts'
import { LANGUAGES, sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PEOPLE } from './helpers/template.ts'
import { PROCESS, published, sendOne, TOWN } from './helpers/town.ts'
import { codeFor, secondCodeFor, type Visitor, visit, visitAs } from './helpers/visitor.ts'
import { stepsOf } from './helpers/walk-list.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

/** Signed in with the code of the letter alone. */
async function halfSigned(email: string): Promise<Visitor> {
  const visitor = visit(site.origin)
  await visitor.post('/sign-in?index', { email, returnTo: `${TOWN}/desk` })
  const answer = await visitor.post('/sign-in/code', { code: await codeFor(site.origin, email) })
  expect(answer.location).toBe(`/sign-in/second?returnTo=${encodeURIComponent(`${TOWN}/desk`)}`)
  return visitor
}

/** As if the last proof were older than a quarter of an hour. */
function makeStale() {
  const database = new Database(site.databasePath)
  database.prepare('update sessions set fresh_at = fresh_at - ?').run(16 * 60_000)
  database.close()
}

const STAFF_PAGES = ['desk', 'log', 'ranking', 'export/csv', 'admin', 'admin/roles'].map(
  (page) => `${TOWN}/${page}`,
)

describe('a member of the staff with the code of a letter alone', () => {
  test('opens no staff page and does no staff act, but reads and writes as a resident', async () => {
    const visitor = await halfSigned(PEOPLE.admin)
    for (const path of [...STAFF_PAGES, '/towns/new']) {
      const { status, location } = await visitor.get(path)
      expect([status, location], path).toEqual([302, `/sign-in/second?returnTo=${encodeURIComponent(path)}`])
    }
    const data = await visitor.get(`${TOWN}/admin/roles.data`)
    expect(data.text).not.toContain('planner@')
    const { number } = published(site, 'collect', 'proposal')
    const answered = await visitor.post(`${TOWN}/${number}?index`, {
      intent: 'status',
      status: 'review',
    })
    expect(answered.status).toBe(403)
    expect(wordsIn(answered.text)).toContain(sentence('ru', 'second-factor.missing'))
    expect((await visitor.get(TOWN)).text).not.toContain(`href="${TOWN}/desk"`)
    expect((await visitor.get(`${TOWN}/add`)).status).toBe(200)
  })

  test('is led past the second step to a page that opens without it, wherever they came from', async () => {
    const visitor = await halfSigned(PEOPLE.admin)
    const own = await sendOne(site, visitAs(site.origin, 'anna'), 'proposal')
    const asked = new Set<string>()
    const lost: string[] = []
    for (const { path } of stepsOf(site, own, await prepareDeskWork(site)).filter(({ fields }) => !fields)) {
      const { location } = await visitor.get(path)
      if (!location.startsWith('/sign-in/second')) continue
      asked.add(path)
      const page = await visitor.get(location)
      const links = [...page.text.matchAll(/href="([^"]*)"[^>]*>Продолжить как житель</g)]
      const target = links[0]![1]!.replaceAll('&amp;', '&')
      const answer = await visitor.get(target)
      if (answer.status !== 200) lost.push(`${path} -> ${target}: ${answer.status} ${answer.location}`)
    }
    expect(lost).toEqual([])
    for (const path of [...STAFF_PAGES, `${TOWN}/counter`, `${TOWN}/counter/help`, '/towns/new'])
      expect([...asked]).toContain(path)
    // A resident's page is not lost.
    const page = await visitor.get(
      `/sign-in/second?returnTo=${encodeURIComponent(`${TOWN}/propose?space=desk`)}`,
    )
    expect(page.text).toContain(`href="${TOWN}/propose?space=desk"`)
  })

  test('is let through by the code of the app, under a new token, once', async () => {
    const visitor = await halfSigned(PEOPLE.moderator)
    const before = visitor.cookie('sreda_session')
    const code = await secondCodeFor(site.origin, PEOPLE.moderator)
    const fields = { intent: 'code', code, returnTo: `${TOWN}/desk` }
    expect(await visitor.post('/sign-in/second', fields)).toMatchObject({
      status: 302,
      location: `${TOWN}/desk`,
    })
    expect(visitor.cookie('sreda_session')).not.toBe(before)
    expect((await visitor.get(`${TOWN}/desk`)).status).toBe(200)
    const stolen = visit(site.origin, { sreda_session: before })
    expect((await stolen.get('/me')).location).toMatch(/^\/sign-in\?/)
    // The same code again, in another browser.
    const other = await halfSigned(PEOPLE.moderator)
    const again = await other.post('/sign-in/second', fields)
    expect(again.status).toBe(400)
    expect((await other.get(`${TOWN}/desk`)).status).toBe(302)
  })

  test('is told in words that a code is wrong, and cannot guess on', async () => {
    const visitor = await halfSigned(PEOPLE.planner)
    for (const [i, lang] of [...LANGUAGES, ...LANGUAGES].entries()) {
      await visitor.speak(lang)
      const answer = await visitor.post('/sign-in/second', { intent: 'code', code: 'AAAA-BBBB-CCCC' })
      expect(answer.status).toBe(400)
      expect(wordsIn(answer.text)).toContain(sentence(lang, 'factor.wrong', { count: 4 - i }))
    }
    const locked = await visitor.post('/sign-in/second', { intent: 'code', code: 'AAAA-BBBB-CCCC' })
    expect(locked.status).toBe(429)
    const right = await visitor.post('/sign-in/second', {
      intent: 'code',
      code: await secondCodeFor(site.origin, PEOPLE.planner),
    })
    expect(right.status).toBe(429)
    expect(wordsIn(right.text)).toContain(sentence('en', 'factor.locked', { count: 15 }))
  })

  test('a broken form is refused, and a resident is not asked at all', async () => {
    const visitor = await halfSigned(PEOPLE.admin)
    for (const fields of [
      {},
      { intent: 'passkey' },
      { intent: 'passkey', response: '{"id":1' },
      { intent: 'x' },
    ])
      expect((await visitor.post('/sign-in/second', fields as Record<string, string>)).status).toBe(400)
    expect((await visitAs(site.origin, 'anna').get('/sign-in/second')).location).toBe('/')
    const resident = visit(site.origin)
    expect((await resident.signIn('new-resident@example.org')).location).toMatch(/^\/consent/)
  })
})

describe('a sensitive act', () => {
  test('asks again after 15 minutes, keeps what was typed, and goes on with a code', async () => {
    const admin = visit(site.origin)
    await admin.signIn(PEOPLE.admin)
    const fields = { intent: 'grant', email: 'fresh@example.org', role: 'moderator' }
    expect((await admin.post(`${TOWN}/admin/roles`, { ...fields, email: 'first@example.org' })).status).toBe(
      302,
    )
    makeStale()
    const refused = await admin.post(`${TOWN}/admin/roles`, fields)
    expect(refused.status).toBe(403)
    expect(wordsIn(refused.text)).toContain(sentence('ru', 'session.not-fresh'))
    expect(refused.text).toContain('value="fresh@example.org"')
    expect(refused.text).toContain('name="again"')
    expect(rowsOf(site, "select 1 from people where email = 'fresh@example.org'")).toEqual([])
    const wrong = await admin.post(`${TOWN}/admin/roles`, { ...fields, again: 'AAAABBBBCCCC' })
    expect(wrong.status).toBe(400)
    expect(wrong.text).toContain('name="again"')
    expect(wrong.text).not.toContain('AAAABBBBCCCC')
    // The demo's app shows the same code for up to 30 seconds, and each is taken once.
    const database = new Database(site.databasePath)
    database.prepare('update authenticators set last_step = 0').run()
    database.close()
    const again = await secondCodeFor(site.origin, PEOPLE.admin)
    expect((await admin.post(`${TOWN}/admin/roles`, { ...fields, again })).status).toBe(302)
    expect(rowsOf(site, "select 1 from people where email = 'fresh@example.org'")).toHaveLength(1)
    // And the quarter of an hour runs anew.
    const { id } = rowOf<{ id: string }>(site, "select id from people where email = 'fresh@example.org'")
    const revoke = { intent: 'revoke', personId: id, role: 'moderator' }
    expect((await admin.post(`${TOWN}/admin/roles`, revoke)).status).toBe(302)
  })

  test('and so is any act on a result', async () => {
    const admin = visitAs(site.origin, 'admin')
    await admin.speak('ru')
    const results = `${TOWN}/processes/${PROCESS.results}/results`
    makeStale()
    const refused = await admin.post(results, { intent: 'recount', reason: 'Проверим ещё раз' })
    expect(refused.status).toBe(403)
    expect(wordsIn(refused.text)).toContain(sentence('ru', 'session.not-fresh'))
    expect(refused.text).toContain('name="again"')
    expect(refused.text).toContain('Проверим ещё раз')
    expect(rowsOf(site, "select * from staff_acts where act = 'result.recount'")).toEqual([])
  })

  test('of a resident: what opens an account is not changed by an old session', async () => {
    makeStale()
    const anna = visitAs(site.origin, 'anna')
    const refused = await anna.post('/me/security', { intent: 'begin-app' })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('again=1')
    const page = await anna.get('/sign-in?returnTo=%2Fme%2Fsecurity&again=1')
    expect(page.status).toBe(200)
  })
})

describe('sign-in and devices', () => {
  test('each device is named, and ends from another one', async () => {
    const phone = visit(site.origin)
    await phone.post('/sign-in?index', { email: 'two@example.org' })
    const code = await codeFor(site.origin, 'two@example.org')
    await phone.post(
      '/sign-in/code',
      { code },
      { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile' },
    )
    const laptop = visit(site.origin)
    await laptop.signIn('two@example.org')
    const page = await laptop.get('/me/security')
    expect(wordsIn(page.text)).toContain('Chrome, Android')
    const [row] = rowsOf<{ id: string }>(site, "select id from sessions where device = 'Chrome, Android'")
    expect((await laptop.post('/me/security', { intent: 'end-session', session: row!.id })).status).toBe(302)
    expect((await phone.get('/me')).location).toMatch(/^\/sign-in\?/)
    expect((await laptop.get('/me')).status).toBe(200)
    const left = await laptop.post('/me/security', { intent: 'end-all' })
    expect([left.status, left.location]).toEqual([302, '/'])
    expect((await laptop.get('/me')).location).toMatch(/^\/sign-in\?/)
  })

  test('another person’s session stays, whatever is sent', async () => {
    const before = rowsOf(site, 'select count(*) n from sessions')
    const [theirs] = rowsOf<{ id: string }>(
      site,
      'select s.id from sessions s join people p on p.id = s.person_id where p.email = ?',
      PEOPLE.boris,
    )
    await visitAs(site.origin, 'anna').post('/me/security', { intent: 'end-session', session: theirs!.id })
    expect(rowsOf(site, 'select count(*) n from sessions')).toEqual(before)
  })

  test('a token that was planted before the sign-in opens nothing after it', async () => {
    const planted = 'A'.repeat(43)
    const cookie = Buffer.from(JSON.stringify(planted)).toString('base64')
    const victim = visit(site.origin, { sreda_session: cookie })
    await victim.signIn('victim@example.org')
    expect(victim.cookie('sreda_session')).not.toBe(cookie)
    expect((await visit(site.origin, { sreda_session: cookie }).get('/me')).status).toBe(302)
    const own = victim.cookie('sreda_session')
    await victim.signIn('victim@example.org')
    expect((await visit(site.origin, { sreda_session: own }).get('/me')).status).toBe(302)
  })

  test('a staff member without a second factor is led to set one up, and gets recovery codes once', async () => {
    const admin = visit(site.origin)
    await admin.signIn(PEOPLE.admin).catch(() => undefined)
    const database = new Database(site.databasePath)
    database.prepare('update authenticators set last_step = 0, locked_until = null, tries_left = 5').run()
    database.close()
    await admin.prove(PEOPLE.admin)
    await admin.post(`${TOWN}/admin/roles`, { intent: 'grant', email: 'newclerk@example.org', role: 'clerk' })
    const clerk = visit(site.origin)
    await clerk.post('/sign-in?index', { email: 'newclerk@example.org' })
    const signedIn = await clerk.post('/sign-in/code', {
      code: await codeFor(site.origin, 'newclerk@example.org'),
    })
    const second = await clerk.get(signedIn.location)
    expect(second.text).toContain('href="/me/security"')
    expect(second.text).not.toContain('name="code"')
    expect((await clerk.post('/me/security', { intent: 'begin-app' })).status).toBe(302)
    const page = await clerk.get('/me/security')
    const base32 = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page.text)![1]!.replaceAll(' ', '')
    const { Secret, TOTP } = await import('otpauth')
    const code = new TOTP({ secret: Secret.fromBase32(base32) }).generate()
    const confirmed = await clerk.post('/me/security', { intent: 'confirm-app', code })
    expect(confirmed.status).toBe(200)
    expect(confirmed.text.match(/<li>[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}<\/li>/g)).toHaveLength(10)
    expect((await clerk.get('/me/security')).text).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}<\/li>/)
    expect(
      rowOf(
        site,
        'select count(*) n from sessions where proven_at is not null and person_id = (select id from people where email = ?)',
        'newclerk@example.org',
      ),
    ).toEqual({ n: 1 })
  })
})
