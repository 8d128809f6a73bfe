import { existsSync } from 'node:fs'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { getTableConfig as pgConfig } from 'drizzle-orm/pg-core'
import { getTableConfig as liteConfig } from 'drizzle-orm/sqlite-core'
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { env } from '#app/env.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { townDrawing } from '#app/jobs/drawing.server.ts'
import { forgetImport, removeLostImports } from '#app/jobs/import-files.server.ts'
import { prepareImport } from '#app/jobs/prepare-import.server.ts'
import { keepTerms } from '#app/jobs/retention.server.ts'
import { startImport } from '#app/jobs/start-import.server.ts'
import { answerContribution } from '#app/models/answers.server.ts'
import { TABLES } from '#app/models/data-register.server.ts'
import { newId } from '#app/models/ids.server.ts'
import {
  cameFromImport,
  discardImport,
  getImport,
  importedBefore,
  listImports,
  mapImport,
} from '#app/models/import-drafts.server.ts'
import { CONTRIBUTION_TRACES, listTouched, SPACE_TRACES } from '#app/models/import-touched.server.ts'
import { conditionOf, countMatching, listMatching } from '#app/models/listing.server.ts'
import { listAllArchives } from '#app/models/open-data.server.ts'
import { recordImport } from '#app/models/record-import.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { getTown, listCategories, type Town } from '#app/models/towns.server.ts'
import { undoImport } from '#app/models/undo-import.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { openDataArchives } from '#db/schema/sharing.server.ts'
import { spaces } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, makeScene, makeSpace, squareAround } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'
import { makeReaders } from './readers.ts'

const [LNG, LAT] = CENTRE
const t = tOf('ru')
const HEAD = 'Внешний ID;Название;Описание;Стоимость;Широта;Долгота;Категория;Адрес'
const GOOD = [
  `1;Лавочки;Пять;250 000;${LAT};${LNG};Освещение;`,
  `2;Сцена;Навес;1,2 млн;${LAT + 0.001};${LNG};Новый раздел;ул. Мира, 3`,
  '3;Каток;;;;;новый раздел;',
]
const BAD = [
  `4;;;;${LAT};${LNG};;`,
  `5;Далеко;;;0;0;;`,
  `6;Криво;;;${LAT};;;`,
  '1;Опять;;;;;;',
  '7;Дорого;;много;;;;',
]

async function draftOf(
  place: Town,
  actorId: string,
  text: string,
  more: Partial<Parameters<typeof startImport>[0]>,
) {
  const id = newId()
  const file = { name: 'список.csv', bytes: strToU8(text) }
  await startImport({ id, townId: place.id, actorId, kind: 'proposals', processId: null, file, ...more }, t)
  return id
}
const look = async (place: Town, id: string) => prepareImport(place, await getImport(place.id, id), t)
async function write(place: Town, actorId: string, id: string) {
  await recordImport({ townId: place.id, actorId, id, ...(await look(place, id)) })
}
const codes = ({ problems }: Awaited<ReturnType<typeof look>>) =>
  problems.map(({ number, code }) => [number, code])
async function listed(townId: string) {
  return (await listMatching(await conditionOf(townId, NO_FILTER), NO_FILTER, null, 50)).rows
}
const titles = async (townId: string) => (await listed(townId)).map(({ title }) => title).sort()
const fileOf = (townId: string, id: string) => join(env().FILES_DIR, 'imports', townId, id)

