import { beforeAll, expect, test } from 'vitest'
import { changeFunding, type FundingChange, getFunding } from '#app/models/funding.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { makeProcess, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

let scene: Awaited<ReturnType<typeof makeScene>>
let here: { townId: string; actorId: string; processId: string }
beforeAll(async () => {
  scene = await makeScene()
  here = { townId: scene.town.id, actorId: scene.moderator.id, processId: scene.process.id }
})
const save = (change: FundingChange, where = here) => changeFunding({ ...where, change })
const line = (more: Partial<Extract<FundingChange, { kind: 'line' }>> = {}): FundingChange => ({
  kind: 'line',
  id: newId(),
  measureId: null,
  source: 'regional',
  year: 2027,
  title: 'Областная программа',
  pppForm: '',
  plannedMinor: 1_000_01,
  confirmedMinor: 0,
  paidMinor: 0,
  returnedMinor: 0,
  ...more,
})

test('money is kept by measure, source and year, changed in its place, and logged', async () => {
  const measure = { kind: 'measure' as const, id: newId(), title: 'Дорожки', costMinor: 9_000_000_000_000 }
  await save(measure)
  const one = line({ measureId: measure.id, pppForm: 'concession' }) as Extract<
    FundingChange,
    { kind: 'line' }
  >
  await save(one)
  await save({ ...one, confirmedMinor: 1_000_00 })
  await save({ ...one, confirmedMinor: 1_000_00 })
  await save({
    kind: 'in-kind',
    id: newId(),
    form: 'labour',
    description: 'Субботник',
    valueMinor: null,
    method: '',
  })
  for (const payer of ['город', 'бюджет города'])
    await save({ kind: 'running', yearlyMinor: 5_00, payer, note: '' })
  const kept = await getFunding(here.townId, here.processId)
  expect(kept.measures.map(({ costMinor }) => costMinor)).toEqual([9_000_000_000_000])
  expect(kept.lines).toMatchObject([
    { measureId: measure.id, plannedMinor: 1_000_01, confirmedMinor: 1_000_00 },
  ])
  expect(kept.inKind).toMatchObject([{ form: 'labour', valueMinor: null }])
  expect(kept.running).toMatchObject({ yearlyMinor: 5_00, payer: 'бюджет города' })
  // What changes nothing is no act.
  const acts = (await listStaffActs(here.townId)).filter(({ act }) => act.startsWith('funding.'))
  expect(acts).toHaveLength(6)
  await expectRefusal(save({ kind: 'remove-measure', id: measure.id }), 'funding.measure-used')
  await save({ kind: 'remove-line', id: one.id })
  await save({ kind: 'remove-measure', id: measure.id })
  const left = await getFunding(here.townId, here.processId)
  expect([left.measures, left.lines]).toEqual([[], []])
})

test('nothing is written that does not fit, or belongs to another process', async () => {
  const other = await makeProcess({ townId: scene.town.id, phases: [{}] })
  const measure = { kind: 'measure' as const, id: newId(), title: 'Пруд', costMinor: 1 }
  await save(measure, { ...here, processId: other.id })
  await expectRefusal(save(line({ measureId: measure.id })), 'funding.not-found')
  await expectRefusal(save(line({ confirmedMinor: 1_000_02 })), 'funding.order')
  await expectRefusal(save({ ...measure, costMinor: 1e13 }), 'funding.too-much')
  await expectRefusal(save({ kind: 'remove-line', id: newId() }), 'funding.not-found')
  expect((await getFunding(here.townId, here.processId)).lines).toEqual([])
})
