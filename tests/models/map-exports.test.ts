import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import type { ExportFormat } from '#app/export-formats.ts'
import { writeExport } from '#app/jobs/export.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { storeDraft } from '#app/models/plans.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { designVariants } from '#db/schema/plans.server.ts'
import { categories } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { CENTRE, giveConsents, makePeople, makeProposal, makeScene, squareAround } from '../factories.ts'

const files = () => process.env.FILES_DIR!
beforeAll(() => mkdirSync(files(), { recursive: true }))

type Scene = Awaited<ReturnType<typeof makeScene>>

/** Writes an export of everything, and gives its bytes. */
async function written({ town }: Pick<Scene, 'town'>, format: ExportFormat, columns: string[] = []) {
  const path = join(files(), `map-${town.id}.${format}`)
  const asked = { locale: 'ru', separator: ';', origin: 'https://sreda.test' } as const
  await writeExport({ ...asked, town, filter: NO_FILTER, format, columns, now: new Date() }, path)
  return path
}
async function textOf(scene: Scene, format: 'kml' | 'dxf', columns: string[] = []) {
  const bytes = readFileSync(await written(scene, format, columns))
  return new TextDecoder(format === 'dxf' ? 'windows-1251' : 'utf-8').decode(bytes)
}

async function change(id: string, set: Partial<typeof contributions.$inferInsert>) {
  const { write } = await getStore()
  await write((tx) =>
    tx.do((db) =>
      db.update(contributions).set(set).where(eq(contributions.id, id)).returning({ id: contributions.id }),
    ),
  )
}

async function makeCategory(townId: string, name: string) {
  const { write } = await getStore()
  const id = newId()
  const row = { townId, id, name, icon: 'other', position: 0, translations: {} }
  await write((tx) => tx.do((db) => db.insert(categories).values(row).returning({ id: categories.id })))
  return id
}

async function publishedPlan({ town, moderator }: Scene) {
  const id = newId()
  const feature = (geometry: GeoJSON.Geometry) => ({
    type: 'Feature' as const,
    geometry,
    properties: { порода: 'липа' },
  })
  await storeDraft({
    id,
    townId: town.id,
    actorId: moderator.id,
    title: 'Сквер',
    body: '',
    version: '2',
    format: 'geojson',
    file: { name: 'plan.json', hash: 'hash', bytes: 1 },
    layers: [
      {
        name: 'Деревья',
        features: {
          type: 'FeatureCollection',
          features: [
            feature({ type: 'MultiPoint', coordinates: [CENTRE, [CENTRE[0] + 0.001, CENTRE[1]]] }),
            feature(squareAround(CENTRE, 0.001, 0.0005)),
          ],
        },
      },
    ],
    problems: [],
    moreProblems: 0,
    attributes: [{ name: 'порода', sample: 'липа' }],
    box: [CENTRE[0], CENTRE[1], CENTRE[0] + 0.001, CENTRE[1] + 0.001],
    mentions: new Map(),
  })
  const { write } = await getStore()
  await write((tx) =>
    tx.do((db) =>
      db
        .update(designVariants)
        .set({ state: 'published' })
        .where(eq(designVariants.id, id))
        .returning({ id: designVariants.id }),
    ),
  )
}

