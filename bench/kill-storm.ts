/*
 * A support is durable when it is answered: the real server is killed (-9) in storms of supports sent over HTTP by sixty
 * signed-in people, started again on the same files, and every support that was answered must be there.
 *
 *   npx tsx bench/kill-storm.ts [--kills 50] [--json]
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median, print } from './parts/report.ts'
import { killInStorms } from './parts/storm.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, json: { type: 'boolean' } },
})
const place = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }
const start = performance.now()
const { kills, check } = await killInStorms(place, Number(values.kills), function tellProgress(kill, i) {
  if (!process.stderr.isTTY) return
  process.stderr.write(`\r${i + 1} killed, ${kill.answered} answered before the last, ${kill.lost} lost `)
})
const seconds = (performance.now() - start) / 1000
if (process.stderr.isTTY) process.stderr.write('\n')

const sum = (key: 'sent' | 'answered') => kills.reduce((all, kill) => all + kill[key], 0)
const last = kills.at(-1)!
const wrong = kills.filter((kill) => kill.wrongTallies + kill.invented > 0 || kill.damage).length
if (check) console.error(check)
print({
  claim: `kill -9 of the real server in ${kills.length} storms of supports`,
  rows: [
    { what: 'supports sent', n: sum('sent') },
    { what: 'answered with 2xx', n: sum('answered') },
    { what: 'answered before a kill, median', n: median(kills.map((kill) => kill.answered)) },
    { what: 'answered and lost', n: last.lost },
    { what: 'restarts with a wrong tally, a stray row or a damaged file', n: wrong },
    {
      what: 'ms from start to serving after a kill, median',
      n: Math.round(median(kills.map((kill) => kill.bootMs))),
    },
    { what: 'seconds in all', n: Math.round(seconds) },
  ],
  goals: [
    {
      goal: 'no answered support is lost, after any kill',
      is: Math.max(...kills.map((kill) => kill.lost)),
      holds: kills.every((kill) => kill.lost === 0),
    },
    { goal: 'tallies are the rows, nothing is invented, the file is whole', is: wrong, holds: wrong === 0 },
    { goal: '`sreda check` finds nothing at the end', is: check ? 1 : 0, holds: !check },
  ],
})
