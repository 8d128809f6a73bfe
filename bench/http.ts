/*
 * The real server over HTTP, with one process and with two: the town page and the map's answer, from the page cache and
 * past it (a cookie that is somebody's own keeps out of it), a support and a ballot of signed-in people. Beside them, in
 * the same run, node:http answering the same bytes, and a Remix that does nothing but draw the same elements. autocannon
 * asks over 16 keep-alive connections; it, the servers and whatever else runs share the machine's cores, so that the CPU
 * of an answer says more than how many there were.
 *
 *   npx tsx bench/http.ts [--json]
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import type { Sample } from './parts/bare-server.ts'
import { sampleOf } from './parts/http-sample.ts'
import { ballotRequests, supportRequests } from './parts/http-writes.ts'
import { median, print, type Row } from './parts/report.ts'
import {
  cpuSecondsOf,
  outputOf,
  type RunningServer,
  startServer,
  stopServer,
  workersOf,
} from './parts/server.ts'
import type { StormTown } from './parts/storm.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

const CONNECTIONS = 16
const ROUNDS = 3
const SECONDS = { warm: 2, round: 2 }
const PAGE = '/prirechensk'
const MAP = '/prirechensk/map.json?bbox=45.50,57.38,45.70,57.46&zoom=14'
const VOTE = '/prirechensk/processes/torgovaya-ploshchad/vote'
/** Not one of those that say nothing of who asks. */
const SOMEBODY = { cookie: 'bench=1' }

type Ask = Pick<autocannon.Options, 'headers' | 'requests' | 'setupClient'>
interface Measured {
  perSecond: number
  p50: number
  p99: number
  cpuMs: number
}

const place = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }
await outputOf(place, ['app/cli/main.ts', 'seed'])
const town = JSON.parse(await outputOf(place, ['bench/parts/storm-town.ts'])) as StormTown

const reads = [
  { what: 'town page, cached, br', path: PAGE, ask: { headers: { 'accept-encoding': 'br' } } },
  { what: 'town page, drawn anew', path: PAGE, ask: { headers: SOMEBODY } },
  { what: 'map.json, cached, br', path: MAP, ask: { headers: { 'accept-encoding': 'br' } } },
  { what: 'map.json, to somebody signed in', path: MAP, ask: { headers: SOMEBODY } },
]
const rows: Row[] = []
const of = (list: Measured[], key: keyof Measured) => median(list.map((one) => one[key]))

const one = await startServer(place)
const samples: Sample[] = []
for (const { path, ask } of reads) samples.push(await sampleOf(one.url + path, ask.headers))
const limits = await startLimits()
const [bare, same] = await compare()
await measureWrites(one, '1')
await stopServer(limits.empty, 'SIGTERM')
await stopServer(limits.bare, 'SIGTERM')
await stopServer(one, 'SIGTERM')

const two = await startServer({ ...place, workers: 2 })
for (const { what, path, ask } of reads) {
  await measure(two, path, ask, SECONDS.warm)
  rows.push(row(what, '2', await rounds(() => measure(two, path, ask))))
}
await measureWrites(two, '2')
await stopServer(two, 'SIGTERM')

print({
  claim: `The production server over HTTP, ${CONNECTIONS} connections, median of ${ROUNDS} rounds`,
  rows,
  goals: [
    {
      goal: 'cached town page: requests/s at least 0.5 of bare node http',
      is: bare,
      ratio: bare,
      holds: bare >= 0.5,
    },
    {
      goal: 'town page drawn anew: at most 1.5 times the CPU of an empty Remix page of the same elements',
      is: same,
      ratio: same,
      holds: same <= 1.5,
    },
  ],
})

/** The reads of one process against their limits, the sides taking turns. @returns the two ratios of the goals */
async function compare(): Promise<[bare: number, same: number]> {
  const found: number[] = []
  for (const [i, { what, path, ask }] of reads.entries()) {
    const isDrawn = i === 1
    await measure(one, path, ask, SECONDS.warm)
    await measure(limits.bare, `/${i}`, {}, 1)
    if (isDrawn) await measure(limits.empty, '/', {}, SECONDS.warm)
    const sides: [ours: Measured[], bare: Measured[], empty: Measured[]] = [[], [], []]
    for (let round = 0; round < ROUNDS; round++) {
      sides[0].push(await measure(one, path, ask))
      sides[1].push(await measure(limits.bare, `/${i}`, {}))
      if (isDrawn) sides[2].push(await measure(limits.empty, '/', {}))
    }
    const ratio = median(sides[0].map((ours, n) => ours.perSecond / sides[1][n]!.perSecond))
    rows.push({ ...row(what, '1', sides[0]), 'of bare': ratio })
    rows.push(row('  bare node http, the same bytes', '', sides[1]))
    if (isDrawn) {
      const cpu = median(sides[0].map((ours, n) => ours.cpuMs / sides[2][n]!.cpuMs))
      rows.push({
        ...row('  an empty Remix page of the same elements', '', sides[2]),
        'CPU, ours to it': cpu,
      })
      found.push(cpu)
    } else found.push(ratio)
  }
  return [found[0]!, found[1]!]
}

async function measureWrites(server: RunningServer, processes: string) {
  const supports = supportRequests(town, server.url)
  await measure(server, '/', { requests: [supports] }, 1)
  rows.push(row('support', processes, await rounds(() => measure(server, '/', { requests: [supports] }))))
  rows.push(row('ballot', processes, await rounds(() => measureBallots(server))))
}

async function measureBallots(server: RunningServer): Promise<Measured> {
  const requestOfNext = await ballotRequests(town, { origin: server.url, path: VOTE, file: DATABASE_FILE })
  return measure(server, '/', { setupClient: (client) => client.setRequests([requestOfNext()]) })
}

async function startLimits() {
  const sampleFile = join(FOLDER, 'samples.json')
  writeFileSync(sampleFile, JSON.stringify(samples))
  const drawnFile = join(FOLDER, 'drawn.json')
  writeFileSync(drawnFile, JSON.stringify([samples[1]]))
  return {
    bare: await startServer(place, ['bench/parts/bare-server.ts', sampleFile]),
    empty: await startServer(place, ['bench/parts/empty-remix.tsx', drawnFile]),
  }
}

async function rounds(measureOnce: () => Promise<Measured>): Promise<Measured[]> {
  const done: Measured[] = []
  for (let round = 0; round < ROUNDS; round++) done.push(await measureOnce())
  return done
}

/** @throws {Error} when an answer is no 2xx */
async function measure(
  server: RunningServer,
  path: string,
  ask: Ask,
  seconds = SECONDS.round,
): Promise<Measured> {
  const pids = [server.child.pid!, ...workersOf(server)]
  const cpu = () => pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0)
  const before = cpu()
  const load = await autocannon({
    url: server.url + path,
    connections: CONNECTIONS,
    duration: seconds,
    ...ask,
  })
  if (load.non2xx + load.errors > 0)
    throw new Error(
      `${path}: ${load.non2xx} answers were no 2xx, ${load.errors} were none: ${JSON.stringify(load.statusCodeStats)}`,
    )
  const { average: perSecond, total } = load.requests
  return { perSecond, p50: load.latency.p50, p99: load.latency.p99, cpuMs: ((cpu() - before) * 1000) / total }
}

function row(what: string, processes: string, list: Measured[]): Row {
  return {
    what,
    processes,
    'requests/s': of(list, 'perSecond'),
    'p50 ms': of(list, 'p50'),
    'p99 ms': of(list, 'p99'),
    'CPU ms each': of(list, 'cpuMs'),
  }
}
