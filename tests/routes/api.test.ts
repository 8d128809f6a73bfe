import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resultSchema, tallySchema } from '#app/open/schemas.ts'
import { faultsOf, type Schema } from './helpers/json-schema.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, published, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

const PER_MINUTE = 60

let site: Site
beforeAll(async () => {
  site = await startSite({ env: { TRUST_PROXY: '1', API_PER_MINUTE: String(PER_MINUTE) } })
})
afterAll(() => site?.stop())

let asked = 0
/** Each question comes from another address, so that none is limited for what others ask. */
async function ask(path: string, headers: Record<string, string> = {}) {
  asked++
  const from = `192.0.2.${asked % 250}`
  return visit(site.origin).request(`/api/v1${path}`, { headers: { 'X-Forwarded-For': from, ...headers } })
}
async function json(path: string, headers: Record<string, string> = {}) {
  const answer = await ask(path, headers)
  return { ...answer, body: JSON.parse(answer.text) }
}
const T = `/towns${TOWN}`
const countIn = (where: string) =>
  rowOf<{ n: number }>(
    site,
    `select count(*) as n from contributions c join towns t on t.id = c.town_id
     where t.slug = 'prirechensk' and c.visibility = 'published' and (${where})`,
  ).n

describe('what everybody may ask', () => {
  test('is told by an OpenAPI 3.1 whose every address answers as it says', async () => {
    const { body, headers } = await json('/openapi.json')
    expect(headers.get('content-type')).toBe('application/vnd.oai.openapi+json;version=3.1')
    expect(body.openapi).toBe('3.1.0')
    const text = JSON.stringify(body)
    for (const [, path] of text.matchAll(/"\$ref":"#\/([^"]+)"/g))
      expect(
        path!.split('/').reduce((at, key) => at?.[key], body),
        path,
      ).toBeDefined()
    const known: Record<string, string> = {
      town: 'prirechensk',
      space: 'naberezhnaya',
      process: PROCESS.results,
      number: String(published(site, 'collect').number),
    }
    const addresses = Object.entries<{
      get: { security?: object; responses: Record<string, { content?: Record<string, { schema: Schema }> }> }
    }>(body.paths)
    expect(addresses.length).toBeGreaterThan(13)
    for (const [path, { get }] of addresses) {
      const answer = await json(path.replace(/\{(\w+)\}/g, (_, name) => known[name]!))
      expect(answer.status, path).toBe(get.security ? 401 : 200)
      if (get.security) continue
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      expect(
        faultsOf(answer.body, get.responses['200']!.content!['application/json']!.schema, body),
        path,
      ).toEqual([])
    }
  })

  test('comes in pages, each entry once, as the site shows it', async () => {
    const numbers: number[] = []
    let next: string | null = `${site.origin}/api/v1${T}/proposals?limit=9&lang=en`
    let matched = 0
    while (next) {
      const answer = await ask(next.slice(`${site.origin}/api/v1`.length))
      const body = JSON.parse(answer.text) as {
        items: { number: number }[]
        matched: number
        next: string | null
      }
      if (body.next) expect(answer.headers.get('link')).toBe(`<${body.next}>; rel="next"`)
      numbers.push(...body.items.map(({ number }) => number))
      matched = body.matched
      next = body.next
    }
    expect(matched).toBe(countIn("c.kind = 'proposal'"))
    expect(new Set(numbers).size).toBe(matched)
    expect((await json(`${T}/pins?kind=idea&limit=1`)).body.matched).toBe(countIn("c.kind = 'idea'"))
    expect((await json(`${T}/proposals?status=done`)).body.matched).toBe(
      countIn("c.kind = 'proposal' and c.status = 'done'"),
    )
    expect((await json(`${T}/pins?bbox=0,0,1,1`)).body).toMatchObject({ items: [], matched: 0, next: null })
  })

  test('is in the asked language', async () => {
    const { number } = published(site, 'collect', 'proposal')
    const [ru, en] = [
      await json(`${T}/contributions/${number}`),
      await json(`${T}/contributions/${number}?lang=en`),
    ]
    expect(ru.body.categoryName).not.toBe(en.body.categoryName)
    expect(en.headers.get('content-language')).toBe('en')
  })

  test('counts what is published, and of a running vote only how many have voted', async () => {
    const { body } = await json(`${T}/tallies`)
    for (const tally of body.items) tallySchema.parse(tally)
    const sum = body.items.reduce((n: number, one: { contributions: number }) => n + one.contributions, 0)
    expect(sum).toBe(countIn('true'))
    const voting = (await json(`${T}/processes/${PROCESS.vote}/tally`)).body
    expect(voting.ballotsCast).toBe(
      rowOf<{ n: number }>(
        site,
        `select count(*) as n from ballots b join phases f on f.id = b.phase_id join processes p on p.id = f.process_id where p.slug = ?`,
        PROCESS.vote,
      ).n,
    )
    expect((await json(`${T}/processes/${PROCESS.vote}/result`)).status).toBe(404)
    const options = await json(`${T}/proposals?process=${PROCESS.vote}&limit=1000`)
    for (const one of options.body.items) expect(one.votes).toBe(0)
  })

  test('has the result in force, as its page has it', async () => {
    const { body } = await json(`${T}/processes/${PROCESS.results}/result`)
    const result = resultSchema.parse(body)
    const row = rowOf<{ outcome: string; version: number; state: string }>(
      site,
      `select r.* from vote_results r join phases f on f.id = r.phase_id join processes p on p.id = f.process_id
       where p.slug = ? order by r.version desc`,
      PROCESS.results,
    )
    expect([result.version, result.state]).toEqual([row.version, row.state])
    const { winners } = JSON.parse(row.outcome) as { winners: string[] }
    expect(
      result.options
        .filter(({ wins }) => wins)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...winners].sort())
    expect(result.options.some(({ votes }) => votes > 0)).toBe(true)
    expect((await json(`${T}/results`)).body.items).toEqual([body])
  })

  test('says nothing of who wrote it, nor what is not published', async () => {
    const hidden = rowOf<{ number: number; title: string }>(
      site,
      "select number, title from contributions where visibility in ('hidden', 'pending')",
    )
    expect((await json(`${T}/contributions/${hidden.number}`)).status).toBe(404)
    const text = (await ask(`${T}/pins?limit=1000`)).text + (await ask(`${T}/proposals?limit=1000`)).text
    expect(text).not.toContain(JSON.stringify(hidden.title))
    for (const { id, pseudonym } of rowsOf<{ id: string; pseudonym: string }>(
      site,
      "select id, pseudonym from people where pseudonym <> ''",
    ))
      for (const word of [id, `"${pseudonym}"`]) expect(text.includes(word), word).toBe(false)
    expect(text).not.toMatch(/author|email/i)
  })

  test.each([
    ['/nothing', 404],
    ['/towns/none', 404],
    [`${T}/spaces/none`, 404],
    [`${T}/contributions/0`, 404],
    [`${T}/proposals?limit=0`, 400],
    [`${T}/proposals?limit=5000`, 400],
    [`${T}/proposals?status=lost`, 400],
    [`${T}/proposals?bbox=1`, 400],
    [`${T}/proposals?since=yesterday`, 400],
    [`${T}/proposals?colour=red`, 400],
    [`${T}/proposals?after=x`, 400],
  ])('%s is %i, in words', async (path, status) => {
    const { status: got, body, headers } = await json(path)
    expect([got, body.status, headers.get('content-type')]).toEqual([
      status,
      status,
      'application/problem+json',
    ])
    expect(body.detail).toMatch(/[а-я]/)
  })

  test('is not sent twice, may be asked by any script, and not by any crowd', async () => {
    const first = await ask('/towns')
    const again = await ask('/towns', { 'If-None-Match': first.headers.get('etag')! })
    expect([again.status, again.text]).toEqual([304, ''])
    const before = await visit(site.origin).request('/api/v1/towns', {
      method: 'OPTIONS',
      headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Headers': 'authorization' },
    })
    expect(before.status).toBe(204)
    expect(before.headers.get('access-control-allow-headers')).toContain('Authorization')
    const crowd = { 'X-Forwarded-For': '198.51.100.7' }
    const answers = await Promise.all(Array.from({ length: PER_MINUTE + 20 }, () => ask('/towns', crowd)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(10)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(PER_MINUTE)
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0)
    for (const path of ['/API/v1/towns', `${TOWN}/Open-Data`, `${TOWN}/ogc.data`])
      expect((await visit(site.origin).request(path, { headers: crowd })).status, path).toBe(429)
    expect((await ask('/towns', { 'X-Forwarded-For': '198.51.100.8' })).status).toBe(200)
  })
})

