import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { countOfficially } from './official.ts'
import { CORPUS } from './reference.ts'

const files = existsSync(CORPUS) ? readdirSync(CORPUS).filter((name) => name.endsWith('.pb')) : []

/** Only what hangs. */
const TIMEOUT_MS = 600_000

describe.skipIf(files.length === 0)(
  `what organisers published${files.length === 0 ? ` (skipped: no folder ${CORPUS}, set PABULIB_DIR)` : ''}`,
  () => {
    test(
      'is what their own rule gives',
      () => {
        const counted = files.flatMap((name) => {
          const official = countOfficially(name)
          return official === null ? [] : [{ name, ...official }]
        })
        const different = counted.filter(
          ({ winners, selected }) => [...winners].sort().join() !== [...selected].sort().join(),
        )
        expect(different).toEqual([])
        expect(counted.length).toBeGreaterThanOrEqual(127)
        expect(counted.filter(({ rule }) => rule === 'mes').map(({ name }) => name)).toEqual([
          'Netherlands_Assen_2024.pb',
          'Poland_Swiecie_2023.pb',
        ])
      },
      TIMEOUT_MS,
    )
  },
)
