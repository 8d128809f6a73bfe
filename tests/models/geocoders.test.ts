import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findOutside, type Service } from '#app/jobs/outside-places.server.ts'
import { forgetAnswers, takeTurn } from '#app/models/geocoder.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { geocoderAnswers, geocoderTurns } from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, DAY, makeTown } from '../factories.ts'

const [LNG, LAT] = CENTRE

/** As each service documents its answers, cut to what is short enough to read; the second lies far away. */
const ANSWERS: Record<Service['name'], unknown> = {
  nominatim: [
    {
      place_id: 100149,
      licence: 'Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright',
      osm_type: 'way',
      osm_id: 107775,
      boundingbox: ['57.4199', '57.4201', '45.5999', '45.6001'],
      lat: String(LAT),
      lon: String(LNG),
      category: 'building',
      type: 'yes',
      place_rank: 30,
      importance: 0.00001,
      addresstype: 'building',
      name: '',
      display_name: '5, Соборная улица, Приреченск, 606000, Россия',
      address: { house_number: '5', road: 'Соборная улица', town: 'Приреченск' },
    },
    { lat: '55.75', lon: '37.61', name: 'Соборная', display_name: 'Соборная, Москва' },
  ],
  photon: {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {
          osm_type: 'W',
          osm_id: 107775,
          osm_key: 'building',
          osm_value: 'yes',
          type: 'house',
          housenumber: '5',
          street: 'Соборная улица',
          city: 'Приреченск',
          countrycode: 'RU',
        },
        geometry: { type: 'Point', coordinates: [LNG, LAT] },
      },
      {
        type: 'Feature',
        properties: { name: 'Соборная' },
        geometry: { type: 'Point', coordinates: [37.61, 55.75] },
      },
    ],
  },
  dadata: {
    suggestions: [
      {
        value: 'г Приреченск, ул Соборная, д 5',
        unrestricted_value: '606000, г Приреченск, ул Соборная, д 5',
        data: {
          street_with_type: 'ул Соборная',
          house_type: 'д',
          house: '5',
          block_type: null,
          block: null,
          geo_lat: String(LAT),
          geo_lon: String(LNG),
          qc_geo: '0',
        },
      },
      {
        value: 'г Приреченск, ул Соборная',
        data: { street_with_type: 'ул Соборная', house: null, geo_lat: null, geo_lon: null },
      },
      { value: 'г Москва', data: { geo_lat: '55.75', geo_lon: '37.61' } },
    ],
  },
}

interface Asked {
  url: URL
  method: string
  headers: IncomingMessage['headers']
  body: string
}

let server: Server
let inside: string
let town: Town
let asked: Asked[] = []
let answer: { status: number; text: string; delayMs?: number }
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    asked.push({
      url: new URL(request.url!, inside),
      method: request.method!,
      headers: request.headers,
      body,
    })
    response.writeHead(answer.status, { 'Content-Type': 'application/json', Location: '/elsewhere' })
    response.end(answer.text)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  inside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(async () => {
  town = await makeTown()
})
afterEach(async () => {
  asked = []
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) => db.delete(geocoderTurns).returning({ service: geocoderTurns.service })),
  )
})
afterAll(() => {
  server?.closeAllConnections()
  server?.close()
})

const service = (name: Service['name'], more: Partial<Service> = {}): Service => ({
  name,
  url: `${inside}/search`,
  isInside: true,
  ...(name === 'dadata' && { key: 'a-key' }),
  ...more,
})
const answerAs = (name: Service['name']) => {
  answer = { status: 200, text: JSON.stringify(ANSWERS[name]) }
}

