/*
 * Equal shares on real elections, in seconds of the processor, the file already read: the largest Polish city with add1u (186
 * virtual budgets; published public programs took 13.7 s in C++ and 34 s in JavaScript on such a machine), and every file there is.
 * The limit is what the machine needs to look once at every mark for every virtual budget, adding up what their voters have.
 * And a file of 131,778 ballots, read, checked and grouped, against reading its bytes and cutting them at line ends and semicolons.
 *
 *   npx tsx bench/tally.ts [--json]          PABULIB_DIR=folder of .pb files
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultSettings, tally } from '#app/domain/rules/index.ts'
import type { Election, RuleSettings } from '#app/domain/rules/types.ts'
import { CORPUS, corpusFiles, cpuSeconds, readCorpusFile } from './parts/corpus.ts'
import { median, print, ROUNDS, type Row } from './parts/report.ts'

const CITY = 'Poland_Warszawa_2026.pb'
const MANY_BALLOTS = 'Poland_Wroclaw_2015_150_-_500.pb'
const GOALS = { city: 1.5, file: 5, parse: 0.6 }
const ADD1U: RuleSettings = { ...defaultSettings('mes'), completion: 'add1u' }
const SLOWEST = 12

const files = corpusFiles()
if (files.length > 0) {
  printCity()
  console.log('')
  printParsing()
  console.log('')
  printAll()
}

function printCity() {
  const { election } = readCorpusFile(CITY)
  const [ours, looks]: [number[], number[]] = [[], []]
  let runs = 0
  tally(election, ADD1U)
  for (let round = 0; round < ROUNDS; round++) {
    const [seconds, outcome] = cpuSeconds(() => tally(election, ADD1U))
    ours.push(seconds)
    runs = outcome.runs
    looks.push(cpuSeconds(() => lookAtEveryMark(election, runs))[0])
  }
  const { ballots, ids } = election
  const [first] = cpuSeconds(() => readCorpusFile(CITY))
  print({
    claim: `Equal shares, cost utility, add1u, ${CITY}: ${ballots.count} ballots x ${ids.length}, CPU, median of ${ROUNDS} rounds`,
    rows: [
      { way: `every mark looked at ${runs} times (the limit)`, 'CPU s': median(looks), 'of the limit': 1 },
      {
        way: `tally, ${runs} virtual budgets, ended by exact runs`,
        'CPU s': median(ours),
        'of the limit': median(looks) / median(ours),
      },
      { way: 'reading and grouping the file', 'CPU s': first, 'of the limit': '' },
    ],
    goals: [goal(`the tally within ${GOALS.city} s`, median(ours), GOALS.city)],
  })
}

function lookAtEveryMark({ ballots, costs }: Election, times: number): number {
  const { starts, options, weights } = ballots
  const money = new Float64Array(costs.length)
  const balance = new Float64Array(weights.length).fill(1)
  for (let time = 0; time < times; time++) {
    for (let group = 0; group < weights.length; group++) {
      const has = balance[group]! * weights[group]!
      for (let i = starts[group]!; i < starts[group + 1]!; i++) money[options[i]!]! += has
    }
  }
  return money[0]!
}

function printParsing() {
  const [ours, bare]: [number[], number[]] = [[], []]
  let groups = 0
  readCorpusFile(MANY_BALLOTS)
  for (let round = 0; round < ROUNDS; round++) {
    const [seconds, { election }] = cpuSeconds(() => readCorpusFile(MANY_BALLOTS))
    groups = election.ballots.weights.length
    ours.push(seconds)
    bare.push(cpuSeconds(() => cutOnly(join(CORPUS, MANY_BALLOTS)))[0])
  }
  print({
    claim: `Reading, checking and grouping ${MANY_BALLOTS}, 131,778 ballots into ${groups} groups, CPU, median of ${ROUNDS} rounds`,
    rows: [
      { way: 'bytes cut at line ends and semicolons (the limit)', 'CPU s': median(bare), 'of the limit': 1 },
      {
        way: 'readElection and groupBallots',
        'CPU s': median(ours),
        'of the limit': median(bare) / median(ours),
      },
    ],
    goals: [goal(`within ${GOALS.parse} s`, median(ours), GOALS.parse)],
  })
}

function cutOnly(path: string): number {
  let cells = 0
  for (const line of readFileSync(path, 'utf8').split('\n')) cells += line.split(';').length
  return cells
}

function printAll() {
  const rows = files.map((name) => {
    const [read, { election, meta }] = cpuSeconds(() => readCorpusFile(name))
    const [seconds, { runs, increments }] = cpuSeconds(() => tally(election, ADD1U))
    return {
      file: name,
      ballots: election.ballots.count,
      projects: election.ids.length,
      runs,
      increments,
      'read, CPU s': read,
      'add1u, CPU s': seconds,
      currency: meta.currency ?? '',
    }
  })
  const worst = (list: typeof rows) => Math.max(...list.map((row) => row['add1u, CPU s']))
  const usual = rows.filter(({ currency }) => currency !== 'HUF')
  const total = rows.reduce((sum, row) => sum + row['add1u, CPU s'], 0)
  const slowest = [...rows].sort((a, b) => b['add1u, CPU s'] - a['add1u, CPU s']).slice(0, SLOWEST)
  print({
    claim: `Equal shares, cost utility, add1u, all ${rows.length} files (${total.toFixed(1)} s together); the ${SLOWEST} slowest`,
    rows: slowest.map((row): Row => ({ ...row, file: row.file.slice(0, 60) })),
    goals: [
      goal(`every file whose budget is not in forints within ${GOALS.file} s`, worst(usual), GOALS.file),
      goal('and those in forints, increment 1 forint, within the same', worst(rows), GOALS.file),
    ],
  })
}

function goal(words: string, is: number, most: number) {
  return { goal: words, is, ratio: is / most, holds: is <= most }
}
