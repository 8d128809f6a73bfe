import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { distanceM } from '#app/domain/geometry/measure.ts'
import { paintAsked } from '#app/formats/print/album-asked.ts'
import { paintMethod } from '#app/formats/print/album-method.ts'
import type { Book } from '#app/formats/print/album-page.ts'
import type { Album } from '#app/formats/print/content.ts'
import { INK, KIND_MARKS, MAP_COLOURS } from '#app/formats/print/palette.ts'
import { addPage, MM, openPrint, PAPERS, printChunks } from '#app/formats/print/pen.ts'
import { boxOfPositions, metresInDegree, viewOf } from '#app/formats/print/plane.ts'
import { discsOf, Room } from '#app/formats/print/room.ts'
import { overviewOf, pointsOf, SHEET_SCALES, sheetsOf } from '#app/formats/print/sheets.ts'
import { shapesFromTiles } from '#app/formats/print/tile-shapes.ts'
import { printable, write } from '#app/formats/print/words.ts'
import { printFonts } from '#app/jobs/print/fonts.server.ts'
import { KIND_SHAPES } from '#app/ui/kind-mark.tsx'
import { readPdf } from '../routes/helpers/printed.ts'
import { seeded } from '../seeded.ts'
import { makeTownArchive } from '../tiles/town-archive.ts'
import { collected } from './reading.ts'

const home = process.env.SREDA_HOME!
const CENTRE = [45.6, 57.42] as const
const FRAME = { x: 30, y: 60, width: 210 * MM, height: 170 * MM }

/** Degrees from the centre for metres to the east and north, on the ellipsoid. */
function moved(eastM: number, northM: number): [number, number] {
  const per = metresInDegree(CENTRE[1])
  return [CENTRE[0] + eastM / per.lng, CENTRE[1] + northM / per.lat]
}

describe('a view', () => {
  // Arc lengths of WGS 84 as the Geographical Survey publishes them: a minute of the meridian and of the parallel.
  test.each([
    [0, 111_319.491, 110_574.276],
    [45, 78_846.806, 111_131.778],
    [60, 55_799.979, 111_412.273],
  ])('knows the metres in a degree at %s°', (lat, lng, north) => {
    const per = metresInDegree(lat)
    expect(per.lng).toBeCloseTo(lng, 0)
    expect(per.lat).toBeCloseTo(north, 0)
  })

  test.each(SHEET_SCALES)('at 1:%s gives a metre its millimetres, everywhere in the frame', (scale) => {
    const view = viewOf(CENTRE, scale, FRAME)
    const random = seeded(scale)
    const [widthM, heightM] = [FRAME.width / view.ptPerM, FRAME.height / view.ptPerM]
    for (let i = 0; i < 200; i++) {
      const [from, to] = [0, 1].map(() => moved((random() - 0.5) * widthM, (random() - 0.5) * heightM))
      const [a, b] = [view.toPaper(from!), view.toPaper(to!)]
      const paperMm = Math.hypot(b[0] - a[0], b[1] - a[1]) / MM
      // An independent measure: on the sphere, of which the ellipsoid differs by half a per cent.
      expect((paperMm * scale) / 1000 / distanceM(from!, to!)).toBeGreaterThan(0.994)
      expect((paperMm * scale) / 1000 / distanceM(from!, to!)).toBeLessThan(1.006)
      expect(a[0]).toBeGreaterThanOrEqual(FRAME.x - 1e-6)
      expect(a[1]).toBeLessThanOrEqual(FRAME.y + FRAME.height + 1e-6)
    }
    // 100 m to the north along the middle.
    const [zero, hundred] = [view.toPaper(moved(0, 0)), view.toPaper(moved(0, 100))]
    expect((zero[1] - hundred[1]) / MM).toBeCloseTo(100_000 / scale, 6)
    expect(view.deviation).toBeLessThan(0.0001)
  })

  test('says the error at its edge', () => {
    const view = viewOf(CENTRE, 20_000, FRAME)
    const north = view.box[3]
    const truthM = metresInDegree(north).lng * 0.01
    const drawnM =
      (view.toPaper([CENTRE[0] + 0.01, north])[0] - view.toPaper([CENTRE[0], north])[0]) / view.ptPerM
    expect(Math.abs(drawnM / truthM - 1)).toBeCloseTo(view.deviation, 6)
    expect(view.deviation).toBeGreaterThan(0.0001)
  })
})

