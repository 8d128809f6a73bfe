/*
 * Sreda's map beside what one would otherwise take for the same pins, in one run and one browser (a quarter of a core, 1.6
 * Mbit/s, 150 ms, 1280 x 800): leaflet.markercluster, supercluster, all pins as one GeoJSON layer; and in node the indexes
 * alone, with geojson-vt's tiles. It says where Sreda loses, too.
 *
 *   npx tsx bench/map-rivals.ts [--json] [--pins 10000,50000]
 */
import './parts/temp-store.ts'

import { type Browser, type CDPSession, chromium } from 'playwright-core'
import { NO_FILTER } from '#app/domain/filter.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { getViewport } from '#app/models/viewport.server.ts'
import { getStore } from '#db/store.server.ts'
import { CHROMIUM_ARGS, ensureChromium } from '../scripts/chromium.mjs'
import { CENTRE, type FilledTown } from './parts/fill.ts'
import {
  drag,
  framesOf,
  heapOf,
  type MapPage,
  openMap,
  SLOWDOWN,
  untilStill,
  wait,
} from './parts/map-hands.ts'
import { mappedTowns, PLACE } from './parts/map-town.ts'
import { type Goal, percentile, print, type Row } from './parts/report.ts'
import { indexRow, superclusterRow, tilesRow } from './parts/rival-indexes.ts'
import { type Pin, pageOf, startRivals, WITH_PINS } from './parts/rival-server.ts'
import { seeded } from './parts/seeded.ts'
import { startServer, stopServer } from './parts/server.ts'
import { SLOW_PHONE } from './parts/slow-phone.ts'
import { viewAround } from './parts/views.ts'

const at = process.argv.indexOf('--pins')
const SIZES = (at < 0 ? '10000,50000' : process.argv[at + 1]!).split(',').map(Number)
const SCREEN = { name: 'desktop', width: 1280, height: 800, isTouch: false }
/** All of the town is seen here, so that every pin must be counted. */
const FIRST_ZOOM = 11
const KEYS = ['+', '+', '+', '+', 'ArrowLeft', 'ArrowRight', '+', 'ArrowUp', 'ArrowDown', '-', '-', '-']
const DRAGS: [number, number][] = [
  [300, 120],
  [-300, -120],
  [200, -200],
  [-200, 200],
]
const WORDS: Record<'Sreda' | (typeof WITH_PINS)[number], { filter: string; changes: string }> = {
  Sreda: { filter: 'all of the list’s, by the server', changes: 'next move' },
  'leaflet.markercluster': { filter: 'builds anew in the page', changes: 'page loaded anew' },
  'supercluster in the page': { filter: 'builds anew in the page', changes: 'page loaded anew' },
  'one GeoJSON layer on canvas': { filter: 'builds anew in the page', changes: 'page loaded anew' },
}

interface Found {
  what: keyof typeof WORDS
  pins: number
  /** kB of gzip: the page with its code, and the pins until the first marks. */
  page: number
  data: number
  first: number
  move: number
  frame: number
  heap: number
  elements: number
  /** Of all pins, those that marks stand for; not a number where marks are not to be read. */
  counted: number
  /** Share of pins that Tab leads to, itself or in its cluster. */
  byTab: number
  named: number
}

const random = seeded(9)
const towns = await mappedTowns(Object.fromEntries(SIZES.map((size) => [`town-${size}`, size])), FIRST_ZOOM)
const sets = new Map(towns.map((town) => [town.points.length, pinsOf(town)]))
const nodeRows: Row[] = []
for (const [i, pins] of [...sets.values()].entries()) {
  const looks = [11, 12, 13, 14, 15, 16, 17].flatMap((zoom) =>
    Array.from({ length: 4 }, () => ({ zoom, box: viewAround(towns[i]!, zoom, random) })),
  )
  nodeRows.push(
    await indexRow(
      'Sreda',
      pins.length,
      looks,
      async function firstLook() {
        const condition = await conditionOf(towns[i]!.townId, NO_FILTER)
        await getViewport(condition, looks[0]!.box, looks[0]!.zoom)
        return condition
      },
      async (condition, { box, zoom }) => [
        Buffer.from(JSON.stringify(await getViewport(condition, box, zoom))),
      ],
    ),
    await superclusterRow(pins, looks),
    await tilesRow(pins, looks),
  )
}
await (await getStore()).close()

