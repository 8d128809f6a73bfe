/*
 * Ballots per second through the model (50 people at the same moment, answered when durable) against better-sqlite3
 * writing the same rows by hand into the same file: the ballot, its three choices and who voted, one transaction each,
 * and 50 to a transaction, which is the limit. The model also asks, in the same transaction, what the rules need: the
 * phase, what is frozen, whether the voter has voted; and hashes a receipt. All sides commit with synchronous=FULL; 20
 * options, every 20th person sends their ballot twice. Goal: half of the limit or better.
 *
 *   npx tsx bench/casting.ts [--json]
 */
import './parts/temp-store.ts'

import Database from 'better-sqlite3'
import { defaultRule } from '#app/domain/default-rule.ts'
import { configureBallot } from '#app/models/ballot-settings.server.ts'
import { castBallot } from '#app/models/casting.server.ts'
import { newBallotId } from '#app/models/ids.server.ts'
import { createProcess } from '#app/models/processes.server.ts'
import { recountBallots } from '#app/models/recount-ballots.server.ts'
import { createTown } from '#app/models/towns.server.ts'
import { getVote } from '#app/models/votes.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, makePeople } from './parts/fill.ts'
import { median, percentile, print, ROUNDS } from './parts/report.ts'
import { DATABASE_FILE } from './parts/temp-store.ts'

const CALLERS = 50
/** Of each side in each round. */
const BALLOTS = { model: 5000, each: 1000, fifty: 5000 }
const WARM_UP = 1000
const CHOICES = 3
const DAY = 86_400_000
type Side = keyof typeof BALLOTS

interface Measured {
  perSecond: number
  cpuUs: number
  p50: number
  p99: number
}

const town = await createTown({
  slug: 'casting',
  name: 'Casting',
  region: '',
  population: 100_000,
  timeZone: 'Europe/Moscow',
  lng: CENTRE[0],
  lat: CENTRE[1],
  boundary: null,
  actorId: null,
})
const townId = town.id
/** The model's phase and, for the rows written by hand, one just like it. */
const [phaseId, rawPhaseId] = [await openVote('model'), await openVote('raw')]
const { options } = await getVote(townId, phaseId)
const rawOptions = (await getVote(townId, rawPhaseId)).options
const people = await makePeople(WARM_UP + ROUNDS * BALLOTS.model)
const raw = openRaw()
const insertBallot = raw.prepare(
  `insert into ballots (town_id, id, phase_id, channel, cast_at, receipt_hash) values (?, ?, ?, 'web', ?, ?)`,
)
const insertChoices = raw.prepare(
  `insert into ballot_choices (town_id, ballot_id, option_id) values ${Array(CHOICES).fill('(?, ?, ?)').join(', ')}`,
)
const insertTurnout = raw.prepare(
  `insert into turnout (town_id, phase_id, voter_key, person_id, state, channel, ballot_id, revision, voted_at, stated_age)
   values (?, ?, ?, ?, 'cast', 'web', ?, 1, ?, 14)`,
)
const HASH = 'f'.repeat(64)
const next: Record<'model' | 'raw', number> = { model: 0, raw: 0 }

const sides: Record<Side, (voters: number[]) => Promise<number[]> | number[]> = {
  each: (voters) => voters.map((i) => timeOf(() => writeTogether([i]))),
  fifty(voters) {
    for (let from = 0; from < voters.length; from += CALLERS)
      writeTogether(voters.slice(from, from + CALLERS))
    return []
  },
  model: (voters) => callTogether(voters),
}
const measured: Record<Side, Measured[]> = { each: [], fifty: [], model: [] }

await measure('model', WARM_UP)
for (let round = 0; round < ROUNDS; round++) {
  for (const side of ['each', 'fifty', 'model'] as const) {
    const one = await measure(side, BALLOTS[side])
    measured[side].push(one)
  }
}
const { n } = raw.prepare('select count(*) as n from ballots where phase_id = ?').get(phaseId) as {
  n: number
}
const wrong = (await recountBallots()).filter((text) => text.includes(phaseId))
if (n !== next.model || wrong.length > 0)
  throw new Error(`${next.model} voted, ${n} ballots lie there; ${wrong}`)