describe('proposals of a table', () => {
  test('are looked at without a trace, made in one write, and taken back in one', async () => {
    const { town, process, moderator } = await makeScene()
    const [townId, actorId] = [town.id, moderator.id]
    const before = (await listCategories(townId)).length
    const id = await draftOf(town, actorId, [HEAD, ...GOOD, ...BAD].join('\n'), { processId: process.id })
    const found = await look(town, id)
    expect(found.proposals.map(({ title }) => title)).toEqual(['Лавочки', 'Сцена', 'Каток'])
    expect([found.leftOut, found.strange]).toEqual([5, [{ name: 'Новый раздел', rows: 2 }]])
    expect(codes(found)).toEqual([
      [2, 'category.new'],
      [2, 'space.words'],
      [3, 'category.new'],
      [4, 'title.missing'],
      [5, 'place.elsewhere'],
      [6, 'coordinate.half'],
      [7, 'duplicate'],
      [8, 'cost.bad'],
    ])
    expect([await titles(townId), (await listCategories(townId)).length]).toEqual([[], before])
    expect(await listStaffActs(townId)).toEqual([])

    await write(town, actorId, id)
    expect(await titles(townId)).toEqual(['Каток', 'Лавочки', 'Сцена'])
    expect((await listCategories(townId)).length).toBe(before + 1)
    expect(await getImport(townId, id)).toMatchObject({ state: 'done', made: 3, leftOut: 5 })
    // Sent twice it is made once.
    await recordImport({ townId, actorId, id, ...found })
    expect(await titles(townId)).toHaveLength(3)
    expect(await importedBefore(await getImport(townId, id))).not.toBeNull()
    const again = await draftOf(town, actorId, [HEAD, ...GOOD].join('\n'), { processId: process.id })
    expect(codes(await look(town, again))).toEqual([1, 2, 3].map((number) => [number, 'duplicate']))
    await expectRefusal(write(town, actorId, again), 'import.nothing')

    const archive = { day: '2099-01-01', state: 'done' as const, rows: 3, bytes: 1, hash: '', licence: '' }
    await (await getStore()).write((tx) =>
      tx.do((db) =>
        db
          .insert(openDataArchives)
          .values({ ...archive, townId, at: new Date(Date.now() + 1000) })
          .returning({ day: openDataArchives.day }),
      ),
    )
    expect(await undoImport({ townId, actorId, id, touched: 'refuse' })).toEqual({
      removed: 3,
      kept: 0,
      hidden: 0,
      claimed: 0,
    })
    expect((await listAllArchives()).filter((one) => one.townId === townId)).toEqual([])
    expect([await titles(townId), (await listCategories(townId)).length]).toEqual([[], before])
    expect(await countMatching(await conditionOf(townId, NO_FILTER))).toEqual({ all: 0, unplaced: 0 })
    expect((await look(town, again)).proposals).toHaveLength(3)
    await expectRefusal(undoImport({ townId, actorId, id, touched: 'refuse' }), 'import.not-done')
    expect((await listStaffActs(townId)).map(({ act, after }) => [act, after.rows])).toEqual([
      ['import.undo', 3],
      ['import.make', 3],
    ])
    await write(town, actorId, again)
    const numbers = (await listed(townId)).map(({ number }) => number)
    expect(numbers.sort()).toEqual([4, 5, 6])
    expect((await listImports(townId)).map(({ state }) => state)).toEqual(['done', 'undone'])
  })

  test('on which residents have acted stay, by name, or are hidden', async () => {
    const { town, process, moderator } = await makeScene()
    const [townId, actorId] = [town.id, moderator.id]
    const id = await draftOf(town, actorId, [HEAD, ...GOOD].join('\n'), { processId: process.id })
    await write(town, actorId, id)
    const rows = await listed(townId)
    const [bench, stage] = ['Лавочки', 'Сцена'].map((title) => rows.find((row) => row.title === title)!)
    expect(await cameFromImport(townId, bench!.id)).toBe(true)
    const [reader] = await makeReaders(1)
    await supportContribution({ townId, personId: reader!.id, contributionId: bench!.id })
    const answer = {
      townId,
      actorId,
      body: 'Изучаем',
      decision: 'partly' as const,
      status: 'review' as const,
    }
    await answerContribution({ ...answer, contributionId: stage!.id })
    const undo = { townId, actorId, id }
    const refused = await expectRefusal(undoImport({ ...undo, touched: 'refuse' }), 'import.touched')
    expect(refused.details).toEqual({ count: 2 })
    expect(await titles(townId)).toHaveLength(3)
    const touched = await listTouched({ townId, importId: id })
    expect(touched.map(({ number, touches }) => [number, touches[0]])).toEqual([
      [bench!.number, 'supported'],
      [stage!.number, 'answered'],
    ])
    expect(await undoImport({ ...undo, touched: 'keep' })).toMatchObject({ removed: 1, kept: 2, hidden: 0 })
    expect(await titles(townId)).toEqual(['Лавочки', 'Сцена'])
    expect((await getImport(townId, id)).state).toBe('partly')
    await expectRefusal(undoImport({ ...undo, touched: 'hide' }), 'reason.missing')
    expect(await undoImport({ ...undo, touched: 'hide', reason: 'Не тот файл' })).toMatchObject({
      kept: 2,
      hidden: 2,
    })
    expect(await titles(townId)).toEqual([])
  })

  test('are read as somebody says: columns, coordinates of drawings, their order, names of categories', async () => {
    const { town, process, moderator } = await makeScene()
    const drawing = await townDrawing(town)
    const [first, second] = drawing.place(CENTRE)
    const text = `Что;Север;Восток;Раздел\nЛипы;${second};${first};Деревья\nКлён;"${second.toFixed(1).replace('.', ',')}";${first};Прочее`
    const id = await draftOf(town, moderator.id, text, { processId: process.id })
    expect(
      codes(await look(town, id))
        .slice(0, 2)
        .map(([, code]) => code),
    ).toEqual(['title.missing', 'title.missing'])
    const columns = { title: 0, x: 1, y: 2, category: 3 }
    const mapping = {
      columns,
      system: 'drawing',
      axes: 'swapped',
      categories: { деревья: 'greenery', прочее: '' },
    } as const
    await mapImport({ townId: town.id, id, mapping })
    const found = await look(town, id)
    expect(codes(found)).toEqual([])
    expect(found.proposals.map(({ categoryName }) => categoryName)).toEqual(['greenery', null])
    const [lng, lat] = [found.proposals[0]!.lng!, found.proposals[0]!.lat!]
    expect([lng.toFixed(6), lat.toFixed(6)]).toEqual([LNG.toFixed(6), LAT.toFixed(6)])
    await write(town, moderator.id, id)
    await expectRefusal(mapImport({ townId: town.id, id, mapping }), 'import.not-draft')
    await expectRefusal(discardImport({ townId: town.id, id }), 'import.not-draft')
  })

  test('that the town got meanwhile break the whole write', async () => {
    const { town, process, moderator } = await makeScene()
    const [townId, actorId] = [town.id, moderator.id]
    const [one, two] = [GOOD[0]!, GOOD.join('\n')].map((rows) => `${HEAD}\n${rows}`)
    const first = await draftOf(town, actorId, one!, { processId: process.id })
    const second = await draftOf(town, actorId, two!, { processId: process.id })
    const seen = await look(town, second)
    await write(town, actorId, first)
    await expectRefusal(recordImport({ townId, actorId, id: second, ...seen }), 'import.changed')
    expect(await titles(townId)).toEqual(['Лавочки'])
    expect((await getImport(townId, second)).state).toBe('draft')
  })
})

