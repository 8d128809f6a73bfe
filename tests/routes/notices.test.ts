import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { startMailServer } from './helpers/mail-server.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
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
    const wish = { followed: subject, id, returnTo: page }
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
    expect((await boris.post(`${TOWN}/follow`, { ...wish, followed: 'town', wish: 'on' })).status).toBe(400)
  })

  test('who follows hears of a new status', async () => {
    const { number, id } = await sendOne(site, visitAs(site.origin, 'anna'), 'proposal')
    const boris = visitAs(site.origin, 'boris')
    await boris.post(`${TOWN}/follow`, { followed: 'contribution', id, wish: 'on' })
    await setStatus(number, 'review')
    const letter = await mail.letterTo('boris@example.org', `${TOWN}/${number}`)
    expect(letter.subject).toContain(`№ ${number}`)
  })
})

describe('the outbox', () => {
  test('gives up after the last try, shows what did not go, without whose it is, and sends it again', async () => {
    mail.refuseOnce('secret.name@example.org')
    const database = new Database(site.databasePath)
    const id = newId()
    database
      .prepare(
        `insert into letters (id, channel, recipient, locale, template, params, state, tries, due_at, created_at, last_error)
         values (?, 'email', 'secret.name@example.org', 'ru', 'status', ?, 'waiting', 5, 0, ?, null)`,
      )
      .run(
        id,
        JSON.stringify({ town: 'prirechensk', number: 1, title: 'Забытое', status: 'review' }),
        Date.now(),
      )
    database.close()
    const admin = visitAs(site.origin, 'admin')
    await expect
      .poll(() => rowOf(site, 'select state, tries from letters where id = ?', id), { timeout: 10_000 })
      .toEqual({ state: 'failed', tries: 6 })
    const page = await admin.get('/admin/letters')
    expect(page.text).toContain('Try later')
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
