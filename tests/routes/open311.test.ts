import { createHash } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readZip } from '#app/formats/zip.ts'
import { SaxesParser } from './helpers/atom.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { published, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

async function json(path: string) {
  const answer = await visit(site.origin).get(path)
  return { ...answer, body: JSON.parse(answer.text) }
}
const countIn = (where: string, ...args: unknown[]) =>
  rowOf<{ n: number }>(
    site,
    `select count(*) as n from contributions c join towns t on t.id = c.town_id
     where t.slug = 'prirechensk' and c.visibility = 'published' and (${where})`,
    ...args,
  ).n

const OPEN311 = `${TOWN}/open311`
test('is found, with its services', async () => {
  const { body } = await json(`${OPEN311}/discovery.json`)
  expect(body.endpoints[0]).toMatchObject({
    specification: 'http://wiki.open311.org/GeoReport_v2',
    url: `${site.origin}${OPEN311}`,
    type: 'production',
    formats: ['text/xml', 'application/json'],
  })
  const services = (await json(`${OPEN311}/services.json?jurisdiction_id=prirechensk`)).body
  expect(services.map((one: { service_code: string }) => one.service_code)).toEqual(
    expect.arrayContaining(['lighting', 'problem']),
  )
  expect((await json(`${OPEN311}/services/lighting.json`)).body).toEqual({
    service_code: 'lighting',
    attributes: [],
  })
  expect((await json(`${OPEN311}/services/none.json`)).status).toBe(404)
  expect((await visit(site.origin).get(`${TOWN}/moderation`)).text).toContain(
    `href="${OPEN311}/discovery.json"`,
  )
  const elsewhere = await json(`${OPEN311}/services.json?jurisdiction_id=elsewhere`)
  expect([elsewhere.status, elsewhere.body[0].code]).toEqual([404, 404])
})

test('gives each published entry as a request, once over all pages, newest first', async () => {
  const found: {
    service_request_id: string
    status: string
    service_code: string
    requested_datetime: string
  }[] = []
  for (let page = 1; ; page++) {
    const { body } = await json(
      `${OPEN311}/requests.json?start_date=2000-01-01T00:00:00Z&page=${page}&page_size=40`,
    )
    if (body.length === 0) break
    found.push(...body)
  }
  const numbers = found.map((one) => Number(one.service_request_id))
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a))
  expect(new Set(numbers).size).toBe(countIn('true'))
  const closed = (await json(`${OPEN311}/requests.json?start_date=2000-01-01&status=closed`)).body
  expect(closed.length).toBe(countIn("c.status in ('done', 'declined')"))
  const lights = (await json(`${OPEN311}/requests.json?start_date=2000-01-01&service_code=lighting`)).body
  expect(lights.length).toBe(countIn("c.category_id = 'lighting'"))
  const bare = (await json(`${OPEN311}/requests.json?start_date=2000-01-01&service_code=lighting,problem`))
    .body
  expect(bare.length).toBe(
    countIn("c.category_id = 'lighting' or (c.category_id is null and c.kind = 'problem')"),
  )
  const day = 86_400_000
  const recent = (await json(`${OPEN311}/requests.json`)).body
  expect(recent.length).toBe(countIn('c.created_at >= ?', Date.now() - 90 * day))
})

test('gives one by its number, in JSON and in XML that a parser reads', async () => {
  const { number, id } = published(site, 'results', 'proposal')
  const [one] = (await json(`${OPEN311}/requests/${number}.json`)).body
  const row = rowOf<{ title: string; lat: number; lng: number }>(
    site,
    'select * from contributions where id = ?',
    id,
  )
  expect(one).toMatchObject({ service_request_id: String(number), lat: row.lat, long: row.lng })
  expect(one.description).toContain(row.title)
  expect((await json(`${OPEN311}/requests.json?service_request_id=${number},999999`)).body).toEqual([one])
  const { text } = await visit(site.origin).get(`${OPEN311}/requests/${number}.xml`)
  expect(text).toContain(`<service_requests><request><service_request_id>${number}</service_request_id>`)
  expect(text).toContain(`<status>${one.status}</status>`)
  for (const path of ['requests.xml?start_date=2000-01-01', 'services.xml', 'discovery.xml']) {
    const answer = await visit(site.origin).get(`${OPEN311}/${path}`)
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    // Throws at what is not well-formed.
    const names = new Set<string>()
    const parser = new SaxesParser({ xmlns: true })
    parser.on('error', (error: never) => {
      throw error
    })
    parser.on('opentag', ({ name }: { name: string }) => void names.add(name))
    parser.write(answer.text).close()
    expect(names.size, path).toBeGreaterThan(5)
  }
  const none = await visit(site.origin).get(`${OPEN311}/requests/999999.xml`)
  expect([none.status, none.text]).toEqual([404, expect.stringContaining('<errors><error><code>404</code>')])
})

