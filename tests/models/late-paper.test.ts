import { describe, expect, test } from 'vitest'
import { env } from '#app/env.server.ts'
import { countDue } from '#app/jobs/count.server.ts'
import { countOnThisThread } from '#app/jobs/count-work.server.ts'
import { requestCount } from '#app/models/count-jobs.server.ts'
import { claimCount, markCountFailed } from '#app/models/count-queue.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { openBundle } from '#app/models/paper-bundles.server.ts'
import { recountBallots } from '#app/models/recount-ballots.server.ts'
import { confirmResult, getResult, keepResult, listVersions } from '#app/models/results.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { getStore } from '#db/store.server.ts'
import { closeVote, makeBundle } from '../bundle-factories.ts'
import { makePeople } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

/** Two web ballots for 1, and a bundle of three for 2 that is typed twice and lies open when the vote is counted. */
async function countedWithoutPaper() {
  const made = await makeBundle(3)
  for (const person of await makePeople(2)) await made.cast(person.id, made.marked(1))
  for (const pass of [1, 2] as const) await made.enter(pass, ['2', '2', '2'])
  await closeVote(made.here)
  expect(await countDue()).toBe(1)
  const { here, clerk } = made
  const confirm = (version: number) =>
    confirmResult({ ...here, version, actorId: clerk.id, note: 'Протокол' })
  const recount = (reason: string, exclude?: string) =>
    requestCount({ ...here, actorId: clerk.id, reason, exclude })
  return { ...made, confirm, recount }
}

describe('paper that is late', () => {
  test('is told of with the version, and nothing is confirmed meanwhile', async () => {
    const { here, confirm } = await countedWithoutPaper()
    const { vote } = await getResult(here.townId, here.phaseId, 1)
    expect(vote.paper).toEqual({
      bundles: 0,
      issued: 0,
      found: 0,
      valid: 0,
      spoiled: 0,
      open: [{ number: 1, place: 'Библиотека' }],
    })
    const refusal = await expectRefusal(confirm(1), 'result.bundles-open')
    expect(refusal.details).toEqual({ count: 1 })
  })

  test('gives a new version with its reason; the old one keeps its own figures', async () => {
    const { here, agree, confirm } = await countedWithoutPaper()
    await expectRefusal(agree(), 'result.reason-missing')
    expect((await listVersions(here.townId, here.phaseId)).length).toBe(1)
    await agree(undefined, 'Пачку сверили утром')
    await expectRefusal(confirm(1), 'result.paper-changed')
    expect(await countDue()).toBe(1)
    const [second, first] = await listVersions(here.townId, here.phaseId)
    expect(second).toMatchObject({
      version: 2,
      reason: 'Пачку сверили утром',
      counts: { web: 2, paper: 3, import: 0 },
    })
    expect(first).toMatchObject({ version: 1, state: 'superseded', counts: { web: 2, paper: 0, import: 0 } })
    expect((await getResult(here.townId, here.phaseId, 1)).vote.paper).toMatchObject({ valid: 0, bundles: 0 })
    expect((await getResult(here.townId, here.phaseId, 2)).vote.paper).toMatchObject({
      valid: 3,
      bundles: 1,
      issued: 5,
      open: [],
    })
    expect((await getResult(here.townId, here.phaseId, 2)).result.outcome.winners).toEqual(['2'])
    await confirm(2)
    expect((await listStaffActs(here.townId))[1]).toMatchObject({ act: 'result.recount' })
    expect(await recountBallots()).toEqual([])
  })

  test('waits while a count runs that would not see it, and joins one that has not begun', async () => {
    const { here, agree, recount } = await countedWithoutPaper()
    await recount('Проверка')
    await agree(undefined, 'Поздняя пачка')
    expect(await countDue()).toBe(1)
    const [newest] = await listVersions(here.townId, here.phaseId)
    expect(newest).toMatchObject({ version: 2, reason: 'Проверка; Поздняя пачка', counts: { paper: 3 } })
  })

  test('is missed by the confirmation even if every ballot of the bundle is spoiled', async () => {
    const { here, cast, marked, enter, agree, clerk } = await makeBundle(2)
    await cast((await makePeople(1))[0]!.id, marked(1))
    await enter(1, ['!1', '!2'])
    await enter(2, ['!1', '!2'])
    await closeVote(here)
    const task = { ...here, version: 1, reason: '', excluded: [], snapshotAt: new Date() }
    const store = await getStore()
    const early = await store.snapshot((db) => countOnThisThread(db, { ...task, filesDir: env().FILES_DIR }))
    await agree()
    await keepResult({ ...here, ...early, computedBy: null, now: task.snapshotAt })
    const confirm = (version: number) =>
      confirmResult({ ...here, version, actorId: clerk.id, note: 'Протокол' })
    await expectRefusal(confirm(1), 'result.paper-changed')
    await requestCount({ ...here, actorId: clerk.id, reason: 'Учли испорченные' })
    await countDue()
    expect((await getResult(here.townId, here.phaseId, 2)).vote.paper).toMatchObject({ found: 2, spoiled: 2 })
    await confirm(2)
  })

  test('agreed while the first count begins is in it, or is refused until it has ended', async () => {
    const { here, cast, marked, enter, agree } = await makeBundle(1)
    await cast((await makePeople(1))[0]!.id, marked(1))
    await enter(1, ['2'])
    await enter(2, ['2'])
    await closeVote(here)
    const { done, refused } = await outcomes([agree(), countDue()])
    expect([done, refused]).toEqual(done === 2 ? [2, {}] : [1, { 'result.being-counted': 1 }])
    await countDue()
    const versions = await listVersions(here.townId, here.phaseId)
    expect(versions.map(({ version, reason, counts }) => [version, reason, counts.paper])).toEqual([
      [1, '', done - 1],
    ])
  })

  test('after the confirmation is taken in only once an administrator has asked for a new version', async () => {
    const { here, clerk, agree, confirm, recount } = await countedWithoutPaper()
    await agree(undefined, 'Поздняя пачка')
    await countDue()
    await confirm(2)
    const bundle = { ...here, actorId: clerk.id, id: newId(), place: 'Школа', issued: 4, found: 4 }
    await expectRefusal(openBundle(bundle), 'bundle.result-confirmed')
    await recount('Нашли ещё один ящик')
    await countDue()
    expect((await openBundle(bundle)).number).toBe(2)
    await expectRefusal(confirm(3), 'result.bundles-open')
  })
})

