/*
 * Every claim against its limit, each in the same run as what limits it, one script after another; then one table of all
 * goals. bench/results.json keeps the last result of each, with its day and the machine's load. Ends with 1 when a goal is
 * missed, or a script failed or took longer than it may.
 *
 *   npm run bench                  # all of them, about 40 minutes on 2 cores
 *   npm run bench -- live http     # these
 */
import { spawn } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt, fail, HOME } from '../scripts/ensure.mjs'
import type { Report } from './parts/report.ts'
import { goalTable, keepResults, readReports } from './parts/results.ts'

/** Names of scripts beside this one, and the minutes that each may take at most. */
const BENCHES: Record<string, number> = {
  supports: 4,
  casting: 4,
  pins: 8,
  places: 5,
  features: 4,
  http: 5,
  live: 3,
  pages: 8,
  exports: 8,
  'map-browser': 15,
  'map-rivals': 8,
  package: 8,
  'kill-storm': 8,
  'tally-load': 8,
  tally: 8,
  'tally-million': 8,
  references: 8,
}

export interface Result {
  name: string
  /** When it ended, ISO 8601, and how busy the machine was before it began. */
  at: string
  load: number
  seconds: number
  reports: Report[]
  /** Why it has no goals, or not all; '' when it came to its end. */
  failure: string
}

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = asked.find((name) => !(name in BENCHES))
if (unknown) fail(`There is no bench ${unknown}: ${Object.keys(BENCHES).join(', ')}.`)
ensureBuilt()

const results: Result[] = []
for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) {
  console.error(`${name} (at most ${BENCHES[name]} minutes) …`)
  const result = await run(name, BENCHES[name]!)
  results.push(result)
  console.error(`${name}: ${Math.round(result.seconds)} s${result.failure && `, ${result.failure}`}`)
}
const { text, isMissed } = goalTable(results)
console.log(text)
if (isMissed) process.exitCode = 1
keepResults(results)

/** In a group of processes of its own, which ends as a whole when the time is over. */
function run(name: string, minutes: number): Promise<Result> {
  const start = performance.now()
  const load = Math.round(loadavg()[0]! * 10) / 10
  const child = spawn(process.execPath, ['--import', 'tsx', join('bench', `${name}.ts`), '--json'], {
    cwd: HOME,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const said = { out: '', complaints: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.complaints = (said.complaints + text).slice(-2000)
  })
  let isLate = false
  const timer = setTimeout(function endAll() {
    isLate = true
    process.kill(-child.pid!, 'SIGKILL')
  }, minutes * 60_000)
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer)
      const reports = readReports(said.out)
      const isMissed = reports.some(({ goals }) => goals.some(({ holds }) => !holds))
      const failure = isLate
        ? `took longer than ${minutes} minutes`
        : (code !== 0 && !isMissed) || reports.length === 0
          ? said.complaints.trim().split('\n').slice(-3).join(' ') || `ended with ${code}`
          : ''
      const seconds = Math.round((performance.now() - start) / 1000)
      resolve({ name, at: new Date().toISOString(), load, seconds, reports, failure })
    })
  })
}
