import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { TooLargeError } from '#app/formats/too-large.ts'
import { readyExport, writeExportOf } from '#app/jobs/export.server.ts'
import { failureOf } from '#app/jobs/export-failure.server.ts'
import { dropExport, exportPath, removeLostExports } from '#app/jobs/export-files.server.ts'
import { exportDue, startExports, stopExports } from '#app/jobs/export-queue.server.ts'
import { keepTerms } from '#app/jobs/retention.server.ts'
import { partOf } from '#app/jobs/write-whole.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { setDrawingSystem } from '#app/models/drawing-systems.server.ts'
import {
  type ExportJob,
  getFinishedExport,
  listExports,
  MOST_EXPORTS,
  repeatExport,
  requestExport,
} from '#app/models/export-jobs.server.ts'
import {
  claimExport,
  markExportDone,
  markExportFailed,
  markExportProgress,
  releaseExport,
} from '#app/models/export-queue.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { exportJobs } from '#db/schema/exports.server.ts'
import { getStore } from '#db/store.server.ts'
import { DAY, giveConsents, makePeople, makePerson, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const files = () => process.env.FILES_DIR!
const asked = { locale: 'ru', separator: ';', origin: 'https://sreda.test' } as const
const FILE = { rows: 1, bytes: 3, hash: 'ab' }

let nth = 0
/** A town, and a function that asks for an export there which is like no other. */
async function scene() {
  const made = await makeScene()
  const planner = await makePerson()
  const townId = made.town.id
  const ask = (more: Partial<Parameters<typeof requestExport>[0]> = {}) =>
    requestExport({
      townId,
      requestedBy: planner.id,
      format: 'csv',
      separator: ';',
      locale: 'ru',
      filter: `text=${nth++}`,
      origin: 'https://sreda.test',
      allRows: 7,
      now: new Date(),
      ...more,
    })
  const one = async (id: string) => (await listExports(townId, new Date())).find((job) => job.id === id)!
  const acts = async () => (await listStaffActs(townId)).filter(({ act }) => act === 'export')
  return { ...made, planner, townId, ask, one, acts }
}

const asking = (townId: string, actorId: string) => ({
  townId,
  actorId,
  maySeePeople: false,
  now: new Date(),
})
const parts = () => readdirSync(join(files(), 'exports')).filter((name) => name.includes('.part'))

async function patch(id: string, set: Partial<ExportJob>) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db.update(exportJobs).set(set).where(eq(exportJobs.id, id)).returning({ id: exportJobs.id }),
    ),
  )
}

/** The jobs of other tests here are not to be claimed. */
async function claimOnly(id: string, now = new Date()): Promise<ExportJob | null> {
  for (let job = await claimExport(now); job; job = await claimExport(now)) if (job.id === id) return job
  return null
}

describe('a big export', () => {
  beforeAll(() => startExports(60_000))
  afterAll(() => stopExports())

  test('is written by its own thread: every row of one moment, its size, sum and line of the log', async () => {
    const { here, townId, ask, one, acts } = await scene()
    const [fan, speaker] = await makePeople(2)
    for (let i = 0; i < 5; i++) await makeProposal({ ...here, title: `Дело ${i}; «важное»` })
    const liked = await makeProposal(here)
    await giveConsents(fan!, speaker!)
    await supportContribution({ townId, contributionId: liked.id, personId: fan!.id })
    const words = { townId, parentId: null, body: 'Да' }
    for (const person of [fan!, fan!, speaker!])
      await submitComment({ ...words, contributionId: liked.id, personId: person.id, id: newId() })
    const id = await ask({ filter: '' })
    expect(await exportDue()).toBe(1)

    const job = await one(id)
    expect(job).toMatchObject({ state: 'done', doneRows: 6, allRows: 6, tries: 1, lastError: null })
    const bytes = readFileSync(exportPath(files(), job))
    expect(bytes.byteLength).toBe(job.bytes)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(job.hash)
    const rows: string[][] = parse(bytes, { bom: true, delimiter: ';', from: 2 })
    expect(rows.map(([rank]) => rank)).toEqual(['1', '2', '2', '2', '2', '2'])
    // Supports, votes, people, comments: who supports and speaks is one person.
    expect(rows[0]!.slice(9, 13)).toEqual(['1', '0', '2', '3'])
    expect(await acts()).toMatchObject([{ after: { format: 'csv', filter: '', rows: 6 } }])
    expect(parts()).toEqual([])
  })

  test('that cannot be written is failed for all to see, leaves no file, and can be started again', async () => {
    const { townId, planner, ask, one, acts } = await scene()
    const id = await ask()
    // A folder stands where the file should be.
    const path = exportPath(files(), { townId, id, tries: 1 })
    mkdirSync(path, { recursive: true })
    await exportDue()
    const failed = await one(id)
    expect(failed.state).toBe('failed')
    expect(failed.lastError).not.toBe(null)
    expect(parts()).toEqual([])
    expect(await acts()).toEqual([])
    rmSync(path, { recursive: true })

    const again = await repeatExport({ ...asking(townId, planner.id), id })
    expect(await one(id)).toBeUndefined()
    await exportDue()
    expect((await one(again)).state).toBe('done')
    expect(await acts()).toHaveLength(1)
  })
})

