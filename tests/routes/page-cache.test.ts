import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf } from './helpers/rows.ts'
import { type Site, serveFolder, startSite } from './helpers/site.ts'
import { PROCESS, published, sendOne, TOWN } from './helpers/town.ts'
import { type Answer, type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let reader: Visitor
let anna: Visitor
let moderator: Visitor
beforeAll(async () => {
  site = await startSite()
  reader = visit(site.origin)
  anna = visitAs(site.origin, 'anna')
  moderator = visitAs(site.origin, 'moderator')
})
afterAll(() => site?.stop())

const nonceOf = ({ headers }: Answer) => /'nonce-([^']+)'/.exec(headers.get('content-security-policy')!)?.[1]
const printed = ({ text }: Answer) => [
  ...new Set([...text.matchAll(/ nonce="([^"]+)"/g)].map(([, one]) => one)),
]

describe('a page that nobody has changed', () => {
  test('is the same answer for everybody who is nobody in particular, and a 304 for who has it', async () => {
    const first = await reader.get(TOWN)
    const second = await visit(site.origin).get(TOWN)
    expect(second.text).toBe(first.text)
    const etag = second.headers.get('etag')!
    expect(etag).toBe(first.headers.get('etag'))
    const third = await visit(site.origin).request(TOWN, { headers: { 'If-None-Match': etag } })
    expect([third.status, third.text]).toEqual([304, ''])
    for (const answer of [first, second, third]) expect(nonceOf(answer)).toBe(nonceOf(first))
    expect(printed(first)).toEqual([nonceOf(first)])
    expect(first.headers.get('vary')).toMatch(/Cookie/)
  })

  test('is asked for by many at once with scripts that run for all of them', async () => {
    const path = `${TOWN}?sort=new`
    const answers = await Promise.all(Array.from({ length: 12 }, () => visit(site.origin).get(path)))
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      expect(printed(answer)).toEqual([nonceOf(answer)])
    }
  })

  test('is another one in another language, with another filter, for whoever is signed in', async () => {
    const { text } = await reader.get(TOWN)
    const english = visit(site.origin)
    await english.speak('en')
    expect((await english.get(TOWN)).text).toContain('<html lang="en"')
    expect((await reader.get(`${TOWN}?kind=problem`)).text).not.toBe(text)
    const own = await anna.get(TOWN)
    expect(own.text).toContain('href="/me"')
    expect(own.headers.get('etag')).toBeNull()
    const after = await visit(site.origin).get(TOWN)
    expect(after.text).not.toContain('href="/me"')
    expect(after.text).toContain('<html lang="ru"')
  })

  test('is one answer of the map for whoever asks, which tells its reader that nothing has changed', async () => {
    const map = `${TOWN}/map.json?bbox=45.5,57.38,45.7,57.46&zoom=14`
    const first = await reader.get(map)
    const own = await anna.get(map)
    expect(own.text).toBe(first.text)
    const again = { headers: { 'If-None-Match': own.headers.get('etag')! } }
    expect((await anna.request(map, again)).status).toBe(304)
    await sendOne(site, anna, 'pin')
    const { status, text } = await anna.request(map, again)
    expect(status).toBe(200)
    expect(text).not.toBe(first.text)
  })

  test('is in nobody’s language but the reader’s, however the cookie is written, and says what it hangs on', async () => {
    const english = visit(site.origin)
    await english.speak('en')
    const map = `${TOWN}/map.json?bbox=45.5,57.38,45.7,57.46&zoom=13`
    const odd = { headers: { Cookie: `a=1; sreda_prefs =${english.cookie('sreda_prefs')}` } }
    await visit(site.origin).request(map, odd)
    const { text, headers } = await reader.get(map)
    const { categories } = JSON.parse(text) as { categories: [name: string, place: number][] }
    expect(categories.length).toBeGreaterThan(0)
    for (const [name] of categories) expect(name).toMatch(/[а-яё]/i)
    const data = await anna.get(`${TOWN}.data`)
    expect(data.headers.get('cache-control')).toMatch(/private/)
    for (const vary of [headers.get('vary'), data.headers.get('vary')]) expect(vary).toMatch(/cookie/i)
    const picky = await reader.request(TOWN, { headers: { 'Accept-Encoding': 'br;q=0, gzip' } })
    expect(picky.headers.get('content-encoding')).toBe('gzip')
  })

  test('stays the same while others sign in', async () => {
    const before = (await reader.get(TOWN)).headers.get('etag')
    await visit(site.origin).signIn('boris@example.org')
    const { status } = await reader.request(TOWN, { headers: { 'If-None-Match': before! } })
    expect(status).toBe(304)
  })
})

describe('what is written is what the next reader sees', () => {
  test('a support, a comment, a new pin, a hidden one and a process', async () => {
    const { number, id } = published(site, 'collect', 'proposal')
    const page = `${TOWN}/${number}`
    const supports = () =>
      rowOf<{ supports: number }>(site, 'select supports from contributions where id = ?', id).supports
    const shown = async () => Number(/data-supports="(\d+)"/.exec((await reader.get(page)).text)?.[1])
    for (const intent of ['support', 'withdraw-support', 'support']) {
      expect(await shown()).toBe(supports())
      await anna.post(`${page}?index`, { intent })
      expect(await shown()).toBe(supports())
    }
    const body = `Слово в слово ${newId()}`
    expect((await reader.get(page)).text).not.toContain(body)
    await anna.post(`${page}?index`, { intent: 'comment', id: newId(), body })
    expect((await reader.get(page)).text).toContain(body)

    const list = `${TOWN}?sort=new`
    await reader.get(list)
    const sent = await sendOne(site, anna, 'pin')
    expect((await reader.get(list)).text).toContain(`href="${TOWN}/${sent.number}"`)
    const hide = {
      intent: 'decide',
      act: 'hide',
      subject: 'contribution',
      subjectId: sent.id,
      number: String(sent.number),
      seen: 'published',
      reason: 'Ошибка',
    }
    expect((await moderator.post(`${TOWN}/desk`, hide)).status).toBe(302)
    expect((await reader.get(list)).text).not.toContain(`href="${TOWN}/${sent.number}"`)
    expect((await reader.get(`${TOWN}/${sent.number}`)).status).toBe(404)

    const process = `${TOWN}/processes/${PROCESS.collect}`
    const answered = async () =>
      /(\d+) из \d+ предложений/.exec(wordsIn((await reader.get(process)).text))?.[1]
    const before = Number(await answered())
    const proposal = rowOf<{ number: number }>(
      site,
      `select c.number from contributions c join processes p on p.id = c.process_id
       where p.slug = ? and c.kind = 'proposal' and c.visibility = 'published' and c.decision is null`,
      PROCESS.collect,
    )
    const answer = { intent: 'answer', id: newId(), decision: 'accepted', status: 'planned', body: 'Сделаем' }
    expect((await moderator.post(`${TOWN}/${proposal.number}?index`, answer)).status).toBe(302)
    expect(Number(await answered())).toBe(before + 1)
  })

  test('by another process of the same site, too', async () => {
    const other = await serveFolder(dirname(site.databasePath))
    try {
      const { number } = published(site, 'collect', 'proposal', 1)
      const page = `${TOWN}/${number}`
      const body = `Из другого процесса ${newId()}`
      expect((await reader.get(page)).text).not.toContain(body)
      await visitAs(other.origin, 'boris').post(`${page}?index`, { intent: 'comment', id: newId(), body })
      expect((await reader.get(page)).text).toContain(body)
    } finally {
      await other.stop()
    }
  })
})
