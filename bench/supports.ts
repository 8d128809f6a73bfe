/*
 * Supports per second through the model (50 people at the same moment, answered when durable) against better-sqlite3
 * writing the same rows by hand into the same file: one transaction each, and 50 to a transaction, which is the limit.
 * The model also asks, in the same transaction, what the rules need: the contribution, its phase, whether it is held.
 * All sides commit with synchronous=FULL; 100,000 contributions lie in the table. Goal: half of the limit or better.
 *
 *   npx tsx bench/supports.ts [--json]
 */
import './parts/temp-store.ts'

import Database from 'better-sqlite3'
import { supportContribution } from '#app/models/supports.server.ts'
import { getStore } from '#db/store.server.ts'
import { fillTown, makePeople, streetPoints } from './parts/fill.ts'
import { median, percentile, print, ROUNDS } from './parts/report.ts'
import { DATABASE_FILE } from './parts/temp-store.ts'

const CALLERS = 50
/** Of each side in each round. */
const SUPPORTS = { model: 10_000, each: 2000, fifty: 10_000 }

interface Support {
  townId: string
  personId: string
  contributionId: string
}

interface Measured {
  perSecond: number
  cpuUs: number
  p50: number
  p99: number
}

const { townId, ids } = await fillTown('supports', streetPoints(100_000, 5))
const supporters = await makePeople(1999)
const raw = openRaw()
const processId = (raw.prepare('select id from processes where town_id = ?').get(townId) as { id: string }).id
const insert = raw.prepare(
  `insert into supports (town_id, contribution_id, person_id, process_id, created_at) values (?, ?, ?, ?, ?)
   on conflict do nothing`,
)
const add = raw.prepare('update contributions set supports = supports + 1 where town_id = ? and id = ?')

let made = 0
const sides: Record<keyof typeof SUPPORTS, (supports: Support[]) => Promise<number[]> | number[]> = {
  each: (supports) => supports.map((support) => timeOf(() => writeTogether([support]))),
  fifty(supports) {
    for (let from = 0; from < supports.length; from += CALLERS)
      writeTogether(supports.slice(from, from + CALLERS))
    return []
  },
  model: (supports) => callTogether(supports),
}
const measured: Record<keyof typeof SUPPORTS, Measured[]> = { each: [], fifty: [], model: [] }

await measure('model', 2000)
await measure('fifty', 2000)
for (let round = 0; round < ROUNDS; round++) {
  for (const side of ['each', 'fifty', 'model'] as const)
    measured[side].push(await measure(side, SUPPORTS[side]))
}
const { n } = raw.prepare('select count(*) as n from supports').get() as { n: number }
const { sum } = raw.prepare('select sum(supports) as sum from contributions').get() as { sum: number }
if (n !== made || sum !== made)
  throw new Error(`${made} supports were answered, ${n} are rows, ${sum} are counted`)

const of = (side: keyof typeof SUPPORTS, key: keyof Measured) => median(measured[side].map((one) => one[key]))
const ratios = measured.model.map((one, i) => one.perSecond / measured.fifty[i]!.perSecond)
const row = (name: string, side: keyof typeof SUPPORTS) => ({
  way: name,
  'supports/s': of(side, 'perSecond'),
  'CPU µs each': of(side, 'cpuUs'),
  'p50 ms': of(side, 'p50') || '',
  'p99 ms': of(side, 'p99') || '',
  'of the limit': of(side, 'perSecond') / of('fifty', 'perSecond'),
})
print({
  claim: `Supports per second, 100,000 contributions, ${CALLERS} callers, synchronous=FULL, median of ${ROUNDS} rounds`,
  rows: [
    row('raw better-sqlite3, a transaction each', 'each'),
    row(`raw better-sqlite3, ${CALLERS} to a transaction (the limit)`, 'fifty'),
    row('supportContribution, group commit', 'model'),
  ],
  goals: [
    {
      goal: 'at least half of the limit, median of the rounds',
      is: median(ratios),
      ratio: median(ratios),
      holds: median(ratios) >= 0.5,
    },
  ],
})
raw.close()
await (await getStore()).close()

function openRaw(): Database.Database {
  const database = new Database(DATABASE_FILE)
  for (const pragma of [
    'synchronous = FULL',
    'foreign_keys = ON',
    'busy_timeout = 5000',
    'wal_autocheckpoint = 4000',
  ]) {
    database.pragma(pragma)
  }
  return database
}

/** Each a person and a contribution that were not together before: 1,999 and 100,000 have no common divisor. */
function nextSupports(count: number): Support[] {
  return Array.from({ length: count }, () => {
    const i = made++
    return {
      townId,
      personId: supporters[i % supporters.length]!,
      contributionId: ids[(i * 7919) % ids.length]!,
    }
  })
}

async function measure(side: keyof typeof SUPPORTS, count: number): Promise<Measured> {
  const supports = nextSupports(count)
  raw.pragma('wal_checkpoint(TRUNCATE)')
  const [cpu, start] = [process.cpuUsage(), performance.now()]
  const times = await sides[side](supports)
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return {
    perSecond: count / seconds,
    cpuUs: (user + system) / count,
    p50: times.length > 0 ? median(times) : 0,
    p99: times.length > 0 ? percentile(times, 0.99) : 0,
  }
}

function writeTogether(supports: Support[]) {
  raw.exec('begin immediate')
  for (const { personId, contributionId } of supports) {
    const { changes } = insert.run(townId, contributionId, personId, processId, Date.now())
    if (changes === 1) add.run(townId, contributionId)
  }
  raw.exec('commit')
}

async function callTogether(supports: Support[]): Promise<number[]> {
  const times: number[] = []
  let next = 0
  async function caller() {
    for (let support = supports[next++]; support; support = supports[next++]) {
      const start = performance.now()
      await supportContribution(support)
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  return times
}

function timeOf(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
