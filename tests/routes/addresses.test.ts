import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { safeReturnTo } from '#app/paths.ts'
import { expectSays, LANGUAGES, sentence } from './helpers/refused.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const countIn = (text: string) => Number(/data-count="(\d+)"/.exec(text)?.[1])

test.each(['1e1', '0x10', '010', '1.0', '+1', '%201', '1%20', '0', '-1', '1_0', '٣'])(
  'a number is written in digits: %s is none',
  async (number) => {
    for (const lang of LANGUAGES) {
      const visitor = visit(site.origin)
      await visitor.speak(lang)
      const answer = await visitor.get(`${TOWN}/${number}`)
      expectSays(answer, 404, lang, sentence(lang, 'contribution.not-found'))
    }
  },
)

describe('a filter’s address', () => {
  test.each([TOWN, `${TOWN}/ranking`])('has no empty fields: %s', async (page) => {
    const visitor = visitAs(site.origin, 'planner')
    const answer = await visitor.get(`${page}?near=&sort=new&text=&phase=&kind=idea&space=`)
    expect(answer.status).toBe(302)
    expect(answer.location).toBe(`${page}?sort=new&kind=idea`)
    expect((await visitor.get(answer.location)).status).toBe(200)
    expect((await visitor.get(`${page}?text=`)).location).toBe(page)
    // As a script asks for the same page's data.
    const data = await visitor.get(`${page}.data?text=&kind=idea`)
    expect(data.text).toContain(`${page}?kind=idea`)
    expect(data.text).not.toContain('.data')
  })

  test('with a text longer than any search looks for what fits, and shows it', async () => {
    const { status, text } = await visit(site.origin).get(`${TOWN}?text=${'абв'.repeat(300)}`)
    expect(status).toBe(200)
    expect(countIn(text)).toBe(0)
    expect(text).toContain(`value="${'абв'.repeat(300).slice(0, 200)}"`)
  })

  test.each(LANGUAGES)('finds something for the example that the form itself gives: %s', async (lang) => {
    const hint = tOf(lang)('filter.textHint')
    const example = hint.slice(hint.indexOf(',') + 1).trim()
    const query = `text=${encodeURIComponent(example)}`
    const planner = visitAs(site.origin, 'planner')
    const list = countIn((await planner.get(`${TOWN}?${query}`)).text)
    expect(list, example).toBeGreaterThan(0)
    const map = JSON.parse(
      (await planner.get(`${TOWN}/map.json?bbox=45,57,46,58&zoom=13&${query}`)).text,
    ) as { all: number }
    expect(map.all).toBe(list)
    const csv = await planner.get(`${TOWN}/export/csv?${query}`)
    expect(Number(csv.headers.get('x-sreda-rows'))).toBe(list)
  })

  test('offers "nearest" only where a script can find the reader', async () => {
    const visitor = visit(site.origin)
    expect((await visitor.get(TOWN)).text).not.toContain('value="nearest"')
    const precise = await visitor.get(`${TOWN}?sort=nearest&near=45.6012345,57.4212345`)
    expect(precise.location).toBe(`${TOWN}?sort=nearest&near=45.601%2C57.421`)
    const { text } = await visitor.get(precise.location)
    expect(text).toMatch(/<option value="nearest" selected=""/)
    expect(text).toContain('45.601,57.421')
  })
})

test.each(['[]', 'null', '1', '"x"', '{"lang":["en"]}', '[1,2]', '{"size":{}}'])(
  'settings that anybody may write, %s, are the usual ones',
  async (value) => {
    const cookie = encodeURIComponent(Buffer.from(value).toString('base64'))
    for (const path of [TOWN, '/', '/sign-in', '/no-such-town']) {
      const answer = await visit(site.origin, { sreda_prefs: cookie }).get(path)
      expect(answer.status).toBe(path === '/no-such-town' ? 404 : 200)
      expect(answer.text).toContain('<html lang="ru" data-size="1"')
    }
    const saved = await visit(site.origin, { sreda_prefs: cookie }).post('/settings', {
      lang: 'en',
      returnTo: '/',
    })
    expect(saved.status).toBe(302)
  },
)

test('OPTIONS is told what there is, and is no fault in the log', async () => {
  const before = site.log()
  for (const path of [TOWN, '/', `${TOWN}/1`, '/no-such-town']) {
    const answer = await visit(site.origin).request(path, { method: 'OPTIONS' })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS')
  }
  expect(site.log()).toBe(before)
})

describe('an address that looks like another site', () => {
  /** Sent as it is: `fetch` would go to the other site itself. */
  const answerTo = (path: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { hostname, port } = new URL(site.origin)
      request({ hostname, port, path }, (response) => resolve(response.resume()))
        .on('error', reject)
        .end()
    })

  test.each([
    '//evil.example/?lang=en',
    '///evil.example/?lang=en',
    '/%5Cevil.example/?lang=en',
    '/%2Fevil.example/?lang=en',
    '//evil.example/prirechensk?text=',
    '/%5C',
    '/%09',
    '/%E0%A4%A',
  ])('leads nowhere, nor does it break anything: %s', async (path) => {
    const { statusCode, headers } = await answerTo(path)
    expect([statusCode, headers.location]).toEqual([400, undefined])
  })

  test('is nothing to go back to', () => {
    for (const path of ['//evil.example', '/\\evil.example', '/..//evil.example', '/.//evil.example'])
      expect(safeReturnTo(path), path).toBe('/')
    expect(safeReturnTo(`${TOWN}?text=a%2F..`)).toBe(`${TOWN}?text=a%2F..`)
  })
})

test.each([`${TOWN}/spaces/%D1%8F%D0%BC%D0%B0`, `${TOWN}/processes/%D1%8F`, '/%D1%8F?text='])(
  'letters that no address has are an address that is not there: %s',
  async (path) => {
    expect((await visit(site.origin).get(path)).status).toBe(404)
  },
)
