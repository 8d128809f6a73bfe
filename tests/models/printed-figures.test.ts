import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { ExportTornError } from '#app/formats/counted.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { countDue } from '#app/jobs/count.server.ts'
import { readyExport, writeExport, writingOf } from '#app/jobs/export.server.ts'
import { collect } from '#app/jobs/print/collect.server.ts'
import { writePrinted } from '#app/jobs/print/print.server.ts'
import { channelsInWords } from '#app/jobs/print/report-words.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { makeAssistedPerson } from '#app/models/help-desk.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { ballotsOf, figuresOf, processesIn } from '#app/models/report-figures.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET } from '../ballot-factories.ts'
import { giveConsents, makePeople, makePin, makeProposal, makeScene } from '../factories.ts'

const files = () => process.env.FILES_DIR!
beforeAll(() => mkdirSync(files(), { recursive: true }))
const given = ['personal-data', 'rules'].map((purpose) => ({ purpose, textVersion: '1', textHash: 'hash' }))

/** Two proposals and a pin; one writes, two support, one only speaks, one comes to the help desk. */
async function lively() {
  const scene = await makeScene()
  const { here, town, moderator: clerk } = scene
  const [fan, speaker] = await makePeople(2)
  await giveConsents(fan!, speaker!)
  const townId = town.id
  const [liked] = [await makeProposal(here), await makeProposal(here), await makePin(here)]
  const { personId } = await makeAssistedPerson({
    townId,
    clerkId: clerk.id,
    locale: 'ru',
    given,
    isSeen: false,
    secret: SECRET,
  })
  const liking = { townId, contributionId: liked!.id }
  await supportContribution({ ...liking, personId: fan!.id })
  await supportContribution({ ...liking, personId, clerkId: clerk.id })
  for (const person of [fan!, speaker!, speaker!])
    await submitComment({ ...liking, parentId: null, body: 'Да', personId: person.id, id: newId() })
  return { ...scene, townId, liked: liked! }
}

describe('the figures of a report', () => {
  test('count people once, whatever they did, and tell who came to the help desk', async () => {
    const { townId, process } = await lively()
    const condition = await conditionOf(townId, NO_FILTER)
    const store = await getStore()
    const { figures, ballots, processes } = await store.snapshot(async (db) => ({
      figures: await figuresOf(db, townId, condition),
      ballots: await ballotsOf(db, townId, [process.id], new Date()),
      processes: [...(await processesIn(db, condition))],
    }))
    expect(figures).toEqual({
      kinds: { proposal: 2, problem: 1, value: 0, idea: 0 },
      supports: 2,
      comments: 3,
      people: 4,
      assisted: 1,
      imported: 0,
      placed: 3,
    })
    expect(ballots).toEqual({ web: 0, paper: 0, import: 0 })
    expect(processes).toEqual([process.id])
    const pins = await conditionOf(townId, { ...NO_FILTER, kind: ['problem'] })
    expect(await store.snapshot((db) => figuresOf(db, townId, pins))).toMatchObject({
      people: 1,
      assisted: 0,
      supports: 0,
    })
  })
})

describe('ballots', () => {
  test('are told of a vote that was counted, and of one that runs nothing but that it runs', async () => {
    const { cast, marked, here, process, town } = await makeVote()
    const [voter] = await makePeople(1)
    await cast(voter!.id, marked(1))
    const told = async (now: Date) => {
      const { snapshot } = await getStore()
      const condition = await conditionOf(town.id, { ...NO_FILTER, process: process.slug })
      return snapshot(async function read(db) {
        async function* pages() {}
        const source = { db, town, locale: 'ru' as const, now, condition, rankBy: 'votes' as const, all: 0 }
        const filter = { ...NO_FILTER, process: process.slug }
        const collected = await collect({ ...source, filter, pages: pages() })
        const words = channelsInWords(collected, { t: tOf('ru'), origin: '' })
        return { cast: await ballotsOf(db, town.id, [process.id], now), words: words.flat().join(' ') }
      })
    }
    const running = await told(new Date())
    expect(running.cast).toEqual({ web: 0, paper: 0, import: 0 })
    expect(running.words).toContain('идёт')
    expect(running.words).not.toContain('Бюллетени на сайте')
    const { write } = await getStore()
    const endsAt = new Date(Date.now() - 1000)
    await write((tx) =>
      tx.do((db) =>
        db.update(phases).set({ endsAt }).where(eq(phases.id, here.phaseId)).returning({ id: phases.id }),
      ),
    )
    await countDue()
    const counted = await told(new Date())
    expect(counted.cast).toEqual({ web: 1, paper: 0, import: 0 })
    expect(counted.words).toContain('Бюллетени на сайте 1')
    expect(counted.words).not.toContain('идёт')
  })
})

describe('a printed document', () => {
  const asked = { locale: 'ru', separator: ';', origin: 'https://sreda.test' } as const

  test.each([
    ['pdf', '%PDF-1.7'],
    ['docx', 'PK'],
    ['posters', '%PDF-1.7'],
  ] as const)('is written by every engine: %s', async (format, start) => {
    const { town } = await lively()
    const path = join(files(), `${format}-${town.id}`)
    const written = await writeExport({ ...asked, town, filter: NO_FILTER, format, now: new Date() }, path)
    expect(written.rows).toBe(3)
    expect(readFileSync(path).subarray(0, start.length).toString()).toBe(start)
    expect(readFileSync(path).byteLength).toBe(written.bytes)
  })

  test('of rows that end too soon is not kept, and says so', async () => {
    const { town } = await lively()
    const path = join(files(), `torn-${town.id}`)
    async function* torn() {
      yield []
      throw new ExportTornError(3, 0)
    }
    const request = { ...asked, town, filter: NO_FILTER, format: 'pdf' as const, now: new Date() }
    const writing = (await getStore()).snapshot(async function print(db) {
      const begun = await writingOf(db, await readyExport(request), path, { step: 10 })
      await writePrinted('pdf')({ ...begun, walk: torn })
    })
    await expect(writing).rejects.toThrow('3 rows expected, 0 written')
    expect(readdirSync(files()).filter((name) => name.includes(town.id))).toEqual([])
  })
})