describe('the columns that were left out', () => {
  test('are in no file of maps, and on no sheet', async () => {
    const scene = await makeScene()
    const { here, town, process } = scene
    const row = await makeProposal({ ...here, title: 'Скамья', body: 'Тайный текст' })
    const [speaker] = await makePeople(1)
    await giveConsents(speaker!)
    const said = { townId: town.id, contributionId: row.id, parentId: null, id: newId() }
    await submitComment({ ...said, personId: speaker!.id, body: 'Тайное слово' })
    expect(process.slug).not.toBe('')

    expect(await textOf(scene, 'kml')).toContain('Тайный текст')
    const kml = await textOf(scene, 'kml', ['supports'])
    expect([kml.includes('Скамья'), kml.includes('Тайный текст'), kml.includes('Без темы')]).toEqual([
      true,
      false,
      false,
    ])
    const dxf = await textOf(scene, 'dxf', ['supports'])
    for (const [word, isThere] of [
      ['SUPPORTS', true],
      ['VOTES', false],
      ['LINK', false],
      ['Без темы', false],
      ['Новое', false],
    ] as const)
      expect([word, dxf.includes(word)]).toEqual([word, isThere])

    const sheets = async (columns: string[]) => {
      const book = new ExcelJS.Workbook()
      await book.xlsx.readFile(await written(scene, 'xlsx', columns))
      const text = JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()))
      return { names: book.worksheets.map(({ name }) => name), text }
    }
    const all = await sheets([])
    expect(all.names).toEqual(expect.arrayContaining(['Комментарии', 'Ответы города', 'Голоса по вариантам']))
    // Every sheet's columns are explained.
    for (const word of ['Тайное слово', 'Написано от имени города', 'externalId'])
      expect(all.text).toContain(word)
    const few = await sheets(['supports'])
    expect(few.names).toEqual(['Рейтинг', 'О выгрузке', 'Сводка', 'Что в столбцах'])
    for (const word of ['Тайное слово', 'Тайный текст', 'externalId', 'Тема'])
      expect([word, few.text.includes(word)]).toEqual([word, false])
  })
})

describe('a drawing', () => {
  test('has one layer for names that differ in capital letters alone, and counts what it cannot reach', async () => {
    const scene = await makeScene()
    const { here, town } = scene
    const [one, other, far] = [await makeProposal(here), await makeProposal(here), await makeProposal(here)]
    await change(one.id, { categoryId: await makeCategory(town.id, 'Парк') })
    await change(other.id, { categoryId: await makeCategory(town.id, 'парк') })
    await change(far.id, { lng: 137, lat: 0.1, geometry: null })
    const dxf = await textOf(scene, 'dxf')
    const layers = new Set([...dxf.matchAll(/парк - [^\r\n]+/gi)].map(([name]) => name))
    expect([...layers]).toHaveLength(1)
    expect(dxf).not.toMatch(/Infinity|NaN/)
    expect(dxf.match(/\r\nINSERT\r\n/g)).toHaveLength(2)
    expect(dxf).toContain('Без места на карте, на чертеже их нет: 1')
  })
})

test('what designers have published lies in every map', async () => {
  const scene = await makeScene()
  await makeProposal(scene.here)
  const path = await written(scene, 'gpkg')
  const tables = () => {
    const db = new Database(path, { readonly: true })
    const rows = (table: string) => db.prepare(`select * from "${table}"`).all() as Record<string, string>[]
    const names = db.prepare('select table_name n from gpkg_contents').all() as { n: string }[]
    const plans = names.map(({ n }) => n).filter((n) => n.startsWith('планы'))
    const found = plans.map((name) => [
      name,
      rows(name).map(({ plan, layer, properties }) => [plan, layer, properties]),
    ])
    db.close()
    return found
  }
  expect(tables()).toEqual([])
  rmSync(path)
  await publishedPlan(scene)
  await written(scene, 'gpkg')
  const row = ['Сквер', 'Деревья', '{"порода":"липа"}']
  expect(tables()).toEqual([
    ['планы_точки', [row, row]],
    ['планы_участки', [row]],
  ])
  const zip = unzipSync(readFileSync(await written(scene, 'zip')))
  const plans = JSON.parse(Buffer.from(zip['plans.geojson']!).toString())
  expect(plans.features.map((one: GeoJSON.Feature) => [one.geometry.type, one.properties])).toEqual(
    ['Point', 'Point', 'Polygon'].map((type) => [
      type,
      { plan: 'Сквер', version: '2', layer: 'Деревья', порода: 'липа' },
    ]),
  )
  expect(await textOf(scene, 'kml')).toContain('<name>Планы - Сквер - 2</name>')
  const dxf = await textOf(scene, 'dxf')
  expect(dxf.match(/\r\nPOINT\r\n/g)).toHaveLength(2)
  expect(dxf).toContain('Планы - Сквер - Деревья')
})