test.each(['status=lost', 'page_size=0', 'start_date=yesterday', 'service_request_id=a', 'colour=red'])(
  'refuses %s',
  async (query) => {
    const answer = await json(`${OPEN311}/requests.json?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body[0]).toMatchObject({ code: 400 })
  },
)

describe('the archive of open data', () => {
  const latest = `${TOWN}/open-data/latest.zip`
  const take = async () => new Uint8Array(await (await fetch(site.origin + latest)).arrayBuffer())

  test('is there for everybody, under its day too, with sums that agree', async () => {
    await expect
      .poll(() => rowsOf(site, "select 1 from open_data_archives where state = 'done'").length, {
        timeout: 15_000,
      })
      .toBeGreaterThan(0)
    const row = rowOf<{ town_id: string; day: string; hash: string; bytes: number }>(
      site,
      "select * from open_data_archives where state = 'done'",
    )
    const bytes = await take()
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([row.bytes, row.hash])
    const dated = await fetch(`${site.origin}${TOWN}/open-data/${row.day}.zip`)
    expect(dated.headers.get('etag')).toBe(`"${row.hash}"`)
    const { files, faults } = readZip(bytes)
    expect(faults).toEqual([])
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'README.txt',
        'dictionary.csv',
        'proposals.csv',
        'proposals.geojson',
        'pins.csv',
        'spaces.geojson',
        'boundary.geojson',
        'results.csv',
      ]),
    )
    const page = await visit(site.origin).get(`${TOWN}/open-data`)
    expect(page.text).toContain(row.hash)
    expect(page.text).toContain('CC BY 4.0')
    expect((await visit(site.origin).get(`${TOWN}/open-data/2020-01-01.zip`)).status).toBe(404)
    // As after a backup was restored without its files, or with half of one.
    const file = join(site.filesDir, 'open-data', row.town_id, `${row.day}.zip`)
    renameSync(file, `${file}.away`)
    expect((await visit(site.origin).get(latest)).status).toBe(404)
    writeFileSync(file, bytes.subarray(1))
    expect((await visit(site.origin).get(latest)).status).toBe(404)
    renameSync(`${file}.away`, file)
  })

  test('holds what is published and no one’s name, each field explained in two languages', async () => {
    const files = Object.fromEntries(
      Object.entries(unzipSync(await take())).map(([name, content]) => [
        name,
        Buffer.from(content).toString('utf8'),
      ]),
    )
    const proposals = JSON.parse(files['proposals.geojson']!)
    const row = rowOf<{ rows: number }>(site, "select * from open_data_archives where state = 'done'")
    const pins = JSON.parse(files['pins.geojson']!)
    expect(proposals.features.length + pins.features.length).toBe(row.rows)
    const head = files['proposals.csv']!.split('\r\n')[0]!.replace('\uFEFF', '').split(',')
    expect(head).toEqual(Object.keys(proposals.features[0].properties))
    const entries = files['dictionary.csv']!.split('\r\n').slice(1, -1)
    for (const field of head)
      expect(
        entries.some((line) => line.startsWith(`proposals,${field},`)),
        field,
      ).toBe(true)
    for (const [name, object] of [
      ['boundary.geojson', JSON.parse(files['boundary.geojson']!).features[0].properties],
      ['results.json', JSON.parse(files['results.json']!)[0]],
    ])
      for (const field of Object.keys(object))
        expect(files['dictionary.csv'], field).toContain(`\r\n${name},${field},`)
    expect(files['dictionary.csv']).not.toContain('served.')
    expect(files['README.txt']).toContain('CC BY 4.0')
    const hidden = rowOf<{ number: number }>(
      site,
      "select number from contributions where visibility = 'pending'",
    )
    expect([...proposals.features, ...pins.features].some(({ id }) => id === hidden.number)).toBe(false)
    const all = Object.values(files).join('\n')
    for (const { id, pseudonym, email } of rowsOf<{ id: string; pseudonym: string; email: string | null }>(
      site,
      'select id, pseudonym, email from people',
    ))
      for (const word of [id, pseudonym && `"${pseudonym}"`, email])
        if (word) expect(all.includes(word), word).toBe(false)
  })

  test('is not given away once the town takes its licence back', async () => {
    await visitAs(site.origin, 'admin').post(`${TOWN}/admin/sharing`, { hosts: '', licence: '' })
    expect((await visit(site.origin).get(latest)).status).toBe(404)
    expect((await visit(site.origin).get(`${TOWN}/open-data`)).text).not.toContain('latest.zip')
  })
})