const of = (side: Side, key: keyof Measured) => median(measured[side].map((one) => one[key]))
const ratios = measured.model.map((one, i) => one.perSecond / measured.fifty[i]!.perSecond)
const row = (way: string, side: Side) => ({
  way,
  'ballots/s': of(side, 'perSecond'),
  'CPU µs each': of(side, 'cpuUs'),
  'p50 ms': of(side, 'p50') || '',
  'p99 ms': of(side, 'p99') || '',
  'of the limit': of(side, 'perSecond') / of('fifty', 'perSecond'),
})
print({
  claim: `Ballots per second, ${CHOICES} choices each, ${CALLERS} callers, synchronous=FULL, median of ${ROUNDS} rounds`,
  rows: [
    row('raw better-sqlite3, a transaction each', 'each'),
    row(`raw better-sqlite3, ${CALLERS} to a transaction (the limit)`, 'fifty'),
    row('castBallot, group commit', 'model'),
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

async function openVote(slug: string): Promise<string> {
  const now = Date.now()
  const settings = { acts: [], moderation: 'post' as const, supportLimit: null }
  const dates = { startsAt: new Date(now - DAY), endsAt: new Date(now + DAY) }
  await createProcess({
    townId,
    slug,
    title: slug,
    question: slug,
    phases: [{ kind: 'vote', title: '', ...dates, settings }],
    actorId: null,
  })
  const { read } = await getStore()
  const { phases, processes } = await import('#db/schema/towns.server.ts')
  const { eq } = await import('drizzle-orm')
  const [found] = await read
    .select({ id: phases.id })
    .from(phases)
    .innerJoin(processes, eq(processes.id, phases.processId))
    .where(eq(processes.slug, slug))
  await configureBallot({
    townId,
    phaseId: found!.id,
    actorId: null,
    settings: {
      method: { kind: 'approval', min: 1, max: 5 },
      electorate: 'signed-in',
      optionSource: 'variants',
      rule: defaultRule('approval'),
      budgetMinor: null,
      minimumAge: 14,
      unlinkDays: 30,
    },
    choice: {
      variants: Array.from({ length: 20 }, (_, i) => ({ title: `${i}`, summary: '', costMinor: null })),
    },
  })
  return found!.id
}

function openRaw(): Database.Database {
  const database = new Database(DATABASE_FILE)
  for (const pragma of [
    'synchronous = FULL',
    'foreign_keys = ON',
    'busy_timeout = 5000',
    'wal_autocheckpoint = 4000',
    'secure_delete = FAST',
  ]) {
    database.pragma(pragma)
  }
  return database
}

async function measure(side: Side, count: number): Promise<Measured> {
  const who = side === 'model' ? 'model' : 'raw'
  const voters = Array.from({ length: count }, () => next[who]++)
  raw.pragma('wal_checkpoint(TRUNCATE)')
  const [cpu, start] = [process.cpuUsage(), performance.now()]
  const times = await sides[side](voters)
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return {
    perSecond: count / seconds,
    cpuUs: (user + system) / count,
    p50: times.length > 0 ? median(times) : 0,
    p99: times.length > 0 ? percentile(times, 0.99) : 0,
  }
}

/** Three neighbours in the list of options. */
function chosen(i: number, from: typeof options): string[] {
  return Array.from({ length: CHOICES }, (_, n) => from[(i * 7 + n) % from.length]!.id)
}

function writeTogether(voters: number[]) {
  const day = Math.floor(Date.now() / DAY) * DAY
  raw.exec('begin immediate')
  for (const i of voters) {
    const [id, personId] = [newBallotId(), people[i % people.length]!]
    insertBallot.run(townId, id, rawPhaseId, day, HASH)
    insertChoices.run(...chosen(i, rawOptions).flatMap((optionId) => [townId, id, optionId]))
    // A person votes by hand in every round anew: the key is made different, the row is as long.
    insertTurnout.run(
      townId,
      rawPhaseId,
      `${personId.slice(0, -6)}${String(i).padStart(6, '0')}`,
      personId,
      id,
      day,
    )
  }
  raw.exec('commit')
}

async function callTogether(voters: number[]): Promise<number[]> {
  const times: number[] = []
  let at = 0
  async function caller() {
    for (let i = voters[at++]; i !== undefined; i = voters[at++]) {
      const ballot = {
        townId,
        phaseId,
        ballotId: newBallotId(),
        marks: chosen(i, options).map((optionId) => ({ optionId, value: null })),
        voter: { personId: people[i]! },
        statedAge: 14,
        revision: 0,
        secret: 'a secret of the bench',
      }
      const start = performance.now()
      await Promise.all(i % 20 === 0 ? [castBallot(ballot), castBallot(ballot)] : [castBallot(ballot)])
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
