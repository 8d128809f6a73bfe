/*
 * The real server, with the demo, is sent requests that are drawn by a grammar from its route table, its pages' own forms
 * and the ids of its database, as everybody: no 500, no hang, no growth of memory.
 *
 *   npx tsx bench/fuzz.ts [--requests 100000] [--seed S] [--json]
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fuzz } from './parts/fuzz-run.ts'
import { print } from './parts/report.ts'
import { outputOf, startServer, stopServer } from './parts/server.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

/** How much the memory may grow after the warm-up. */
const GROWTH = 1.5

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
})
const seed = Number(values.seed ?? Date.now() % 1_000_000)
console.error(`seed ${seed}`)
const place = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }
await outputOf(place, ['app/cli/main.ts', 'seed'])
const server = await startServer(place)
let log = ''
server.child.stderr!.on('data', (chunk) => {
  log = (log + chunk).slice(-20_000)
})
const report = await fuzz({
  url: server.url,
  pid: server.child.pid!,
  file: place.file,
  requests: Number(values.requests),
  seed,
  tell(done) {
    if (process.stderr.isTTY) process.stderr.write(`\r${done} sent `)
  },
})
await stopServer(server, 'SIGTERM')
for (const fault of report.faults.slice(0, 40)) console.error(fault)
if (report.faults.length > 0) console.error(`The server says:\n${log}`)

const { rss, statuses } = report
const [growth, peak] = [rss.after.level / rss.warm.level, rss.after.peak / rss.warm.peak]
print({
  claim: `${report.requests} fuzzed requests, seed ${seed}`,
  rows: [
    { what: 'requests', n: report.requests },
    { what: 'seconds', n: Math.round(report.seconds) },
    { what: 'forms found on the pages', n: report.forms },
    ...Object.entries(statuses).map(([status, n]) => ({
      what: status === '0' ? 'closed without an answer' : `answered ${status}`,
      n,
    })),
    { what: 'p99 of an answer, ms', n: Math.round(report.p99Ms) },
    { what: 'slowest answer, ms', n: Math.round(report.slowestMs) },
    { what: 'memory in the warm-up: level, MB', n: Math.round(rss.warm.level) },
    { what: 'memory in the warm-up: peak, MB', n: Math.round(rss.warm.peak) },
    { what: 'memory after it: highest level, MB', n: Math.round(rss.after.level) },
    { what: 'memory after it: peak, MB', n: Math.round(rss.after.peak) },
    { what: 'memory at the end, MB', n: Math.round(rss.end) },
  ],
  goals: [
    {
      goal: 'no answer of 500 or more, and none missing',
      is: report.faults.length,
      holds: report.faults.length === 0,
    },
    { goal: `memory levels off: under ${GROWTH} of the warm-up's`, is: growth, holds: growth <= GROWTH },
    { goal: `so do its peaks`, is: peak, holds: peak <= GROWTH },
    { goal: 'the server lives', is: Math.round(rss.end), holds: rss.end > 0 },
  ],
})
