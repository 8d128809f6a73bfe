/*
 * A made-up city: 1,000,000 approval ballots of 1-10 of 200 projects, a few of them loved and most not. In a process of its
 * own: the .pb file read and grouped, greedy, equal shares plain and with add1u; seconds and the most memory held so far.
 * The limit of a count is looking once at every mark. No goal is set but that all of it ends and greedy stays within the budget.
 *
 *   npx tsx bench/tally-million.ts [--json]
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultSettings, groupBallots, tally } from '#app/domain/rules/index.ts'
import type { Election, Outcome, RuleSettings } from '#app/domain/rules/types.ts'
import { readElection } from '#app/formats/pabulib-election.ts'
import { print, type Row } from './parts/report.ts'
import { seeded } from './parts/seeded.ts'

const BALLOTS = 1_000_000
const PROJECTS = 200
const BUDGET = 50_000_000

interface Step {
  step: string
  seconds: number
  peakMb: number
  note: string
}

const counted = process.argv.indexOf('--count')
if (counted !== -1) console.log(JSON.stringify(countFile(process.argv[counted + 1]!)))
else await measure()

async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'sreda-million-'))
  try {
    const path = join(folder, 'million.pb')
    await writeElection(path)
    const args = ['--import', 'tsx', fileURLToPath(import.meta.url), '--count', path]
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e8 })
    if (status !== 0) throw new Error(stderr)
    const steps = JSON.parse(stdout) as Step[]
    const look = steps.find(({ step }) => step.startsWith('every mark'))!
    const rows: Row[] = steps.map(({ step, seconds, peakMb, note }) => ({
      step,
      'CPU s': seconds,
      'peak MB': Math.round(peakMb),
      'times every mark': Math.round(seconds / look.seconds),
      note,
    }))
    const most = Math.max(...steps.map(({ peakMb }) => peakMb))
    print({
      claim: `${BALLOTS.toLocaleString('en-US')} approval ballots x ${PROJECTS} projects, made up, from the file on`,
      rows,
      goals: [{ goal: 'all within 2 GB', is: most, ratio: most / 2000, holds: most < 2000 }],
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function writeElection(path: string) {
  const random = seeded(2026)
  const costs = Array.from({ length: PROJECTS }, () => 100_000 + Math.floor(random() * 40) * 25_000)
  const file = createWriteStream(path)
  const meta = [
    'META',
    'key;value',
    'description;A made-up city',
    `num_projects;${PROJECTS}`,
    `num_votes;${BALLOTS}`,
    `budget;${BUDGET}`,
    'vote_type;approval',
    'PROJECTS',
    'project_id;cost',
    ...costs.map((cost, i) => `${i};${cost}`),
    'VOTES',
    'voter_id;vote',
  ]
  file.write(`${meta.join('\n')}\n`)
  for (let from = 0; from < BALLOTS; from += 10_000) {
    const lines = Array.from(
      { length: 10_000 },
      (_none, i) => `${from + i};${someProjects(random).join(',')}`,
    )
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'close')
}

/** One to ten, the first of the list loved most: the cube of a random number. */
function someProjects(random: () => number): number[] {
  const some = new Set<number>()
  for (let left = 1 + Math.floor(random() * 10); left > 0; left--)
    some.add(Math.floor(random() ** 3 * PROJECTS))
  return [...some]
}

function countFile(path: string): Step[] {
  const steps: Step[] = []
  const timed = <Result>(step: string, work: () => Result, note: (result: Result) => string): Result => {
    const before = process.cpuUsage()
    const result = work()
    const { user, system } = process.cpuUsage(before)
    const peakMb = process.resourceUsage().maxRSS / 1024
    steps.push({ step, seconds: (user + system) / 1e6, peakMb, note: note(result) })
    return result
  }
  const election = timed('read and group the file', () => load(path), groupsOf)
  timed(
    'every mark looked at once',
    () => lookOnce(election),
    () => '',
  )
  const count = (settings: Partial<RuleSettings> & Pick<RuleSettings, 'name'>) => () =>
    tally(election, { ...defaultSettings(settings.name), ...settings })
  timed('greedy by votes', count({ name: 'greedy_votes' }), wordsOf)
  timed('equal shares, cost, exact', count({ name: 'mes' }), wordsOf)
  timed('equal shares, cost, add1u', count({ name: 'mes', completion: 'add1u' }), wordsOf)
  timed('sequential Phragmen, exact', count({ name: 'phragmen' }), wordsOf)
  return steps
}

function load(path: string): Election {
  const { ids, costs, budget, unit, form, rows } = readElection(readFileSync(path, 'utf8'))
  return { ids, costs, budget, unit, ballots: groupBallots(form, rows, ids.length) }
}

function lookOnce({ ballots, ids }: Election): number {
  const votes = new Float64Array(ids.length)
  for (let group = 0; group < ballots.weights.length; group++) {
    for (let i = ballots.starts[group]!; i < ballots.starts[group + 1]!; i++) {
      votes[ballots.options[i]!]! += ballots.weights[group]!
    }
  }
  return votes[0]!
}

function groupsOf({ ballots }: Election): string {
  return `${ballots.weights.length} groups, ${ballots.options.length} marks`
}

function wordsOf({ winners, runs }: Outcome): string {
  return `${winners.length} bought${runs > 1 ? `, ${runs} virtual budgets` : ''}`
}
