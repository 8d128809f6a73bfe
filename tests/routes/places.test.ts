import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { LANGUAGES, wordsIn } from './helpers/refused.ts'
import { rowOf } from './helpers/rows.ts'
import { refusedStart, type Site, startSite } from './helpers/site.ts'
import { published, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const jsonOf = async (path: string, lang: 'ru' | 'en' = 'ru', from = site) => {
  const visitor = visit(from.origin)
  await visitor.speak(lang)
  return JSON.parse((await visitor.get(path)).text)
}
const search = (query: Record<string, string>) => `${TOWN}/places.json?${new URLSearchParams(query)}`

describe('the search for a place', () => {
  test('answers everybody with names, kinds and degrees, and whose data it is; nothing more', async () => {
    expect(await jsonOf(search({ q: 'ул. Спасская, 5' }))).toEqual({
      places: [
        {
          name: 'Спасская улица, 5',
          kind: 'house',
          lng: expect.closeTo(45.6, 1),
          lat: expect.closeTo(57.42, 1),
        },
        expect.objectContaining({ name: 'Спасская улица' }),
      ],
      attribution: 'вымышленный справочник Приреченска',
      failed: null,
    })
    const { places } = await jsonOf(search({ q: 'spasskaya 5' }), 'en')
    expect(places[0].name).toBe('Spasskaya Street, 5')
  })

  test('puts the nearest of equals to the middle of the map first', async () => {
    const first = async (lng: string, lat: string) =>
      (await jsonOf(search({ q: 'площадь', lng, lat }))).places[0].name
    expect(await first('45.603', '57.418')).toBe('Торговая площадь')
    expect(await first('45.606', '57.431')).toBe('Вокзальная площадь')
  })

  test.each(['', ' ', '%', '_', "'", '"', '\\', '\0', 'x'.repeat(5000), '<script>', '1'.repeat(300)])(
    'is not upset by %j',
    async (q) => {
      expect(await jsonOf(search({ q, press: 'find', lng: 'x' }))).toEqual({
        places: [],
        attribution: '',
        failed: null,
      })
    },
  )
})

describe('what a spot is near to', () => {
  test('is told in the reader’s language, with how far and how exact', async () => {
    const path = `${TOWN}/nearest.json?lng=45.6&lat=57.42`
    expect(await jsonOf(path)).toEqual({
      nearest: { name: 'Слободская улица, 32/1', kind: 'house', distanceM: 35 },
    })
    expect((await jsonOf(path, 'en')).nearest.name).toBe('Slobodskaya Street, 32/1')
    expect(await jsonOf(`${TOWN}/nearest.json?lng=0&lat=0`)).toEqual({ nearest: null })
  })

  test('stands on the page of a pin, beside the words that its author gave, which stay as they are', async () => {
    const { number } = published(site, 'collect', 'problem')
    const row = rowOf<{ lng: number; lat: number; place_text: string }>(
      site,
      'select lng, lat, place_text from contributions where number = ?',
      number,
    )
    const { nearest } = await jsonOf(`${TOWN}/nearest.json?lng=${row.lng}&lat=${row.lat}`)
    for (const lang of LANGUAGES) {
      const visitor = visit(site.origin)
      await visitor.speak(lang)
      const read = wordsIn((await visitor.get(`${TOWN}/${number}`)).text)
      expect(read).toContain(tOf(lang)(`served.places.exact.${nearest.kind as 'house'}`))
      if (lang === 'ru') expect(read).toContain(nearest.name)
    }
    const again = rowOf<{ place_text: string }>(
      site,
      'select place_text from contributions where number = ?',
      number,
    )
    expect(again.place_text).toBe(row.place_text)
  })
})

describe('a form without scripts', () => {
  test('is shown the places it asks for, keeps what was typed, and stores nothing', async () => {
    const anna = visitAs(site.origin, 'anna')
    const before = rowOf<{ n: number }>(site, 'select count(*) n from contributions').n
    for (const path of [`${TOWN}/add`, `${TOWN}/propose`]) {
      for (const lang of LANGUAGES) {
        await anna.speak(lang)
        const answer = await anna.send(path, {
          find: 'place',
          placeQuery: 'спасская 5',
          body: 'Темно у входа',
          kind: 'value',
        })
        expect(answer.status).toBe(200)
        const read = wordsIn(answer.text)
        expect(read).toContain(tOf(lang)('served.places.choices'))
        expect(read).toContain(lang === 'ru' ? 'Спасская улица, 5' : 'Spasskaya Street, 5')
        expect(answer.text).toContain('Темно у входа')
        expect(answer.text).toMatch(/<input[^>]*name="foundAt"/)
      }
    }
    expect(rowOf<{ n: number }>(site, 'select count(*) n from contributions').n).toBe(before)
  })
})

describe('an outside service', () => {
  test('is asked only when “Find” is pressed and we have nothing; never for a letter typed', async () => {
    const asked: string[] = []
    const service = createServer((request, response) => {
      asked.push(new URL(request.url!, 'http://localhost').searchParams.get('q')!)
      const feature = {
        geometry: { type: 'Point', coordinates: [45.6, 57.42] },
        properties: { name: 'Ледовый дворец' },
      }
      response.end(JSON.stringify({ features: [feature] }))
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    const { port } = service.address() as AddressInfo
    const open = await startSite({
      env: {
        GEOCODER: 'photon',
        GEOCODER_URL: `http://127.0.0.1:${port}/api`,
        GEOCODER_INSIDE: 'on',
      },
    })
    try {
      const anna = visitAs(open.origin, 'anna')
      const ask = async (query: Record<string, string>) => JSON.parse((await anna.get(search(query))).text)
      expect((await ask({ q: 'ледовый' })).places).toEqual([])
      expect((await ask({ q: 'спасская', press: 'find' })).places.length).toBeGreaterThan(0)
      // Nobody in particular asks nobody outside.
      expect((await jsonOf(search({ q: 'Ледовый', press: 'find' }), 'ru', open)).places).toEqual([])
      expect(asked).toEqual([])
      expect(await ask({ q: 'Ледовый', press: 'find' })).toEqual({
        places: [{ name: 'Ледовый дворец', kind: 'outside', lng: 45.6, lat: 57.42 }],
        attribution: '© OpenStreetMap',
        failed: null,
      })
      expect(asked).toEqual(['ледовый'])
      expect(open.log()).not.toMatch(/ледовый/i)
    } finally {
      await open.stop()
      service.closeAllConnections()
      service.close()
    }
  })

  test('without its address is said to be so at the start', async () => {
    const { code, text } = await refusedStart({ GEOCODER: 'nominatim' })
    expect(code).not.toBe(0)
    expect(text).toContain('GEOCODER_URL must be the address of the search of nominatim')
  })
})