describe.each(['nominatim', 'photon', 'dadata'] as const)('%s', (name) => {
  test('answers in its own form, and what lies outside the town’s box is left out', async () => {
    answerAs(name)
    const found = await findOutside(town, 'Соборная, 5', 'ru', { service: service(name) })
    expect(found).toEqual({
      places: [{ name: name === 'dadata' ? 'ул Соборная, 5' : 'Соборная улица, 5', lng: LNG, lat: LAT }],
      attribution: name === 'dadata' ? 'DaData' : '© OpenStreetMap',
      failed: null,
    })
  })

  test('learns the words and the box, who the program is, and nothing else', async () => {
    answerAs(name)
    await findOutside(town, '  СОБОРНАЯ,  5 ', 'ru', { service: service(name) })
    const [{ url, method, headers, body }] = asked as [Asked]
    expect(headers['user-agent']).toMatch(/^Sreda \(http/)
    for (const header of ['cookie', 'referer', 'x-forwarded-for', 'accept-language', 'origin'])
      expect(headers[header] ?? '*').toBe('*')
    if (name === 'dadata') {
      expect([method, headers.authorization]).toEqual(['POST', 'Token a-key'])
      expect(JSON.parse(body)).toEqual({
        query: 'соборная, 5',
        count: 8,
        language: 'ru',
        locations_geo: [
          { lat: expect.closeTo(LAT, 4), lon: expect.closeTo(LNG, 4), radius_meters: expect.any(Number) },
        ],
      })
      return
    }
    expect([method, body]).toEqual(['GET', ''])
    const sent = Object.fromEntries(url.searchParams)
    expect(sent.q).toBe('соборная, 5')
    const names = {
      nominatim: ['q', 'format', 'addressdetails', 'limit', 'viewbox', 'bounded', 'accept-language'],
      photon: ['q', 'limit', 'bbox', 'lon', 'lat'],
    }
    expect(Object.keys(sent)).toEqual(names[name])
    const box = (sent.viewbox ?? sent.bbox)!.split(',').map(Number)
    expect(box[0]).toBeLessThan(LNG)
    expect(box[3]).toBeGreaterThan(LAT)
  })

  test('is asked once for the same words; what it said is kept for its term, without the words', async () => {
    answerAs(name)
    const now = new Date()
    const ask = (text: string, at = now) => findOutside(town, text, 'ru', { service: service(name), now: at })
    const first = await ask('Соборная, 5')
    expect(await ask('соборная,   5')).toEqual(first)
    expect(asked).toHaveLength(1)
    const { read } = await getStore()
    const rows = await read.select().from(geocoderAnswers).where(eq(geocoderAnswers.townId, town.id))
    expect(JSON.stringify(rows.map(({ askedHash }) => askedHash))).not.toMatch(/соборная/i)
    await ask('соборная, 5', new Date(now.getTime() + 31 * DAY))
    expect(asked).toHaveLength(2)
    expect(await forgetAnswers(new Date(now.getTime() + 32 * DAY))).toBeGreaterThan(0)
  })

  test.each([
    [500, '{}'],
    [302, '{}'],
    [200, 'no JSON'],
    [200, '{"error":"limit"}'],
  ])('that answers %d %s is broken: nothing is kept, and nothing thrown', async (status, text) => {
    answer = { status, text }
    const found = await findOutside(town, 'Соборная, 5', 'ru', { service: service(name) })
    expect(found).toEqual({ places: [], attribution: '', failed: 'broken' })
    expect(asked).toHaveLength(1)
    answerAs(name)
    const later = new Date(Date.now() + 5000)
    const again = await findOutside(town, 'Соборная, 5', 'ru', { service: service(name), now: later })
    expect(again.places).toHaveLength(1)
  })

  test('that is not said to be inside is spoken to only as a public one', async () => {
    answerAs(name)
    const found = await findOutside(town, 'Соборная, 5', 'ru', {
      service: service(name, { isInside: false }),
    })
    expect([found.failed, asked.length]).toEqual(['broken', 0])
  })
})

test('nobody is asked unless the environment names a service, nor for a letter or two', async () => {
  const nothing = { places: [], attribution: '', failed: null }
  expect(await findOutside(town, 'Соборная, 5', 'ru')).toEqual(nothing)
  expect(await findOutside(town, 'со', 'ru', { service: service('photon') })).toEqual(nothing)
  expect(asked).toHaveLength(0)
})

test('a service is asked in turns, a second apart; who would wait long is told so', async () => {
  const now = new Date()
  const turn = () => takeTurn('nominatim', { gapMs: 1000, patienceMs: 2000, now })
  const turns = await Promise.all([turn(), turn(), turn(), turn(), turn()])
  expect(turns.sort()).toEqual([0, 1000, 2000, null, null])
  const later = new Date(now.getTime() + 60_000)
  expect(await takeTurn('nominatim', { gapMs: 1000, patienceMs: 2000, now: later })).toBe(0)
  expect(await takeTurn('photon', { gapMs: 1000, patienceMs: 0, now })).toBe(0)
  answerAs('nominatim')
  const found = await findOutside(town, 'Соборная, 5', 'ru', {
    service: service('nominatim'),
    now: new Date(now.getTime() - 60_000),
  })
  expect([found.failed, asked.length]).toEqual(['busy', 0])
})
