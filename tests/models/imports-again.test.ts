import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { Geometry } from 'geojson'
import { describe, expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import type { Column } from '#app/formats/column.ts'
import { openGeopackage } from '#app/formats/geopackage.server.ts'
import { readShape } from '#app/formats/imports/read-shape.ts'
import { KML_END, kmlHead, placemarkText } from '#app/formats/kml.ts'
import { openMeter } from '#app/formats/plans/meter.ts'
import { xlsxChunks } from '#app/formats/xlsx.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { readImportInThread } from '#app/jobs/plan-thread.server.ts'
import { prepareImport } from '#app/jobs/prepare-import.server.ts'
import { startImport } from '#app/jobs/start-import.server.ts'
import { claimSubject } from '#app/models/claims.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listStayedCategories } from '#app/models/import-categories.server.ts'
import { getImport, mapImport } from '#app/models/import-drafts.server.ts'
import { conditionOf, listMatching } from '#app/models/listing.server.ts'
import { listAllArchives } from '#app/models/open-data.server.ts'
import { recordImport } from '#app/models/record-import.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { undoImport } from '#app/models/undo-import.server.ts'
import { listDueDeliveries } from '#app/models/webhook-queue.server.ts'
import { addWebhook } from '#app/models/webhooks.server.ts'
import { openDataArchives } from '#db/schema/sharing.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, DAY, makePerson, makeScene } from '../factories.ts'
import { collected } from '../formats/reading.ts'
import { expectRefusal } from './expect-refusal.ts'
import { makeReaders } from './readers.ts'

const [LNG, LAT] = CENTRE
const t = tOf('ru')
const POINT: Geometry = { type: 'Point', coordinates: CENTRE }

async function scene() {
  const { town, process, moderator } = await makeScene()
  const place = { townId: town.id, actorId: moderator.id }
  const send = (bytes: Uint8Array | string, id = newId()) =>
    startImport(
      {
        ...place,
        id,
        kind: 'proposals',
        processId: process.id,
        file: { name: 'файл', bytes: typeof bytes === 'string' ? strToU8(bytes) : bytes },
      },
      t,
    )
  const look = async (id: string) => prepareImport(town, await getImport(town.id, id), t)
  const write = async (id: string) => recordImport({ ...place, id, ...(await look(id)) })
  return { town, place, send, look, write }
}

const codesOf = ({ problems }: Awaited<ReturnType<typeof prepareImport>>) =>
  problems.map(({ number, code, value }) => [number, code, value])

interface Row {
  title: string
  cost: number
}
const COLUMNS: Column<Row>[] = [
  { key: 'title', label: 'Название', type: 'text', value: ({ title }) => title },
  { key: 'cost', label: 'Стоимость', type: 'money', value: ({ cost }) => cost },
  { key: 'again', label: 'Название', type: 'text', value: ({ title }) => `${title}!` },
  { key: 'date', label: 'Дата', type: 'date', value: () => new Date('2024-05-31T20:05:00Z') },
]
const ROW = { title: 'Парк', cost: 12_345 }

async function workbook(): Promise<Uint8Array> {
  const notes = [['Правило', 'по голосам']] as [string, string][]
  const names = { sheetName: 'Предложения', notesSheetName: 'О выгрузке' }
  const book = { ...names, notes, columns: COLUMNS, pages: [[ROW]], timeZone: 'Europe/Moscow' }
  return Buffer.concat(await collected(xlsxChunks(book)))
}

function geopackage(): Uint8Array {
  const path = join(tmpdir(), `${newId()}.gpkg`)
  const file = openGeopackage(path, new Date())
  const layer = { table: 'points', title: 'Точки', geometry: 'POINT', qml: null } as const
  file.layer({ ...layer, columns: COLUMNS.slice(0, 2) }).add(ROW, POINT)
  file.finish()
  const bytes = readFileSync(path)
  rmSync(path)
  return bytes
}

const kml = () =>
  `${kmlHead({ name: 'К', description: '', styles: [] })}${placemarkText({
    name: 'Парк',
    description: 'Где & что',
    geometry: POINT,
    style: 'none',
    data: [],
  })}${KML_END}`

describe('real files go the way of the browser', () => {
  test('a workbook: every column can be chosen, other sheets are named, dates are of the town’s clock', async () => {
    const { town, send, look } = await scene()
    const id = await send(await workbook())
    const found = await look(id)
    expect(found.source.header).toEqual(['Название', 'Стоимость', 'Название (2)', 'Дата'])
    expect(codesOf(found)).toEqual([[null, 'sheets.unread', 'О выгрузке']])
    expect([found.leftOut, found.proposals]).toMatchObject([
      0,
      [{ title: 'Парк', costMinor: 12_345, createdAt: new Date('2024-05-31T20:05:00Z') }],
    ])
    const { mapping } = await getImport(town.id, id)
    await mapImport({
      townId: town.id,
      id,
      mapping: { ...mapping, columns: { ...mapping.columns, title: 2 } },
    })
    const again = await look(id)
    expect([again.proposals[0]!.title, again.seen === found.seen]).toEqual(['Парк!', false])
  })

  test('KML and GeoPackage lie where they are drawn', async () => {
    const { send, look } = await scene()
    for (const [format, file] of [
      ['kml', kml()],
      ['kml', zipSync({ 'doc.kml': strToU8(kml()) })],
      ['geopackage', geopackage()],
    ] as const) {
      const { source, proposals, problems } = await look(await send(file))
      expect([source.format, problems]).toEqual([format, []])
      expect(proposals).toHaveLength(1)
      expect(proposals[0]).toMatchObject({ title: 'Парк' })
      expect(proposals[0]!.lng).toBeCloseTo(LNG, 6)
      expect(proposals[0]!.lat).toBeCloseTo(LAT, 6)
    }
  })
})

test('a file that is made to take long ends in words, and holds nobody up', async () => {
  const wide = `<worksheet><sheetData>${'<row><c t="str"><v>x</v></c></row>'.repeat(600_000)}</sheetData></worksheet>`
  const bytes = zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/worksheets/sheet1.xml': strToU8(wide),
  })
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  await expect(readImportInThread({ bytes, placing: null }, { longestMs: 900 })).rejects.toMatchObject({
    code: 'plan.too-slow',
  })
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(10)
  const nested = strToU8(`{"type":"FeatureCollection","a":[${Array(2_000_000).fill('{}').join(',')}]}`)
  await expect(readImportInThread({ bytes: nested, placing: null }, { mostMb: 64 })).rejects.toMatchObject({
    code: 'plan.too-slow',
  })
  const began = Date.now()
  for (const text of [
    ' '.repeat(200_000),
    `POINT${' '.repeat(200_000)}`,
    `${'A'.repeat(200_000)}(`,
    `POINT(1 1)${' '.repeat(200_000)}x`,
    '('.repeat(200_000),
  ])
    expect(readShape(text, openMeter())).toBeNull()
  expect(Date.now() - began).toBeLessThan(1000)
  for (const text of ['SRID=4326; point z (1 2 3)', 'POINTZ(1 2 3)', ' POINT ( 1  2 ) '])
    expect(readShape(text, openMeter())).toEqual({ type: 'Point', coordinates: [1, 2] })
})

