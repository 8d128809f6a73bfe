import { createHmac } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SaxesParser } from './helpers/atom.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, published, sendOne, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

interface Received {
  path: string
  headers: Record<string, string>
  body: string
}

let site: Site
let receiver: Server
const received: Received[] = []
/** What the receiver answers next; then 204. */
const answers: number[] = []
/** Whom it does not answer yet. */
const held: ServerResponse[] = []
beforeAll(async () => {
  receiver = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      const headers = request.headers as Record<string, string>
      received.push({ path: request.url!, headers, body: Buffer.concat(pieces).toString('utf8') })
      if (request.url === '/slow') held.push(response)
      else response.writeHead(answers.shift() ?? 204).end()
    })
  }).listen(0, '127.0.0.1')
  site = await startSite({ env: { WEBHOOKS_INSIDE: 'on' } })
})
afterAll(async () => {
  await site?.stop()
  receiver?.close()
})

const until = (isThere: () => boolean) => expect.poll(isThere, { timeout: 15_000, interval: 100 }).toBe(true)

describe('a webhook', () => {
  const page = `${TOWN}/admin/webhooks`
  const admin = () => visitAs(site.origin, 'admin')
  const url = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  const add = (events: string[], to = url()) => admin().post(page, { intent: 'add', url: to, events })
  const hook = () => rowOf<{ id: string }>(site, 'select id from webhooks order by created_at desc').id
  const newest = () =>
    rowOf<{ id: string; state: string; tries: number; last_status: number; due_at: number }>(
      site,
      'select * from webhook_deliveries order by created_at desc, id desc',
    )
  /** Sends what is due without waiting for the clock. */
  const wake = () => admin().post(page, { intent: 'try', id: hook() })
  let secret = ''

  test('is added with a secret that is shown once', async () => {
    const made = await add([
      'contribution.published',
      'contribution.removed',
      'contribution.answered',
      'contribution.status',
    ])
    secret = /whsec_[A-Za-z0-9+/]{43}=/.exec(made.text)?.[0] ?? ''
    expect(secret).not.toBe('')
    const { text } = await admin().get(page)
    expect(text).toContain(url())
    expect(text).not.toContain(secret)
    expect(JSON.stringify(rowsOf(site, 'select * from webhooks'))).not.toContain(secret)
    expect((await add([])).status).toBe(400)
    expect((await add(['everything'])).status).toBe(400)
    expect((await add(['result.counted'], 'ftp://127.0.0.1/')).status).toBe(400)
  })

  test('is told what is published, signed as Standard Webhooks says', async () => {
    const anna = visitAs(site.origin, 'anna')
    const sent = await sendOne(site, anna, 'pin')
    // The process of the demo shows entries before the desk has looked, or after: published it is told.
    await visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
      intent: 'decide',
      act: 'approve',
      subject: 'contribution',
      subjectId: sent.id,
      number: String(sent.number),
      reason: '',
    })
    await wake()
    await until(() => received.some(({ body }) => JSON.parse(body).type === 'contribution.published'))
    const got = received.find(({ body }) => JSON.parse(body).type === 'contribution.published')!
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = got.headers
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    expect(signature).toBe(
      `v1,${createHmac('sha256', key).update(`${id}.${at}.${got.body}`).digest('base64')}`,
    )
    expect(Math.abs(Number(at) - Date.now() / 1000)).toBeLessThan(60)
    const { data } = JSON.parse(got.body)
    expect(data).toMatchObject({
      town: 'prirechensk',
      contribution: { number: sent.number, link: expect.stringContaining(`${TOWN}/${sent.number}`) },
    })
    expect(got.body).not.toMatch(/author|anna@/i)
    await until(
      () =>
        rowOf<{ state: string }>(site, 'select state from webhook_deliveries where id = ?', id).state ===
        'sent',
    )
  })

  test('is told of answers, and of what is hidden only its number', async () => {
    const { id, number } = published(site, 'collect', 'idea')
    await visitAs(site.origin, 'moderator').post(`${TOWN}/${number}?index`, {
      intent: 'answer',
      id: crypto.randomUUID(),
      decision: 'accepted',
      status: 'planned',
      body: 'Сделаем весной',
    })
    await wake()
    await until(() => received.some(({ body }) => body.includes('contribution.answered')))
    const answered = received.find(({ body }) => body.includes('contribution.answered'))!
    expect(JSON.parse(answered.body).data.contribution).toMatchObject({
      number,
      answer: 'Сделаем весной',
      status: 'planned',
    })
    await visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
      intent: 'decide',
      act: 'hide',
      subject: 'contribution',
      subjectId: id,
      number: String(number),
      reason: 'Проверка',
    })
    await wake()
    await until(() => received.some(({ body }) => body.includes('contribution.removed')))
    const removed = received.find(({ body }) => body.includes('contribution.removed'))!
    expect(JSON.parse(removed.body).data).toEqual({ town: 'prirechensk', number })
  })

  test('is told again later when it fails, and at once when the staff says so', async () => {
    answers.push(500)
    await admin().post(page, { intent: 'try', id: hook() })
    await until(() => newest().tries === 1)
    const { state, last_status, due_at } = newest()
    expect([state, last_status]).toEqual(['waiting', 500])
    expect(due_at - Date.now()).toBeGreaterThan(50_000)
    expect((await admin().get(page)).text).toContain('500')
    const sent = rowOf<{ id: string }>(site, "select id from webhook_deliveries where state = 'sent'").id
    const before = received.length
    expect((await admin().post(page, { intent: 'again', id: hook(), delivery: sent })).status).toBe(302)
    await until(() => received.slice(before).some(({ headers }) => headers['webhook-id'] === sent))
  })

  test('of a receiver that does not answer holds up nobody else’s', async () => {
    const quick = hook()
    await add(['result.counted'], url().replace('/hook', '/slow'))
    const slow = hook()
    for (let i = 0; i < 6; i++) await admin().post(page, { intent: 'try', id: slow })
    await until(() => held.length > 0)
    const before = received.length
    await admin().post(page, { intent: 'try', id: quick })
    await expect
      .poll(() => received.slice(before).some(({ path }) => path === '/hook'), { timeout: 3000 })
      .toBe(true)
    // One thing at a time, and the next once it is answered.
    expect(held).toHaveLength(1)
    held[0]!.writeHead(204).end()
    await until(() => held.length === 2)
    await admin().post(page, { intent: 'gone', id: slow })
    held[1]!.writeHead(204).end()
  })

  test('that says it is gone is turned off, and nothing more goes there', async () => {
    answers.push(410)
    await admin().post(page, { intent: 'try', id: hook() })
    await until(() => rowOf<{ is_on: number }>(site, 'select is_on from webhooks').is_on === 0)
    await until(() => newest().state === 'failed')
    await admin().post(page, { intent: 'gone', id: hook() })
    expect(rowsOf(site, 'select 1 from webhooks')).toEqual([])
    expect(rowsOf(site, 'select 1 from webhook_deliveries')).toEqual([])
  })
})

