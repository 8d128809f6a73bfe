import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { restemOld } from '#app/models/restem.server.ts'
import { ballotChoices, ballots, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { phases, towns } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { makePin, makeScene } from '../factories.ts'
import { type Crowd, makeCrowd } from './crowd.ts'

let crowd: Crowd
beforeAll(async function fillTown() {
  crowd = await makeCrowd(40)
}, 120_000)

type Change = Partial<typeof contributions.$inferInsert>

async function damage(townId: string, number: number, change: Change) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db
        .update(contributions)
        .set(change)
        .where(and(eq(contributions.townId, townId), eq(contributions.number, number)))
        .returning({ number: contributions.number }),
    ),
  )
}

async function slugOf(townId: string) {
  const { read } = await getStore()
  return (await read.select().from(towns).where(eq(towns.id, townId)))[0]!.slug
}

/** Damages one column, looks what is found, and mends it. */
async function foundAfter(number: number, change: Change) {
  const { read } = await getStore()
  const here = and(eq(contributions.townId, crowd.townId), eq(contributions.number, number))
  const [before] = await read.select().from(contributions).where(here)
  await damage(crowd.townId, number, change)
  const found = await recount()
  await damage(
    crowd.townId,
    number,
    Object.fromEntries(Object.keys(change).map((key) => [key, before![key as keyof Change]])),
  )
  return { found, before: before! }
}

test('a town made of real acts recounts without a difference', async () => {
  expect(await recount()).toEqual([])
})

test.each(['supports', 'comments', 'votes', 'points'] as const)(
  'a broken tally of %s is found, on one that has none too',
  async (what) => {
    const townSlug = await slugOf(crowd.townId)
    for (const number of [1, 17]) {
      const { found, before } = await foundAfter(number, { [what]: 99 })
      expect(found).toEqual([{ what, townSlug, number, stored: 99, counted: before[what] }])
    }
    expect(await recount()).toEqual([])
  },
)

test('a tally of zero where there are rows is found', async () => {
  const loved = [...crowd.peopleAt.entries()].find(([, people]) => people.size > 1)![0]
  const { found, before } = await foundAfter(loved, { supports: 0, comments: 0 })
  const wanted = (['supports', 'comments'] as const).filter((what) => before[what] > 0)
  expect(found.map((one) => [one.what, one.stored, one.counted])).toEqual(
    wanted.map((what) => [what, 0, before[what]]),
  )
})

test('a status or a decision that is not what the newest answer says is found', async () => {
  const answered = crowd.made.find((one) => one.status === 'planned')!
  const { found } = await foundAfter(answered.number, { status: 'declined', decision: null })
  expect(found.map((one) => [one.number, one.what, one.stored, one.counted]).sort()).toEqual([
    [answered.number, 'decision', null, 'partly'],
    [answered.number, 'status', 'declined', 'planned'],
  ])
})

test('votes and points are counted from ballots once a phase is counted, a repeated name as often as it is named', async () => {
  const { town, process, here } = await makeScene()
  const pin = await makePin(here)
  const store = await getStore()
  const { read } = store
  const [phase] = await read.select().from(phases).where(eq(phases.processId, process.id))
  const [townId, phaseId, optionId] = [town.id, phase!.id, 'option']
  await store.write(function* castPaper(tx) {
    const option = {
      townId,
      id: optionId,
      phaseId,
      number: 1,
      position: 1,
      kind: 'contribution' as const,
      contributionId: pin.id,
      title: 'Лестница',
      summary: '',
      translations: {},
    }
    yield* tx.do((db) => db.insert(voteOptions).values(option).returning({ id: voteOptions.id }))
    const frozen = { townId, phaseId, form: 'points' as const, text: '', hash: '', frozenAt: new Date() }
    yield* tx.do((db) =>
      db.insert(frozenBallots).values(frozen).returning({ phaseId: frozenBallots.phaseId }),
    )
    for (const [id, times, value] of [
      ['a', 1, 3],
      ['b', 2, null],
    ] as const) {
      const ballot = { townId, id, phaseId, channel: 'import' as const, castAt: new Date() }
      yield* tx.do((db) => db.insert(ballots).values(ballot).returning({ id: ballots.id }))
      const choice = { townId, ballotId: id, optionId, value, times }
      yield* tx.do((db) => db.insert(ballotChoices).values(choice).returning({ id: ballotChoices.ballotId }))
    }
  })
  // While people vote nothing is counted: no running result shows.
  expect(await recount()).toEqual([])
  const setFrozen = (change: Partial<typeof frozenBallots.$inferInsert>) =>
    store.write((tx) =>
      tx.do((db) =>
        db
          .update(frozenBallots)
          .set(change)
          .where(eq(frozenBallots.phaseId, phaseId))
          .returning({ phaseId: frozenBallots.phaseId }),
      ),
    )
  await setFrozen({ countedAt: new Date() })
  expect((await recount()).map((one) => [one.what, one.stored, one.counted]).sort()).toEqual([
    ['points', 0, 3],
    ['votes', 0, 3],
  ])
  await damage(town.id, pin.number, { votes: 3, points: 3 })
  expect(await recount()).toEqual([])
  // The places of a ranking are no points.
  await setFrozen({ form: 'ranking' })
  expect((await recount()).map((one) => [one.what, one.stored, one.counted])).toEqual([['points', 3, 0]])
  await damage(town.id, pin.number, { points: 0 })
})

test('a last number below the highest is found: the next pin would have a taken number', async () => {
  const { town, here } = await makeScene()
  await makePin(here)
  await makePin(here)
  const store = await getStore()
  const setLast = (lastNumber: number) =>
    store.write((tx) =>
      tx.do((db) =>
        db.update(towns).set({ lastNumber }).where(eq(towns.id, town.id)).returning({ id: towns.id }),
      ),
    )
  await setLast(1)
  expect(await recount()).toEqual([
    { what: 'last number', townSlug: town.slug, number: 2, stored: 1, counted: 2 },
  ])
  await setLast(5)
  expect(await recount()).toEqual([])
})

test('words that are not those of the text are found, and told', async () => {
  const townSlug = await slugOf(crowd.townId)
  const { found } = await foundAfter(3, { searchText: ' слон ' })
  expect(found).toMatchObject([{ what: 'words', townSlug, number: 3, stored: 'слон' }])
  expect(found[0]!.counted).not.toBe('')
})

test('what an older version has stored is found by its words at once, and brought into the new form', async () => {
  const { town, here } = await makeScene()
  const { id, number } = await makePin({ ...here, body: 'Тёмные переулки' })
  await damage(town.id, number, { searchText: 'темные переулки 1' })
  // The mark of a row that this version has never written.
  await damage(town.id, number, { changeMark: 0 })
  const { read } = await getStore()
  const row = async () => (await read.select().from(contributions).where(eq(contributions.id, id)))[0]!
  const condition = await conditionOf(town.id, { ...NO_FILTER, text: 'переулок' })
  expect((await countMatching(condition)).all).toBe(1)
  if ((await getStore()).engine === 'sqlite') expect(await restemOld()).toBe(1)
  expect(await restemOld()).toBe(0)
  if ((await getStore()).engine === 'sqlite') expect((await row()).searchText).toBe(' темн переулк 1 ')
})
