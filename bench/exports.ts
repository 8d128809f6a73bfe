/*
 * Exports of a million rows: CSV, XLSX and GeoJSON, each written by the server's own thread of exports, and the town page
 * meanwhile. Limit: better-sqlite3 iterating the same rows with the same columns in the same order, and doing nothing with
 * them. Rates are by seconds of the processor: the machine's other work, and the load on the page, do not count.
 *
 *   npx tsx bench/exports.ts [--rows 1000000] [--json]
 */

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { NO_FILTER } from '#app/domain/filter.ts'
import type { ReadyExport } from '#app/jobs/export.server.ts'
import { exportPath } from '#app/jobs/export-files.server.ts'
import { inThread } from '#app/jobs/export-thread.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { getTownById } from '#app/models/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { summed } from './parts/export-sums.ts'
import { fillMany } from './parts/fill-many.ts'
import type { Load } from './parts/load.ts'
import { median, print, type Row } from './parts/report.ts'
import { outputOf, startServer, stopServer } from './parts/server.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

const at = process.argv.indexOf('--rows')
const ROWS = at === -1 ? 1_000_000 : Number(process.argv[at + 1])
const FORMATS = ['csv', 'xlsx', 'geojson'] as const
/** What a town's readers may ask for at once; more only measures the queue. */
const CONNECTIONS = 4
const SECONDS = 2
const PLACE = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }

const { townId, supports } = await fillMany('many', DATABASE_FILE, ROWS)
const town = await getTownById(townId)
await (await getStore()).close()
await outputOf(PLACE, ['app/cli/main.ts', 'seed'])
const raw = rawRates()
const server = await startServer(PLACE)
await loadOf(SECONDS)

interface Written {
  format: string
  rows: number
  supports: number
  bytes: number
  seconds: number
  cpuRate: number
  addedMb: number
  ratioOfP99: number
  p99: { quiet: number; loud: number }
}

const written: Written[] = []
for (const format of FORMATS) written.push(await write(format))
await stopServer(server, 'SIGTERM')

const csv = written[0]!
const ofRaw = csv.cpuRate / raw.ranked
const worst = Math.max(...written.map(({ ratioOfP99 }) => ratioOfP99))
const isTrue = written.every((one) => one.rows === ROWS && one.supports === supports)
print({
  claim: `Exports of ${ROWS.toLocaleString('en-US')} rows by the server's thread; the town page with ${CONNECTIONS} connections beside`,
  rows: [
    { what: 'raw better-sqlite3, in rank order', 'rows/s of CPU': raw.ranked },
    { what: 'raw better-sqlite3, in the order of numbers', 'rows/s of CPU': raw.numbered },
    ...written.map(
      (one): Row => ({
        what: one.format,
        'rows/s of CPU': one.cpuRate,
        'of raw': one.cpuRate / raw.ranked,
        MB: one.bytes / 1e6,
        seconds: one.seconds,
        'memory it adds, MB': one.addedMb,
        'p99 quiet, ms': one.p99.quiet,
        'p99 meanwhile, ms': one.p99.loud,
        'p99 ratio': one.ratioOfP99,
      }),
    ),
  ],
  goals: [
    { goal: 'CSV at 0.5 or more of raw iteration', is: ofRaw, holds: ofRaw >= 0.5 },
    { goal: 'p99 of the town page at most twice that without an export', is: worst, holds: worst <= 2 },
    {
      goal: `each file holds ${ROWS} rows and ${supports} supports, as the database`,
      is: written.filter((one) => one.rows === ROWS && one.supports === supports).length,
      holds: isTrue,
    },
  ],
})

