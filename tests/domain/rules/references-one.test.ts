import { describe, expect, test } from 'vitest'
import { CORPUS, compareWithReferences, referenceFiles } from './reference.ts'

/** Two files hold half of the elections each, so that both cores count. */
const files = referenceFiles().filter((_name, index) => index % 2 === 0)

/** Only what hangs: the longest, 400,000 virtual budgets, takes four seconds of a free processor. */
const TIMEOUT_MS = 600_000

describe.skipIf(files.length === 0)(
  `public programs' results${files.length === 0 ? ` (skipped: no folder ${CORPUS}/reference, set PABULIB_DIR)` : ', first half'}`,
  () => {
    test.each(files)(
      '%s: winners, order, cost and increments are the same',
      (name) => {
        const compared = compareWithReferences(name)
        expect(compared.length).toBeGreaterThanOrEqual(5)
        expect(compared.filter(({ difference }) => difference !== null)).toEqual([])
      },
      TIMEOUT_MS,
    )
  },
)