describe('taking a winner out', () => {
  test('is a version of its own, on the ballots of the version before', async () => {
    const { here, agree, recount } = await countedWithoutPaper()
    await recount('Участок частный', '1')
    await expectRefusal(agree(undefined, 'Поздняя пачка'), 'result.being-counted')
    await expectRefusal(recount('Проверка'), 'result.being-counted')
    expect(await recount('Участок частный', '1')).toBe(2)
    await countDue()
    const [second] = await listVersions(here.townId, here.phaseId)
    expect(second).toMatchObject({ version: 2, reason: 'Участок частный', counts: { web: 2, paper: 0 } })
    await agree(undefined, 'Поздняя пачка')
    await expectRefusal(recount('Овраг', '2'), 'result.being-counted')
    await countDue()
    await recount('Овраг', '2')
    await countDue()
    const versions = await listVersions(here.townId, here.phaseId)
    expect(versions.map(({ reason, counts }) => [reason, counts.web + counts.paper])).toEqual([
      ['Овраг', 5],
      ['Поздняя пачка', 5],
      ['Участок частный', 2],
      ['', 2],
    ])
  })

  test('that could not be counted is not forgotten when paper comes in', async () => {
    const { here, agree, recount } = await countedWithoutPaper()
    expect(await recount('Участок частный', '1')).toBe(2)
    const later = (tries: number) => new Date(Date.now() + tries * 3_600_000)
    for (let job = await claimCount(later(0)); job; job = await claimCount(later(job.tries)))
      await markCountFailed(job, 'no space left', new Date())
    await expectRefusal(agree(undefined, 'Поздняя пачка'), 'result.exclusion-failed')
    await recount('Пересчёт без исключения')
    await agree(undefined, 'Поздняя пачка')
    await countDue()
    const [second] = await listVersions(here.townId, here.phaseId)
    expect(second).toMatchObject({ version: 2, reason: 'Пересчёт без исключения; Поздняя пачка' })
  })

  test('needs a reason, which everybody will see', async () => {
    const { recount } = await countedWithoutPaper()
    await expectRefusal(recount(' ', '1'), 'result.reason-missing')
  })
})