test('days that are not, or not yet, and words too long are faults of their rows', async () => {
  const { send, look } = await scene()
  const rows = ['31.02.2026', '2026-02-31', '2026-02-31T10:00:00Z', '2024-05-31T10:00:00+99:00', '01.01.2999']
  const long = [`Л;;;${'ш'.repeat(201)}`, `К;;${'9'.repeat(101)};`, 'Ц;28.02.2026;1;ул. Мира']
  const text = ['Название;Дата;ID;Адрес', ...rows.map((day) => `День;${day};;`), ...long].join('\n')
  const found = await look(await send(text))
  expect(found.problems.filter(({ isRepaired }) => !isRepaired).map(({ code }) => code)).toEqual([
    ...rows.map(() => 'date.bad'),
    'place.too-long',
    'id.too-long',
  ])
  expect(found.proposals.map(({ title }) => title)).toEqual(['Ц'])
})

test('what is made is what was looked at, and one form with two files is two imports', async () => {
  const { town, place, send, look } = await scene()
  const form = newId()
  const first = await send('Название;Описание\nА;Б', form)
  expect([first, await send('Название;Описание\nА;Б', form)]).toEqual([form, form])
  const second = await send('Название\nВ', form)
  expect([second === form, await send('Название\nВ', form)]).toEqual([false, second])
  expect((await look(second)).proposals.map(({ title }) => title)).toEqual(['В'])
  const seen = await look(first)
  const mapping = { ...seen.mapping, columns: { title: 1 } }
  await mapImport({ townId: town.id, id: first, mapping })
  await expectRefusal(recordImport({ ...place, id: first, ...seen }), 'import.changed')
  await recordImport({ ...place, id: first, ...(await look(first)) })
  expect((await getImport(town.id, first)).made).toBe(1)
})

