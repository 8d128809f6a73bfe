import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { expectRefused, expectSays, LANGUAGES, sentence } from './helpers/refused.ts'
import { rowOf, stored } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { pinFields, proposalFields, published, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const LONG = 'я'.repeat(5_000_000)

let site: Site
let anna: Visitor
let admin: Visitor
let page: string
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  admin = visitAs(site.origin, 'admin')
  page = `${TOWN}/${published(site, 'collect', 'proposal').number}?index`
})
afterAll(() => site?.stop())

describe('10 MB of text', () => {
  test('in a form of words is not read', async () => {
    await expectRefused(
      site,
      anna,
      (me) => me.post(page, { intent: 'comment', id: newId(), body: LONG }),
      413,
      'input.too-big',
    )
    await expectRefused(site, anna, (me) => me.post('/sign-in?index', { email: LONG }), 413, 'input.too-big')
    await expectRefused(
      site,
      admin,
      (me) => me.post(`${TOWN}/admin/roles`, { intent: 'grant', email: LONG, role: 'admin' }),
      413,
      'input.too-big',
    )
  })

  test('in a form with photos neither', async () => {
    await expectRefused(
      site,
      anna,
      (me) => me.send(`${TOWN}/add`, pinFields(site, { body: LONG })),
      413,
      'input.too-big',
    )
    await expectRefused(
      site,
      anna,
      (me) => me.send(`${TOWN}/propose`, proposalFields(site, { title: LONG })),
      413,
      'input.too-big',
    )
  })
})

describe('a text a little over its limit', () => {
  test('is given back to be shortened', async () => {
    const body = 'я'.repeat(501)
    await expectRefused(site, anna, (me) => me.send(`${TOWN}/add`, pinFields(site, { body })), 400, 'form')
    const answer = await anna.send(`${TOWN}/add`, pinFields(site, { body }))
    expect(answer.text).toContain(body)
    const title = 'я'.repeat(121)
    await expectRefused(
      site,
      anna,
      (me) => me.send(`${TOWN}/propose`, proposalFields(site, { title })),
      400,
      'form',
    )
  })
})

describe('bodies that are no form', () => {
  const paths = () => [page, `${TOWN}/add`, `${TOWN}/propose`, '/sign-in?index', '/me', '/consent']

  test.each([
    ['JSON', 'application/json', '{"intent":"support"}'],
    ['plain text', 'text/plain', 'intent=support'],
    ['no type', '', 'intent=support'],
    ['a multipart without its boundary', 'multipart/form-data', 'intent=support'],
    [
      'a broken multipart',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="intent"\r\n\r\nsupp',
    ],
    ['an empty multipart', 'multipart/form-data; boundary=x', ''],
  ])('%s is answered with 4xx in words', async (_, type, body) => {
    for (const path of paths()) {
      for (const lang of LANGUAGES) {
        await anna.speak(lang)
        const before = stored(site)
        const headers = { 'Content-Type': type, Origin: site.origin }
        const answer = await anna.request(path, { method: 'POST', body: Buffer.from(body), headers })
        expectSays(answer, answer.status === 403 ? 403 : 400, lang, sentence(lang, 'input.bad'))
        expect(stored(site)).toEqual(before)
      }
    }
  })

  test('an unknown intent, or none', async () => {
    for (const fields of [new URLSearchParams('intent=take-over'), new URLSearchParams()].map((one) =>
      Object.fromEntries(one),
    )) {
      for (const path of [page, '/me', `${TOWN}/desk`, `${TOWN}/admin/roles`])
        await expectRefused(site, admin, (me) => me.post(path, fields), 400, 'input.bad')
      // Without an intent this is the form of a new process, with its fields marked.
      await expectRefused(site, admin, (me) => me.post(`${TOWN}/admin/processes`, fields), 400, 'form')
    }
  })

  test.each(['PUT', 'DELETE', 'PATCH'])('%s does nothing', async (method) => {
    const before = stored(site)
    const answer = await anna.request(page, { method, headers: { Origin: site.origin } })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(stored(site)).toEqual(before)
  })
})

