import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const PAGE = `${TOWN}/exports`
const START = { intent: 'start', format: 'csv', filter: '' }

interface Job {
  id: string
  state: string
  bytes: number
  hash: string
  done_rows: number
}

let site: Site
let planner: Visitor
let all: number
beforeAll(async () => {
  site = await startSite({ env: { EXPORT_AT_ONCE_ROWS: '20' } })
  planner = visitAs(site.origin, 'planner')
  await planner.speak('en')
  all = rowOf<{ n: number }>(site, "select count(*) n from contributions where visibility = 'published'").n
})
afterAll(() => site?.stop())

const newest = () => rowOf<Job>(site, 'select * from export_jobs order by created_at desc, id desc limit 1')

/** Starts an export as the page's form does, and waits until it has ended. */
async function finished(fields: Record<string, string> = START): Promise<Job> {
  const answer = await planner.post(PAGE, fields)
  expect([answer.status, answer.location]).toEqual([302, PAGE])
  await vi.waitFor(() => expect(newest().state).toBe('done'), { timeout: 30_000, interval: 100 })
  return newest()
}

async function bytesOf(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(site.origin + path, {
    headers: { ...headers, Cookie: `sreda_session=${planner.cookie('sreda_session')}` },
  })
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}

/** Breaks the connection off as soon as something has come. */
function beginningOf(path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const headers = { Cookie: `sreda_session=${planner.cookie('sreda_session')}` }
    get(site.origin + path, { headers }, (response) => {
      response.once('data', (chunk: Buffer) => {
        response.destroy()
        resolve(chunk.subarray(0, 1000))
      })
    }).on('error', reject)
  })
}

describe('an export', () => {
  test('of few rows is a file at one press; of many, the same address asks, and one press begins', async () => {
    const few = await planner.get(`${TOWN}/export/csv?kind=value`)
    expect(few.status).toBe(200)
    expect(few.headers.get('Content-Disposition')).toContain('attachment')
    const many = await planner.get(`${TOWN}/export/csv?separator=comma`)
    expect([many.status, many.location]).toEqual([303, `${PAGE}?format=csv&separator=comma`])
    const page = await planner.get(many.location)
    expect(wordsIn(page.text)).toContain(`Entries in this selection: ${all}`)
    expect(page.text).toMatch(/<option value="comma" selected/)
    // Asking is not beginning.
    expect(rowsOf(site, 'select 1 from export_jobs')).toEqual([])

    const small = await planner.get(`${TOWN}/ranking?kind=value`)
    expect(small.text).toContain(`href="${TOWN}/export/xlsx?kind=value"`)
    const ranking = await planner.get(`${TOWN}/ranking`)
    expect(ranking.text).not.toContain(`href="${TOWN}/export/`)
    expect(ranking.text.split(`action="${PAGE}"`)).toHaveLength(5)
  })

  test.each(['csv', 'xlsx', 'geojson'])('is prepared, shown and taken: %s', async (format) => {
    const job = await finished({ intent: 'start', format, filter: '' })
    const page = await planner.get(PAGE)
    expect(page.text).toContain(`href="${PAGE}/${job.id}"`)
    expect(page.text).toContain(job.hash)
    const { status, headers, bytes } = await bytesOf(`${PAGE}/${job.id}`, { 'Accept-Encoding': 'br, gzip' })
    expect(status).toBe(200)
    expect(headers.get('Content-Length')).toBe(String(bytes.byteLength))
    expect(headers.get('X-Sreda-Rows')).toBe(String(all))
    expect(headers.get('Content-Disposition')).toMatch(
      new RegExp(`attachment; filename="prirechensk-.*\\.${format}"`),
    )
    const sum = createHash('sha256').update(bytes)
    expect(sum.copy().digest('hex')).toBe(job.hash)
    expect(headers.get('Repr-Digest')).toBe(`sha-256=:${sum.digest('base64')}:`)
    if (format === 'csv') expect(parse(bytes, { bom: true, delimiter: ';', from: 2 })).toHaveLength(all)
    if (format === 'geojson') expect(JSON.parse(bytes.toString()).sreda_rows).toBe(all)
    if (format === 'xlsx') expect(bytes.subarray(0, 2).toString()).toBe('PK')
  })

  test('has the filter of the page and one line of the log', async () => {
    const job = await finished({ ...START, filter: 'kind=value&sort=new' })
    const { n } = rowOf<{ n: number }>(
      site,
      "select count(*) n from contributions where visibility = 'published' and kind = 'value'",
    )
    expect(job.done_rows).toBe(n)
    const acts = rowsOf<{ after: string }>(
      site,
      "select after from staff_acts where act = 'export' order by seq desc",
    )
    expect(JSON.parse(acts[0]!.after)).toMatchObject({ format: 'csv', rows: n })
    expect(JSON.parse(acts[0]!.after).filter).toContain('kind=value')
    expect(acts).toHaveLength(rowsOf(site, "select 1 from export_jobs where state = 'done'").length + 1)
  })
})

