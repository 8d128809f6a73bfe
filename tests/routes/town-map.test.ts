import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RefusalCode } from '#app/domain/refusal.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { makeTownArchive } from '../tiles/town-archive.ts'
import { fileOf } from './helpers/pictures.ts'
import { expectRefused, expectSays, LANGUAGES, sentence, wordsIn } from './helpers/refused.ts'
import { filesIn, rowsOf, stored } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN, townId } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'
import { makeWalker } from './helpers/walkers.ts'

const PAGE = `${TOWN}/admin/map`
const CREDIT = { attribution: '© участники OpenStreetMap' }
const MB = 1_000_000

let site: Site
let admin: Visitor
let offered: string
let whole: Uint8Array
beforeAll(async () => {
  whole = makeTownArchive()
  offered = mkdtempSync(join(tmpdir(), 'sreda-maps-'))
  writeFileSync(join(offered, 'region.pmtiles'), makeTownArchive({ leafEntries: 20 }))
  writeFileSync(join(offered, 'notes.txt'), 'no map')
  site = await startSite({
    env: { MAPS_DIR: offered, MAP_UPLOAD_MB: '1', TILE_ORIGINS: 'https://tiles.example.org' },
  })
  symlinkSync(site.databasePath, join(offered, 'link.pmtiles'))
  admin = visitAs(site.origin, 'admin')
  const neighbour = { name: 'Соседний', slug: 'sosednij', timeZone: 'Europe/Moscow', center: '57.9, 45.9' }
  expect((await admin.post('/towns/new', neighbour)).status).toBe(302)
})
afterAll(async () => {
  await site?.stop()
  rmSync(offered, { recursive: true, force: true })
})

const sendFile =
  (bytes: Uint8Array | string, fields: Record<string, string> = CREDIT, to = PAGE) =>
  (me: Visitor) =>
    me.send(to, fields, [['file', fileOf(bytes, 'карта.pmtiles', 'application/octet-stream')]])

function changed(at: number, ...values: number[]): Uint8Array {
  const copy = whole.slice()
  copy.set(values, at)
  return copy
}

/** What a reader's browser is told to draw the town's maps from. */
async function tilesUrl(): Promise<string | null> {
  const { text } = await visit(site.origin).get(TOWN)
  return /\/maps\/[\w-]+\/[0-9a-f]{64}\.pmtiles/.exec(text)?.[0] ?? null
}

const acts = () =>
  rowsOf<{ before: string; after: string; reason: string }>(
    site,
    "select before, after, reason from staff_acts where act = 'map.change' order by id",
  )

describe('a file that is no map of the town is refused in words, and nothing is replaced', () => {
  beforeAll(async () => {
    expect((await sendFile(whole)(admin)).location).toBe(`${PAGE}?saved=1`)
  })

  test.each<
    [
      what: string,
      make: () => Uint8Array | string,
      code: RefusalCode,
      details?: Record<string, string | number>,
    ]
  >([
    ['a text', () => 'Это не карта, а письмо.', 'map.not-pmtiles'],
    ['an old version', () => changed(7, 2), 'map.version', { version: 2 }],
    ['raster tiles', () => changed(99, 4), 'map.not-vector', { type: 'WebP' }],
    ['zstd', () => changed(98, 4), 'map.compression', { name: 'zstd' }],
    [
      'a file cut off',
      () => whole.slice(0, 100_000),
      'map.truncated',
      { wants: Math.ceil(makeTownArchive().length / 1000), has: 100 },
    ],
    ['a damaged directory', () => changed(140, 0, 0, 0, 0), 'map.directory'],
    [
      'another town',
      () => makeTownArchive({ shift: [3, 1] }),
      'map.elsewhere',
      { box: '58.400, 48.544 – 58.440, 48.656' },
    ],
    [
      'another scheme',
      () => makeTownArchive({ metadata: { vector_layers: [{ id: 'transportation' }] } }),
      'map.layers',
      { layers: 'transportation' },
    ],
    ['an empty file', () => '', 'map.no-file'],
  ])('%s', async (_, make, code, details) => {
    const bytes = make()
    const before = await tilesUrl()
    expect(before).not.toBeNull()
    await expectRefused(site, admin, sendFile(bytes), 400, code, details)
    expect(await tilesUrl()).toBe(before)
    const { text } = await sendFile(bytes, { attribution: 'Набранная подпись' })(admin)
    expect(text).toMatch(/name="attribution"[^>]*value="Набранная подпись"/)
    // As scripts are answered.
    await admin.speak('ru')
    const answer = await sendFile(bytes, CREDIT, `${PAGE}.json`)(admin)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toEqual({ message: sentence('ru', code, details) })
  })

  test('one that is too large: a little by the page, by much before it is read', async () => {
    const little = new Uint8Array(MB + 5000)
    little.set(whole)
    await expectRefused(site, admin, sendFile(little), 413, 'map.too-big', { mb: 1 })
    await expectRefused(site, admin, sendFile(new Uint8Array(3 * MB)), 413, 'input.too-big')
    await expectRefused(site, visit(site.origin), sendFile(new Uint8Array(3 * MB)), 413, 'input.too-big')
  })

  test('without a credit, without a file, and what is no form', async () => {
    await expectRefused(site, admin, sendFile(whole, { attribution: '' }), 400, 'form')
    await expectRefused(site, admin, (me) => me.send(PAGE, CREDIT), 400, 'map.no-file')
    const half = (me: Visitor) =>
      me.request(PAGE, {
        method: 'POST',
        headers: { Origin: site.origin, 'Content-Type': 'multipart/form-data; boundary=x' },
        body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nPMTiles',
      })
    await expectRefused(site, admin, half, 400, 'input.bad')
  })

  test('nobody but an administrator of this town sends one', async () => {
    const foreign = await makeWalker(site, 'foreign admin', { isForeign: true })
    const others: [Visitor, number][] = [
      [visit(site.origin), 302],
      [visitAs(site.origin, 'anna'), 403],
      [visitAs(site.origin, 'moderator'), 403],
      [foreign.visitor, 403],
    ]
    const before = stored(site)
    for (const [visitor, status] of others) {
      expect((await sendFile(whole)(visitor)).status).toBe(status)
      const answer = await sendFile(whole, CREDIT, `${PAGE}.json`)(visitor)
      expect(answer.status).toBe(status === 302 ? 401 : 403)
      expect((await visitor.get(PAGE)).status).toBe(status)
    }
    expect(stored(site)).toEqual(before)
  })
})