describe('the sheets of an area', () => {
  const size = [FRAME.width, FRAME.height] as const
  const square = (metres: number) => [
    [
      moved(-metres / 2, -metres / 2),
      moved(metres / 2, -metres / 2),
      moved(metres / 2, metres / 2),
      moved(-metres / 2, metres / 2),
      moved(-metres / 2, -metres / 2),
    ],
  ]

  test.each([
    [60, 500],
    [120, 1000],
    [280, 2000],
  ])('of %s m: one at the finest scale that holds it, 1:%s', (metres, scale) => {
    expect(sheetsOf(pointsOf(square(metres)), size)).toMatchObject([{ scale, part: 1, parts: 1 }])
  })

  test('hold every point of a large one', () => {
    const points = pointsOf(square(1500))
    const sheets = sheetsOf(points, size)
    expect(sheets.length).toBeGreaterThan(11)
    const views = sheets.map(({ centre, scale }) => viewOf(centre, scale, FRAME))
    const isShown = (p: readonly [number, number]) =>
      views.some(({ box }) => p[0] >= box[0] && p[0] <= box[2] && p[1] >= box[1] && p[1] <= box[3])
    expect(points.filter((point) => !isShown(point))).toEqual([])
  })

  test('follow a bank that runs aslant, without sheets of nothing', () => {
    const bank = [[moved(-600, -300), moved(600, 300), moved(600, 340), moved(-600, -260), moved(-600, -300)]]
    const sheets = sheetsOf(pointsOf(bank), size)
    expect(sheets.length).toBeLessThanOrEqual(4)
    expect(sheets.map(({ part, parts }) => [part, parts])).toEqual(
      sheets.map((_, i) => [i + 1, sheets.length]),
    )
  })

  test('are overlooked at a round scale', () => {
    expect(overviewOf([], size)).toBe(null)
    expect(overviewOf([boxOfPositions([CENTRE])], size)?.scale).toBe(500)
    expect(overviewOf([boxOfPositions(square(3000)[0]!)], size)?.scale).toBe(20_000)
  })
})

test('what is set on a map never lies on anything else', () => {
  const room = new Room({ x: 0, y: 0, width: 400, height: 300 })
  const random = seeded(7)
  const taken: (readonly [number, number, number])[] = []
  for (let i = 0; i < 2000; i++) {
    const discs = discsOf(random() * 400, random() * 300, 10 + random() * 40, 8, random() * 6)
    if (!room.isFree(discs)) continue
    for (const [x, y, radius] of discs) {
      expect(taken.every((other) => Math.hypot(other[0] - x, other[1] - y) >= other[2] + radius)).toBe(true)
      expect(Math.min(x - radius, y - radius, 400 - x - radius, 300 - y - radius)).toBeGreaterThanOrEqual(0)
    }
    room.take(discs)
    taken.push(...discs)
  }
  expect(taken.length).toBeGreaterThan(50)
})

test('vector tiles become the shapes of a plan, the areas below and all where it belongs', async () => {
  const bytes = makeTownArchive()
  const read = async (offset: number, length: number) => bytes.subarray(offset, offset + length)
  const box = [45.58, 57.41, 45.61, 57.425] as const
  const shapes = await shapesFromTiles({ read, box, minZoom: 8, maxZoom: 15, lang: 'en' })
  const layers = shapes.map(({ layer }) => layer)
  for (const layer of [
    'quarter',
    'garden',
    'water',
    'street',
    'street-major',
    'lane',
    'path',
    'building',
    'label',
  ])
    expect(layers, layer).toContain(layer)
  expect(layers.lastIndexOf('quarter')).toBeLessThan(layers.indexOf('garden'))
  expect(layers.lastIndexOf('garden')).toBeLessThan(layers.indexOf('water'))
  expect(shapes.filter(({ layer }) => layer === 'building').length).toBeGreaterThan(300)
  expect(shapes.find(({ name }) => name === 'Old Town')).toMatchObject({ layer: 'label', rank: 1 })
  const near = 0.03
  for (const shape of shapes) {
    expect(Math.min(shape.box[0] - box[0], shape.box[1] - box[1])).toBeGreaterThan(-near)
    expect(Math.max(shape.box[2] - box[2], shape.box[3] - box[3])).toBeLessThan(near)
  }
  // More ground than a document can hold is drawn coarser, not left out.
  const wide = await shapesFromTiles({ read, box: [40, 55, 50, 60], minZoom: 8, maxZoom: 15, lang: 'ru' })
  expect(wide.length).toBeGreaterThan(0)
})