const sreda = await startServer(PLACE)
const rivals = await startRivals(sets)
const browser = await chromium.launch({ executablePath: ensureChromium() as string, args: CHROMIUM_ARGS })
const found: Found[] = []
try {
  for (const { slug, points } of towns) {
    const n = points.length
    found.push(await measure(browser, 'Sreda', n, `${sreda.url}/${slug}`))
    for (const rival of WITH_PINS)
      found.push(await measure(browser, rival, n, pageOf(rivals, rival, n, CENTRE, FIRST_ZOOM)))
  }
} finally {
  await browser.close()
  rivals.server.close()
  await stopServer(sreda, 'SIGTERM')
}

const most = SIZES.at(-1)!
const ours = found.find(({ what, pins }) => what === 'Sreda' && pins === most)!
const theirs = found.find(({ what, pins }) => what === 'leaflet.markercluster' && pins === most)!
const than = (goal: string, key: 'data' | 'first' | 'frame' | 'heap'): Goal => ({
  goal: `${goal}, ${most.toLocaleString('en-US')} pins`,
  is: ours[key],
  ratio: ours[key] / theirs[key],
  holds: ours[key] <= theirs[key],
})
print({
  claim: `Maps side by side in Chromium: CPU a ${SLOWDOWN}th, 1.6 Mbit/s, 150 ms`,
  rows: found.map((one) => ({
    what: one.what,
    pins: one.pins,
    'page kB gzip': one.page,
    'pins kB gzip': one.data,
    'first marks ms': one.first,
    'marks after a move, p95 ms': one.move,
    'frame of a drag, p95 ms': one.frame,
    'heap MB': one.heap,
    'elements of marks': one.elements,
    counted: Number.isNaN(one.counted) ? 'dots on dots' : one.counted === one.pins ? 'exact' : one.counted,
    'by Tab': one.byTab,
    'with a name': one.named,
    filter: WORDS[one.what].filter,
    'a new pin': WORDS[one.what].changes,
  })),
  goals: [
    than('fewer bytes of pins than leaflet.markercluster', 'data'),
    than('first marks no later than leaflet.markercluster’s', 'first'),
    than('a drag’s frames (p95) no longer than leaflet.markercluster’s', 'frame'),
    than('no more heap than leaflet.markercluster', 'heap'),
    { goal: 'every pin counted', is: ours.counted, ratio: ours.counted / most, holds: ours.counted === most },
    {
      goal: 'every pin reached by Tab, by a name',
      is: ours.named,
      holds: ours.byTab === 1 && ours.named === 1,
    },
  ],
})
console.log('')
print({ claim: 'Indexes side by side in node', rows: nodeRows, goals: [] })
console.log('')
print({ claim: 'Where Sreda loses', rows: losses(), goals: [] })

