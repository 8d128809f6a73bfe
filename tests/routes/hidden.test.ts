import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOf, photoWithGps } from './helpers/pictures.ts'
import { expectSays, LANGUAGES, sentence } from './helpers/refused.ts'
import { rowOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { sendOne, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let anna: Visitor
let moderator: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  moderator = visitAs(site.origin, 'moderator')
})
afterAll(() => site?.stop())

const WAYS: [name: string, act: (number: number, id: string) => Promise<unknown>][] = [
  ['hidden', (number, id) => decide('hide', number, id)],
  ['returned', (number, id) => decide('return', number, id)],
  ['withdrawn', (number) => anna.post(`${TOWN}/${number}?index`, { intent: 'withdraw' })],
]

function decide(act: string, number: number, id: string) {
  return moderator.post(`${TOWN}/desk`, {
    intent: 'decide',
    act,
    subject: 'contribution',
    subjectId: id,
    number: String(number),
    reason: 'Проверка',
  })
}

/** All that a reader gets of the town: the list, the map, single cells, the ranking's files. */
async function views(text: string) {
  const planner = visitAs(site.origin, 'planner')
  const query = `text=${encodeURIComponent(text)}`
  const list = await visit(site.origin).get(`${TOWN}?${query}`)
  const map = await visit(site.origin).get(`${TOWN}/map.json?bbox=45,57,46,58&zoom=13&${query}`)
  const spot = await visit(site.origin).get(`${TOWN}/spot.json?cells=0-${Number.MAX_SAFE_INTEGER}&${query}`)
  const csv = await planner.get(`${TOWN}/export/csv?${query}`)
  const geojson = await planner.get(`${TOWN}/export/geojson?${query}`)
  return {
    list: Number(/data-count="(\d+)"/.exec(list.text)?.[1]),
    map: (JSON.parse(map.text) as { all: number }).all,
    pins: (JSON.parse(map.text) as { pins: unknown[] }).pins.length,
    spot: (JSON.parse(spot.text) as { items: unknown[] }).items.length,
    csv: Number(csv.headers.get('x-sreda-rows')),
    geojson: (JSON.parse(geojson.text) as { features: unknown[] }).features.length,
  }
}

describe.each(WAYS)('what is %s', (_, act) => {
  test('is gone for others from every view, with its page and photo; the author and the desk still see it', async () => {
    const sent = await sendOne(site, anna, 'proposal', [['photo1', fileOf(await photoWithGps(), 'a.jpg')]])
    const photo = rowOf<{ id: string }>(site, 'select id from photos where contribution_id = ?', sent.id).id
    const pictures = ['s.webp', 'm.webp', 'l.webp', 'm.jpg'].map(
      (end) => `/photos/${sent.townId}/${photo}-${end}`,
    )
    expect(await views(sent.title)).toEqual({ list: 1, map: 1, pins: 1, spot: 1, csv: 1, geojson: 1 })
    const cached = await visit(site.origin).get(pictures[0]!)
    expect(cached.status).toBe(200)
    // No cache shows it without asking.
    expect(cached.headers.get('cache-control')).toBe('private, no-cache')
    const again = { headers: { 'If-None-Match': cached.headers.get('etag')! } }
    expect((await visit(site.origin).request(pictures[0]!, again)).status).toBe(304)

    await act(sent.number, sent.id)

    expect(await views(sent.title)).toEqual({ list: 0, map: 0, pins: 0, spot: 0, csv: 0, geojson: 0 })
    const page = `${TOWN}/${sent.number}`
    const strangers = [visit(site.origin), visitAs(site.origin, 'boris'), visitAs(site.origin, 'planner')]
    for (const stranger of strangers) {
      for (const lang of LANGUAGES) {
        await stranger.speak(lang)
        const answer = await stranger.get(page)
        expectSays(answer, 404, lang, sentence(lang, 'contribution.not-found'))
        expect(answer.text).not.toContain(sent.title)
      }
      expect((await stranger.get(`${page}.data`)).text).not.toContain(sent.title)
      for (const picture of pictures) expect((await stranger.get(picture)).status).toBe(404)
      expect((await stranger.request(pictures[0]!, again)).status).toBe(404)
      const support = await stranger.post(`${page}?index`, { intent: 'support' })
      expect([401, 404, 409]).toContain(support.status)
      expect(support.text).not.toContain(sent.title)
    }
    for (const seer of [anna, moderator]) {
      const answer = await seer.get(page)
      expect(answer.status).toBe(200)
      expect(answer.text).toContain(sent.title)
      const picture = await seer.get(pictures[1]!)
      expect(picture.status).toBe(200)
      expect(picture.headers.get('cache-control')).toContain('no-store')
    }
  })
})

test('a hidden comment is read by its author and the desk only', async () => {
  const { number, id } = await sendOne(site, anna, 'pin')
  const boris = visitAs(site.origin, 'boris')
  const body = `Замечание ${id}`
  const comment = id.replace(/^../, 'ff')
  await boris.post(`${TOWN}/${number}?index`, { intent: 'comment', id: comment, body })
  expect((await anna.get(`${TOWN}/${number}`)).text).toContain(body)
  await moderator.post(`${TOWN}/desk`, {
    intent: 'decide',
    act: 'hide',
    subject: 'comment',
    subjectId: comment,
    number: String(number),
    reason: 'Проверка',
  })
  for (const stranger of [anna, visit(site.origin)])
    expect((await stranger.get(`${TOWN}/${number}`)).text).not.toContain(body)
})
