import { expect, test } from 'vitest'
import { answerContribution } from '#app/models/answers.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listOpenPhases, listTownFigures } from '#app/models/overview.server.ts'
import { grantRole } from '#app/models/people.server.ts'
import {
  countMadeAfter,
  getProcessFigures,
  getSourceCase,
  listAdministered,
} from '#app/models/practice-sources.server.ts'
import { getAnyCase, getCase, getCaseOfProcess, proposeCase, saveCase } from '#app/models/practices.server.ts'
import { createProcess } from '#app/models/processes.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { seedPractices } from '#app/seed/practices.server.ts'
import { giveConsents, makePerson, makeProcess, makeProposal, makeScene, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const words = (slug: string) => ({
  slug,
  spaceKind: 'park' as const,
  townName: 'Город',
  region: '',
  sizeBand: null,
  yearFrom: 2026,
  yearTo: 2026,
  title: 'Город: набережная',
  summary: 'Что сделали',
  facts: [
    {
      section: 'done' as const,
      label: 'Итог',
      value: 'Скамейки',
      happened: '',
      source: 'Страница процесса',
      sourceAddress: '',
      sourceDate: '',
      en: { label: '', value: '', source: '' },
    },
  ],
  lng: null,
  lat: null,
  translations: {},
})

test('a process made after a case keeps it as long as the case is shown', async () => {
  await seedPractices()
  const town = await makeTown()
  const { id: actorId } = await makePerson()
  const source = await getCase('vyksa-lebediny-ray-park')
  const make = (slug: string, afterCase?: string) =>
    createProcess({
      townId: town.id,
      slug,
      title: 'Парк',
      question: 'Каким быть парку?',
      phases: [
        {
          kind: 'collect',
          title: '',
          startsAt: new Date(),
          endsAt: null,
          settings: { acts: [], moderation: 'post', supportLimit: null },
        },
      ],
      afterCase,
      actorId,
    })
  const { id: processId } = await make('park', source.slug)
  const { id: plain } = await make('other')
  expect((await getSourceCase(town.id, processId))?.slug).toBe(source.slug)
  expect(await getSourceCase(town.id, plain)).toBe(null)
  expect(await countMadeAfter(source.id)).toBe(1)
  // No case, no process: it is one act.
  await expectRefusal(make('third', 'no-such-case'), 'practice.not-found')
  await make('third')

  const { id, facts, translations, townName, region, title, summary, ...row } = source
  await saveCase({
    id,
    slug: row.slug,
    spaceKind: 'park',
    sizeBand: null,
    yearFrom: null,
    yearTo: null,
    lng: null,
    lat: null,
    ...{ facts, translations, townName, region, title, summary },
    actorId,
    state: 'hidden',
    seen: row.updatedAt.getTime(),
  })
  expect(await getSourceCase(town.id, processId)).toBe(null)

  expect(await listAdministered(actorId)).toEqual([])
  const admin = await makePerson('keeper@example.org')
  await grantRole({ townId: town.id, email: 'keeper@example.org', role: 'admin', actorId })
  expect((await listAdministered(admin.id)).map(({ slug }) => slug)).toEqual([town.slug])
})

test('a town proposes a finished process once; publishing it stands in the town’s log', async () => {
  const town = await makeTown()
  const { id: actorId } = await makePerson()
  const { id: running } = await makeProcess({ townId: town.id })
  const { id: processId } = await makeProcess({
    townId: town.id,
    phases: [
      { from: -30, to: -1 },
      { kind: 'results', from: -1, to: null },
    ],
  })
  const id = newId()
  const proposed = { ...words('gorod-naberezhnaya'), id, townId: town.id, actorId }
  await expectRefusal(proposeCase({ ...proposed, processId: running }), 'practice.unfinished')
  await proposeCase({ ...proposed, processId })
  await proposeCase({ ...proposed, processId })
  await expectRefusal(
    proposeCase({ ...proposed, id: newId(), slug: 'again', processId }),
    'practice.proposed',
  )
  expect((await getCaseOfProcess(town.id, processId))?.state).toBe('proposed')
  await expectRefusal(getCase('gorod-naberezhnaya'), 'practice.not-found')
  const { updatedAt } = await getAnyCase(id)
  await saveCase({
    ...words('gorod-naberezhnaya'),
    id,
    actorId,
    state: 'published',
    seen: updatedAt.getTime(),
  })
  expect(await getCase('gorod-naberezhnaya')).toMatchObject({ townId: town.id, processId })
  const acts = (await listStaffActs(town.id)).map(({ act }) => act)
  expect(acts).toEqual(['practice.publish', 'practice.propose'])
})

test('the figures of towns are those that everybody can count', async () => {
  const { town, process, here, moderator } = await makeScene()
  const empty = await makeTown()
  const friend = await makePerson()
  await giveConsents(friend)
  const first = await makeProposal(here)
  await makeProposal(here)
  await supportContribution({ townId: town.id, contributionId: first.id, personId: friend.id })
  await answerContribution({
    townId: town.id,
    contributionId: first.id,
    actorId: moderator.id,
    decision: 'accepted',
    status: 'planned',
    body: 'Учтём',
    now: new Date(Date.now() + 36 * 3_600_000),
  })
  const figures = await listTownFigures()
  const of = (id: string) => figures.find((row) => row.id === id)
  expect(of(town.id)).toMatchObject({
    open: 1,
    entries: 2,
    supports: 1,
    proposals: 2,
    answered: 1,
    medianDays: 2,
  })
  expect(of(town.id)!.nextEnd!.getTime()).toBeGreaterThan(Date.now())
  expect(of(empty.id)).toMatchObject({ open: 0, entries: 0, answered: 0, medianDays: null, nextEnd: null })
  expect(await getProcessFigures(town.id, process.id)).toEqual({ entries: 2, supports: 1 })
  expect((await listOpenPhases()).some(({ processId }) => processId === process.id)).toBe(true)
})
