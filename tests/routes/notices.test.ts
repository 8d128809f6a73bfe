import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { startMailServer } from './helpers/mail-server.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, serveFolder, startSite } from './helpers/site.ts'
import { PROCESS, processId, published, sendOne, spaceId, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

let mail: Awaited<ReturnType<typeof startMailServer>>
let site: Site
beforeAll(async () => {
  mail = await startMailServer()
  site = await startSite({ env: { SMTP_URL: mail.url } })
})
afterAll(async () => {
  await site?.stop()
  await mail?.stop()
})

const moderator = () => visitAs(site.origin, 'moderator')
const setStatus = (number: number, status: string) =>
  moderator().post(`${TOWN}/${number}?index`, { intent: 'status', status })

describe('a letter of a kind that can be turned off', () => {
  test('has text and HTML and says how, to people and to mail programs; one POST without sign-in does it', async () => {
    const anna = visitAs(site.origin, 'anna')
    const { number } = await sendOne(site, anna, 'proposal')
    await setStatus(number, 'review')
    const letter = await mail.letterTo('anna@example.org', `${TOWN}/${number}`)
    const list = letter.headers.get('list') as unknown as {
      unsubscribe: { url: string }
      'unsubscribe-post': { name: string }
    }
    const { url } = list.unsubscribe
    expect(url).toMatch(new RegExp(`^${site.origin}/unsubscribe/[\\w-]+\\.status\\.[\\w-]+$`))
    expect(list['unsubscribe-post'].name).toBe('List-Unsubscribe=One-Click')
    expect(letter.text).toContain(url)
    expect(letter.html).toContain(`<a href="${url}"`)
    expect(letter.html).toContain(`<a href="${site.origin}${TOWN}/${number}">`)
    const path = url.slice(site.origin.length)
    const program = visit(site.origin)
    // Looking changes nothing.
    expect((await program.get(path)).status).toBe(200)
    expect(rowsOf(site, 'select * from notice_settings')).toEqual([])
    // As Gmail and others post: no cookie, no origin, or another one.
    const click = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      headers: { Origin: 'https://mail.example.com' },
    })
    expect(click.status).toBe(200)
    expect(rowsOf(site, 'select kind, channel, is_on from notice_settings')).toEqual([
      { kind: 'status', channel: 'email', is_on: 0 },
    ])
    const next = await sendOne(site, anna, 'proposal')
    await setStatus(next.number, 'review')
    expect(rowsOf(site, 'select id from letters where params like ?', `%${next.title}%`)).toEqual([])
    const forged = await program.post(path.replace('.status.', '.answer.'), {})
    expect(forged.status).toBe(404)
    expect((await visitAs(site.origin, 'anna').get('/me/notices')).text).not.toMatch(
      /value="status:email"[^>]*checked|checked[^>]*value="status:email"/,
    )
  })

  test('the settings page turns kinds on and off without scripts', async () => {
    const vera = visitAs(site.origin, 'vera')
    const answer = await vera.post('/me/notices', { intent: 'wishes', on: ['answer:email', 'digest:push'] })
    expect(answer.location).toBe('/me/notices?saved=1')
    const { id } = rowOf<{ id: string }>(site, "select id from people where email = 'vera@example.org'")
    expect(
      rowsOf(
        site,
        'select kind, channel from notice_settings where person_id = ? and is_on = 1 order by kind',
        id,
      ),
    ).toEqual([
      { kind: 'answer', channel: 'email' },
      { kind: 'digest', channel: 'push' },
    ])
  })
})