describe('a package', () => {
  beforeAll(() => startExports(60_000))
  afterAll(() => stopExports())

  test('that is refused or breaks says why and leaves nothing', async () => {
    const { here, townId, planner, ask, one } = await scene()
    await makeProposal(here)
    const pairs = [0, 1].map(() => ({ lng: 45.6, lat: 57.42, east: 1, north: 1 }))
    // The town's coordinates do not work any more when the package comes to the drawing.
    await setDrawingSystem({
      townId,
      actorId: planner.id,
      chosen: { system: { kind: 'points', pairs }, axes: 'east-north' },
    })
    const id = await ask({ format: 'zip', filter: '' })
    await exportDue()
    expect(await one(id)).toMatchObject({ state: 'failed', lastError: 'refused drawing.same-pairs {}' })
    expect(parts()).toEqual([])
    expect(failureOf(Object.assign(new Error('disk'), { code: 'ENOSPC' }))).toBe('no space: disk')
    expect(failureOf(new TooLargeError('4 GB'))).toBe('too large: 4 GB')
  })

  test('that is cancelled while it is written stops, and leaves nothing', async () => {
    const { here, townId, ask, one } = await scene()
    await makeProposal(here)
    const id = await ask({ format: 'zip', filter: '' })
    const due = exportDue()
    await vi.waitFor(() => expect(parts()).not.toEqual([]), { timeout: 20_000, interval: 5 })
    await dropExport(files(), { townId, id })
    expect(await due).toBe(0)
    expect((await one(id)).state).toBe('cancelled')
    expect(readdirSync(join(files(), 'exports')).filter((name) => name.includes(id))).toEqual([])
  })

  test('tells how far it is, only onward, and hears there that it is not wanted', async () => {
    const { here, town } = await scene()
    for (let i = 0; i < 12; i++) await makeProposal(here)
    const path = join(files(), `told-${town.id}`)
    const request = await readyExport({ ...asked, town, format: 'zip', filter: NO_FILTER, now: new Date() })
    const { snapshot } = await getStore()
    const told: number[] = []
    await snapshot((db) => writeExportOf(db, request, path, { step: 4, onRows: (done) => told.push(done) }))
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect([told.at(-1), told.filter((done) => done === 12).length < 3]).toEqual([12, true])
    rmSync(path)
    const ended = new Error('not wanted')
    const onRows = (done: number) => {
      if (done > 8) throw ended
    }
    await expect(snapshot((db) => writeExportOf(db, request, path, { step: 4, onRows }))).rejects.toBe(ended)
    expect(readdirSync(files()).filter((name) => name.startsWith(`told-${town.id}`))).toEqual([])
  })
})