test('an undo leaves older archives, tells webhooks, and leaves what a moderator holds', async () => {
  const { town, place, send, write } = await scene()
  const { townId } = place
  const events = ['contribution.published', 'contribution.removed'] as const
  await addWebhook({
    ...place,
    url: 'https://a.example.com/',
    events: [...events],
    secret: 'a secret of the tests',
  })
  const told = async (event: string) =>
    (await listDueDeliveries(new Date(Date.now() + DAY), 1000)).filter(
      (one) => one.townId === townId && one.event === event,
    )
  const id = await send('Название;Дата;ID\nА;01.01.2020;a\nБ;01.01.2020;b\nВ;;c')
  await write(id)
  const made = (await told('contribution.published')).map(({ subjectId }) => subjectId)
  expect(made).toHaveLength(3)
  const archive = { townId, state: 'done' as const, rows: 3, bytes: 1, hash: '', licence: '' }
  await (await getStore()).write((tx) =>
    tx.do((db) =>
      db
        .insert(openDataArchives)
        .values([
          { ...archive, day: '2020-02-01', at: new Date('2020-02-01') },
          { ...archive, day: '2099-01-01', at: new Date(Date.now() + 1000) },
        ])
        .returning({ day: openDataArchives.day }),
    ),
  )
  const [reader] = await makeReaders(1)
  for (const contributionId of made.slice(0, 2))
    await supportContribution({ townId, personId: reader!.id, contributionId })
  const other = await makePerson()
  await claimSubject({ townId, personId: other.id, subject: { type: 'contribution', id: made[0]! } })
  const keep = { ...place, id, touched: 'keep' as const }
  expect(await undoImport(keep)).toEqual({ removed: 1, kept: 2, hidden: 0, claimed: 0 })
  const days = async () =>
    (await listAllArchives()).flatMap((one) => (one.townId === townId ? [one.day] : []))
  expect(await days()).toEqual(['2020-02-01'])
  const hide = { ...place, id, touched: 'hide' as const, reason: 'Не тот файл' }
  expect(await undoImport(hide)).toEqual({ removed: 0, kept: 2, hidden: 1, claimed: 1 })
  const removed = (await told('contribution.removed')).map(({ subjectId }) => subjectId)
  expect(removed.sort()).toEqual([made[1], made[2]].sort())
  const acts = async () => (await listStaffActs(townId)).filter(({ act }) => act === 'import.undo').length
  expect(await acts()).toBe(2)
  expect(await undoImport(keep)).toMatchObject({ removed: 0, hidden: 0 })
  expect([await acts(), (await getImport(town.id, id)).state]).toEqual([2, 'partly'])
})

test('a category that others use stays when its import goes, and is named', async () => {
  const { place, send, write } = await scene()
  const first = await send('Title;Категория\nBench;Новое')
  await write(first)
  await write(await send('Название;Категория\nУрна;новое'))
  expect(await undoImport({ ...place, id: first, touched: 'refuse' })).toMatchObject({ removed: 1, kept: 0 })
  const record = await getImport(place.townId, first)
  expect([record.state, await listStayedCategories(record)]).toEqual(['undone', ['Новое']])
  const rows = (await listMatching(await conditionOf(place.townId, NO_FILTER), NO_FILTER, null, 50)).rows
  expect(rows.map(({ title, locale }) => [title, locale])).toEqual([['Урна', 'ru']])
})