/** The same columns as an export reads, without a thought for what they say. */
function rawRates() {
  const database = new Database(DATABASE_FILE, { readonly: true })
  const columns =
    'id, number, kind, title, body, translations, lng, lat, place_text, place_precision, space_id, category_id, process_id, cost_minor, status, decision, supports, comments, votes, created_at, external_id'
  function rate(order: string): number {
    const select = database.prepare(
      `select ${columns} from contributions where town_id = ? and visibility = 'published' order by ${order}`,
    )
    const before = process.cpuUsage()
    let rows = 0
    for (const _ of select.iterate(townId)) rows++
    const { user, system } = process.cpuUsage(before)
    return rows / ((user + system) / 1e6)
  }
  const rates = {
    ranked: median([0, 1, 2].map(() => rate('supports desc, number'))),
    numbered: rate('number'),
  }
  database.close()
  return rates
}

/** Asks for an export as the page does, by a row, and measures the town page and the memory while it is written. */
async function write(format: (typeof FORMATS)[number]): Promise<Written> {
  const cpuRate = ROWS / (await cpuSecondsOf(format))
  const quiet = (await loadOf(SECONDS)).p99
  const memory = rssMb()
  const job = { townId, id: newId(), tries: 1 }
  const start = Date.now()
  request(job.id, format)
  await until(job.id, 'running')
  const loud: number[] = []
  let peak = 0
  const looking = setInterval(() => {
    peak = Math.max(peak, rssMb())
  }, 50)
  while (loud.length === 0 || jobOf(job.id).state === 'running') loud.push((await loadOf(SECONDS)).p99)
  clearInterval(looking)
  await until(job.id, 'done')
  const path = exportPath(PLACE.filesDir, job)
  const { rows, supports } = await summed(format, path)
  const { bytes, finished_at } = jobOf(job.id)
  rmSync(path)
  const during = median(loud)
  return {
    format,
    rows,
    supports,
    bytes,
    seconds: (finished_at - start) / 1000,
    cpuRate,
    addedMb: peak - memory,
    p99: { quiet, loud: during },
    ratioOfP99: during / quiet,
  }
}

/** The same thread in this process, alone: with its start, its collections of garbage and the disk's part. */
async function cpuSecondsOf(format: (typeof FORMATS)[number]): Promise<number> {
  const path = join(FOLDER, `alone.${format}`)
  const before = process.cpuUsage()
  const input = { databaseUrl: `file:${DATABASE_FILE}`, request: requestOf(format), path }
  await inThread(input, () => {}, new AbortController().signal)
  const { user, system } = process.cpuUsage(before)
  rmSync(path)
  return (user + system) / 1e6
}

function requestOf(format: (typeof FORMATS)[number]): ReadyExport {
  const origin = 'https://sreda.example'
  return { town, filter: NO_FILTER, words: [], format, locale: 'ru', separator: ';', origin, now: new Date() }
}

function request(id: string, format: string) {
  const database = new Database(DATABASE_FILE)
  database.pragma('busy_timeout = 5000')
  database
    .prepare(
      `insert into export_jobs (town_id, id, requested_by, format, separator, locale, filter, origin, state, tries,
         done_rows, all_rows, due_at, created_at, bytes, hash)
       select ?, ?, id, ?, ';', 'ru', '', 'https://sreda.example', 'waiting', 0, 0, ?, 0, 0, 0, '' from people limit 1`,
    )
    .run(townId, id, format, ROWS)
  database.close()
}

interface Job {
  state: string
  bytes: number
  finished_at: number
}

function jobOf(id: string): Job {
  const database = new Database(DATABASE_FILE, { readonly: true })
  const job = database.prepare('select state, bytes, finished_at from export_jobs where id = ?').get(id)
  database.close()
  return job as Job
}

async function until(id: string, state: string) {
  for (;;) {
    const now = jobOf(id).state
    if (now === state) return
    if (now === 'failed') throw new Error('The export failed.')
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** Memory of the server, all its threads together. */
function rssMb(): number {
  const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

async function loadOf(seconds: number): Promise<Load> {
  const args = [
    'bench/parts/load.ts',
    `${server.url}/prirechensk`,
    String(seconds),
    String(CONNECTIONS),
    'br',
  ]
  return JSON.parse(await outputOf(PLACE, args)) as Load
}
