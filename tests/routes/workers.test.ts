import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  cpuSecondsOf,
  outputOf,
  type Place,
  type RunningServer,
  startServer,
  stopServer,
  workersOf,
} from '../../bench/parts/server.ts'
import type { StormTown } from '../../bench/parts/storm.ts'
import { refusedStart } from './helpers/site.ts'

const LIMIT = 3
const PATIENCE = { timeout: 20_000 }
const folder = mkdtempSync(join(tmpdir(), 'sreda-workers-'))
const place: Place = { file: join(folder, 'sreda.db'), filesDir: join(folder, 'files'), workers: 2 }

let town: StormTown
let server: RunningServer
beforeAll(async () => {
  town = JSON.parse(await outputOf({ ...place, workers: 1 }, ['bench/parts/storm-town.ts'])) as StormTown
  setLimit(LIMIT)
  server = await startServer(place)
}, 60_000)
afterAll(async () => {
  if (server) await stopServer(server, 'SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

function setLimit(limit: number | null) {
  const database = new Database(place.file)
  database.prepare("update phases set settings = json_set(settings, '$.supportLimit', ?)").run(limit)
  database.close()
}

/** As a page with scripts sends it; each on a connection of its own, so that any worker may take it. @returns the status; 0 when nobody has answered */
async function support(person: number, pin: number): Promise<number> {
  const { people, pins, slug } = town
  const answer = await fetch(`${server.url}/${slug}/${pins[pin]!.number}.data`, {
    method: 'POST',
    body: 'intent=support',
    headers: {
      Origin: server.url,
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: people[person]!.cookie,
      Connection: 'close',
    },
    redirect: 'manual',
  }).catch(() => null)
  await answer?.text().catch(() => '')
  return answer?.status ?? 0
}

function supportsInRows(): string[] {
  const database = new Database(place.file, { readonly: true })
  const rows = database.prepare("select contribution_id || ' ' || person_id from supports").pluck().all()
  database.close()
  return rows as string[]
}

const keyOf = (person: number, pin: number) => `${town.pins[pin]!.id} ${town.people[person]!.id}`

test('200 supports at once over two workers: limits and uniqueness hold, and both have worked', async () => {
  const pids = workersOf(server)
  expect(pids).toHaveLength(2)
  const before = pids.map(cpuSecondsOf)
  // Forty people, each for four pins (one too many), and one of them twice.
  const sent = Array.from({ length: 200 }, (_, i) => ({
    person: i % 40,
    pin: [0, 1, 2, 3, 0][Math.floor(i / 40)]!,
  }))
  const statuses = await Promise.all(sent.map(({ person, pin }) => support(person, pin)))
  const rows = supportsInRows()
  expect(new Set(rows).size).toBe(rows.length)
  for (let person = 0; person < 40; person++)
    expect(rows.filter((row) => row.endsWith(town.people[person]!.id))).toHaveLength(LIMIT)
  expect([statuses.filter((status) => status >= 500 || status === 0), server.complaints()]).toEqual([[], ''])
  const answered = sent.filter((_, i) => statuses[i]! < 400)
  expect(answered.length).toBeGreaterThanOrEqual(40 * LIMIT)
  for (const { person, pin } of answered) expect(rows).toContain(keyOf(person, pin))
  for (const [i, pid] of pids.entries()) expect(cpuSecondsOf(pid)).toBeGreaterThan(before[i]!)
})

test('kill -9 of a worker under load: nothing answered is lost, the other goes on, and a new one starts', async () => {
  setLimit(null)
  const [first] = workersOf(server)
  const answered: { key: string; at: number }[] = []
  let isOver = false
  let next = 0
  async function send() {
    while (!isOver) {
      const i = next++
      const [person, pin] = [40 + (i % 20), 4 + (Math.floor(i / 20) % 290)]
      const status = await support(person, pin)
      if (status >= 400) throw new Error(`A support was answered with ${status}`)
      if (status > 0) answered.push({ key: keyOf(person, pin), at: Date.now() })
    }
  }
  const senders = Array.from({ length: 10 }, send)
  await new Promise((done) => setTimeout(done, 500))
  process.kill(first!, 'SIGKILL')
  const killedAt = Date.now()
  try {
    await expect.poll(() => answered.filter(({ at }) => at > killedAt).length, PATIENCE).toBeGreaterThan(10)
    await expect.poll(() => workersOf(server).length, PATIENCE).toBe(2)
  } finally {
    isOver = true
    await Promise.all(senders)
  }
  expect(workersOf(server)).not.toContain(first)
  expect(server.complaints()).toMatch(
    /Worker 1 of 2 \(process \d+\) was ended by SIGKILL; another starts in 0\.1 s/,
  )
  const rows = new Set(supportsInRows())
  expect(answered.filter(({ key }) => !rows.has(key))).toEqual([])
  expect(await outputOf(place, ['app/cli/main.ts', 'check'])).toBeTruthy()
}, 60_000)

test('all workers end with the first process, in order', async () => {
  const pids = workersOf(server)
  const start = Date.now()
  await stopServer(server, 'SIGTERM')
  expect(server.child.exitCode).toBe(0)
  expect(Date.now() - start).toBeLessThan(10_000)
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
})

test('a port that is taken is said once, and nothing is left running', async () => {
  const taken = createServer().listen(0, '0.0.0.0')
  await new Promise((done) => taken.once('listening', done))
  const { port } = taken.address() as { port: number }
  const { code, text } = await refusedStart({
    WORKERS: '3',
    PORT: String(port),
    // There is nothing to seed then.
    SREDA_MODE: 'production',
    SESSION_SECRET: 'a secret of this test only',
    SMTP_URL: 'smtp://127.0.0.1:1',
    ORIGIN: 'http://sreda.example.org',
  })
  taken.close()
  expect(code).toBe(1)
  expect(text.match(/is taken by another program/g)).toHaveLength(1)
}, 60_000)