test('objects of a map file become proposals, those without a place too', async () => {
  const { town, process, moderator } = await makeScene()
  const feature = (name: string, geometry: unknown) => ({
    type: 'Feature',
    geometry,
    properties: { name, id: name },
  })
  const features = [
    feature('Дорожка', { type: 'LineString', coordinates: [CENTRE, [LNG + 0.001, LAT]] }),
    feature('Без места', null),
    feature('Нигде', { type: 'Point', coordinates: [0, 0] }),
  ]
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  const id = await draftOf(town, moderator.id, text, { processId: process.id })
  const found = await look(town, id)
  expect(found.proposals.map(({ title, geometry }) => [title, geometry?.type])).toEqual([
    ['Дорожка', 'LineString'],
    ['Без места', undefined],
  ])
  expect(codes(found)).toEqual([[3, 'place.elsewhere']])
  expect(found.leftOut).toBe(1)
})

test('spaces come from areas, and go when nobody has used them', async () => {
  const { town, process, moderator, here } = await makeScene()
  const [townId, actorId] = [town.id, moderator.id]
  await makeSpace({ townId, slug: 'park', name: 'Парк' })
  const ring = squareAround([LNG + 0.01, LAT], 0.001, 0.0005).coordinates[0]!
  const wkt = `POLYGON((${ring.map(([x, y]) => `${x} ${y}`).join(', ')}))`
  const rows = [
    `Сквер;Сквер;"${wkt}"`,
    `ПАРК;;"${wkt}"`,
    'Без контура;парк;',
    `Двор;подвал;"${wkt}"`,
    `Берег;;POINT(${LNG} ${LAT})`,
  ]
  const text = `Название;Вид;WKT\n${rows.join('\n')}`
  const id = await draftOf(town, actorId, text, { kind: 'spaces' })
  const found = await look(town, id)
  expect(found.spaces.map(({ name, kind, slug }) => [name, kind, slug])).toEqual([
    ['Сквер', 'garden', 'skver'],
    ['Двор', 'other', 'dvor'],
  ])
  expect(codes(found)).toEqual([
    [2, 'space.known'],
    [3, 'space.no-area'],
    [4, 'kind.unknown'],
    [5, 'space.no-area'],
  ])
  await write(town, actorId, id)
  const made = (await listSpaces(townId)).find(({ slug }) => slug === 'skver')!
  const csv = `Название;Пространство\nФонтан;Сквер`
  const used = await draftOf(town, actorId, csv, { processId: process.id })
  await write(town, actorId, used)
  const touched = await listTouched({ townId, importId: id })
  expect(touched).toMatchObject([{ id: made.id, slug: 'skver', touches: ['pinned'] }])
  await undoImport({ townId, actorId, id: used, touched: 'refuse' })
  expect(await undoImport({ townId, actorId, id, touched: 'refuse' })).toMatchObject({ removed: 2 })
  expect((await listSpaces(townId)).map(({ slug }) => slug)).toEqual(['park'])
  expect(here.townId).toBe(townId)
})