describe('places', () => {
  const at = (change: Record<string, string>) => (me: Visitor) =>
    me.send(`${TOWN}/propose`, { ...proposalFields(site), space: '', ...change })
  const polygon = (...ring: [number, number][]) => JSON.stringify({ type: 'Polygon', coordinates: [ring] })

  test.each([
    ['half of JSON', '{"type":"Poi'],
    ['a number', '7'],
    ['null', 'null'],
    ['a string', '"Point"'],
    ['an unknown type', '{"type":"Circle","coordinates":[45.6,57.42]}'],
    ['words for numbers', '{"type":"Point","coordinates":["45.6","57.42"]}'],
    ['nothing inside', '{"type":"Point","coordinates":[]}'],
    ['beyond the poles', '{"type":"Point","coordinates":[45.6,157.42]}'],
    [
      'an area that crosses itself',
      polygon([45.6, 57.42], [45.602, 57.422], [45.602, 57.42], [45.6, 57.422], [45.6, 57.42]),
    ],
    ['an area that is not closed', polygon([45.6, 57.42], [45.602, 57.422], [45.602, 57.42])],
    ['a very deep nest', `{"type":"Polygon","coordinates":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['a huge number', '{"type":"Point","coordinates":[1e309,57.42]}'],
  ])('%s', async (_, geometry) => {
    await expectRefused(site, anna, at({ geometry }), 400, 'place.bad-geometry')
  })

  test('outside the town, and nowhere', async () => {
    await expectRefused(
      site,
      anna,
      at({ geometry: '{"type":"Point","coordinates":[37.6,55.75]}' }),
      400,
      'place.outside',
    )
    await expectRefused(site, anna, at({ coordinates: '-57.42, -45.6' }), 400, 'place.outside')
    await expectRefused(site, anna, at({}), 400, 'place.missing')
    await expectRefused(site, anna, at({ coordinates: 'у моста' }), 400, 'form')
    await expectRefused(site, anna, at({ lng: 'NaN', lat: '1e999' }), 400, 'place.missing')
    await expectRefused(site, anna, at({ space: newId() }), 404, 'space.not-found')
  })

  test.each([
    '{',
    '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}',
    '[]',
    '{"type":"Point","coordinates":[45,57]}',
  ])('the boundary and spaces of a town refuse %s and say which feature and why', async (geojson) => {
    const town = { name: 'Приреченск', timeZone: 'Europe/Moscow', center: '57.42, 45.6', geojson }
    for (const lang of LANGUAGES) {
      await admin.speak(lang)
      const before = stored(site)
      for (const answer of [
        await admin.send(`${TOWN}/admin?index`, town),
        await admin.send(`${TOWN}/admin/spaces`, { name: 'Сквер', slug: 'skver', kind: 'park', geojson }),
        await admin.send(`${TOWN}/admin/spaces`, { intent: 'import', geojson }),
        await admin.send('/towns/new', { ...town, slug: 'new-town' }),
      ]) {
        expect(answer.status).toBe(400)
        expect(answer.text).toMatch(/role="alert"[\s\S]*?<li>[^<]{10,}<\/li>/)
        expect(answer.text).not.toMatch(/geometry\.[a-z-]+<|\{\{/)
      }
      expect(stored(site)).toEqual(before)
    }
  })
})

describe('numbers and marks', () => {
  test.each(['-5', '0', '1.5', '99999999999', 'NaN', '12abc', '%00', '..%2f'])(
    'there is no entry %s',
    async (number) => {
      for (const end of ['', '/edit']) {
        const { status } = await anna.get(`${TOWN}/${number}${end}`)
        expect(status).toBe(404)
      }
    },
  )

  test('a negative cost, population or limit is refused at its field', async () => {
    await expectRefused(
      site,
      anna,
      (me) => me.send(`${TOWN}/propose`, proposalFields(site, { cost: '-5000' })),
      400,
      'form',
    )
    await expectRefused(
      site,
      anna,
      (me) => me.send(`${TOWN}/propose`, proposalFields(site, { cites: '999998, 999999' })),
      400,
      'citation.not-found',
    )
    const town = { name: 'Приреченск', timeZone: 'Europe/Moscow', center: '57.42, 45.6', population: '-1' }
    await expectRefused(site, admin, (me) => me.send(`${TOWN}/admin?index`, town), 400, 'form')
    const process = {
      title: 'Двор',
      slug: 'dvor',
      question: 'Что?',
      'collect.include': 'on',
      'collect.startsAt': '2024-01-01T00:00',
      'collect.supportLimit': '-3',
    }
    await expectRefused(site, admin, (me) => me.post(`${TOWN}/admin/processes`, process), 400, 'form')
  })

  test.each([
    ['-1', 'cites'],
    ['abc', 'cites'],
    ['0', 'cites'],
    ['1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11', 'cites-many'],
  ] as const)('pins that are told as “%s” are refused at their field', async (cites, fault) => {
    const fields = proposalFields(site, { cites })
    await expectRefused(site, anna, (me) => me.send(`${TOWN}/propose`, fields), 400, 'form')
    await anna.speak('ru')
    const answer = await anna.send(`${TOWN}/propose`, fields)
    expectSays(answer, 400, 'ru', tOf('ru')(`errors.field.${fault}`))
    expect(answer.text).toContain(`value="${cites}"`)
  })

  test('NUL bytes are left out of what is stored', async () => {
    const fields = pinFields(site, { body: 'Скользко\u0000 у воды', placeText: '\u0000у спуска' })
    expect((await anna.send(`${TOWN}/add`, fields)).status).toBe(302)
    expect(rowOf(site, 'select body, place_text from contributions where id = ?', fields.id)).toEqual({
      body: 'Скользко у воды',
      place_text: 'у спуска',
    })
    for (const path of [
      `${TOWN}?text=%00`,
      `${TOWN}?space=%00&process=%00&category=%00`,
      `${TOWN}/spaces/%00`,
      `${TOWN}/places.json?q=%00`,
      '/%00',
    ]) {
      expect((await visit(site.origin).get(path)).status).toBeLessThan(500)
    }
  })

  test.each([
    `${TOWN}/map.json`,
    `${TOWN}/map.json?bbox=1,2,3&zoom=5`,
    `${TOWN}/map.json?bbox=a,b,c,d&zoom=5`,
    `${TOWN}/map.json?bbox=45,57,46,58&zoom=-1`,
    `${TOWN}/map.json?bbox=45,57,46,58&zoom=99`,
    `${TOWN}/map.json?bbox=45,57,46,58`,
    `${TOWN}/nearest.json`,
    `${TOWN}/nearest.json?lng=45.6`,
    `${TOWN}/nearest.json?lng=x&lat=57`,
    `${TOWN}/nearest.json?lng=200&lat=57`,
    `${TOWN}/spot.json`,
    `${TOWN}/spot.json?cells=`,
    `${TOWN}/spot.json?cells=0`,
    `${TOWN}/spot.json?cells=-1-5`,
    `${TOWN}/spot.json?cells=5-1`,
    `${TOWN}/spot.json?cells=1e400-2`,
    `${TOWN}/spot.json?cells=1-2,`,
    `${TOWN}/spot.json?cells=1-99999999999999999999`,
    `${TOWN}/spot.json?cells=${Array(501).fill('1-1').join()}`,
  ])('%s is a bad request, in words', async (path) => {
    for (const lang of LANGUAGES) {
      const visitor = visit(site.origin)
      await visitor.speak(lang)
      const { status, text } = await visitor.get(path)
      expect([status, JSON.parse(text)]).toEqual([400, { message: sentence(lang, 'input.bad') }])
    }
  })

  test('what only scripts and pictures ask for is missing in words, too', async () => {
    const visitor = visit(site.origin)
    const map = await visitor.get('/no-such-town/spot.json?cells=1-2')
    expect([map.status, JSON.parse(map.text)]).toEqual([404, { message: sentence('ru', 'town.not-found') }])
    const photo = await visitor.get(`/photos/${newId()}/${newId()}-m.webp`)
    expectSays(photo, 404, 'ru', sentence('ru', 'photo.not-found'))
  })

  test.each([
    '/no-such-town',
    '/no-such-town/1',
    '/no-such-town/add',
    '/no-such-town/map.json?bbox=45,57,46,58&zoom=12',
    '/no-such-town/desk',
    `${TOWN}/no-such-page`,
    `${TOWN}/spaces/no`,
    `${TOWN}/processes/no`,
    `${TOWN}/export/exe`,
    '/documents/no',
    '/a/b/c/d',
  ])('there is nothing at %s', async (path) => {
    for (const visitor of [anna, admin]) expect((await visitor.get(path)).status).toBe(404)
  })

  test.each([
    'phase=no',
    'kind=no&kind=idea',
    'status=%27',
    'sort=drop',
    'near=1',
    'near=900,900',
    'after=%27%20or%201=1',
    'after=AAAA',
    `text=${'%25_'.repeat(300)}`,
    'category=1&category=2',
    'text=%F0%9F%98%80',
  ])('a filter that is not understood is left out: %s', async (query) => {
    expect((await visit(site.origin).get(`${TOWN}?${query}`)).status).toBe(200)
  })
})