describe('following', () => {
  test.each([
    ['process', () => ({ page: `${TOWN}/processes/${PROCESS.collect}`, id: processId(site, 'collect') })],
    ['space', () => ({ page: `${TOWN}/spaces/naberezhnaya`, id: spaceId(site) })],
    [
      'contribution',
      () => {
        const { id, number } = published(site, 'collect', 'proposal')
        return { page: `${TOWN}/${number}`, id }
      },
    ],
  ] as const)('a %s begins and ends by its button', async (subject, where) => {
    const { page, id } = where()
    const boris = visitAs(site.origin, 'boris')
    expect((await boris.get(page)).text).toContain('Следить')
    const wish = { subject, id, returnTo: page }
    expect((await boris.post(`${TOWN}/follow`, { ...wish, wish: 'on' })).location).toBe(page)
    expect((await boris.get(page)).text).toContain('Вы следите')
    expect((await boris.get('/me/notices')).text).toContain(id)
    expect((await boris.post(`${TOWN}/follow`, { ...wish, wish: 'off' })).location).toBe(page)
    expect((await boris.get(page)).text).not.toContain('Вы следите')
    const stranger = await visit(site.origin).post(`${TOWN}/follow`, { ...wish, wish: 'on' })
    expect(stranger.location).toBe(`/sign-in?returnTo=${encodeURIComponent(page)}`)
    const gleb = await visitAs(site.origin, 'gleb').post(`${TOWN}/follow`, { ...wish, wish: 'on' })
    expect(gleb.location).toBe(`/consent?returnTo=${encodeURIComponent(page)}`)
    expect((await boris.post(`${TOWN}/follow`, { ...wish, id: newId(), wish: 'on' })).status).toBe(404)
    expect((await boris.post(`${TOWN}/follow`, { ...wish, subject: 'town', wish: 'on' })).status).toBe(400)
  })

  test('who follows hears of a new status', async () => {
    const { number, id } = await sendOne(site, visitAs(site.origin, 'anna'), 'proposal')
    const boris = visitAs(site.origin, 'boris')
    await boris.post(`${TOWN}/follow`, { subject: 'contribution', id, wish: 'on' })
    await setStatus(number, 'review')
    const letter = await mail.letterTo('boris@example.org', `${TOWN}/${number}`)
    expect(letter.subject).toContain(`№ ${number}`)
  })
})

describe('the outbox', () => {
  test('shows what did not go, without whose it is, and sends it again', async () => {
    const database = new Database(site.databasePath)
    const id = newId()
    database
      .prepare(
        `insert into letters (id, channel, recipient, locale, template, params, state, tries, due_at, created_at, last_error)
         values (?, 'email', 'secret.name@example.org', 'ru', 'status', ?, 'failed', 6, 0, ?, 'No such user')`,
      )
      .run(
        id,
        JSON.stringify({ town: 'prirechensk', number: 1, title: 'Забытое', status: 'review' }),
        Date.now(),
      )
    database.close()
    const admin = visitAs(site.origin, 'admin')
    const page = await admin.get('/admin/letters')
    expect(page.text).toContain('No such user')
    expect(page.text).not.toContain('secret.name')
    expect((await admin.post('/admin/letters', { intent: 'again', id })).location).toBe(
      '/admin/letters?done=1',
    )
    const letter = await mail.letterTo('secret.name@example.org', 'Забытое')
    expect(letter.subject).toContain('№ 1')
    await expect
      .poll(() => rowOf(site, 'select state from letters where id = ?', id).state, { timeout: 10_000 })
      .toBe('sent')
    expect((await admin.post('/admin/letters', { intent: 'again', id })).status).toBe(409)
    expect((await visitAs(site.origin, 'moderator').get('/admin/letters')).status).toBe(403)
    expect((await visit(site.origin).get('/admin/letters')).location).toMatch(/^\/sign-in/)
  })
})

