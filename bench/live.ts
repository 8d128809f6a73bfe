/*
 * What open listeners to a running vote cost: the real server with 2,000 streams of server-sent events and one ballot a
 * second, against the same server, in the same state, with none and the same ballots.
 *
 *   npx tsx bench/live.ts [--listeners 2000] [--json]
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import type { Heard } from './parts/listen.ts'
import { percentile, print } from './parts/report.ts'
import { cpuSecondsOf, outputOf, runProgram, startServer, stopServer } from './parts/server.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

const { values } = parseArgs({
  options: { listeners: { type: 'string', default: '2000' }, json: { type: 'boolean' } },
})
const LISTENERS = Number(values.listeners)
const SECONDS = 15
const GOALS = { mb: 150, core: 0.05 }
const PROCESS = 'torgovaya-ploshchad'

const place = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }
await outputOf(place, ['app/cli/main.ts', 'seed'])
const server = await startServer(place)
const database = new Database(DATABASE_FILE)
database.pragma('busy_timeout = 5000')
const { townId, phaseId } = database
  .prepare(
    `select f.town_id as townId, f.id as phaseId from phases f join processes p on p.id = f.process_id
     where f.kind = 'vote' and p.slug = ?`,
  )
  .get(PROCESS) as { townId: string; phaseId: string }
const cast = database.prepare(
  "insert into ballots (town_id, id, phase_id, channel, cast_at) values (?, ?, ?, 'web', ?)",
)
const count = database.prepare('select count(*) from ballots where town_id = ? and phase_id = ?').pluck()
let made = 0

const live = `${server.url}/prirechensk/processes/${PROCESS}/live`
// What is compiled and allocated once is no listener's cost.
await fetch(`${server.url}/prirechensk`).then((answer) => answer.text())
await listenTo(50, 3)
const none = await measure()
const { listening, result } = await listenTo(LISTENERS, SECONDS + 2, false)
const many = await measure()
const heard = await result
await once(listening, 'close')
await stopServer(server, 'SIGTERM')
database.close()

const lags = many.ballots.map(({ n, at }) => (heard.lastAt[String(n)] ?? Number.NaN) - at)
const toldAll = lags.filter((lag) => !Number.isNaN(lag))
const [mb, core] = [many.mb - none.mb, many.core - none.core]
print({
  claim: `${LISTENERS.toLocaleString('en-US')} listeners to a vote in which a ballot a second is cast, ${SECONDS} s`,
  rows: [
    { what: 'the same server, nobody listens', 'memory MB': none.mb, '% of a core': none.core * 100 },
    {
      what: `${LISTENERS} listen`,
      'memory MB': many.mb,
      '% of a core': many.core * 100,
      'numbers told': heard.told,
      'ballot to last listener, median ms': Math.round(percentile(toldAll, 0.5)),
      'at worst': Math.round(Math.max(...toldAll)),
    },
    { what: 'they cost', 'memory MB': mb, '% of a core': core * 100 },
    { what: 'each of them', 'memory MB': mb / LISTENERS },
  ],
  goals: [
    { goal: `under ${GOALS.mb} MB`, is: mb, ratio: mb / GOALS.mb, holds: mb < GOALS.mb },
    {
      goal: `under ${GOALS.core * 100} % of a core`,
      is: core * 100,
      ratio: core / GOALS.core,
      holds: core < GOALS.core,
    },
    {
      goal: 'nearly every ballot was told to every listener',
      is: heard.told / LISTENERS / many.ballots.length,
      holds: heard.told >= 0.8 * LISTENERS * many.ballots.length,
    },
  ],
})

async function listenTo(listeners: number, seconds: number, untilOver = true) {
  const listening = runProgram(place, ['bench/parts/listen.ts', live, String(listeners), String(seconds)])
  const lines = createInterface(listening.stdout!)[Symbol.asyncIterator]()
  const complaints: Buffer[] = []
  listening.stderr!.on('data', (chunk: Buffer) => complaints.push(chunk))
  const first = await lines.next()
  if (first.value !== 'ready') throw new Error(`Nobody listens: ${Buffer.concat(complaints)}`)
  const result = lines.next().then(({ value }) => JSON.parse(value as string) as Heard)
  if (untilOver) await result
  return { listening, result }
}

/** Casts a ballot a second. @returns the server's memory at the end, and its share of a core */
async function measure() {
  const ballots: { n: number; at: number }[] = []
  const [cpu, start] = [cpuSecondsOf(server.child.pid!), performance.now()]
  for (let second = 1; second <= SECONDS; second++) {
    castOne()
    ballots.push({ n: count.get(townId, phaseId) as number, at: Date.now() })
    await new Promise((done) => setTimeout(done, start + second * 1000 - performance.now()))
  }
  const core = (cpuSecondsOf(server.child.pid!) - cpu) / ((performance.now() - start) / 1000)
  return { core, mb: megabytesOf(server.child.pid!), ballots }
}

/** As another process of the site does it: with the next revision. */
function castOne() {
  database.transaction(() => {
    cast.run(townId, `bench-${made++}`, phaseId, Date.now())
    database.pragma(`user_version = ${(database.pragma('user_version', { simple: true }) as number) + 1}`)
  })()
}

function megabytesOf(pid: number): number {
  return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}
