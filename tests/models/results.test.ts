import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { defaultRule } from '#app/domain/default-rule.ts'
import { countDue } from '#app/jobs/count.server.ts'
import { recountArchive } from '#app/jobs/recount-archive.server.ts'
import { resultFolder } from '#app/jobs/result-files.server.ts'
import { getPendingCount, listUncounted, requestCount } from '#app/models/count-jobs.server.ts'
import {
  confirmResult,
  getResult,
  getResultState,
  listOutcomes,
  listVersions,
} from '#app/models/results.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { countJobs } from '#db/schema/counts.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote } from '../ballot-factories.ts'
import { makePeople } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

/** Five options of 1,000 to 5,000 roubles, 6,000 to spend; who voted for what is known. */
async function finishedVote() {
  const vote = await makeVote({ settings: { rule: defaultRule('greedy_votes'), budgetMinor: 600_000 } })
  const people = await makePeople(9)
  const marks = [[5, 1], [5, 1], [5, 2], [5, 2], [4, 2], [4], [4], [3], [1, 2, 3]]
  for (const [i, numbers] of marks.entries()) await vote.cast(people[i]!.id, vote.marked(...numbers))
  return vote
}

async function close({ here }: Awaited<ReturnType<typeof finishedVote>>) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db
        .update(phases)
        .set({ endsAt: new Date(Date.now() - 1000) })
        .where(eq(phases.id, here.phaseId))
        .returning({ id: phases.id }),
    ),
  )
}

async function counted() {
  const vote = await finishedVote()
  await close(vote)
  expect(await countDue()).toBe(1)
  return vote
}

function archiveOf({ here }: Awaited<ReturnType<typeof counted>>, version: number): Buffer {
  return readFileSync(join(resultFolder(process.env.FILES_DIR!, { ...here, version }), 'archive.zip'))
}

describe('counting a vote', () => {
  test('that nobody took part in is not done: its terms are not fixed', async () => {
    const vote = await makeVote()
    await close(vote)
    expect(await countDue()).toBe(0)
    const { here, clerk } = vote
    const asked = requestCount({ ...here, actorId: clerk.id, reason: 'Проверка' })
    await expectRefusal(asked, 'result.nobody-voted')
    expect(await getPendingCount(here.townId, here.phaseId)).toBeNull()
  })

  test('is not done, and cannot be asked for, before the vote has ended', async () => {
    const { here, clerk, process } = await finishedVote()
    expect(await listUncounted(new Date())).not.toContainEqual(expect.objectContaining(here))
    await expectRefusal(requestCount({ ...here, actorId: clerk.id, reason: 'Скорее' }), 'result.not-closed')
    expect(await listVersions(here.townId, here.phaseId)).toEqual([])
    expect(await getResultState(here.townId, process.id)).toBeNull()
    expect((await listOutcomes(here.townId)).size).toBe(0)
  })

  test('is done once it has ended: provisional, from every ballot, with an archive that is equal when counted again', async () => {
    const vote = await counted()
    const { townId, phaseId } = vote.here
    const [version] = await listVersions(townId, phaseId)
    expect(version).toMatchObject({
      version: 1,
      state: 'provisional',
      reason: '',
      counts: { web: 9, paper: 0, import: 0 },
    })
    const { result, vote: head, archive } = await getResult(townId, phaseId, 1)
    // 5 and 2 have four votes each; the cheaper is bought first, and 5 no longer fits. Then 1, which has three, and 4 does not fit.
    expect(result.outcome.scores).toEqual({ '1': '3', '2': '4', '3': '2', '4': '3', '5': '4' })
    expect(result.outcome.winners).toEqual(['2', '1', '3'])
    expect(result.outcome.losses['5']).toMatchObject({ type: 'did-not-fit', cost: '500000', left: '400000' })
    expect(result.whatIf.map(({ rule }) => rule.name)).toEqual(['greedy_costeff', 'mes', 'mes', 'phragmen'])
    expect(head).toMatchObject({ budget: '600000', form: 'approval', official: null })
    const again = recountArchive(archiveOf(vote, 1))
    expect(again).toMatchObject({ faults: [], ballots: 9, winners: ['2', '1', '3'], sha256: archive.hash })
    expect(await countDue()).toBe(0)
    expect(await getPendingCount(townId, phaseId)).toBeNull()
  })

  test('tells nothing of who voted: the archive holds the hashes of receipts and no ids of people or ballots', async () => {
    const vote = await counted()
    const folder = resultFolder(process.env.FILES_DIR!, { ...vote.here, version: 1 })
    const csv = readFileSync(join(folder, 'ballots.csv'), 'utf8')
    expect(csv.match(/^[0-9a-f]{64};web;/gm)).toHaveLength(9)
    expect(csv).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  })
})

