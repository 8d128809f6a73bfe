/*
 * The demo town's page and its map's answer, per second, from the real production server, against node:http sending the
 * same bytes; 16 keep-alive connections from a process of its own. The three processes share the machine's cores.
 *
 *   npx tsx bench/town-page.ts [--json]
 */
import { writeFileSync } from 'node:fs'
import { get, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import type { Sample } from './parts/bare-server.ts'
import type { Load } from './parts/load.ts'
import { median, print, ROUNDS } from './parts/report.ts'
import { cpuSecondsOf, outputOf, type RunningServer, startServer, stopServer } from './parts/server.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

const CONNECTIONS = 16
const SECONDS = { warm: 3, round: 1.2 }
const MAP = '/prirechensk/map.json?bbox=45.50,57.38,45.70,57.46&zoom=14'
const ROUTES = [
  { what: 'town page', path: '/prirechensk', encoding: 'identity' },
  { what: 'town page', path: '/prirechensk', encoding: 'gzip' },
  { what: 'town page', path: '/prirechensk', encoding: 'br' },
  { what: 'map.json', path: MAP, encoding: 'br' },
]

const place = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }
await outputOf(place, ['app/cli/main.ts', 'seed'])
const sreda = await startServer(place)
const samples: Sample[] = []
for (const { path, encoding } of ROUTES) samples.push(await sampleOf(sreda.url + path, encoding))
const sampleFile = join(FOLDER, 'samples.json')
writeFileSync(sampleFile, JSON.stringify(samples))
const bare = await startServer(place, ['bench/parts/bare-server.ts', sampleFile])

const rows = []
for (const [i, { what, path, encoding }] of ROUTES.entries()) {
  await loadOf(sreda.url + path, SECONDS.warm, encoding)
  await loadOf(`${bare.url}/${i}`, 1, encoding)
  const [ours, theirs]: Measured[][] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    ours!.push(await measure(sreda, sreda.url + path, encoding))
    theirs!.push(await measure(bare, `${bare.url}/${i}`, encoding))
  }
  const of = (list: Measured[], key: keyof Measured) => median(list.map((one) => one[key]))
  rows.push({
    what,
    encoding,
    'kB sent': of(ours!, 'bytes') / 1000,
    'requests/s': of(ours!, 'perSecond'),
    'p50 ms': of(ours!, 'p50'),
    'p99 ms': of(ours!, 'p99'),
    'server CPU ms each': of(ours!, 'cpuMs'),
    'bare requests/s': of(theirs!, 'perSecond'),
    'bare CPU ms each': of(theirs!, 'cpuMs'),
    ratio: median(ours!.map((one, round) => one.perSecond / theirs![round]!.perSecond)),
  })
}
await stopServer(bare, 'SIGTERM')
await stopServer(sreda, 'SIGTERM')
print({
  claim: `Town page from the production server, ${CONNECTIONS} connections, median of ${ROUNDS} rounds`,
  rows,
  goals: [],
})

interface Measured extends Load {
  cpuMs: number
}

async function measure({ child }: RunningServer, url: string, encoding: string): Promise<Measured> {
  const before = cpuSecondsOf(child.pid!)
  const load = await loadOf(url, SECONDS.round, encoding)
  return { ...load, cpuMs: ((cpuSecondsOf(child.pid!) - before) * 1000) / load.requests }
}

async function loadOf(url: string, seconds: number, encoding: string): Promise<Load> {
  const args = ['bench/parts/load.ts', url, String(seconds), String(CONNECTIONS), encoding]
  return JSON.parse(await outputOf(place, args)) as Load
}

/** An answer as it travels: not decoded, with the headers that describe it. */
function sampleOf(url: string, encoding: string): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const headers = encoding === 'identity' ? {} : { 'Accept-Encoding': encoding }
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
        resolve({ headers: ownHeaders(response.headers), body: Buffer.concat(chunks).toString('base64') })
      })
    }).on('error', reject)
  })
}

function ownHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const leftToNode = ['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length']
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && !leftToNode.includes(entry[0]),
    ),
  )
}
