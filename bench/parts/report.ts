import { cpus, loadavg } from 'node:os'
import { shown } from './results.ts'

/** Rounds of a comparison: the median of five, the sides taking turns inside each. */
export const ROUNDS = 5

export function median(values: number[]): number {
  return percentile(values, 0.5)
}

/** @param share 0-1; the value that this share of the values does not exceed */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export type Row = Record<string, string | number>

export interface Goal {
  goal: string
  is: number
  /** To what it is measured against in the same run, or to the goal's figure. */
  ratio?: number
  holds: boolean
}

export interface Report {
  claim: string
  rows: Row[]
  /** What was promised, and whether it is so. */
  goals: Goal[]
}

/** Prints Markdown for the README, or with `--json` the same as JSON; ends with 1 when a goal is missed. */
export function print({ claim, rows, goals }: Report) {
  const machine = `${cpus().length} x ${cpus()[0]?.model}, Node ${process.versions.node}, load ${loadavg()[0]!.toFixed(1)}`
  if (goals.some((goal) => !goal.holds)) process.exitCode = 1
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ claim, machine, rows, goals }, null, 2))
    return
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`
  console.log(`${claim}\n${machine}\n`)
  console.log(line(names))
  console.log(line(names.map(() => '---')))
  for (const row of rows) console.log(line(names.map((name) => cell(row[name]))))
  console.log('')
  for (const { goal, is, holds } of goals)
    console.log(`${holds ? 'holds' : 'MISSED'}: ${goal} (is ${shown(is)})`)
}

function cell(value: string | number | undefined): string {
  return typeof value === 'number' ? shown(value) : (value ?? '')
}
