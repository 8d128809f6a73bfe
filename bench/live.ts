/*
 * What open listeners to a running vote cost: the real server with 2,000 streams of server-sent events and one ballot a
 * second, against a server of the same short life with none and the same ballots. Memory is resident, after a collection of
 * garbage; what the kernel keeps for sockets is not in it.
 *
 *   npx tsx bench/live.ts [--listeners 2000] [--json]
 */
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import type { Heard } from './parts/listen.ts'
import { percentile, print } from './parts/report.ts'
import {
  cpuSecondsOf,
  outputOf,
  type RunningServer,
  runProgram,
  startServer,
  stopServer,
} from './parts/server.ts'
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

const none = await livesWith(0)
const many = await livesWith(LISTENERS)
const heard = many.heard!
database.close()

const lags = many.ballots.map(({ n, at }) => (heard.lastAt[String(n)] ?? Number.NaN) - at)
const toldAll = lags.filter((lag) => !Number.isNaN(lag))
const [mb, core] = [many.mb - none.mb, many.core - none.core]
print({
  claim: `${LISTENERS.toLocaleString('en-US')} listeners to a vote in which a ballot a second is cast, ${SECONDS} s`,
  rows: [
    { what: 'nobody listens', 'memory MB': none.mb, '% of a core': none.core * 100 },
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

/** The life of a server: it starts, a page is read, so many listen, and a ballot a second is cast. */
async function livesWith(listeners: number) {
  const server = await startServer(place, [
    ...['--expose-gc', '--import', './bench/parts/memory-on-signal.ts'],
    ...['app/cli/main.ts', 'serve'],
  ])
  await fetch(`${server.url}/prirechensk`).then((answer) => answer.text())
  const live = `${server.url}/prirechensk/processes/${PROCESS}/live`
  const listening = listeners > 0 ? await listenTo(live, listeners) : null
  const ballots: { n: number; at: number }[] = []
  const [cpu, start] = [cpuSecondsOf(server.child.pid!), performance.now()]
  for (let second = 1; second <= SECONDS; second++) {
    castOne()
    ballots.push({ n: count.get(townId, phaseId) as number, at: Date.now() })
    await new Promise((done) => setTimeout(done, start + second * 1000 - performance.now()))
  }
  const core = (cpuSecondsOf(server.child.pid!) - cpu) / ((performance.now() - start) / 1000)
  const mb = await memoryOf(server)
  const heard = (await listening?.heard) ?? null
  await stopServer(server, 'SIGTERM')
  return { core, mb, ballots, heard }
}

async function listenTo(live: string, listeners: number) {
  const args = ['bench/parts/listen.ts', live, String(listeners), String(SECONDS + 2)]
  const listening = runProgram(place, args)
  const complaints: Buffer[] = []
  listening.stderr!.on('data', (chunk: Buffer) => complaints.push(chunk))
  const lines = createInterface(listening.stdout!)[Symbol.asyncIterator]()
  if ((await lines.next()).value !== 'ready') throw new Error(`Nobody listens: ${Buffer.concat(complaints)}`)
  return { heard: lines.next().then(({ value }) => JSON.parse(value as string) as Heard) }
}

/** As another process of the site does it: with the next revision. */
function castOne() {
  database.transaction(() => {
    cast.run(townId, `bench-${made++}`, phaseId, Date.now())
    database.pragma(`user_version = ${(database.pragma('user_version', { simple: true }) as number) + 1}`)
  })()
}

/** Resident, after all garbage is thrown away. */
async function memoryOf({ child }: RunningServer): Promise<number> {
  const told = new Promise<number>((resolve) => {
    child.stdout!.on('data', function read(text: string) {
      const [, mb] = /^memory ([\d.]+)/m.exec(text) ?? []
      if (mb) resolve(Number(mb))
    })
  })
  child.kill('SIGUSR2')
  return told
}