test('what cannot be read leaves nothing; a draft leaves no file behind', async () => {
  const { town, process, moderator } = await makeScene()
  const [townId, actorId] = [town.id, moderator.id]
  const refused = (text: string, code: Parameters<typeof expectRefusal>[1]) =>
    expectRefusal(draftOf(town, actorId, text, { processId: process.id }), code)
  for (const text of ['', '%PDF\0', '{"type":', '<kml>', 'a;"b', `a\n${'x\n'.repeat(5001)}`])
    await refused(text, 'plan.unreadable')
  await refused('Название', 'import.no-rows')
  await expectRefusal(draftOf(town, actorId, 'a\n1', { processId: newId() }), 'process.not-found')
  expect(await listImports(townId)).toEqual([])
  expect(existsSync(join(env().FILES_DIR, 'imports', townId))).toBe(false)

  const [kept, gone, old] = [
    await draftOf(town, actorId, 'Название\nА', { processId: process.id }),
    await draftOf(town, actorId, 'Название\nБ', { processId: process.id }),
    await draftOf(town, actorId, 'Название\nВ', { processId: process.id }),
  ]
  await discardImport({ townId, id: gone })
  await forgetImport(townId, gone)
  await discardImport({ townId, id: old })
  const long = new Date(Date.now() - 86_400_000)
  await utimes(fileOf(townId, old), long, long)
  expect(await removeLostImports()).toBe(1)
  expect(await readdir(join(env().FILES_DIR, 'imports', townId))).toEqual([kept])
  await forgetImport(townId, kept)
  await expectRefusal(look(await getTown(town.slug), kept), 'import.no-file')
  await keepTerms(new Date(Date.now() + 31 * 86_400_000))
  await expectRefusal(getImport(townId, kept), 'import.not-found')
})

test('an undo asks every table that refers to what was imported', async () => {
  const { engine } = await getStore()
  const byItself = ['flags', 'similar_refusals']
  const referring = (to: unknown) =>
    [...TABLES.values()].flatMap((table) => {
      const config = engine === 'postgres' ? pgConfig(table as never) : liteConfig(table as never)
      const keys = config.foreignKeys.filter((key) => key.reference().foreignTable === to)
      return keys.length > 0 && !byItself.includes(config.name) ? [config.name] : []
    })
  const asked = (traces: typeof SPACE_TRACES) =>
    traces.map(({ table }) => (engine === 'postgres' ? pgConfig(table) : liteConfig(table as never)).name)
  expect(referring(contributions).filter((name) => !asked(CONTRIBUTION_TRACES).includes(name))).toEqual([])
  expect(referring(spaces).filter((name) => !asked(SPACE_TRACES).includes(name))).toEqual([])
  expect(referring(contributions).length).toBeGreaterThan(10)
})