/** Opens a map as who sees it for the first time, then zooms, moves and drags it. */
async function measure(browser: Browser, what: Found['what'], pins: number, url: string): Promise<Found> {
  console.error(`${what}, ${pins} pins …`)
  const sent = { page: 0, data: 0 }
  const opened = await openMap(browser, url, SCREEN, /map\.json|points-/, async function slowLink(session) {
    await weigh(session, sent)
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: SLOW_PHONE.latencyMs,
      downloadThroughput: SLOW_PHONE.down / 8,
      uploadThroughput: SLOW_PHONE.up / 8,
    })
  })
  const { page } = opened
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForFunction(() => window.seen.first > 0)
  await untilStill(opened, 800)
  const bytes = { ...sent }
  const first = await page.evaluate(() => window.seen.first)
  const told = await page.evaluate(readMarks)
  const moves: number[] = []
  for (const key of KEYS) moves.push(await timeOfMove(opened, key))
  const frames = await framesOf(opened, async function dragOften() {
    for (const way of DRAGS) {
      await drag(opened, way)
      await wait(200)
    }
  })
  await untilStill(opened)
  const heap = await heapOf(opened)
  const elements = await page.evaluate(() => window.seen.marks)
  await opened.context.close()
  const isCanvas = elements === 0
  return {
    what,
    pins,
    page: bytes.page / 1000,
    data: bytes.data / 1000,
    first,
    move: percentile(moves, 0.95),
    frame: percentile(frames, 0.95),
    heap: heap / 1e6,
    elements,
    counted: isCanvas ? Number.NaN : told.counted,
    byTab: told.byTab / pins,
    named: told.named / pins,
  }
}

/** Bytes as they came over the wire, those of pins apart. */
async function weigh(session: CDPSession, sent: { page: number; data: number }) {
  const pins = new Set<string>()
  await session.send('Network.enable')
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (/map\.json|points-/.test(request.url)) pins.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    sent[pins.has(requestId) ? 'data' : 'page'] += encodedDataLength
  })
}

/** From a key until the marks change for the last time; a move that changes no mark costs nothing. */
async function timeOfMove(opened: MapPage, key: string): Promise<number> {
  const { page } = opened
  await page.evaluate(function listen() {
    document.querySelector<HTMLElement>('.leaflet-container')!.focus({ preventScroll: true })
    addEventListener(
      'keydown',
      () => {
        window.seen.first = performance.now()
      },
      { capture: true, once: true },
    )
  })
  await page.keyboard.press(key)
  await untilStill(opened, 350)
  return page.evaluate(() => Math.max(0, window.seen.changed - window.seen.first))
}

/** Runs in the page: of how many pins the marks tell, how many of them Tab leads to, and how many have a name. */
function readMarks() {
  const read = { counted: 0, byTab: 0, named: 0 }
  for (const mark of document.querySelectorAll<HTMLElement>('.leaflet-marker-pane > *')) {
    const count = Number(/^\d+$/.exec(mark.textContent?.trim() ?? '')?.[0] ?? 1)
    read.counted += count
    if (mark.tabIndex < 0) continue
    read.byTab += count
    // A number alone does not say of what.
    if (mark.getAttribute('aria-label') || mark.title) read.named += count
  }
  return read
}

function pinsOf({ points }: FilledTown): Pin[] {
  const random = seeded(3)
  const kinds = ['idea', 'problem', 'value', 'proposal']
  return points.map(([lng, lat], i) => [
    i + 1,
    Math.round(lng * 1e6) / 1e6,
    Math.round(lat * 1e6) / 1e6,
    kinds[Math.floor(random() * kinds.length)]!,
    Math.floor(40 * random() ** 6),
    Math.floor(random() * 5),
  ])
}

/** Each figure in which another is better with the same pins. */
function losses(): Row[] {
  const rows: Row[] = []
  const figures = {
    page: 'page kB gzip',
    data: 'pins kB gzip',
    first: 'first marks ms',
    move: 'marks after a move, p95 ms',
    frame: 'frame of a drag, p95 ms',
    heap: 'heap MB',
    elements: 'elements of marks',
  } as const
  for (const size of SIZES) {
    const same = found.filter(({ pins }) => pins === size)
    const ours = same.find(({ what }) => what === 'Sreda')!
    for (const [key, name] of Object.entries(figures) as [keyof typeof figures, string][]) {
      for (const other of same.filter((one) => one !== ours && one[key] < ours[key]))
        rows.push({
          figure: name,
          pins: size,
          Sreda: ours[key],
          against: other.what,
          its: other[key],
          ratio: other[key] / ours[key],
        })
    }
  }
  return rows
}
