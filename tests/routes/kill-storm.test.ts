import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { killInStorms } from '../../bench/parts/storm.ts'

const folder = mkdtempSync(join(tmpdir(), 'sreda-storm-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a support that was answered outlives kill -9 of the server, five times', async () => {
  const { kills, check } = await killInStorms(
    { file: join(folder, 'sreda.db'), filesDir: join(folder, 'files') },
    5,
  )
  expect(kills).toHaveLength(5)
  for (const kill of kills) {
    expect(kill).toMatchObject({ lost: 0, invented: 0, wrongTallies: 0, damage: '' })
    expect(kill.answered).toBeGreaterThan(0)
  }
  expect(check).toBe('')
}, 120_000)
