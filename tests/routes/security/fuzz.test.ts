import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { fuzz } from '../../../bench/parts/fuzz-run.ts'
import { startServer, stopServer } from '../../../bench/parts/server.ts'

const REQUESTS = 1500
/** Another every day, and the same again where something was found. */
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Date.now() / 86_400_000))

const folder = mkdtempSync(join(tmpdir(), 'sreda-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(`${REQUESTS} odd requests over all routes, as everybody, with seed ${SEED}: no 500, no hang, no crash`, async () => {
  cpSync(inject('template').folder, folder, { recursive: true })
  const place = { file: join(folder, 'sreda.db'), filesDir: join(folder, 'files') }
  const server = await startServer(place)
  try {
    const report = await fuzz({
      url: server.url,
      pid: server.child.pid!,
      file: place.file,
      requests: REQUESTS,
      seed: SEED,
    })
    expect(report.faults).toEqual([])
    expect(report.requests).toBe(REQUESTS)
    expect(server.child.exitCode).toBeNull()
    // They come through to the pages and acts, and are no row of refusals.
    expect(report.forms).toBeGreaterThan(200)
    expect(report.statuses['200']).toBeGreaterThan(REQUESTS / 20)
    expect(report.statuses['302']).toBeGreaterThan(REQUESTS / 20)
  } finally {
    await stopServer(server, 'SIGTERM')
  }
}, 180_000)
