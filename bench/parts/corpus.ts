import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { groupBallots } from '#app/domain/rules/index.ts'
import type { Election } from '#app/domain/rules/types.ts'
import { readElection } from '#app/formats/pabulib-election.ts'

/** Real elections of pabulib.org; a bench that needs them says so where they are not. */
export const CORPUS = resolve(process.env.PABULIB_DIR ?? join(import.meta.dirname, '../../../shared/pb'))

/** Names of the .pb files; [] and a line on standard error where there is no folder. */
export function corpusFiles(): string[] {
  if (existsSync(CORPUS)) return readdirSync(CORPUS).filter((name) => name.endsWith('.pb'))
  console.error(`Left out: there is no folder ${CORPUS} with elections of pabulib.org; set PABULIB_DIR.`)
  return []
}

export function readCorpusFile(name: string): { election: Election; meta: Record<string, string> } {
  const { ids, costs, budget, unit, form, rows, meta } = readElection(
    readFileSync(join(CORPUS, name), 'utf8'),
  )
  return { meta, election: { ids, costs, budget, unit, ballots: groupBallots(form, rows, ids.length) } }
}

/** Seconds of the processor, all threads of this process together: the machine's other work does not count. */
export function cpuSeconds<Result>(work: () => Result): [seconds: number, result: Result] {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return [(user + system) / 1e6, result]
}