describe('a file that is taken', () => {
  test('is served in ranges under the hash of its bytes', async () => {
    const { text } = await sendFile(whole, CREDIT, `${PAGE}.json`)(admin)
    expect(JSON.parse(text)).toEqual({ to: `${PAGE}?saved=1` })
    const url = (await tilesUrl())!
    const ask = (headers: Record<string, string> = {}, method = 'GET') =>
      fetch(site.origin + url, { method, headers })
    const all = await ask()
    expect(all.status).toBe(200)
    expect(Buffer.compare(Buffer.from(await all.arrayBuffer()), whole)).toBe(0)
    expect(Object.fromEntries(all.headers)).toMatchObject({
      'content-type': 'application/vnd.pmtiles',
      'content-length': String(whole.length),
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      etag: `"${/([0-9a-f]{64})/.exec(url)![1]}"`,
    })
    const etag = all.headers.get('etag')!
    const size = whole.length
    for (const [headers, status, range, length] of [
      [{ Range: 'bytes=0-16383' }, 206, `bytes 0-16383/${size}`, 16384],
      [{ Range: `bytes=${size - 7}-${size + 900}` }, 206, `bytes ${size - 7}-${size - 1}/${size}`, 7],
      [{ Range: 'bytes=-5' }, 206, `bytes ${size - 5}-${size - 1}/${size}`, 5],
      [{ Range: `bytes=${size}-` }, 416, `bytes */${size}`, 0],
      [{ Range: 'bytes=0-9', 'If-Range': etag }, 206, `bytes 0-9/${size}`, 10],
      [{ Range: 'bytes=0-9', 'If-Range': '"other"' }, 200, null, size],
      [{ Range: 'bytes=0-9,20-29' }, 200, null, size],
      [{ 'If-None-Match': etag }, 304, null, 0],
    ] as [Record<string, string>, number, string | null, number][]) {
      const answer = await ask(headers)
      const body = Buffer.from(await answer.arrayBuffer())
      const told = JSON.stringify(headers)
      expect([answer.status, answer.headers.get('content-range'), body.length], told).toEqual([
        status,
        range,
        length,
      ])
      if (status !== 206) continue
      const start = Number(/bytes (\d+)/.exec(range!)![1])
      expect(Buffer.compare(body, whole.subarray(start, start + length)), told).toBe(0)
      // Never packed on the way: a range counts the bytes of the file.
      expect(answer.headers.get('content-encoding')).toBeNull()
    }
    const head = await ask({ Range: 'bytes=0-9' }, 'HEAD')
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(size)])
    expect((await ask({ Origin: site.origin }, 'POST')).status).toBeGreaterThanOrEqual(400)
  })

  test.each([
    '../sreda.db',
    '..%2f..%2f..%2fsreda.db',
    `${'0'.repeat(64)}.pmtiles`,
    `${'0'.repeat(64)}.pmtiles%00`,
    'coming-1',
  ])('nothing else lies there: %s', async (file) => {
    expect((await visit(site.origin).get(`/maps/${townId(site)}/${file}`)).status).toBe(404)
    expect((await visit(site.origin).get(`/maps/%2e%2e/${file}`)).status).toBe(404)
  })

  test('takes the old one’s place at once, and pages that are open still read the old one', async () => {
    const before = (await tilesUrl())!
    const other = makeTownArchive({ leafEntries: 30 })
    expect((await sendFile(other)(admin)).status).toBe(302)
    const after = (await tilesUrl())!
    expect(after).not.toBe(before)
    for (const url of [before, after]) expect((await visit(site.origin).get(url)).status).toBe(200)
    expect(filesIn(site.filesDir).filter((name) => name.includes('coming-'))).toEqual([])
  })

  test('stands in the log: who, and which bytes, without anybody’s words', async () => {
    const said = 'Слова, которых нет в журнале'
    const count = acts().length
    expect((await sendFile(whole, { attribution: said })(admin)).status).toBe(302)
    expect(acts()).toHaveLength(count + 1)
    const { before, after } = acts().at(-1)!
    expect(JSON.parse(after)).toEqual({
      map: 'archive',
      archive: /([0-9a-f]{64})/.exec((await tilesUrl())!)![1],
      bytes: whole.length,
    })
    expect(JSON.parse(before).archive).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(acts())).not.toContain(said)
    const { text } = await visit(site.origin).get(TOWN)
    expect(text).toContain(said)
    await admin.speak('ru')
    const log = wordsIn((await admin.get(`${TOWN}/log`)).text)
    expect(log).toContain('Изменение карты')
    expect(log).toContain(`байт ${whole.length}`)
  })

  test('comes from the server’s folder, too: only what lies there itself', async () => {
    await admin.speak('ru')
    const { text } = await admin.get(PAGE)
    expect(text).toContain('<option value="region.pmtiles">')
    for (const name of ['link.pmtiles', 'notes.txt']) expect(text).not.toContain(name)
    const take = (name: string) => (me: Visitor) => me.post(PAGE, { intent: 'take', name, ...CREDIT })
    for (const name of [
      'link.pmtiles',
      'notes.txt',
      '../sreda.db',
      `${offered}/region.pmtiles`,
      'none.pmtiles',
    ])
      await expectRefused(site, admin, take(name), 404, 'map.not-offered')
    expect((await take('region.pmtiles')(admin)).location).toBe(`${PAGE}?saved=1`)
    // A copy: what happens to the file later changes nothing.
    rmSync(join(offered, 'region.pmtiles'))
    expect((await visit(site.origin).get((await tilesUrl())!)).status).toBe(200)
  })
})

