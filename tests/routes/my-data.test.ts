import Database from 'better-sqlite3'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeFault } from '#app/jobs/hidden.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { pagesOf } from '../e2e/helpers/pages.ts'
import { fileOf, photoWithGps } from './helpers/pictures.ts'
import { expectSays, LANGUAGES, sentence, wordsIn } from './helpers/refused.ts'
import { filesIn, rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PEOPLE } from './helpers/template.ts'
import { published, sendOne, TOWN } from './helpers/town.ts'
import { codeFor, secondCodeFor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  // Nobody listens there: every letter fails, loudly.
  site = await startSite({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } })
})
afterAll(() => site?.stop())

test('my data come as a ZIP to me only', async () => {
  const anna = visitAs(site.origin, 'anna')
  const { number } = await sendOne(site, anna, 'proposal', [
    ['photo1', fileOf(await photoWithGps(), 'a.jpg')],
  ])
  const response = await fetch(`${site.origin}/me/data.zip`, {
    headers: { Cookie: `sreda_session=${anna.cookie('sreda_session')}` },
  })
  expect(response.headers.get('content-type')).toBe('application/zip')
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  expect(Object.keys(files).filter((name) => name.startsWith(`photos/${number}-`))).toHaveLength(1)
  expect(Buffer.from(files['data.json']!).toString()).toContain('anna@example.org')
  expect((await visit(site.origin).get('/me/data.zip')).location).toMatch(/^\/sign-in/)
})

test('deleting asks for a choice and a tick, does it in the request, signs out and leaves an act', async () => {
  const boris = visitAs(site.origin, 'boris')
  const filesBefore = filesIn(site.filesDir)
  const { number } = await sendOne(site, boris, 'proposal', [
    ['photo1', fileOf(await photoWithGps(), 'b.jpg')],
  ])
  for (const fields of [{}, { choice: 'remove' }, { confirm: 'on' }, { choice: 'burn', confirm: 'on' }]) {
    const refused = await boris.post('/me/data', fields as Record<string, string>)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('role="alert"')
  }
  expect((await boris.get('/me/data')).status).toBe(200)
  const done = await boris.post('/me/data', { choice: 'remove', confirm: 'on' })
  expect(done.location).toMatch(/^\/deletion-acts\/[0-9a-f-]{36}$/)
  expect(boris.cookie('sreda_session')).toBe('')
  const act = await boris.get(done.location)
  expect(act.text).toContain('Акт об удалении данных')
  expect(act.text).not.toContain('boris')
  expect((await visitAs(site.origin, 'boris').get('/me')).location).toMatch(/^\/sign-in/)
  expect((await visit(site.origin).get(`${TOWN}/${number}`)).status).toBe(404)
  expect(filesIn(site.filesDir)).toEqual(filesBefore)
  expect(rowsOf(site, "select id from people where email = 'boris@example.org'")).toEqual([])
  expect((await visit(site.origin).get('/deletion-acts/not-an-id')).status).toBe(404)
  expect((await visit(site.origin).get(`/deletion-acts/${newId()}`)).status).toBe(404)
})

/** As if everybody had last shown who they are so long ago. */
function shiftSessions(ms: number) {
  const database = new Database(site.databasePath)
  database.prepare('update sessions set fresh_at = fresh_at + ?').run(ms)
  database.close()
}

const there = (email: string) => rowsOf(site, 'select id from people where email = ?', email).length

