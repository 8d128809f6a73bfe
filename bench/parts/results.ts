import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { HOME } from '../../scripts/ensure.mjs'
import type { Result } from '../all.ts'
import type { Report } from './report.ts'

/** What scripts have printed with `--json`: one report after another, and perhaps other lines between. */
export function readReports(printed: string): Report[] {
  return [...printed.matchAll(/^\{\n[\s\S]*?^\}$/gm)].map(([text]) => JSON.parse(text) as Report)
}

/** One line a goal: what was claimed, the goal, what was found, its ratio to the limit, and whether it holds. */
export function goalTable(results: Result[]): { text: string; isMissed: boolean } {
  const lines = [
    '| bench | claim | goal | figure | ratio | verdict |',
    '| --- | --- | --- | --- | --- | --- |',
  ]
  let isMissed = false
  for (const { name, reports, failure } of results) {
    for (const { claim, goals } of reports) {
      for (const { goal, is, ratio, holds } of goals) {
        isMissed ||= !holds
        lines.push(
          `| ${[name, claim, goal, shown(is), ratio === undefined ? '' : shown(ratio), holds ? 'holds' : 'MISSED'].join(' | ')} |`,
        )
      }
    }
    // A bench whose data are not here says so and is no miss; one that broke or took too long is.
    const isLeftOut = failure.startsWith('Left out')
    if (failure) lines.push(`| ${name} | | ${failure} | | | ${isLeftOut ? 'left out' : 'FAILED'} |`)
    isMissed ||= failure !== '' && !isLeftOut
  }
  return { text: lines.join('\n'), isMissed }
}

/** @returns three digits that say something */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return value.toPrecision(2)
}

const KEPT = join(HOME, 'bench', 'results.json')

/** Puts each result in the place of what was found by the same script before; the others stay. */
export function keepResults(results: Result[]) {
  const before: Result[] = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')).results : []
  const all = new Map([...before, ...results].map((result) => [result.name, result]))
  const machine = {
    cpu: `${cpus().length} x ${cpus()[0]?.model}`,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.versions.node,
  }
  writeFileSync(KEPT, `${JSON.stringify({ machine, results: [...all.values()] }, null, 2)}\n`)
}