describe('a key of the staff', () => {
  const make = (as: 'planner' | 'moderator' | 'admin', scopes: string[], name = 'Табло') =>
    visitAs(site.origin, as).post(`${TOWN}/tokens`, { intent: 'create', name, scopes, days: '30' })
  const keyIn = (text: string) => /sreda_[\w-]{43}/.exec(text)?.[0] ?? ''
  const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })

  test('is shown once, kept as a hash, and opens what its maker may see', async () => {
    const made = await make('planner', ['ranking'])
    expect(made.status).toBe(200)
    const key = keyIn(made.text)
    expect(key).not.toBe('')
    const page = await visitAs(site.origin, 'planner').get(`${TOWN}/tokens`)
    expect(page.text).toContain('Табло')
    expect(page.text).not.toContain(key)
    const rows = rowsOf(site, 'select * from api_tokens')
    expect(JSON.stringify(rows)).not.toContain(key)
    expect(rowsOf(site, "select 1 from staff_acts where act = 'token.create'")).toHaveLength(1)

    const ranking = await json(`${T}/ranking?limit=5`, bearer(key))
    expect(ranking.status).toBe(200)
    expect(ranking.headers.get('cache-control')).toBe('private, no-store')
    expect(ranking.body.items.map(({ rank }: { rank: number }) => rank)[0]).toBe(1)
    expect(ranking.body.matched).toBe(countIn('true'))
    const second = await json(ranking.body.next.slice(`${site.origin}/api/v1`.length), bearer(key))
    expect(second.body.items[0].rank).toBeGreaterThan(1)
    const [used] = rowsOf<{ last_used_at: number; uses: number }>(site, 'select * from api_tokens')
    expect(used!.last_used_at).toBeGreaterThan(Date.now() - 60_000)
    expect(used!.uses).toBe(1)
    expect((await json(`${T}/queue`, bearer(key))).status).toBe(403)
  })

  test('opens the queue to a moderator’s program, without a name in it', async () => {
    const key = keyIn((await make('moderator', ['desk'])).text)
    const { status, body, text } = await json(`${T}/queue`, bearer(key))
    expect(status).toBe(200)
    expect(body.items.length).toBeGreaterThan(0)
    for (const { pseudonym } of rowsOf<{ pseudonym: string }>(
      site,
      "select pseudonym from people where pseudonym <> ''",
    ))
      expect(text.includes(`"${pseudonym}"`)).toBe(false)
    const items: object[] = []
    for (let next: string | null = `${T}/queue?limit=1`; next !== null; ) {
      const page: { items: object[]; matched: number; next: string | null } = (await json(next, bearer(key)))
        .body
      expect(page.matched).toBe(body.matched)
      items.push(...page.items)
      next = page.next?.slice(`${site.origin}/api/v1`.length) ?? null
    }
    expect(items).toEqual(body.items)
    expect((await json(`${T}/queue?after=x`, bearer(key))).status).toBe(400)
  })

  test('opens nothing to whoever asks after its program, however the address is written', async () => {
    const key = keyIn((await make('moderator', ['desk'])).text)
    for (const api of ['/API/v1', '/Api/V1']) {
      const path = `${api}${T}/queue`
      const opened = await visit(site.origin).request(path, { headers: bearer(key) })
      expect([opened.status, opened.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
      expect((await visit(site.origin).get(path)).status, path).toBe(401)
    }
  })

  test('opens nothing that its maker may not, and nothing once it is revoked', async () => {
    expect((await make('planner', ['desk'])).status).toBe(403)
    expect((await make('planner', [])).status).toBe(400)
    expect((await json(`${T}/ranking`)).status).toBe(401)
    expect((await json(`${T}/ranking`, bearer(`sreda_${'a'.repeat(43)}`))).status).toBe(401)
    const key = keyIn((await make('planner', ['ranking'], 'Отзываемый')).text)
    const { id } = rowOf<{ id: string }>(site, "select id from api_tokens where name = 'Отзываемый'")
    expect((await json(`${T}/ranking?limit=1`, bearer(key))).status).toBe(200)
    // Of another: only an administrator.
    expect(
      (await visitAs(site.origin, 'moderator').post(`${TOWN}/tokens`, { intent: 'revoke', id })).status,
    ).toBe(404)
    expect(
      (await visitAs(site.origin, 'planner').post(`${TOWN}/tokens`, { intent: 'revoke', id })).status,
    ).toBe(302)
    expect((await json(`${T}/ranking?limit=1`, bearer(key))).status).toBe(401)
  })

  test('opens nothing once its maker has lost the role', async () => {
    const key = keyIn((await make('moderator', ['ranking'], 'Без роли')).text)
    expect((await json(`${T}/ranking?limit=1`, bearer(key))).status).toBe(200)
    const database = new Database(site.databasePath)
    database
      .prepare('delete from roles where person_id = (select id from people where email = ?)')
      .run('moderator@prirechensk.example')
    database.close()
    expect((await json(`${T}/ranking?limit=1`, bearer(key))).status).toBe(403)
  })
})
