/*
 * Every result of the public programs that were run over real elections, counted again: files, rules, equal, different with the
 * reason; and what the organisers published. The same comparison is in tests/domain/rules.
 *
 *   npx tsx bench/references.ts [--json]     PABULIB_DIR=folder of .pb files and reference/*.json
 */
import { readdirSync } from 'node:fs'
import { countOfficially } from '../tests/domain/rules/official.ts'
import { CORPUS, compareWithReferences, referenceFiles } from '../tests/domain/rules/reference.ts'
import { print, type Row } from './parts/report.ts'

const files = referenceFiles()
if (files.length === 0) {
  console.error(
    `Left out: there is no folder ${CORPUS}/reference with results of public programs; set PABULIB_DIR.`,
  )
} else {
  printReferences()
  console.log('')
  printOfficial()
}

function printReferences() {
  const rules = new Map<string, { files: number; equal: number; different: string[] }>()
  for (const name of files) {
    for (const { reference, difference } of compareWithReferences(name)) {
      const { rule, utility, completion } = reference
      const key = rule === 'mes' ? `mes ${utility}, ${completion}` : rule
      const entry = rules.get(key) ?? { files: 0, equal: 0, different: [] }
      rules.set(key, entry)
      entry.files += 1
      if (difference === null) entry.equal += 1
      else entry.different.push(`${name}: ${difference}`)
    }
  }
  const entries = [...rules.values()]
  const all = entries.reduce((sum, entry) => sum + entry.files, 0)
  const equal = entries.reduce((sum, entry) => sum + entry.equal, 0)
  print({
    claim: `${files.length} elections, ${all} results: winners, order, cost, increments and runs as in the references`,
    rows: [...rules].map(([rule, { files: counted, equal: same, different }]): Row => {
      return { rule, files: counted, equal: same, different: different.length, reason: different.join('; ') }
    }),
    goals: [{ goal: 'all equal', is: equal, holds: equal === all }],
  })
}

function printOfficial() {
  const rules = new Map<string, { files: number; equal: number; notes: string[] }>()
  for (const name of readdirSync(CORPUS).filter((file) => file.endsWith('.pb'))) {
    const official = countOfficially(name)
    if (official === null) continue
    const { rule, winners, selected, withdrawn } = official
    const entry = rules.get(rule) ?? { files: 0, equal: 0, notes: [] }
    rules.set(rule, entry)
    const isEqual = [...winners].sort().join() === [...selected].sort().join()
    entry.files += 1
    entry.equal += isEqual ? 1 : 0
    if (!isEqual) entry.notes.push(`${name} differs`)
    if (withdrawn.length > 0)
      entry.notes.push(`${name}: with ${withdrawn.join(', ')} taken out after the vote`)
  }
  const entries = [...rules.values()]
  const all = entries.reduce((sum, entry) => sum + entry.files, 0)
  const equal = entries.reduce((sum, entry) => sum + entry.equal, 0)
  print({
    claim: `${all} elections whose organisers named their rule and winners`,
    rows: [...rules].map(([rule, { files: counted, equal: same, notes }]): Row => {
      return { rule, files: counted, equal: same, different: counted - same, notes: notes.join('; ') }
    }),
    goals: [{ goal: 'all equal', is: equal, holds: equal === all }],
  })
}
