import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { readAtom } from './helpers/atom.ts'
import { rowOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { proposalFields, published, sendOne, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const feedAt = async (path: string) => {
  const answer = await visit(site.origin).get(path)
  expect(answer.status).toBe(200)
  return readAtom(answer.text)
}
const decide = (subjectId: string, number: number, act: string) =>
  visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
    intent: 'decide',
    act,
    subject: 'contribution',
    subjectId,
    number: String(number),
    reason: 'Проверка',
  })

describe('a feed', () => {
  test.each([
    ['a town', () => TOWN, () => `${TOWN}/feed.atom`],
    ['a space', () => `${TOWN}/spaces/naberezhnaya`, () => `${TOWN}/spaces/naberezhnaya/feed.atom`],
    [
      'a proposal',
      () => `${TOWN}/${published(site, 'results', 'proposal').number}`,
      () => `${TOWN}/${published(site, 'results', 'proposal').number}/feed.atom`,
    ],
  ])(
    'of %s is named by its page, is what RFC 4287 asks for, and is not sent twice',
    async (_, page, feed) => {
      const reader = visit(site.origin)
      expect((await reader.get(page())).text).toContain(
        `<link rel="alternate" type="application/atom+xml" href="${feed()}"`,
      )
      const answer = await reader.get(feed())
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
      const { entries } = readAtom(answer.text)
      expect(entries.length).toBeGreaterThan(0)
      const order = entries.map(({ published: at }) => at)
      expect(order).toEqual([...order].sort().reverse())
      expect(answer.text).toContain(`rel="self" type="application/atom+xml" href="${site.origin}${feed()}"`)
      const etag = answer.headers.get('etag')!
      const again = await reader.request(feed(), { headers: { 'If-None-Match': etag } })
      expect([again.status, again.text]).toEqual([304, ''])
    },
  )

  test('is in the language of the page that named it', async () => {
    const reader = visit(site.origin)
    await reader.speak('en')
    const feed = `${TOWN}/feed.atom?lang=en`
    expect((await reader.get(TOWN)).text).toContain(`type="application/atom+xml" href="${feed}"`)
    const { text } = await visit(site.origin).get(feed)
    expect(text).toContain('xml:lang="en"')
    expect(text).toContain(`rel="self" type="application/atom+xml" href="${site.origin}${feed}"`)
    expect(readAtom(text).title).toMatch(/ · Sreda$/)
  })

  test('keeps an entry’s id when its words change, and says when they did', async () => {
    const anna = visitAs(site.origin, 'anna')
    const { number, id } = await sendOne(site, anna, 'proposal')
    const own = async () =>
      (await feedAt(`${TOWN}/feed.atom`)).entries.find(({ title }) => title.includes(String(number)))!
    const before = await own()
    expect(before.updated).toBe(before.published)
    const title = 'Другое название & <b>слова</b>'
    const edited = await anna.send(`${TOWN}/${number}/edit`, { ...proposalFields(site), id, title })
    expect(edited.status).toBe(302)
    const after = await own()
    expect(after).toMatchObject({ id: before.id, published: before.published })
    expect(after.title).toContain(title)
    expect(Date.parse(after.updated)).toBeGreaterThan(Date.parse(before.updated))
  })

  test('holds what people wrote without breaking, names nobody who has left, and shows nothing hidden', async () => {
    const [anna, vera] = [visitAs(site.origin, 'anna'), visitAs(site.origin, 'vera')]
    const hostile = 'Спуск <script>alert(1)</script> & "кавычки" ]]> \u0007'
    const { number, id } = await sendOne(site, anna, 'pin')
    await vera.post(`${TOWN}/${number}?index`, { intent: 'comment', id: newId(), body: hostile })
    const feed = `${TOWN}/${number}/feed.atom`
    const said = async () => (await feedAt(feed)).entries.find(({ text }) => text.includes('Спуск'))!
    expect((await said()).text).toBe(hostile.replace('\u0007', ''))
    const { pseudonym } = rowOf<{ pseudonym: string }>(
      site,
      "select pseudonym from people where email = 'vera@example.org'",
    )
    expect((await said()).author).toBe(pseudonym)
    await vera.post('/me/data', { choice: 'anonymise', confirm: 'on' })
    expect((await said()).author).toBe('Житель')
    await decide(id, number, 'hide')
    expect(rowOf(site, 'select visibility from contributions where number = ?', number).visibility).toBe(
      'hidden',
    )
    expect((await visit(site.origin).get(feed)).status).toBe(404)
    expect((await visit(site.origin).get(`${TOWN}/999999/feed.atom`)).status).toBe(404)
    expect((await visit(site.origin).get('/no-such-town/feed.atom')).status).toBe(404)
  })
})

test.each([
  ['two ids', (xml: string) => xml.replace('<title>', '<id>tag:x,2026:y</id><title>')],
  ['no moment', (xml: string) => xml.replace(/<updated>[^<]+</, '<updated>yesterday<')],
  ['markup', (xml: string) => xml.replace('<content type="text">', '<content type="text"><b>x</b>')],
  ['an id twice', (xml: string) => xml.replace(/(<entry>[\s\S]*?<\/entry>)/, '$1$1')],
  ['a bare ampersand', (xml: string) => xml.replace('<title>', '<title>a & b')],
])('the check of feeds finds %s', async (_, spoil) => {
  const { text } = await visit(site.origin).get(`${TOWN}/feed.atom`)
  expect(() => readAtom(text)).not.toThrow()
  expect(() => readAtom(spoil(text))).toThrow()
})
