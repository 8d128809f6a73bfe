import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type ReadRow, readPackage, sheetOf, unpack } from '../readers/read-package.ts'
import {
  answerOf,
  gdalAnswer,
  geopackageFaults,
  layersIn,
  projected,
  pythonWith,
  rowsIn,
} from '../readers/run-reader.ts'
import { sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN } from './helpers/town.ts'
import { type Visitor, visitAs } from './helpers/visitor.ts'

const PAGE = `${TOWN}/exports`
const DRAWING = `${TOWN}/admin/drawing`
/** A local system made up after the pattern of the real ones (МСК). */
const LOCAL =
  '+proj=tmerc +lat_0=0 +lon_0=44.55 +k=1 +x_0=1300000 +y_0=-5514743.504 +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22 +units=m +no_defs'

let site: Site
let planner: Visitor
let admin: Visitor
let folder: string
let files: string[]
beforeAll(async () => {
  site = await startSite()
  ;[planner, admin] = [visitAs(site.origin, 'planner'), visitAs(site.origin, 'admin')]
  await planner.speak('ru')
  await admin.speak('ru')
  folder = mkdtempSync(join(tmpdir(), 'sreda-package-'))
  files = unpack(await taken({ format: 'zip' }), folder)
})
afterAll(async () => {
  await site?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)
const newest = () =>
  rowOf<{ id: string; state: string; hash: string; last_error: string | null }>(
    site,
    'select * from export_jobs order by created_at desc, id desc limit 1',
  )

/** Asks for a file as the page's form does, and takes it when it is there. */
async function taken(fields: Record<string, string>, who = planner): Promise<Buffer> {
  const answer = await who.post(PAGE, { intent: 'start', filter: '', ...fields })
  expect([answer.status, answer.location]).toEqual([302, PAGE])
  await vi.waitFor(() => expect(newest().state).toBe('done'), { timeout: 60_000, interval: 100 })
  const response = await fetch(`${site.origin}${PAGE}/${newest().id}`, {
    headers: { Cookie: `sreda_session=${who.cookie('sreda_session')}` },
  })
  expect(response.status).toBe(200)
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(newest().hash)
  return bytes
}

/** What the database says of each row: the rank is counted here anew. */
const expected = () =>
  rowsOf<ReadRow>(
    site,
    `select number, supports, votes, title,
       1 + (select count(*) from contributions b
            where b.town_id = a.town_id and b.visibility = 'published' and b.supports > a.supports) rank
     from contributions a join towns t on t.id = a.town_id
     where t.slug = 'prirechensk' and visibility = 'published' order by number`,
  )
const sorted = (rows: ReadRow[]) =>
  rows.map(({ number, rank, supports, votes, title }) => ({ number, rank, supports, votes, title }))

describe('the package of the demo town', () => {
  test('says the same of every row in every file, read by other programs', async () => {
    const rows = sorted(expected())
    expect(rows.length).toBeGreaterThan(90)
    const read = await readPackage(folder)
    expect(Object.keys(read)).toHaveLength(8)
    for (const [name, found] of Object.entries(read)) expect(sorted(found), name).toEqual(rows)
  })

  test('has checksums, explanations in both languages, photos by number and the vote’s own file', () => {
    const sums = readFileSync(at('SHA256SUMS'), 'utf8').trim().split('\n')
    expect(sums.map((line) => line.slice(66)).sort()).toEqual(
      files.filter((name) => name !== 'SHA256SUMS').sort(),
    )
    for (const line of sums)
      expect(
        createHash('sha256')
          .update(readFileSync(at(line.slice(66))))
          .digest('hex'),
      ).toBe(line.slice(0, 64))
    const about = JSON.parse(readFileSync(at('about.json'), 'utf8'))
    expect(about).toMatchObject({ rows: expected().length, rankBy: 'supports', photos: { lost: 0, left: 0 } })
    for (const [name, says] of [
      ['README.ru.txt', 'Больше поддержек — выше'],
      ['README.en.txt', 'More supporters stand higher'],
    ] as const) {
      const text = readFileSync(at(name), 'utf8')
      expect(text).toContain(says)
      expect(text).toContain(about.snapshot)
    }
    const numbers = rowsOf<{ number: number; n: number }>(
      site,
      `select c.number, count(*) n from photos p join contributions c on c.id = p.contribution_id
       where p.visibility = 'published' and c.visibility = 'published' group by c.id`,
    )
    const names = numbers.flatMap(({ number, n }) =>
      Array.from({ length: n }, (_, i) => `photos/${number}-${i + 1}.jpg`),
    )
    expect(names.length).toBeGreaterThan(10)
    expect(files.filter((name) => name.startsWith('photos/')).sort()).toEqual(names.sort())
    const pb = files.filter((name) => name.endsWith('.pb'))
    expect(pb).toHaveLength(1)
    expect(readFileSync(at(pb[0]!), 'utf8')).toContain('PROJECTS')
    // No address of anybody is in any table.
    expect(readFileSync(at('ranking.csv'), 'utf8')).not.toContain('@')
  })

  test('holds a GeoPackage that keeps the standard and may be edited, with styles', () => {
    expect(layersIn(at('map.gpkg'))).toEqual([
      'граница',
      'пространства',
      'метки',
      'предложения_точки',
      'предложения_линии',
      'предложения_участки',
      'layer_styles',
      'без_места',
      'о_выгрузке',
    ])
    const styled = rowsIn(at('map.gpkg'), 'layer_styles')
    expect(styled.map(({ f_table_name }) => f_table_name)).toHaveLength(6)
    expect(styled.find(({ f_table_name }) => f_table_name === 'метки')!.styleQML).toContain('attr="category"')
    const python = pythonWith('osgeo_utils.samples.validate_gpkg')
    if (python) expect(geopackageFaults(python, at('map.gpkg'))).toBe('')
    // The triggers of the tree work for whoever edits.
    gdalAnswer('ogrinfo', '-q', at('map.gpkg'), '-sql', 'delete from "метки" where fid < 5')
    const tree = gdalAnswer(
      'ogrinfo',
      '-q',
      at('map.gpkg'),
      '-sql',
      'select (select count(*) from "метки") - (select count(*) from "rtree_метки_geom") as off',
    )
    expect(tree).toContain('off (Integer) = 0')
  })

  const qgis = pythonWith('qgis.core')
  test.skipIf(!qgis)(`is opened by QGIS, styled${qgis ? '' : ': left out, there is no python3-qgis'}`, () => {
    interface Shown {
      isValid: boolean
      count: number
      drawn: number | null
      renderer: string | null
      hasLabels: boolean
      headings: string[]
    }
    const shown = answerOf<Record<string, Shown>>(qgis!, 'open-in-qgis.py', at('map.gpkg'))
    for (const name of ['метки', 'предложения_точки', 'предложения_линии', 'предложения_участки'])
      expect(shown[name], name).toMatchObject({
        isValid: true,
        renderer: 'categorizedSymbol',
        hasLabels: true,
        headings: expect.arrayContaining(['Место', 'Название']),
      })
    for (const [name, { renderer, count, drawn }] of Object.entries(shown))
      if (renderer) expect(drawn, name).toBe(count)
    expect(shown.граница).toMatchObject({ isValid: true, renderer: 'singleSymbol' })
  })

  test('holds a drawing in metres without a fault', () => {
    const python = pythonWith('ezdxf')
    if (!python) throw new Error('The test of drawings needs ezdxf: sudo apt-get install python3-ezdxf.')
    const drawn = answerOf<Drawn>(python, 'audit-dxf.py', at('drawing.dxf'))
    expect(drawn).toMatchObject({ version: 'AC1015', encoding: 'cp1251', units: 6, errors: [], fixes: [] })
    expect(drawn.texts.join('\n')).toContain('WGS 84 / UTM 38N (EPSG:32638)')
    expect(drawn.layers).toEqual(expect.arrayContaining(['Граница города', 'Пространства', 'Оформление']))
    const places = rowsOf<{ number: number; lng: number; lat: number; status: string }>(
      site,
      "select * from contributions where visibility = 'published' and lng is not null",
    )
    expect(drawn.pins).toHaveLength(places.length)
    expect(drawn.pins.every(({ layer }) => drawn.layers.includes(layer))).toBe(true)
    expect([drawn.closed > 10, drawn.open > 5]).toEqual([true, true])
    const one = places[0]!
    const [x, y] = drawn.pins.find(({ NUMBER }) => Number(NUMBER) === one.number)!.at
    const [east, north] = projected('EPSG:32638', [one.lng, one.lat])
    expect(Math.hypot(x - east, y - north)).toBeLessThan(0.01)
    expect(gdalAnswer('gdalsrsinfo', '-o', 'proj4', at('drawing.prj'))).toContain('+proj=utm +zone=38')
  })

  test('holds a workbook whose other sheets agree with the database', async () => {
    const sum = (rows: Record<string, unknown>[], key: string) =>
      rows.reduce((total, row) => total + Number(row[key]), 0)
    const book = at('ranking.xlsx')
    const summary = await sheetOf(book, 'Сводка')
    expect(sum(summary, 'Записей')).toBe(expected().length)
    expect(sum(summary, 'Поддержки')).toBe(expected().reduce((total, { supports }) => total + supports, 0))
    const counted = (sql: string) => rowOf<{ n: number }>(site, sql).n
    expect(await sheetOf(book, 'Комментарии')).toHaveLength(
      counted(
        `select count(*) n from comments m join contributions c on c.id = m.contribution_id
         where m.visibility = 'published' and c.visibility = 'published'`,
      ),
    )
    expect(await sheetOf(book, 'Ответы города')).toHaveLength(counted('select count(*) n from answers'))
    const votes = await sheetOf(book, 'Голоса по вариантам')
    expect(sum(votes, 'Голосов')).toBe(expected().reduce((total, row) => total + row.votes, 0))
    expect((await sheetOf(book, 'Что в столбцах')).map((row) => row['Имя столбца'])).toContain('externalId')
  })
})

interface Drawn {
  pins: { layer: string; at: [number, number]; NUMBER: string }[]
  layers: string[]
  texts: string[]
  errors: string[]
  fixes: string[]
  closed: number
  open: number
}

describe('what goes out', () => {
  test('has only the columns that were ticked, and names only for who may see people', async () => {
    const few = (await taken({ format: 'csv', columns: 'supports' })).toString('utf8')
    expect(few.split(/\r?\n/)[0]).toBe('\ufeffМесто;Номер;Название;Поддержки')
    const none = await planner.post(PAGE, { intent: 'start', format: 'csv', filter: '', picked: 'yes' })
    expect(none.status).toBe(400)
    expect(wordsIn(none.text)).toContain(sentence('ru', 'export.no-columns'))

    const refused = await planner.post(PAGE, { intent: 'start', format: 'csv', filter: '', people: 'yes' })
    expect(refused.status).toBe(403)
    expect(wordsIn(refused.text)).toContain(sentence('ru', 'export.no-people'))
    expect((await planner.get(PAGE)).text).not.toContain('name="people"')
    const named = (await taken({ format: 'csv', people: 'yes' }, admin)).toString('utf8')
    expect(named.split(/\r?\n/)[0]).toContain(';Автор;')
    const { after } = rowOf<{ after: string }>(
      site,
      "select after from staff_acts where act = 'export' order by seq desc limit 1",
    )
    expect(JSON.parse(after)).toMatchObject({ format: 'csv', hasPeople: true })
    expect((await admin.get(`${TOWN}/log`)).text).toContain('файл скачан')
    const { id } = newest()
    expect((await planner.get(`${PAGE}/${id}`)).status).toBe(403)
    expect((await planner.get(PAGE)).text).not.toContain(`${PAGE}/${id}`)
    await admin.post(PAGE, { intent: 'cancel', id })
    const again = await planner.post(PAGE, { intent: 'again', id })
    expect([again.status, newest().state]).toEqual([403, 'cancelled'])
  })

  test('of a vote is its file, when the filter leaves one vote', async () => {
    const { slug } = rowOf<{ slug: string }>(
      site,
      `select slug from processes where id not in
         (select f.process_id from phases f join vote_results r on r.phase_id = f.id) limit 1`,
    )
    const none = await planner.post(PAGE, { intent: 'start', format: 'pb', filter: `process=${slug}` })
    expect(none.status).toBe(404)
    expect(wordsIn(none.text)).toContain(sentence('ru', 'export.no-vote'))
    expect((await taken({ format: 'pb' })).toString('utf8')).toContain('VOTES')
  })
})

describe('the page of coordinates', () => {
  const save = (fields: Record<string, string>) =>
    admin.post(DRAWING, { intent: 'save', axes: 'east-north', ...fields })

  test('takes a local system, and the drawing is in it', async () => {
    expect(wordsIn((await admin.get(DRAWING)).text)).toContain('WGS 84 / UTM 38N')
    const saved = await save({ kind: 'text', text: LOCAL })
    expect([saved.status, saved.location]).toEqual([302, `${DRAWING}?saved=1`])
    const path = at('local.dxf')
    writeFileSync(path, await taken({ format: 'dxf' }))
    const { at: point, NUMBER } = answerOf<Drawn>(pythonWith('ezdxf')!, 'audit-dxf.py', path).pins[0]!
    const { lng, lat } = rowOf<{ lng: number; lat: number }>(
      site,
      'select lng, lat from contributions where number = ?',
      Number(NUMBER),
    )
    const [east, north] = projected(LOCAL, [lng, lat])
    expect(Math.hypot(point[0] - east, point[1] - north)).toBeLessThan(0.01)
  })

  test('shows how far control points are off', async () => {
    const pair = (n: number, place: string, [east, north]: [number, number]) => ({
      [`place${n}`]: place,
      [`first${n}`]: String(north).replace('.', ','),
      [`second${n}`]: String(east),
    })
    const corners: [number, number][] = [
      [45.57, 57.41],
      [45.63, 57.41],
      [45.6, 57.43],
    ]
    const [a, b, c] = corners.map((one) => projected(LOCAL, one)) as [number, number][]
    const saved = await save({
      kind: 'points',
      axes: 'north-east',
      ...pair(1, '57,41 45,57', a!),
      ...pair(2, '57.41, 45.63', b!),
      ...pair(3, '57.43, 45.6', [c![0] + 0.3, c![1]]),
    })
    expect(saved.status).toBe(302)
    const text = wordsIn((await admin.get(DRAWING)).text)
    expect(text).toContain('по опорным точкам: 3')
    expect(text).toMatch(/Точка 3\s*0,[01]\d/)
  })

  test.each([
    [{ kind: 'epsg', epsg: '4326' }, 'Это система в градусах'],
    [{ kind: 'epsg', epsg: '3857' }, 'Для города подходят: 32638, 28408, 20008'],
    [{ kind: 'epsg', epsg: 'метры' }, 'Целое число из четырёх или пяти цифр'],
    [{ kind: 'text', text: '+proj=longlat +datum=WGS84' }, 'Это система в градусах'],
    [{ kind: 'text', text: 'МСК-44' }, 'Текст не прочитан'],
    [{ kind: 'points', place1: 'там', first1: '1', second1: 'два' }, 'Нужно число метров'],
    [{ kind: 'points', place1: '57.4, 45.6', first1: '1', second1: '2' }, 'Заполните хотя бы две точки'],
  ] as [Record<string, string>, string][])(
    'says what is wrong with %o, and keeps it',
    async (fields, says) => {
      const before = rowOf(site, 'select * from drawing_systems')
      const answer = await save(fields)
      expect(answer.status).toBe(400)
      expect(wordsIn(answer.text)).toContain(says)
      const typed = Object.entries(fields).find(([key]) => key !== 'kind')![1]
      expect(answer.text).toContain(typed)
      expect(rowOf(site, 'select * from drawing_systems')).toEqual(before)
    },
  )

  test('gives back the zone that a town begins with', async () => {
    expect((await admin.post(DRAWING, { intent: 'reset' })).status).toBe(302)
    expect(wordsIn((await admin.get(DRAWING)).text)).toContain('WGS 84 / UTM 38N')
    expect((await admin.get(`${TOWN}/log`)).text).toContain('Система координат чертежей')
    expect((await planner.get(DRAWING)).status).toBe(403)
  })
})