describe('the file', () => {
  let path: string
  let job: Job
  let whole: Buffer
  beforeAll(async () => {
    job = await finished({ ...START, format: 'geojson' })
    path = `${PAGE}/${job.id}`
    whole = (await bytesOf(path)).bytes
  })

  test('that broke off goes on where it stopped, byte for byte', async () => {
    const first = await beginningOf(path)
    const etag = `"${job.hash}"`
    const rest = await bytesOf(path, { Range: `bytes=${first.byteLength}-`, 'If-Range': etag })
    expect(rest.status).toBe(206)
    expect(rest.headers.get('ETag')).toBe(etag)
    expect(rest.headers.get('Content-Range')).toBe(
      `bytes ${first.byteLength}-${whole.byteLength - 1}/${whole.byteLength}`,
    )
    expect(Buffer.concat([first, rest.bytes]).equals(whole)).toBe(true)
  })

  test('is given in any part that is there', async () => {
    const part = async (range: string, more: Record<string, string> = {}) =>
      bytesOf(path, { Range: range, ...more })
    const end = whole.byteLength
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 1],
      ['bytes=10-19', 10, 20],
      [`bytes=${end - 3}-${end + 50}`, end - 3, end],
      ['bytes=-7', end - 7, end],
      [`bytes=-${end + 9}`, 0, end],
    ] as const) {
      const { status, bytes, headers } = await part(range)
      expect([status, headers.get('Content-Length')], range).toEqual([206, String(to - from)])
      expect(bytes.equals(whole.subarray(from, to)), range).toBe(true)
    }
    for (const range of [`bytes=${end}-`, 'bytes=-0']) {
      const { status, headers } = await part(range)
      expect([status, headers.get('Content-Range')], range).toEqual([416, `bytes */${end}`])
    }
    // What is no range, several, and a range of another file: the whole.
    const stale = { 'If-Range': '"another"' }
    for (const [range, more] of [
      ['bytes=9-2'],
      ['lines=1-2'],
      ['bytes=0-1,5-6'],
      ['bytes=5-', stale],
    ] as const) {
      const { status, bytes } = await part(range, more)
      expect([status, bytes.byteLength], range).toEqual([200, end])
    }
    expect((await bytesOf(path, { 'If-None-Match': `"${job.hash}"` })).status).toBe(304)
    const head = await planner.request(path, { method: 'HEAD' })
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, String(end)])
  })

  test('is nobody’s who may not export in this town', async () => {
    expect((await visit(site.origin).get(path)).status).toBe(302)
    expect((await visitAs(site.origin, 'anna').get(path)).status).toBe(403)
    const admin = visitAs(site.origin, 'admin')
    await admin.post('/towns/new', {
      name: 'Сосед',
      slug: 'sosed',
      timeZone: 'Europe/Moscow',
      center: '57.9, 45.9',
    })
    // Of the platform's administrator, who may in both: it is no file of that town.
    expect((await admin.get(`/sosed/exports/${job.id}`)).status).toBe(404)
    expect((await planner.get('/sosed/exports')).status).toBe(403)
    expect((await planner.post('/sosed/exports', START)).status).toBe(403)
    const foreign = await admin.post('/sosed/exports', { intent: 'cancel', id: job.id })
    expect(foreign.status).toBe(404)
    expect(newest().state).toBe('done')
    for (const bad of [`${PAGE}/none`, `${PAGE}/${'0'.repeat(36)}`])
      expect((await planner.get(bad)).status).toBe(404)
  })

  test('goes when it is deleted, and can be prepared anew', async () => {
    const files = () => readdirSync(join(site.filesDir, 'exports')).filter((name) => name.includes(job.id))
    expect(readFileSync(join(site.filesDir, 'exports', files()[0]!)).equals(whole)).toBe(true)
    expect((await planner.post(PAGE, { intent: 'cancel', id: job.id })).status).toBe(302)
    expect(files()).toEqual([])
    const gone = await planner.get(path)
    expect(gone.status).toBe(404)
    expect(wordsIn(gone.text)).toContain(sentence('en', 'export.not-found'))
    expect(await finished({ intent: 'again', id: job.id })).toMatchObject({ state: 'done', done_rows: all })
  })

  test('that failed says why', async () => {
    const database = new Database(site.databasePath)
    const says = async (error: string) => {
      database
        .prepare("update export_jobs set state = 'failed', last_error = ? where id = ?")
        .run(error, newest().id)
      return wordsIn((await planner.get(PAGE)).text)
    }
    const before = newest()
    expect(await says('refused drawing.not-metres {"scale":0.3}')).toContain(
      'a metre of the ground becomes 0.3',
    )
    expect(await says('too large: a ZIP holds 4 GB')).toContain('larger than this format can hold')
    expect(await says('no space: ENOSPC')).toContain('disk is full')
    expect(await says('something else')).toContain('in the server’s log')
    database
      .prepare('update export_jobs set state = ?, last_error = null where id = ?')
      .run('done', before.id)
    database.close()
  })

  test('what is no export is told in words', async () => {
    const bad: Record<string, string>[] = [
      {},
      { intent: 'start', format: 'exe' },
      { intent: 'cancel', id: 'x' },
    ]
    for (const fields of bad) expect((await planner.post(PAGE, fields)).status).toBe(400)
    const none = await planner.post(PAGE, { intent: 'again', id: job.id })
    expect(none.status).toBe(404)
    expect(wordsIn(none.text)).toContain(sentence('en', 'export.not-found'))
  })
})