describe('versions', () => {
  test('a confirmation is written in the log, once', async () => {
    const { here, clerk } = await counted()
    const confirm = () => confirmResult({ ...here, version: 1, actorId: clerk.id, note: 'Протокол № 1' })
    await confirm()
    await confirm()
    const [version] = await listVersions(here.townId, here.phaseId)
    expect(version).toMatchObject({ state: 'confirmed', note: 'Протокол № 1' })
    const acts = (await listStaffActs(here.townId)).filter(({ act }) => act === 'result.confirm')
    expect(acts).toHaveLength(1)
  })

  test('a recount needs a reason and is a new version; the old one stays, whole', async () => {
    const vote = await counted()
    const { here, clerk } = vote
    await expectRefusal(requestCount({ ...here, actorId: clerk.id, reason: ' ' }), 'result.reason-missing')
    const ask = () => requestCount({ ...here, actorId: clerk.id, reason: 'Найдена ещё одна пачка' })
    expect(await Promise.all([ask(), ask()])).toEqual([2, 2])
    expect(await countDue()).toBe(1)
    const versions = await listVersions(here.townId, here.phaseId)
    expect(versions.map(({ version, state, reason }) => [version, state, reason])).toEqual([
      [2, 'provisional', 'Найдена ещё одна пачка'],
      [1, 'superseded', ''],
    ])
    expect(recountArchive(archiveOf(vote, 1)).faults).toEqual([])
    expect(recountArchive(archiveOf(vote, 2)).faults).toEqual([])
    await expectRefusal(
      confirmResult({ ...here, version: 1, actorId: clerk.id, note: '' }),
      'result.changed-meanwhile',
    )
  })

  test('a winner taken out after the vote is out of every later version, with its reason', async () => {
    const { here, clerk } = await counted()
    const exclude = (option: string) =>
      requestCount({ ...here, actorId: clerk.id, reason: 'Участок частный', exclude: option })
    await expectRefusal(exclude('77'), 'result.unknown-option')
    await exclude('2')
    await countDue()
    const { result } = await getResult(here.townId, here.phaseId, 2)
    expect(result.outcome.winners).toEqual(['5', '1'])
    expect(result.outcome.losses['2']).toEqual({ type: 'excluded', reason: 'Участок частный' })
    await requestCount({ ...here, actorId: clerk.id, reason: 'Ещё раз' })
    await countDue()
    expect((await getResult(here.townId, here.phaseId, 3)).result.outcome.winners).toEqual(['5', '1'])
    expect((await listStaffActs(here.townId)).map(({ act }) => act)).toEqual(
      expect.arrayContaining(['result.exclude', 'result.recount']),
    )
  })

  test('the outcome of proposals is told by number only where options are proposals', async () => {
    const { here } = await counted()
    // Options here are words, not proposals.
    expect((await listOutcomes(here.townId)).size).toBe(0)
  })
})

describe('a count that fails', () => {
  test('is tried again, stays with its error after the last try, and may be asked for anew', async () => {
    const vote = await finishedVote()
    const { here, clerk } = vote
    await close(vote)
    const store = await getStore()
    await store.write((tx) =>
      tx.do((db) =>
        db
          .update(phases)
          .set({ settings: { acts: [], moderation: 'post', supportLimit: null, ballot: null } })
          .where(eq(phases.id, here.phaseId))
          .returning({ id: phases.id }),
      ),
    )
    await requestCount({ ...here, actorId: null, reason: '' })
    const due = () =>
      store.write((tx) =>
        tx.do((db) =>
          db
            .update(countJobs)
            .set({ dueAt: new Date(0) })
            .where(eq(countJobs.phaseId, here.phaseId))
            .returning({ version: countJobs.version }),
        ),
      )
    for (let i = 0; i < 4; i++) {
      await due()
      expect(await countDue()).toBe(0)
    }
    const pending = await getPendingCount(here.townId, here.phaseId)
    expect(pending).toMatchObject({ state: 'failed', tries: 4 })
    expect(pending!.lastError).toContain('vote.none')
    expect(existsSync(resultFolder(process.env.FILES_DIR!, { ...here, version: 1 }))).toBe(false)
    await requestCount({ ...here, actorId: clerk.id, reason: 'Починили' })
    expect(await getPendingCount(here.townId, here.phaseId)).toMatchObject({ state: 'waiting', tries: 0 })
  })
})