describe('the colours of paper', () => {
  /** `--name: var(--if-light, #abc) …` */
  function lightOf(file: string, prefix: string, name: string): string | undefined {
    const css = readFileSync(join(home, file), 'utf8')
    return new RegExp(`--${prefix}${name}: var\\(--if-light, (#[0-9a-f]{6})\\)`).exec(css)?.[1]
  }

  test('are the light ones of the map and the site', () => {
    for (const [name, colour] of Object.entries(MAP_COLOURS))
      expect([name, lightOf('app/styles/map.css', 'map-', name)]).toEqual([name, colour])
    for (const [name, colour] of Object.entries(INK))
      expect([name, lightOf('app/styles/tokens.css', '', name)]).toEqual([name, colour])
  })

  test('and the marks of the kinds are those of the lists', () => {
    for (const [kind, { outline, colour, soft }] of Object.entries(KIND_MARKS)) {
      const shape = KIND_SHAPES[kind as keyof typeof KIND_SHAPES]
      expect(outline).toBe(shape.outline)
      const inkOf = (token: string) => INK[token.slice('var(--'.length, -1) as keyof typeof INK]
      expect([colour, soft]).toEqual([inkOf(shape.colour), inkOf(shape.soft)])
    }
  })
})

describe('a page', () => {
  const pens = () => {
    const info = { title: 'Т', author: 'А', subject: 'П', lang: 'ru', now: new Date(0) }
    return openPrint({ ...info, fonts: printFonts(), size: PAPERS.a4 })
  }
  const words = (letters: number) => 'Граница площади не меняется, деревья сохраняются. '.repeat(letters / 50)

  test.each([
    ['words', words(8000)],
    ['one word', 'д'.repeat(1500)],
    ['lines', 'строка\n'.repeat(1000).trim()],
  ])('of columns holds all of a long text, over as many pages as it takes: %s', async (_, long) => {
    const pen = pens()
    const say = (word: string, given?: Record<string, string | number>) => String(given?.text ?? word)
    const phase = { name: 'Сбор', dates: '1', state: 'идёт', isOpen: true, who: 'все' }
    const process = { title: 'Площадь', question: 'Что?', fixed: long, decision: long, budget: null }
    const album = {
      town: 'Город',
      title: 'Площадь',
      snapshot: 'сегодня',
      demo: '',
      channels: [['Сайт', '3']],
      asked: [{ ...process, phases: Array.from({ length: 40 }, () => phase) }],
      method: [{ heading: 'А', text: long }],
      say,
    } as unknown as Album
    const book: Book = { pen, album, pages: 0, outline: pen.doc.outline }
    async function* steps() {
      yield* paintAsked(book)
      yield* paintMethod(book)
    }
    const written = readPdf(Buffer.concat(await collected(printChunks(pen, steps()))))
    expect(written.pages).toHaveLength(book.pages)
    const letters = (text: string) => text.replace(/[^а-яё]/gi, '').length
    const said = written.words.reduce((sum, { text }) => sum + letters(text), 0)
    expect(said).toBeGreaterThan(3 * letters(long))
    for (const { box } of written.words) expect(box[3]).toBeLessThan(pen.height)
  })

  test('that a text runs off is no page: the document fails', async () => {
    const pen = pens()
    async function* steps() {
      write(pen, addPage(pen), 'P', words(8000), { x: 10, y: 400, width: 300, size: 12 })
      yield
    }
    await expect(collected(printChunks(pen, steps()))).rejects.toThrow('a text ran off page 1')
  })
})

test('what the letters do not have is left out, and the rest stays', () => {
  expect(printable('Скамейка 🪑 у «Льна» — 350 ₽ №\u00a05\r\n\r\n\r\nДа ё Ё')).toBe(
    'Скамейка у «Льна» — 350 ₽ №\u00a05\nДа ё Ё',
  )
  expect(printable('👍')).toBe('')
})
