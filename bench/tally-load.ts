/*
 * The town page while a big vote is counted, against the same page while nothing is: the count runs in the server's own
 * thread of counting, over BALLOTS approval ballots of OPTIONS options, with every other rule and the archive.
 *
 *   npx tsx bench/tally-load.ts [--ballots 200000] [--options 60] [--json]
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Load } from './parts/load.ts'
import { median, print, ROUNDS } from './parts/report.ts'
import { seeded } from './parts/seeded.ts'
import { outputOf, startServer, stopServer } from './parts/server.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

const BALLOTS = argument('--ballots', 200_000)
const OPTIONS = argument('--options', 60)
/** What a town's readers may ask for at once; more only measures the queue. */
const CONNECTIONS = 4
const SECONDS = { warm: 3, round: 2 }
const SLUG = 'big-vote'

function argument(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  return at === -1 ? otherwise : Number(process.argv[at + 1])
}

/** A Pabulib file of approval ballots of 5 options; the counts are different in every ballot, as people's are. */
function makeElection(path: string) {
  const random = seeded(3)
  const options = Array.from(
    { length: OPTIONS },
    (_, i) => `${i + 1};${10_000 + Math.floor(random() * 90_000)}`,
  )
  const ballots = Array.from({ length: BALLOTS }, (_, i) => {
    const marked = new Set<number>()
    while (marked.size < 5) marked.add(1 + Math.floor(random() ** 1.5 * OPTIONS))
    return `${i + 1};${[...marked].join(',')}`
  })
  const meta = [
    ...['description;Bench', 'country;Poland', 'unit;Bench', 'instance;2025', 'date_begin;01.05.2025'],
    ...['date_end;20.05.2025', `num_projects;${OPTIONS}`, `num_votes;${BALLOTS}`, 'budget;1000000'],
    ...['vote_type;approval', 'rule;equalshares/add1', 'max_length;5'],
  ]
  writeFileSync(
    path,
    [
      'META',
      'key;value',
      ...meta,
      'PROJECTS',
      'project_id;cost',
      ...options,
      'VOTES',
      'voter_id;vote',
      ...ballots,
      '',
    ].join('\n'),
  )
}

const place = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }
const file = join(FOLDER, `${SLUG}.pb`)
makeElection(file)
await outputOf(place, ['app/cli/main.ts', 'seed'])
// Counted first, so that the quiet rounds are quiet; the count is then asked for anew in each loud one.
await outputOf(place, ['app/cli/main.ts', 'import', file])
const server = await startServer(place)
await untilCounted()
await loadOf(SECONDS.warm)

interface Round {
  quiet: Load
  loud: Load
  /** The count was not over when the measurement was. */
  stillRuns: boolean
}

const rounds: Round[] = []
for (let round = 0; round < ROUNDS; round++) {
  const quiet = await loadOf(SECONDS.round)
  askForCount()
  await untilRunning()
  const loud = await loadOf(SECONDS.round)
  const stillRuns = stateOfCount() !== 'done'
  await untilCounted()
  rounds.push({ quiet, loud, stillRuns })
}
await stopServer(server, 'SIGTERM')

const of = (pick: (round: Round) => number) => median(rounds.map(pick))
const ratio = of(({ quiet, loud }) => loud.p99 / quiet.p99)
const covered = rounds.filter(({ stillRuns }) => stillRuns).length
print({
  claim: `Town page, ${CONNECTIONS} connections, while ${BALLOTS.toLocaleString('en-US')} ballots of ${OPTIONS} options are counted; median of ${ROUNDS} rounds`,
  rows: [
    row('nothing is counted', ({ quiet }) => quiet),
    row('a count runs', ({ loud }) => loud),
    { what: 'ratio of p99', 'p99 ms': ratio },
  ],
  goals: [
    { goal: 'p99 under a running count is at most twice that without', is: ratio, ratio, holds: ratio <= 2 },
    {
      goal: `the count ran through the whole measurement in every round`,
      is: covered,
      holds: covered === ROUNDS,
    },
  ],
})

function row(what: string, pick: (round: Round) => Load) {
  return {
    what,
    'requests/s': of((round) => pick(round).perSecond),
    'p50 ms': of((round) => pick(round).p50),
    'p99 ms': of((round) => pick(round).p99),
  }
}

async function loadOf(seconds: number): Promise<Load> {
  const url = `${server.url}/prirechensk`
  const args = ['bench/parts/load.ts', url, String(seconds), String(CONNECTIONS), 'br']
  return JSON.parse(await outputOf(place, args)) as Load
}

/** The next version of the result is asked for as the staff's form does it, by a row. */
function askForCount() {
  const database = new Database(DATABASE_FILE)
  database
    .prepare(
      `insert into count_jobs select town_id, phase_id, max(version) + 1, 'waiting', 'bench', '[]', null, 0, 0, 0, 0, null
       from count_jobs group by town_id, phase_id having town_id = (select id from towns where slug = ?)`,
    )
    .run(SLUG)
  database.close()
}

function stateOfCount(): string {
  const database = new Database(DATABASE_FILE, { readonly: true })
  const state = database
    .prepare(
      'select state from count_jobs where town_id = (select id from towns where slug = ?) order by version desc',
    )
    .pluck()
    .get(SLUG)
  database.close()
  return String(state ?? 'none')
}

async function untilRunning() {
  while (stateOfCount() !== 'running') await new Promise((done) => setTimeout(done, 50))
}

async function untilCounted() {
  for (;;) {
    const state = stateOfCount()
    if (state === 'done') return
    if (state === 'failed') throw new Error('The count failed.')
    await new Promise((done) => setTimeout(done, 200))
  }
}