describe('feeds', () => {
  const { SaxesParser } = createRequire(createRequire(import.meta.url).resolve('exceljs'))('saxes') as {
    SaxesParser: new (options: {
      xmlns: true
    }) => {
      on(event: 'error' | 'opentag', handler: (value: never) => void): void
      write(text: string): { close(): void }
    }
  }
  /** Names of elements in order; throws on what is not well-formed. */
  function elementsOf(xml: string): string[] {
    const names: string[] = []
    const parser = new SaxesParser({ xmlns: true })
    parser.on('error', (error: never) => {
      throw error
    })
    parser.on('opentag', ((tag: { uri: string; local: string }) => {
      expect(tag.uri).toBe('http://www.w3.org/2005/Atom')
      names.push(tag.local)
    }) as never)
    parser.write(xml).close()
    return names
  }

  test.each([
    ['a town', () => TOWN, () => `${TOWN}/feed.atom`],
    ['a space', () => `${TOWN}/spaces/naberezhnaya`, () => `${TOWN}/spaces/naberezhnaya/feed.atom`],
    [
      'a proposal',
      () => `${TOWN}/${published(site, 'results', 'proposal').number}`,
      () => `${TOWN}/${published(site, 'results', 'proposal').number}/feed.atom`,
    ],
  ])('of %s is named by its page, valid, and not sent twice', async (_, page, feed) => {
    expect((await visit(site.origin).get(page())).text).toContain(
      `<link rel="alternate" type="application/atom+xml" href="${feed()}"`,
    )
    const answer = await visit(site.origin).get(feed())
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const names = elementsOf(answer.text)
    const entries = names.filter((name) => name === 'entry').length
    expect(entries).toBeGreaterThan(0)
    // RFC 4287: each has exactly one id, title and updated, and an author by the feed at least.
    for (const name of ['id', 'title', 'updated'])
      expect(names.filter((one) => one === name)).toHaveLength(entries + 1)
    const ids = [...answer.text.matchAll(/<id>(.*?)<\/id>/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
    expect(answer.text).toContain(`rel="self" type="application/atom+xml" href="${site.origin}${feed()}"`)
    const etag = answer.headers.get('etag')!
    const again = await visit(site.origin).request(feed(), { headers: { 'If-None-Match': etag } })
    expect([again.status, again.text]).toEqual([304, ''])
  })

  test('hold what people wrote without breaking, and nothing that is not public', async () => {
    const anna = visitAs(site.origin, 'anna')
    const hostile = 'Спуск <script>alert(1)</script> & "кавычки" ]]> \u0007'
    const { number } = await sendOne(site, anna, 'pin')
    await anna.post(`${TOWN}/${number}?index`, { intent: 'comment', id: newId(), body: hostile })
    const before = await visit(site.origin).get(`${TOWN}/${number}/feed.atom`)
    elementsOf(before.text)
    expect(before.text).not.toContain('<script>')
    await moderator().post(`${TOWN}/desk`, {
      intent: 'decide',
      subject: 'contribution',
      subjectId: rowOf<{ id: string }>(site, 'select id from contributions where number = ?', number).id,
      act: 'hide',
      reason: 'Проверка',
    })
    const hidden = rowOf(site, 'select visibility from contributions where number = ?', number).visibility
    if (hidden === 'hidden')
      expect((await visit(site.origin).get(`${TOWN}/${number}/feed.atom`)).status).toBe(404)
    expect((await visit(site.origin).get(`${TOWN}/999999/feed.atom`)).status).toBe(404)
    expect((await visit(site.origin).get('/no-such-town/feed.atom')).status).toBe(404)
  })
})

test('two processes on one database: a phase that opened is told to each person once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sreda-two-'))
  cpSync(inject('template').folder, folder, { recursive: true })
  const database = new Database(join(folder, 'sreda.db'))
  const phase = database
    .prepare(
      `select ph.id, ph.process_id, ph.town_id from phases ph join processes p on p.id = ph.process_id where p.slug = ? and ph.kind = 'collect'`,
    )
    .get(PROCESS.collect) as { id: string; process_id: string; town_id: string }
  database.prepare('update phases set starts_at = ? where id = ?').run(Date.now() - 1000, phase.id)
  const people = database
    .prepare(
      `select p.id, p.email from people p join consents c on c.person_id = p.id
       where p.email like '%@example.org' and c.purpose = 'personal-data' and c.withdrawn_at is null`,
    )
    .all() as { id: string; email: string }[]
  for (const { id } of people)
    database
      .prepare("insert into follows values (?, ?, 'process', ?, ?)")
      .run(phase.town_id, id, phase.process_id, Date.now())
  database.close()
  const sites = await Promise.all([
    serveFolder(folder, { SMTP_URL: mail.url }),
    serveFolder(folder, { SMTP_URL: mail.url }),
  ])
  try {
    for (const { email } of people) await mail.letterTo(email, PROCESS.collect)
    await new Promise((resolve) => setTimeout(resolve, 6000))
    for (const { email } of people) {
      const told = mail.received.filter(
        (one) => !Array.isArray(one.to) && one.to?.text === email && one.text?.includes(PROCESS.collect),
      )
      expect(told, email).toHaveLength(1)
    }
    expect(people.length).toBeGreaterThan(2)
  } finally {
    await Promise.all(sites.map((one) => one.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
})