describe('the queue of exports', () => {
  test('the same one asked for while it waits or runs is one; a finished one is no hindrance', async () => {
    const { ask, one } = await scene()
    const first = await ask({ filter: 'kind=idea' })
    expect(await ask({ filter: 'kind=idea' })).toBe(first)
    expect(await ask({ filter: 'kind=idea', separator: ',' })).not.toBe(first)
    const held = (await claimOnly(first))!
    expect(await ask({ filter: 'kind=idea' })).toBe(first)
    expect(await markExportDone(held, FILE, new Date())).toBe(true)
    expect(await ask({ filter: 'kind=idea' })).not.toBe(first)
    expect((await one(first)).state).toBe('done')
  })

  test('keeps a number for each town, and a deleted one makes room', async () => {
    const { townId, ask } = await scene()
    const ids = []
    for (let i = 0; i < MOST_EXPORTS; i++) ids.push(await ask())
    await expectRefusal(ask(), 'export.too-many')
    await dropExport(files(), { townId, id: ids[0]! })
    await ask()
  })

  test('many processes that look at once: one gets it', async () => {
    const { ask } = await scene()
    while (await claimExport(new Date()));
    const id = await ask()
    const now = new Date()
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimExport(now)))
    expect(claims.filter((job) => job !== null).map((job) => job.id)).toEqual([id])
  })

  test('one that fell silent is taken over, and who had it can neither tell of it nor finish it', async () => {
    const { ask, one, acts } = await scene()
    const id = await ask()
    const before = (await claimOnly(id))!
    expect(await claimOnly(id)).toBe(null)
    const later = new Date(Date.now() + 61_000)
    const after = (await claimOnly(id, later))!
    expect(after.tries).toBe(2)
    expect(exportPath(files(), before)).not.toBe(exportPath(files(), after))
    expect(await markExportProgress(before, { done: 1, all: 7 }, later)).toBe(false)
    expect(await markExportDone(before, FILE, later)).toBe(false)
    await markExportFailed(before, 'late', later)
    await releaseExport(before, later)
    expect((await one(id)).state).toBe('running')
    expect(await markExportProgress(after, { done: 3, all: 8 }, later)).toBe(true)
    expect(await one(id)).toMatchObject({ doneRows: 3, allRows: 8 })
    expect(await markExportDone(after, FILE, later)).toBe(true)
    expect(await markExportDone(after, FILE, later)).toBe(false)
    expect(await acts()).toHaveLength(1)
  })

  test('an orderly stop gives it back at once; what interrupts five processes is failed', async () => {
    const { ask, one } = await scene()
    const id = await ask()
    for (let tries = 1; tries <= 5; tries++) {
      const held = (await claimOnly(id))!
      expect(held.tries).toBe(tries)
      await releaseExport(held, new Date())
    }
    expect(await claimOnly(id)).toBe(null)
    expect(await one(id)).toMatchObject({ state: 'failed', lastError: 'interrupted' })
  })

  test('a cancelled one is told so, its file goes, and it can be started again', async () => {
    const { townId, planner, ask, one } = await scene()
    const id = await ask()
    const held = (await claimOnly(id))!
    writeFileSync(exportPath(files(), held), 'abc')
    await dropExport(files(), { townId, id })
    expect(existsSync(exportPath(files(), held))).toBe(false)
    expect(await markExportProgress(held, { done: 1, all: 7 }, new Date())).toBe(false)
    expect(await markExportDone(held, FILE, new Date())).toBe(false)
    await expectRefusal(dropExport(files(), { townId, id }), 'export.not-found')
    const again = await repeatExport({ ...asking(townId, planner.id), id })
    expect(await one(again)).toMatchObject({ state: 'waiting', tries: 0 })
    await expectRefusal(repeatExport({ ...asking(townId, planner.id), id: again }), 'export.not-found')
  })
})

describe('a finished export', () => {
  test('is kept for a day, in its own town, and then row and file go', async () => {
    const { townId, ask, one } = await scene()
    const foreign = await scene()
    const id = await ask()
    const held = (await claimOnly(id))!
    const path = exportPath(files(), held)
    writeFileSync(path, 'abc')
    await markExportDone(held, FILE, new Date())
    const now = Date.now()
    const almost = new Date(now + DAY - 5000)
    expect((await getFinishedExport({ townId, id }, almost)).id).toBe(id)
    await expectRefusal(getFinishedExport({ townId: foreign.townId, id }, new Date()), 'export.not-found')
    await expectRefusal(getFinishedExport({ townId, id: newId() }, new Date()), 'export.not-found')

    await keepTerms(almost)
    expect(existsSync(path)).toBe(true)
    const over = new Date(now + DAY + 5000)
    await expectRefusal(getFinishedExport({ townId, id }, over), 'export.not-found')
    expect(await listExports(townId, over)).toEqual([])
    await keepTerms(over)
    expect(existsSync(path)).toBe(false)
    expect(await one(id)).toBeUndefined()
  })

  test('what a dead process has left is removed, what is being written is not', async () => {
    const { townId, ask } = await scene()
    const id = await ask()
    const held = (await claimOnly(id))!
    await patch(id, { tries: 2 })
    const [dead, alive] = [exportPath(files(), held), exportPath(files(), { townId, id, tries: 2 })]
    const long = new Date(Date.now() - DAY)
    for (const path of [partOf(dead), partOf(alive, 'part-0')]) {
      writeFileSync(path, 'abc')
      utimesSync(path, long, long)
    }
    const fresh = exportPath(files(), { townId, id: newId(), tries: 1 })
    writeFileSync(fresh, 'abc')
    await removeLostExports(files())
    expect([existsSync(partOf(dead)), existsSync(partOf(alive, 'part-0'))]).toEqual([false, true])
    expect(existsSync(fresh)).toBe(true)
  })
})
