import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const NEW = `${TOWN}/variants/new?process=${PROCESS.discuss}`
const COMPARED = `${TOWN}/processes/${PROCESS.discuss}/variants`

let site: Site
let planner: Visitor
let anna: Visitor
let everybody: Visitor
beforeAll(async () => {
  site = await startSite()
  planner = visitAs(site.origin, 'planner')
  anna = visitAs(site.origin, 'anna')
  everybody = visit(site.origin)
  for (const visitor of [planner, anna, everybody]) await visitor.speak('en')
})
afterAll(() => site?.stop())

const picture = (width = 800, height = 600) =>
  sharp({ create: { width, height, channels: 3, background: '#dde8d0' } })
    .png()
    .toBuffer()
const fileOf = (bytes: Uint8Array, name = 'эскиз.png') => new File([new Uint8Array(bytes)], name)
const fields = (id = newId()) => ({
  id,
  versionId: newId(),
  title: 'Terraces',
  body: 'Steps down to the water',
  cost: '1 250 000',
  works: 'Light\nSteps',
  gains: 'Access',
  losses: 'Reeds',
})
const send = async (bytes: Uint8Array, asked: Record<string, string> = fields(), name?: string) =>
  planner.send(NEW, asked, [['file', fileOf(bytes, name)]])

/** A published variant of 800 x 600 pixels. */
async function makePublished(): Promise<string> {
  const { location } = await send(await picture())
  await planner.post(location, { intent: 'publish' })
  return location
}

const remark = (more: Record<string, string> = {}) => ({
  intent: 'remark',
  id: newId(),
  version: '1',
  x: '400',
  y: '150',
  body: 'Too steep for a pram',
  ...more,
})

test('a variant goes from a file to everybody, by pairs of points onto the map, and is chosen', async () => {
  const { location, status } = await send(await picture())
  expect(status).toBe(302)
  const drawing = /drawings\/([0-9a-f-]{36})\/m\.webp/
  const draft = await planner.get(location)
  expect(wordsIn(draft.text)).toContain('This is a draft')
  const [address, versionId] = drawing.exec(draft.text)!
  for (const path of [location, `${TOWN}/${address}`])
    expect((await everybody.get(path)).status).not.toBe(200)
  expect((await everybody.get(COMPARED)).text).not.toContain('Terraces')

  const { lng, lat } = rowOf<{ lng: number; lat: number }>(
    site,
    'select lng, lat from towns where slug = ?',
    TOWN.slice(1),
  )
  const corner = (n: number, x: number, y: number) => ({
    [`x${n}`]: String(x),
    [`y${n}`]: String(y),
    [`lng${n}`]: String(lng + x * 5e-6),
    [`lat${n}`]: String(lat - y * 2.7e-6),
  })
  const place = (pairs: Record<string, string>, method = 'similarity') =>
    planner.post(`${location}/place`, { intent: 'place', method, ...pairs })
  const half = await place({ ...corner(1, 0, 0), x2: '800' })
  expect([half.status, wordsIn(half.text).includes('Point 2: fill in all four numbers')]).toEqual([400, true])
  expect(half.text).toContain('value="800"')
  const far = await place({ ...corner(1, 0, 0), ...corner(2, 800, 600), lng2: '0' })
  expect(far.status).toBe(400)
  expect((await place({ ...corner(1, 0, 0), ...corner(2, 800, 600) }, 'affine')).status).toBe(400)
  const corners = { ...corner(1, 0, 0), ...corner(2, 800, 0), ...corner(3, 800, 600) }
  expect((await place(corners)).status).toBe(302)
  expect(wordsIn((await planner.get(`${location}/place`)).text)).toContain('Error, m')

  expect((await anna.post(location, { intent: 'publish' })).status).toBe(403)
  expect((await planner.post(location, { intent: 'publish' })).status).toBe(302)
  const seen = await everybody.get(location)
  expect(wordsIn(seen.text)).toContain('Steps down to the water')
  expect(seen.text).toContain(`/drawings/${versionId}/m.webp`)
  for (const file of ['m.webp', '0-0-0.webp', '1-1-1.webp']) {
    const answer = await everybody.get(`${TOWN}/drawings/${versionId}/${file}`)
    expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'image/webp'])
  }
  for (const file of ['original', '9-9-9.webp', '..%2Foriginal'])
    expect([401, 403, 404]).toContain((await everybody.get(`${TOWN}/drawings/${versionId}/${file}`)).status)
  const original = await planner.get(`${TOWN}/drawings/${versionId}/original`)
  expect(original.headers.get('Content-Disposition')).toContain(encodeURIComponent('эскиз.png'))
  const compared = wordsIn((await everybody.get(COMPARED)).text)
  for (const words of ['Terraces', '1,250,000', 'Access', 'Reeds']) expect(compared).toContain(words)

  const admin = visitAs(site.origin, 'admin')
  await admin.speak('en')
  const choose = (reason: string) =>
    admin.post(COMPARED, { intent: 'choose', variant: location.split('/').at(-1)!, reason })
  expect((await planner.post(COMPARED, { intent: 'choose' })).status).toBe(403)
  expect((await choose('')).status).toBe(400)
  expect((await choose('The only one with access')).status).toBe(302)
  const told = wordsIn((await everybody.get(`${TOWN}/processes/${PROCESS.discuss}`)).text)
  expect(told).toContain('The only one with access')
})

