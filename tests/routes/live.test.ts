import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { rowOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, published, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

const PATIENCE = { timeout: 15_000 }
/** From one network address, as the code says. */
const MOST_OF_ADDRESS = 500

let site: Site
const open: { leave(): void }[] = []
beforeAll(async () => {
  site = await startSite()
})
afterAll(async () => {
  for (const { leave } of open) leave()
  await site?.stop()
})

interface Listening {
  status: number
  headers: IncomingMessage['headers']
  /** What was told so far. */
  told: Record<string, number>[]
  isOver(): boolean
  leave(): void
}

/** Listens as a browser does. */
function listen(path: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const asked = get(
      site.origin + path,
      { agent: false, headers: { 'Accept-Encoding': 'br, gzip' } },
      (response) => {
        const told: Listening['told'] = []
        let isOver = false
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
          const events = text.split('\n\n')
          text = events.pop()!
          for (const event of events) {
            const data = /^data: (.*)$/m.exec(event)?.[1]
            if (data) told.push(JSON.parse(data))
          }
        })
        response.on('close', () => {
          isOver = true
        })
        response.on('error', () => undefined)
        const listening = {
          status: response.statusCode!,
          headers: response.headers,
          told,
          isOver: () => isOver,
          leave: () => asked.destroy(),
        }
        open.push(listening)
        resolve(listening)
      },
    )
    asked.on('error', reject)
  })
}

const collecting = `${TOWN}/processes/${PROCESS.collect}/live`
const voting = `${TOWN}/processes/${PROCESS.vote}/live`

test('supports are told to who listens, by a stream that nothing on the way may hold back', async () => {
  const { number, id } = published(site, 'collect', 'proposal')
  const supports = () =>
    rowOf<{ supports: number }>(site, 'select supports from contributions where id = ?', id).supports
  const before = supports()
  const listening = await listen(`${TOWN}/${number}/live`)
  expect(listening.status).toBe(200)
  expect(listening.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  expect(listening.headers).not.toHaveProperty('content-encoding')
  await expect.poll(() => listening.told).toEqual([{ supports: before }])
  const vera = visitAs(site.origin, 'vera')
  const isHers = (await vera.get(`${TOWN}/${number}`)).text.includes('value="withdraw-support"')
  await vera.post(`${TOWN}/${number}`, { intent: isHers ? 'withdraw-support' : 'support' })
  expect(supports()).toBe(before + (isHers ? -1 : 1))
  await expect.poll(() => listening.told.at(-1)?.supports, PATIENCE).toBe(supports())
  // Nothing is said again while nothing changes, even if something else that pages show does.
  const said = listening.told.length
  const other = published(site, 'collect', 'proposal', 1).number
  const comment = { intent: 'comment', id: newId(), body: 'Не об этом предложении' }
  expect((await vera.post(`${TOWN}/${other}?index`, comment)).status).toBeLessThan(400)
  await new Promise((done) => setTimeout(done, 2500))
  expect(listening.told).toHaveLength(said)
})

test('of a vote that runs only the number of ballots is told, as its page shows it', async () => {
  const listening = await listen(voting)
  await expect.poll(() => listening.told.length).toBe(1)
  expect(Object.keys(listening.told[0]!)).toEqual(['cast'])
  const { text } = await visit(site.origin).get(`${TOWN}/processes/${PROCESS.vote}/vote`)
  const [, shown] = /data-live="cast"[^>]*>[^<\d]*([\d\s]+)/.exec(text)!
  expect(Number(shown!.replace(/\s/g, ''))).toBe(listening.told[0]!.cast)
})

test('where nothing runs nobody is kept waiting, and what is not there is not found', async () => {
  const { number } = published(site, 'results', 'proposal')
  const hidden = rowOf<{ number: number }>(
    site,
    "select number from contributions where visibility <> 'published'",
  )
  for (const [path, status] of [
    [`${TOWN}/processes/${PROCESS.results}/live`, 204],
    [`${TOWN}/${number}/live`, 204],
    [`${TOWN}/${hidden.number}/live`, 204],
    [`${TOWN}/999999/live`, 204],
    [`${TOWN}/processes/no-such/live`, 404],
    ['/no-such-town/1/live', 404],
    [`${TOWN}/processes/a%20b/live`, 404],
  ] as const) {
    expect([path, (await listen(path)).status]).toEqual([path, status])
  }
  expect((await visit(site.origin).post(collecting, {})).status).toBe(404)
})

test('who is one too many from an address is told to ask no more; others take the place of those who leave', async () => {
  for (const { leave } of open.splice(0)) leave()
  await expect.poll(async () => (await listen(collecting)).status).toBe(200)
  const rest = await Promise.all(Array.from({ length: MOST_OF_ADDRESS + 20 }, () => listen(collecting)))
  expect(rest.filter(({ status }) => status === 204).length).toBeGreaterThanOrEqual(20)
  const kept = rest.filter(({ status }) => status === 200)
  expect(kept.length).toBeGreaterThanOrEqual(MOST_OF_ADDRESS - 10)
  expect((await visit(site.origin).get(TOWN)).status).toBe(200)
  for (const { leave } of kept) leave()
  await expect.poll(async () => (await listen(collecting)).status, PATIENCE).toBe(200)
}, 60_000)

test('the end of the server is an orderly end of the stream', async () => {
  const listening = await listen(collecting)
  await expect.poll(() => listening.told.length).toBe(1)
  const start = Date.now()
  await site.stop()
  await expect.poll(listening.isOver).toBe(true)
  // Not only after the three seconds that other connections are given.
  expect(Date.now() - start).toBeLessThan(2900)
})
