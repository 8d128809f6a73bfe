import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Feature, FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { published, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

const run = promisify(execFile)

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const OGC = `${TOWN}/ogc`

async function json(path: string, headers: Record<string, string> = {}) {
  const answer = await visit(site.origin).request(path, { headers })
  return { ...answer, body: JSON.parse(answer.text) }
}
async function features(query: string, of = 'proposals') {
  return (await json(`${OGC}/collections/${of}/items?${query}`)).body as FeatureCollection & {
    links: { rel: string; href: string; type: string }[]
    numberMatched: number
    numberReturned: number
  }
}
const countIn = (where: string, ...args: unknown[]) =>
  rowOf<{ n: number }>(
    site,
    `select count(*) as n from contributions c join towns t on t.id = c.town_id
     where t.slug = 'prirechensk' and c.visibility = 'published' and ${where}`,
    ...args,
  ).n

describe('the documents', () => {
  test('lead from the first page to everything, and every link is there', async () => {
    const seen = new Map<string, string>()
    const waiting = [site.origin + OGC]
    for (let url = waiting.shift(); url; url = waiting.shift()) {
      if (seen.has(url)) continue
      const answer = await visit(site.origin).get(url)
      expect(answer.status, url).toBe(200)
      seen.set(url, answer.headers.get('content-type')!)
      if (!/json/.test(seen.get(url)!)) continue
      const { links = [], collections = [] } = JSON.parse(answer.text)
      for (const link of [...links, ...collections.flatMap((one: { links: object[] }) => one.links)]) {
        expect(Object.keys(link)).toEqual(expect.arrayContaining(['rel', 'type', 'href']))
        waiting.push(link.href)
      }
    }
    expect(seen.size).toBeGreaterThan(20)
    const { body } = await json(`${OGC}/collections/proposals`)
    // The demo's entries are older than its town.
    expect(body.extent.temporal.interval).toEqual([[null, null]])
    for (const path of ['ogc', 'open311/discovery.json', 'open-data', 'embeds'])
      expect((await visit(site.origin).get(`/%D1%8F/${path}`)).status, path).toBe(404)
    const types = new Set(seen.values())
    expect(types).toContain('application/geo+json')
    expect(types).toContain('text/html; charset=utf-8')
    expect(types).toContain('application/vnd.oai.openapi+json;version=3.0')
  })

  test('say what they conform to', async () => {
    const { body } = await json(`${OGC}/conformance`)
    for (const one of ['core', 'geojson', 'html', 'oas30'])
      expect(body.conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${one}`)
  })

  test('are HTML for a browser, JSON for a program, and what `f` says for both', async () => {
    const typeOf = async (path: string, accept?: string) =>
      (await visit(site.origin).request(path, { headers: accept ? { Accept: accept } : {} })).headers.get(
        'content-type',
      )
    const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
    expect(await typeOf(OGC, browser)).toContain('text/html')
    expect(await typeOf(OGC)).toBe('application/json')
    expect(await typeOf(OGC, 'application/json;q=0.2, text/html;q=0.1')).toBe('application/json')
    expect(await typeOf(`${OGC}?f=html`, 'application/json')).toContain('text/html')
    expect(await typeOf(`${OGC}/collections/pins/items`, 'application/geo+json')).toBe('application/geo+json')
    // As one has asked for it is not as the next is answered, however the address is written.
    for (const path of [`${TOWN}/OGC/collections`, `${TOWN}/Ogc/api`]) {
      expect(await typeOf(path, browser)).toContain('text/html')
      expect(await typeOf(path)).toContain('json')
    }
    const none = await visit(site.origin).request(OGC, { headers: { Accept: 'image/png' } })
    expect(none.status).toBe(406)
  })

  test('are described by OpenAPI whose references all lead somewhere', async () => {
    const { body, text } = await json(`${OGC}/api`)
    expect(body.openapi).toMatch(/^3\.0\./)
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!)
    expect(references.length).toBeGreaterThan(20)
    for (const path of references)
      expect(
        path.split('/').reduce((at, key) => at?.[key], body),
        path,
      ).toBeDefined()
    expect(body.paths['/collections/proposals/items'].get.parameters.length).toBeGreaterThan(8)
  })

  test('are not sent twice', async () => {
    const first = await json(`${OGC}/collections/spaces/items`)
    const again = await visit(site.origin).request(`${OGC}/collections/spaces/items`, {
      headers: { 'If-None-Match': first.headers.get('etag')! },
    })
    expect([again.status, again.text]).toEqual([304, ''])
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('features', () => {
  test('are what everybody sees on the site, by pages, each once', async () => {
    const numbers: unknown[] = []
    let next: string | undefined = `${OGC}/collections/proposals/items?limit=7`
    let matched = 0
    while (next) {
      const { body }: { body: Awaited<ReturnType<typeof features>> } = await json(next)
      expect(body.numberReturned).toBe(body.features.length)
      matched = body.numberMatched
      numbers.push(...body.features.map(({ id }) => id))
      next = body.links.find(({ rel }) => rel === 'next')?.href
    }
    const rows = rowsOf<{ number: number }>(
      site,
      `select c.number from contributions c join towns t on t.id = c.town_id where t.slug = 'prirechensk'
       and c.visibility = 'published' and c.kind = 'proposal' order by c.number`,
    )
    expect(numbers).toEqual(rows.map(({ number }) => number))
    expect(matched).toBe(rows.length)
    expect(rows.length).toBeGreaterThan(20)
  })

  test('tell nothing of who wrote them', async () => {
    const { text } = await json(`${OGC}/collections/pins/items?limit=1000`)
    for (const { id, pseudonym, email } of rowsOf<{ id: string; pseudonym: string; email: string }>(
      site,
      "select id, pseudonym, email from people where pseudonym <> ''",
    )) {
      expect(text.includes(id)).toBe(false)
      expect(text.includes(`"${pseudonym}"`)).toBe(false)
      expect(text.includes(email ?? 'no address')).toBe(false)
    }
  })

  test('are those of a box, whatever part of them lies in it', async () => {
    const { lng, lat } = rowOf<{ lng: number; lat: number }>(
      site,
      'select lng, lat from contributions where id = ?',
      published(site, 'collect', 'problem').id,
    )
    const around = [lng - 0.002, lat - 0.001, lng + 0.002, lat + 0.001]
    const inside = await features(`bbox=${around.join(',')}&limit=1000`, 'pins')
    expect(inside.numberMatched).toBe(
      countIn(
        "c.kind <> 'proposal' and c.lng between ? and ? and c.lat between ? and ?",
        around[0],
        around[2],
        around[1],
        around[3],
      ),
    )
    expect(inside.numberMatched).toBeGreaterThan(0)
    const area = rowOf<{ number: number; geometry: string; lng: number }>(
      site,
      `select number, geometry, lng from contributions where visibility = 'published' and geometry like '%Polygon%' and kind = 'proposal'`,
    )
    const [corner] = (JSON.parse(area.geometry) as { coordinates: [number, number][][] }).coordinates[0]!
    const [x, y] = corner!
    const box = `${x - 1e-5},${y - 1e-5},${x + 1e-5},${y + 1e-5}`
    expect((await features(`bbox=${box}`)).features.map(({ id }) => id)).toContain(area.number)
    expect((await features('bbox=170,-10,-170,10')).numberMatched).toBe(0)
    expect((await features('bbox=45,57,0,46,58,100', 'spaces')).numberMatched).toBe(
      rowsOf(site, "select 1 from spaces s join towns t on t.id = s.town_id where t.slug = 'prirechensk'")
        .length,
    )
  })

  test('are those of a time, and of a property', async () => {
    const moment = new Date(
      rowOf<{ at: number }>(
        site,
        'select created_at as at from contributions where id = ?',
        published(site, 'collect', 'proposal').id,
      ).at,
    )
    const iso = moment.toISOString()
    const after = await features(`datetime=${iso}/..&limit=1`)
    const before = await features(`datetime=../${iso}&limit=1`)
    const at = await features(`datetime=${iso}&limit=1`)
    const all = countIn("c.kind = 'proposal'")
    expect(at.numberMatched).toBeGreaterThan(0)
    expect(after.numberMatched + before.numberMatched - at.numberMatched).toBe(all)
    expect((await json(`${OGC}/collections/proposals/items?datetime=2026-02-30`)).status).toBe(400)
    const done = await features('status=done&limit=1000')
    expect(done.numberMatched).toBe(countIn("c.kind = 'proposal' and c.status = 'done'"))
    for (const feature of done.features) expect(feature.properties!.status).toBe('done')
    const here = await features('space=naberezhnaya&limit=1')
    expect(here.numberMatched).toBe(
      countIn("c.kind = 'proposal' and c.space_id = (select id from spaces where slug = 'naberezhnaya')"),
    )
  })

  test('are there one by one, until the desk hides them', async () => {
    const { number, id } = published(site, 'collect', 'proposal')
    const path = `${OGC}/collections/proposals/items/${number}`
    const one = (await json(path)).body as Feature & { links: { rel: string }[] }
    expect(one.properties!.link).toBe(`${site.origin}${TOWN}/${number}`)
    expect(one.links.map(({ rel }) => rel)).toEqual(['self', 'alternate', 'collection'])
    expect((await json(`${OGC}/collections/pins/items/${number}`)).status).toBe(404)
    await visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
      intent: 'decide',
      act: 'hide',
      subject: 'contribution',
      subjectId: id,
      number: String(number),
      reason: 'Проверка',
    })
    const gone = await json(path)
    expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  test.each([
    ['limit=0', 400],
    ['limit=ten', 400],
    ['limit=100000', 200],
    ['bbox=1,2,3', 400],
    ['bbox=a,b,c,d', 400],
    ['bbox=45,58,46,57', 400],
    ['datetime=yesterday', 400],
    ['datetime=../..', 400],
    ['datetime=2026-02-01/2026-01-01', 400],
    ['status=lost', 400],
    ['stauts=done', 400],
    ['f=xml', 400],
    ['limit=1&limit=2', 400],
  ])('%s is answered with %i, in words', async (query, status) => {
    const answer = await json(`${OGC}/collections/proposals/items?${query}`)
    expect(answer.status).toBe(status)
    if (status !== 400) return
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body).toMatchObject({ status: 400, title: 'Bad Request', code: 'InvalidParameterValue' })
    expect(answer.body.detail).toMatch(/[а-я]/)
    const english = await json(`${OGC}/collections/proposals/items?${query}&lang=en`)
    expect(english.body.detail).not.toMatch(/[а-я]/)
  })

  test.each(['/collections/none', '/collections/pins/others', '/nothing', '/collections/spaces/items/none'])(
    '%s is not there',
    async (path) => {
      expect((await json(OGC + path)).status).toBe(404)
    },
  )
})

describe('GDAL', () => {
  const source = () => `OAPIF:${site.origin}${OGC}`
  const ogrinfo = async (...args: string[]) =>
    (await run('ogrinfo', ['--config', 'GDAL_HTTP_TIMEOUT', '30', ...args])).stdout

  test('reads the collections, page by page, with Cyrillic names and right counts', async () => {
    const text = await ogrinfo('-oo', 'PAGE_SIZE=10', '-al', '-ro', source(), 'spaces')
    expect(text).toContain('GEOGCRS["WGS 84')
    expect(text).toContain('name (String) = Набережная Тальши\n')
    const counted = async (of: string) =>
      Number(/Feature Count: (\d+)/.exec(await ogrinfo('-so', '-oo', 'PAGE_SIZE=10', source(), of))?.[1])
    expect(await counted('pins')).toBe(countIn("c.kind <> 'proposal'"))
    expect(await counted('proposals')).toBe(countIn("c.kind = 'proposal'"))
    expect(await counted('boundary')).toBe(1)
    const rows = await ogrinfo('-q', '-oo', 'PAGE_SIZE=10', source(), 'proposals')
    expect(rows.match(/^OGRFeature/gm)!.length).toBe(countIn("c.kind = 'proposal'"))
  })

  test('asks for a window', async () => {
    const { lng, lat } = rowOf<{ lng: number; lat: number }>(
      site,
      'select lng, lat from contributions where id = ?',
      published(site, 'collect', 'idea').id,
    )
    const window = [lng - 0.002, lat - 0.001, lng + 0.002, lat + 0.001]
    const text = await ogrinfo('-q', '-spat', ...window.map(String), source(), 'pins')
    expect(text.match(/^OGRFeature/gm)!.length).toBe(
      countIn(
        "c.kind <> 'proposal' and c.lng between ? and ? and c.lat between ? and ?",
        window[0],
        window[2],
        window[1],
        window[3],
      ),
    )
  })
})