test('an old session takes nothing away and deletes nothing, until who it is has been shown again', async () => {
  const email = 'stale@example.org'
  const anton = visit(site.origin)
  await anton.signIn(email)
  await anton.consent()
  const deletion = { choice: 'anonymise', confirm: 'on' }
  shiftSessions(-16 * 60_000)
  for (const lang of LANGUAGES) {
    await anton.speak(lang)
    const zip = await anton.get('/me/data.zip')
    expect([zip.status, zip.location]).toEqual([302, '/me/data?again=session.not-fresh'])
    const asks = [
      await anton.get(zip.location),
      await anton.post('/me/data', { intent: 'take' }),
      await anton.post('/me/data', deletion),
    ]
    expect(asks.map(({ status }) => status)).toEqual([200, 403, 403])
    for (const { text } of asks) {
      expect(wordsIn(text)).toContain(sentence(lang, 'session.not-fresh'))
      // No app and no passkey to ask for: a link to a new code by e-mail, which leads back here.
      expect(text).toMatch(/href="\/sign-in\?returnTo=%2Fme%2Fdata[^"]*&amp;again=1"/)
      expect(text).not.toContain('name="again"')
    }
    // What was chosen stays.
    expect(asks[2]!.text).toMatch(/<input(?=[^>]*value="anonymise")(?=[^>]*checked)/)
    expect(asks[2]!.text).toMatch(/<input(?=[^>]*name="confirm")(?=[^>]*checked)/)
  }
  expect(there(email)).toBe(1)
  await anton.signIn(email, '/me/data')
  const take = await anton.post('/me/data', { intent: 'take' })
  expect([take.status, take.location]).toEqual([302, '/me/data.zip'])
  expect((await anton.get(take.location)).headers.get('content-type')).toBe('application/zip')
  expect((await anton.get('/me/data?again=session.not-fresh')).text).not.toContain('again=1')
  expect((await anton.post('/me/data', deletion)).location).toMatch(/^\/deletion-acts\//)
  expect(there(email)).toBe(0)
  shiftSessions(16 * 60_000)
})

test('a member of the staff with the code of a letter alone is sent to the second step for both', async () => {
  const half = visit(site.origin)
  await half.post('/sign-in?index', { email: PEOPLE.moderator, returnTo: '/' })
  await half.post('/sign-in/code', { code: await codeFor(site.origin, PEOPLE.moderator) })
  expect((await half.get('/me/data.zip')).location).toBe('/me/data?again=second-factor.missing')
  for (const lang of LANGUAGES) {
    await half.speak(lang)
    const forms: Record<string, string>[] = [{ intent: 'take' }, { choice: 'remove', confirm: 'on' }]
    for (const fields of forms) {
      const refused = await half.post('/me/data', fields)
      expectSays(refused, 403, lang, sentence(lang, 'second-factor.missing'))
      expect(refused.text).toContain('href="/sign-in/second?returnTo=%2Fme%2Fdata"')
    }
  }
  expect(there(PEOPLE.moderator)).toBe(1)
  await half.prove(PEOPLE.moderator)
  expect((await half.get('/me/data.zip')).headers.get('content-type')).toBe('application/zip')
  // And with the app's code in the form itself when that is long ago.
  shiftSessions(-16 * 60_000)
  const wrong = await half.post('/me/data', { intent: 'take', again: 'AAAA-BBBB-CCCC' })
  expectSays(wrong, 400, 'en', sentence('en', 'factor.wrong', { count: 4 }))
  expect(wrong.text).toContain('name="again"')
  const database = new Database(site.databasePath)
  database.prepare('update authenticators set last_step = 0').run()
  database.close()
  const again = await secondCodeFor(site.origin, PEOPLE.moderator)
  expect((await half.post('/me/data', { intent: 'take', again })).location).toBe('/me/data.zip')
  shiftSessions(16 * 60_000)
})

test('a town’s only administrator is told to hand over first', async () => {
  const answer = await visitAs(site.origin, 'admin').post('/me/data', { choice: 'anonymise', confirm: 'on' })
  expect(answer.status).toBe(409)
  expect(rowsOf(site, "select id from people where email = 'admin@prirechensk.example'")).toHaveLength(1)
})

test('after the whole loop and many failures the log has no name, e-mail or address', async () => {
  // In the demo the first words on the screen tell whom to sign in as.
  const greeting = site.log().indexOf('Data: ')
  expect(greeting).toBeGreaterThan(0)
  const names = rowsOf<{ email: string; pseudonym: string }>(
    site,
    'select email, pseudonym from people where email is not null',
  )
  const vera = visitAs(site.origin, 'vera')
  const moderator = visitAs(site.origin, 'moderator')
  await visit(site.origin).post('/sign-in?index', { email: 'somebody.new@example.org' })
  const { number } = await sendOne(site, vera, 'proposal')
  const other = published(site, 'collect', 'proposal')
  await vera.post(`${TOWN}/${other.number}?index`, { intent: 'support' })
  await vera.post(`${TOWN}/${number}?index`, { intent: 'comment', id: newId(), body: 'Слова Веры' })
  await moderator.post(`${TOWN}/${number}?index`, { intent: 'status', status: 'review' })
  await vera.post('/me', { intent: 'pseudonym', pseudonym: 'Вера Тайная' })
  await vera.get('/me/data.zip')
  // Every page there is, and what fails, too: bad addresses, bad forms, bad methods, bad bytes.
  for (const { path, as, status = 200 } of pagesOf(site, {
    pin: number,
    proposal: number,
    deletion: newId(),
  })) {
    if (path.startsWith('/deletion-acts/')) continue
    const reader = as ? visitAs(site.origin, as === 'anna' ? 'vera' : as) : visit(site.origin)
    expect((await reader.get(path)).status, path).toBe(status)
  }
  await vera.get('/no/such/vera@example.org')
  await vera.post('/me', { intent: 'nothing', pseudonym: 'Вера Тайная' })
  await vera.request('/me', { method: 'DELETE' })
  await vera.request(`${TOWN}/add`, {
    method: 'POST',
    body: 'broken',
    headers: { 'Content-Type': 'multipart/form-data', Origin: site.origin },
  })
  expect((await vera.get('/%E0%A4%A-vera@example.org')).status).toBe(400)
  await vera.post('/me/data', { choice: 'anonymise', confirm: 'on' })
  await expect
    .poll(() => rowOf<{ n: number }>(site, 'select count(*) as n from letters where tries > 0').n, {
      timeout: 15_000,
    })
    .toBeGreaterThan(0)
  // And what is our own fault: a table that is not there.
  const database = new Database(site.databasePath)
  database.exec('alter table letters rename to letters_away')
  const failed = await visit(site.origin).post('/sign-in?index', { email: 'unlucky@example.org' })
  database.exec('alter table letters_away rename to letters')
  database.close()
  expect(failed.status).toBe(500)
  const log = site.log().slice(greeting)
  expect(log).toMatch(/no such table: letters\n\s+at /)
  expect(log.length).toBeGreaterThan(0)
  for (const { email, pseudonym } of names) {
    expect(log).not.toContain(email)
    expect(log).not.toContain(pseudonym)
  }
  expect(log).not.toMatch(/somebody\.new|unlucky|Вера Тайная|Слова Веры|[\w.-]+@(?!localhost)[\w-]+\.\w+/)
  expect(log).not.toMatch(/\b127\.0\.0\.1\b(?!:9)|::1/)
})

test('a failed query is written down without what it was asked', () => {
  const cause = Object.assign(new Error('SQLITE_BUSY of anna@example.org at 192.0.2.7'), {
    code: 'SQLITE_BUSY',
  })
  const error = new Error(
    'Failed query: select * from people where email = ?\nparams: anna@example.org,Тихая Ива 482',
    {
      cause,
    },
  )
  const text = describeFault(error)
  expect(text).toContain('Failed query: select * from people')
  expect(text).toContain('SQLITE_BUSY')
  expect(text).toMatch(/\n\s+at /)
  expect(text).not.toMatch(/anna|Ива|192\.0/)
})