describe('the choice', () => {
  const choose = (fields: Record<string, string>) => (me: Visitor) =>
    me.post(PAGE, { intent: 'choose', ...fields })
  const raster = { kind: 'raster', ...CREDIT, minZoom: '0', maxZoom: '17' }
  const url = 'https://tiles.example.org/{z}/{x}/{y}.png'

  test('is the plan, the file again, or pictures', async () => {
    expect((await choose({ kind: 'plan' })(admin)).location).toBe(`${PAGE}?saved=1`)
    expect(await tilesUrl()).toBeNull()
    expect((await choose({ kind: 'archive' })(admin)).status).toBe(302)
    expect(await tilesUrl()).not.toBeNull()
    expect((await choose({ ...raster, url })(admin)).status).toBe(302)
    const { text, headers } = await visit(site.origin).get(TOWN)
    expect(text).toContain(url)
    expect(headers.get('content-security-policy')).toMatch(/img-src [^;]*https:\/\/tiles\.example\.org/)
    // A path of this server needs nobody's leave.
    expect((await choose({ ...raster, url: '/tiles/{z}/{x}/{y}.png' })(admin)).status).toBe(302)
  })

  test.each<[fields: Record<string, string>, key: WordKey]>([
    [{ url: '' }, 'errors.field.required'],
    [{ url: 'https://tiles.example.org/' }, 'mapAdmin.faults.tile-template'],
    [{ url: 'javascript:{z}{x}{y}' }, 'mapAdmin.faults.tile-template'],
    [{ url: '//tiles.example.org/{z}/{x}/{y}' }, 'mapAdmin.faults.tile-template'],
    [{ url: 'https://elsewhere.example.org/{z}/{x}/{y}' }, 'mapAdmin.faults.tile-host'],
    [{ url: 'https://{s}.example.org/{z}/{x}/{y}' }, 'mapAdmin.faults.tile-host'],
    [{ url, attribution: '' }, 'errors.field.required'],
    [{ url, minZoom: '9', maxZoom: '3' }, 'mapAdmin.faults.zoom'],
    [{ url, maxZoom: 'близко' }, 'mapAdmin.faults.zoom'],
    [{ kind: 'globe' }, 'errors.field.choice'],
  ])('%j is refused beside its field, and what was typed stays', async (fields, key) => {
    for (const lang of LANGUAGES) {
      await admin.speak(lang)
      const before = stored(site)
      const answer = await choose({ ...raster, ...fields })(admin)
      expectSays(answer, 400, lang, tOf(lang)(key))
      if (fields.url) expect(answer.text).toContain(`value="${fields.url}"`)
      expect(stored(site)).toEqual(before)
    }
  })

  test('of a file that nobody has given is refused', async () => {
    const foreign = await makeWalker(site, 'another foreign admin', { isForeign: true })
    const act = (me: Visitor) => me.post('/sosednij/admin/map', { intent: 'choose', kind: 'archive' })
    await expectRefused(site, foreign.visitor, act, 409, 'map.no-archive')
  })
})
