import { describe, expect, test } from 'vitest'
import { readTemplate } from '#app/domain/process-template.ts'
import { momentOfWallTime } from '#app/domain/wall-time.ts'
import { builtInTemplates } from '#app/models/built-in-templates.server.ts'
import { getCharter, tickChecklist } from '#app/models/charters.server.ts'
import { changeGuides, listGuides, wordsIn } from '#app/models/guides.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { changePhaseDates, getProcess } from '#app/models/processes.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { cloneProcess, startFromTemplate } from '#app/models/start-process.server.ts'
import {
  changeTemplate,
  getTemplate,
  importTemplate,
  listTemplates,
  removeTemplate,
} from '#app/models/templates.server.ts'
import { getVote } from '#app/models/votes.server.ts'
import { makeVote } from '../ballot-factories.ts'
import { makePerson, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const ZONE = 'Asia/Yekaterinburg'
const CONTEST = 'federal-contest'
const at = (day: string) => momentOfWallTime(day, ZONE)!

async function makeScene() {
  const [town, admin] = await Promise.all([makeTown({ timeZone: ZONE }), makePerson()])
  const start = {
    id: newId(),
    town,
    actorId: admin.id,
    template: (await getTemplate(town.id, CONTEST)).body,
    title: 'Сквер у бани',
    startDay: '2027-02-22',
    spaceIds: [],
  }
  return { town, townId: town.id, actorId: admin.id, start }
}

const actsOf = async (townId: string) => (await listStaffActs(townId)).map(({ act }) => act)

describe('templates', () => {
  test('those of the program are copied for a town when they are changed, and come back', async () => {
    const { townId, actorId } = await makeScene()
    expect(builtInTemplates().size).toBe(4)
    const { body } = await getTemplate(townId, CONTEST)
    const changed = { ...body, title: { ru: 'Наш конкурс', en: '' } }
    await changeTemplate({ townId, actorId, id: CONTEST, body: changed })
    const id = newId()
    for (const _ of [1, 2]) await importTemplate({ townId, actorId, id, body: changed })
    const origins = (await listTemplates(townId)).map(({ id: one, origin }) => [one, origin])
    expect(origins).toEqual([
      [CONTEST, 'changed'],
      ['one-space', 'built-in'],
      ['participatory-budget', 'built-in'],
      ['quick-question', 'built-in'],
      [id, 'imported'],
    ])
    const stored = await getTemplate(townId, CONTEST)
    expect(stored.body).toEqual(changed)
    // What is stored is a template still.
    expect(readTemplate(JSON.parse(JSON.stringify(stored.body))).faults).toEqual([])
    const other = await makeTown()
    expect((await getTemplate(other.id, CONTEST)).body.title).toEqual(body.title)
    await removeTemplate({ townId, actorId, id: CONTEST })
    expect(await getTemplate(townId, CONTEST)).toMatchObject({ origin: 'built-in', body })
    await removeTemplate({ townId, actorId, id })
    await expectRefusal(getTemplate(townId, id), 'template.not-found')
    await expectRefusal(changeTemplate({ townId, actorId, id: 'none', body }), 'template.not-found')
  })
})

describe('a process of a template', () => {
  test('has its phases one after another, what they tell, roles and checklist, once', async () => {
    const { townId, actorId, start } = await makeScene()
    const slug = await startFromTemplate(start)
    expect([slug, await startFromTemplate(start)]).toEqual(['skver-u-bani', 'skver-u-bani'])
    expect(await startFromTemplate({ ...start, id: newId() })).toBe('skver-u-bani-2')
    const process = await getProcess(townId, slug)
    expect(process.phases.map(({ startsAt }) => startsAt)).toEqual(
      ['2027-02-22', '2027-03-08', '2027-03-13', '2027-04-03', '2027-04-24', '2027-04-29', '2027-05-13'].map(
        at,
      ),
    )
    expect(process.phases.at(-1)!.endsAt).toBeNull()
    const guides = await listGuides(townId, process.id)
    const [first] = process.phases.map(({ id }) => guides.find(({ phaseId }) => phaseId === id)!)
    expect(first).toMatchObject({ level: 'consult', minDays: 10 })
    expect(first!.rules.map(({ key, minDays }) => [key, minDays])).toEqual([['contest-territory', 10]])
    expect(wordsIn(first!, 'en').asked).toContain('public area')
    const charter = await getCharter(townId, process.id)
    expect(charter!.roles).toHaveLength(5)
    const tick = { townId, processId: process.id, actorId, today: '2027-02-20' }
    for (const _ of [1, 2]) await tickChecklist({ ...tick, done: new Set([1]) })
    const lines = (await getCharter(townId, process.id))!.checklist
    expect(lines.slice(0, 3).map(({ doneOn }) => doneOn)).toEqual([null, '2027-02-20', null])
    expect((await actsOf(townId)).filter((act) => act === 'process.checklist')).toHaveLength(1)
    await expectRefusal(
      startFromTemplate({ ...start, id: newId(), startDay: '2027-02-30' }),
      'template.no-start',
    )
  })

  test('is refused with a call of nine days, taken with ten, and with nine when somebody says why', async () => {
    const { townId, start } = await makeScene()
    const withDays = (days: number) => ({
      ...start,
      id: newId(),
      title: `Сквер ${days}`,
      template: {
        ...start.template,
        phases: start.template.phases.map((phase, i) => (i === 3 ? { ...phase, days } : phase)),
      },
    })
    const refusal = await expectRefusal(startFromTemplate(withDays(9)), 'term.too-short')
    expect(refusal.details).toEqual({ days: 9, least: 10, last: '2027-04-12' })
    await expectRefusal(getProcess(townId, 'skver-9'), 'process.not-found')
    await startFromTemplate(withDays(10))
    expect(await actsOf(townId)).not.toContain('term.override')
    await startFromTemplate({ ...withDays(9), termReason: 'Решение Думы № 5' })
    const [override] = (await listStaffActs(townId)).filter(({ act }) => act === 'term.override')
    expect(override).toMatchObject({ reason: 'Решение Думы № 5', after: { days: 9, least: 10 } })
  })

  test('is held to its terms when dates are moved; what is not moved is left alone', async () => {
    const { townId, actorId, start } = await makeScene()
    const process = await getProcess(townId, await startFromTemplate(start))
    const [first, , , second] = process.phases
    const move = (phaseId: string, startsAt: Date, endsAt: Date | null, termReason = '') =>
      changePhaseDates({
        townId,
        processId: process.id,
        actorId,
        dates: [{ phaseId, startsAt, endsAt }],
        termReason,
      })
    const short = [first!.id, at('2027-02-22'), at('2027-03-03')] as const
    const refusal = await expectRefusal(move(...short), 'term.too-short')
    expect(refusal.details).toEqual({ days: 9, least: 10, last: '2027-03-03' })
    await move(first!.id, at('2027-02-22'), at('2027-03-04'))
    await move(...short, 'Выходные')
    expect((await actsOf(townId)).filter((act) => act === 'term.override')).toHaveLength(1)
    // The first one stays short, as it was confirmed.
    await move(second!.id, second!.startsAt, at('2027-04-20'))
    expect((await actsOf(townId)).filter((act) => act === 'term.override')).toHaveLength(1)
  })

  test('is made again from another day, without outcomes, ticks and ballot', async () => {
    const { townId, town, actorId, start } = await makeScene()
    const template = (await getTemplate(townId, 'participatory-budget')).body
    const process = await getProcess(townId, await startFromTemplate({ ...start, template }))
    const [first, , vote] = process.phases
    const told = { ...wordsIn((await listGuides(townId, process.id))[0]!, 'ru'), outcome: 'Пришло 40' }
    const change = { townId, processId: process.id, actorId }
    await changeGuides({
      ...change,
      locale: 'ru',
      changes: [{ phaseId: first!.id, level: 'decide', words: told }],
    })
    await changeGuides({
      ...change,
      locale: 'en',
      changes: [
        { phaseId: first!.id, level: 'decide', words: { ...told, asked: 'Tell us', outcome: 'Forty' } },
      ],
    })
    await tickChecklist({ ...change, done: new Set([0]), today: '2027-02-20' })
    const slug = await cloneProcess({
      id: newId(),
      town,
      actorId,
      processId: process.id,
      title: 'Второй год',
      startDay: '2028-02-22',
    })
    const clone = await getProcess(townId, slug)
    expect([clone.slug, clone.question]).toEqual(['vtoroy-god', process.question])
    const days = (list: typeof process.phases) => list.map(({ startsAt }) => startsAt)
    // 29 February 2028 lies in between.
    expect(days(clone.phases)).toEqual(['2028-02-22', '2028-03-21', '2028-04-11', '2028-04-25'].map(at))
    const guide = (await listGuides(townId, clone.id)).find(({ phaseId }) => phaseId === clone.phases[0]!.id)!
    expect([guide.level, guide.outcome, wordsIn(guide, 'en').asked]).toEqual(['decide', '', 'Tell us'])
    expect(wordsIn(guide, 'en').outcome).toBe('')
    expect((await getCharter(townId, clone.id))!.checklist.every(({ doneOn }) => doneOn === null)).toBe(true)
    expect(clone.phases[2]!.settings.ballot ?? null).toBeNull()
    expect(vote!.kind).toBe('vote')
    await expectRefusal(
      cloneProcess({ id: newId(), town, actorId, processId: newId(), title: 'Нет', startDay: '2028-02-22' }),
      'process.not-found',
    )
  })
})

test('what a phase of a vote tells is frozen with the first ballot, but for what came of it', async () => {
  const { here, cast, marked, clerk } = await makeVote()
  const { townId, phaseId } = here
  const { processId } = (await getVote(townId, phaseId)).phase
  const words = {
    asked: 'Что выбрать',
    budget: '',
    land: '',
    heritage: '',
    decision: 'По числу',
    outcome: '',
  }
  const change = (more: Partial<typeof words>, level: 'design' | 'decide' = 'decide') =>
    changeGuides({
      townId,
      processId,
      actorId: clerk.id,
      locale: 'ru',
      changes: [{ phaseId, level, words: { ...words, ...more } }],
    })
  await change({})
  await change({ decision: 'По равным долям' })
  await cast((await makePerson()).id, marked(1))
  await expectRefusal(change({}), 'ballot.frozen')
  await expectRefusal(change({ decision: 'По равным долям' }, 'design'), 'ballot.frozen')
  await change({ decision: 'По равным долям', outcome: 'Выбрали липы' })
  expect(await listGuides(townId, processId)).toMatchObject([
    { decision: 'По равным долям', outcome: 'Выбрали липы', level: 'decide' },
  ])
})