describe('an embed', () => {
  const paths = [
    `${TOWN}/embed/map`,
    `${TOWN}/embed/list?kind=proposal`,
    `${TOWN}/embed/result/${PROCESS.results}`,
  ]
  const ancestors = async (path: string) => {
    const { headers, status } = await visit(site.origin).get(path)
    expect(status, path).toBe(200)
    return [
      /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1],
      headers.get('x-frame-options'),
    ]
  }
  const save = (hosts: string) =>
    visitAs(site.origin, 'admin').post(`${TOWN}/admin/sharing`, { hosts, licence: 'cc-by-4.0' })

  test('stands in nobody’s frame until the town names sites, then in theirs alone', async () => {
    for (const path of paths) expect(await ancestors(path)).toEqual(["'none'", 'DENY'])
    expect((await save('news.example.org\nhttps://Uezd.example.com')).status).toBe(302)
    for (const path of paths)
      expect(await ancestors(path)).toEqual([
        "'self' https://news.example.org https://uezd.example.com",
        null,
      ])
    for (const path of [TOWN, `${TOWN}/spaces`, '/', `${TOWN}/embeds`])
      expect(await ancestors(path)).toEqual(["'none'", 'DENY'])
    for (const hosts of [
      'news.example.org; script-src *',
      'http://news.example.org',
      'news',
      "'unsafe-inline'",
      'a.example.org/path',
    ]) {
      const refused = await save(hosts)
      expect(refused.status, hosts).toBe(400)
      expect(refused.text).toContain('news.example.org')
    }
  })

  test('is where ?embed leads, in the asked language, without a cookie', async () => {
    const reader = visit(site.origin)
    expect((await reader.get(`${TOWN}?embed=1&kind=idea&lang=en`)).location).toBe(
      `${TOWN}/embed/map?kind=idea&lang=en`,
    )
    expect((await reader.get(`${TOWN}?embed=list`)).location).toBe(`${TOWN}/embed/list`)
    expect((await reader.get(`${TOWN}/processes/${PROCESS.results}/results?embed=1`)).location).toBe(
      `${TOWN}/embed/result/${PROCESS.results}`,
    )
    const english = await visit(site.origin).get(`${TOWN}/embed/list?lang=en`)
    expect(english.text).toContain('<html lang="en"')
    expect(english.headers.getSetCookie()).toEqual([])
    expect(english.text).toMatch(/<a href="\/prirechensk\/\d+" target="_blank" rel="noopener"/)
  })

  test('is told by oEmbed, which the page itself names', async () => {
    const { text } = await visit(site.origin).get(`${TOWN}?kind=idea`)
    const link = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/
      .exec(text)![1]!
      .replaceAll('&amp;', '&')
    const { headers, text: json } = await visit(site.origin).get(link)
    expect(headers.get('content-type')).toBe('application/json')
    const told = JSON.parse(json)
    expect(told).toMatchObject({ version: '1.0', type: 'rich', title: 'Приреченск', width: 720 })
    expect(told.html).toContain(`src="${site.origin}${TOWN}/embed/map?kind=idea"`)
    const small = JSON.parse((await visit(site.origin).get(`${link}&maxwidth=300`)).text)
    expect([small.width, small.html.includes('width="300"')]).toEqual([300, true])
    const least = JSON.parse((await visit(site.origin).get(`${link}&maxwidth=120&maxheight=90`)).text)
    expect([least.width, least.height]).toEqual([120, 90])
    const result = `${site.origin}${TOWN}/processes/${PROCESS.results}/results`
    const xml = await visit(site.origin).get(`/oembed?format=xml&url=${encodeURIComponent(result)}`)
    const parser = new SaxesParser({ xmlns: true })
    const names: string[] = []
    parser.on('opentag', ({ local }: { local: string }) => void names.push(local))
    parser.write(xml.text).close()
    expect(names).toEqual(expect.arrayContaining(['oembed', 'version', 'html', 'width', 'height']))
    for (const [url, status] of [
      ['https://elsewhere.example/', 404],
      [`${site.origin}/settings`, 404],
      [`${site.origin}/no-such-town`, 404],
      ['', 400],
    ] as const)
      expect((await visit(site.origin).get(`/oembed?url=${encodeURIComponent(url)}`)).status, url).toBe(
        status,
      )
    await save('')
    expect((await visit(site.origin).get(link)).status).toBe(401)
  })

  test('is copied from a page', async () => {
    await save('news.example.org')
    const { status, text } = await visit(site.origin).get(`${TOWN}/embeds`)
    expect(status).toBe(200)
    expect(text).toContain('news.example.org')
    for (const path of paths.map((one) => one.split('?')[0]!))
      expect(text).toContain(`&lt;iframe src=&quot;${site.origin}${path}&quot;`)
    expect(text).toContain('sreda:height')
  })
})
