import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { expectSays, LANGUAGES, sentence } from './helpers/refused.ts'
import { type Site, startSite } from './helpers/site.ts'
import { published, TOWN } from './helpers/town.ts'
import { type Answer, visitAs } from './helpers/visitor.ts'

const CHOSEN = { size: '3', scheme: 'wb', spacing: 'wide', pictures: 'off', theme: 'dark' }

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

/** What the reader chose, as the page itself says it. */
function chosenIn({ text }: Answer) {
  const html = /<html[^>]*>/.exec(text)![0]
  return Object.fromEntries(
    Object.keys(CHOSEN).map((name) => [name, new RegExp(`data-${name}="([^"]*)"`).exec(html)?.[1]]),
  )
}

async function resident(lang: (typeof LANGUAGES)[number], as: 'anna' | 'admin' = 'anna') {
  const visitor = visitAs(site.origin, as)
  await visitor.post('/settings', { ...CHOSEN, lang, returnTo: '/' })
  return visitor
}

const number = () => published(site, 'collect', 'proposal').number
const broken = { method: 'POST', body: 'x', headers: { 'Content-Type': 'application/json' } }

describe('a page that fails after an act keeps what the reader chose', () => {
  test.each<[path: () => string, as: 'anna' | 'admin']>([
    [() => `${TOWN}/add`, 'anna'],
    [() => `${TOWN}/propose`, 'anna'],
    [() => `${TOWN}/${number()}?index`, 'anna'],
    [() => `${TOWN}/${number()}/edit`, 'anna'],
    [() => `${TOWN}/desk`, 'admin'],
    [() => `${TOWN}/admin?index`, 'admin'],
    [() => `${TOWN}/admin/spaces`, 'admin'],
    [() => `${TOWN}/admin/processes`, 'admin'],
    [() => `${TOWN}/admin/roles`, 'admin'],
    [() => '/me', 'anna'],
    [() => '/consent', 'anna'],
    [() => '/sign-in?index', 'anna'],
    [() => '/towns/new', 'admin'],
  ])('%s', async (path, as) => {
    for (const lang of LANGUAGES) {
      const visitor = await resident(lang, as)
      const headers = { ...broken.headers, Origin: site.origin }
      const answer = await visitor.request(path(), { ...broken, headers })
      expectSays(answer, 400, lang, sentence(lang, 'input.bad'))
      expect(chosenIn(answer)).toEqual(CHOSEN)
      // The frame knows the reader and, in a town, the town.
      expect(answer.text.includes('href="/me"')).toBe(true)
      if (path().startsWith(TOWN)) expect(answer.text.includes(`href="${TOWN}"`)).toBe(true)
    }
  })

  test('so does a refused right, and an address of nothing, read or posted to', async () => {
    for (const lang of LANGUAGES) {
      const anna = await resident(lang)
      const role = await anna.post(`${TOWN}/admin/roles`, { intent: 'grant' })
      expectSays(role, 403, lang, sentence(lang, 'role.missing'))
      for (const answer of [role, await anna.get('/a/b/c'), await anna.post('/a/b/c', {})]) {
        expect(chosenIn(answer)).toEqual(CHOSEN)
        const title = /<title>([^<]*)/.exec(answer.text)![1]
        expect(title).toBe(`${tOf(lang)('errors.title')} · ${tOf(lang)('common.product')}`)
      }
    }
  })

  test('settings that cannot be read are refused in words', async () => {
    for (const lang of LANGUAGES) {
      const anna = await resident(lang)
      const headers = { ...broken.headers, Origin: site.origin }
      const answer = await anna.request('/settings', { ...broken, headers })
      expectSays(answer, 400, lang, sentence(lang, 'input.bad'))
    }
  })
})

test('what another site posts is refused in words, whatever it is and says of itself', async () => {
  const anna = await resident('ru')
  const log = site.log()
  for (const from of ['https://elsewhere.example', 'nonsense', 'null', `${site.origin}.elsewhere.example`])
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain'])
      for (const path of ['/me', '/settings', `${TOWN}/follow`]) {
        const headers = { Origin: from, 'Content-Type': type }
        const answer = await anna.request(path, { method: 'POST', headers, body: '{}' })
        expectSays(answer, 403, 'ru', sentence('ru', 'input.bad'))
      }
  expect(site.log()).toBe(log)
})