describe('a remark', () => {
  test('is pinned by numbers, reported, hidden, answered, and leaves as files', async () => {
    const at = await makePublished()
    expect((await everybody.post(at, remark())).status).toBe(401)
    for (const [more, words] of [
      [{ x: '' }, 'Please fill in this field'],
      [{ x: 'left' }, 'Please give a number'],
      [{ x: '801' }, 'This point is not on the drawing'],
      [{ version: '7' }, 'A new version of the drawing was published'],
    ] as const) {
      const answer = await anna.post(at, remark(more))
      expect([answer.status >= 400 && answer.status < 500, wordsIn(answer.text)]).toEqual([
        true,
        expect.stringContaining(words),
      ])
      expect(answer.text).toContain('Too steep for a pram')
    }
    const answer = await anna.post(at, remark({ body: '<b>Too steep</b>\n=1+1' }))
    expect([answer.status, answer.location]).toEqual([302, `${at}?sent=1#r-1`])
    const page = await everybody.get(at)
    expect(page.text).toContain('&lt;b&gt;Too steep&lt;/b&gt;')

    const { id } = rowOf<{ id: string }>(
      site,
      'select id from variant_remarks where variant_id = ?',
      at.split('/').at(-1)!,
    )
    const gleb = visitAs(site.origin, 'gleb')
    await gleb.consent()
    const complaint = { intent: 'report', subjectId: id, reason: 'spam', note: '' }
    expect((await gleb.post(at, complaint)).status).toBe(302)
    const moderator = visitAs(site.origin, 'moderator')
    await moderator.speak('en')
    expect((await moderator.get(`${TOWN}/desk`)).text).toContain(`${at}/remarks`)
    const decide = (act: string, words = '') =>
      moderator.post(`${at}/remarks`, { intent: 'moderate', remark: id, act, words })
    expect((await decide('hide')).status).toBe(400)
    expect((await decide('hide', 'Advertising')).status).toBe(302)
    expect((await everybody.get(at)).text).not.toContain('Too steep')
    expect(wordsIn((await anna.get(at)).text)).toContain('Hidden: Advertising')
    expect((await decide('restore')).status).toBe(302)

    const resolve = { intent: 'resolve', remark: id, resolution: 'partly' }
    expect((await planner.post(`${at}/remarks`, { ...resolve, words: '' })).status).toBe(400)
    expect((await planner.post(`${at}/remarks`, { ...resolve, words: 'A ramp beside' })).status).toBe(302)
    expect(wordsIn((await everybody.get(at)).text)).toContain('Partly accepted')
    const csv = await planner.get(`${at}/remarks/remarks.csv`)
    expect(csv.text.split('\r\n')[1]).toMatch(/^1;1;400;150;;;;;/)
    expect(csv.text).not.toMatch(/[\n;]=1\+1/)
    const drawn = JSON.parse((await planner.get(`${at}/remarks/remarks-drawing.geojson`)).text)
    expect(drawn.features[0].geometry).toEqual({ type: 'Point', coordinates: [400, -150] })
    const laid = JSON.parse((await planner.get(`${at}/remarks/remarks.geojson`)).text)
    expect(laid.features[0].geometry).toBeNull()
    expect((await anna.get(`${at}/remarks/remarks.csv`)).status).toBe(403)
    const acts = rowsOf<{ act: string }>(
      site,
      'select act from staff_acts where subject_id = ? order by seq',
      id,
    )
    expect(acts.map(({ act }) => act)).toEqual(['remark.hide', 'remark.restore', 'remark.resolve'])
  })

  test('without an answer stands on the new version and says about which it was', async () => {
    const at = await makePublished()
    await anna.post(at, remark())
    const next = { ...fields(), note: 'A ramp' }
    const file: [string, File][] = [['file', fileOf(await picture(1600, 1200))]]
    const { location } = await planner.send(`${at}/version`, next, file)
    expect(location).toBe(`${at}?version=2`)
    expect((await everybody.get(location)).status).toBe(404)
    await planner.post(at, { intent: 'publish' })
    const page = wordsIn((await everybody.get(at)).text)
    for (const words of ['What is new: A ramp', 'about version 1', '800 × 300']) expect(page).toContain(words)
    const before = wordsIn((await everybody.get(`${at}?version=1`)).text)
    expect(before).toContain('This is an earlier version')
  })
})

test('hostile and broken files are refused in words, what was typed stays, and nothing is left', async () => {
  const whole = await picture(900, 900)
  const bomb = Buffer.from(await picture(64, 64))
  bomb.writeUInt32BE(50_000, 16)
  bomb.writeUInt32BE(50_000, 20)
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><image href="file:///etc/passwd"/></svg>'
  const before = rowsOf(site, 'select id from variant_versions').length
  for (const [bytes, words] of [
    [Buffer.from(svg), 'could not be read'],
    [whole.subarray(0, whole.length - 30), 'could not be read'],
    [Buffer.from('%PDF-1.4\n%%EOF'), /could not be read|does not read PDF/],
    [bomb, 'too many pixels'],
    [Buffer.alloc(0), 'Choose a file with a drawing'],
  ] as const) {
    const answer = await send(bytes)
    expect(answer.status).toBe(400)
    expect(wordsIn(answer.text)).toMatch(words)
    expect(answer.text).toContain('Steps down to the water')
  }
  expect((await send(await picture(), { ...fields(), title: '', cost: 'much' })).status).toBe(400)
  expect(rowsOf(site, 'select id from variant_versions')).toHaveLength(before)
})
