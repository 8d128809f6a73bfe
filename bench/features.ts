/*
 * Pages of features as OGC API gives them, of 1,000 each, from one town: the first, the one after nine tenths of all, and
 * what lies in a street's window, with the count of all pages.
 * Limit: better-sqlite3 reading the same page's rows and counting the same set.
 *
 *   npx tsx bench/features.ts [--json] [--pins 100000]
 */
import './parts/temp-store.ts'

import Database from 'better-sqlite3'
import { NO_FILTER } from '#app/domain/filter.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { listFeatureRows } from '#app/models/feature-rows.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { fillPins } from './parts/fill-pins.ts'
import { median, print, type Row } from './parts/report.ts'
import { DATABASE_FILE } from './parts/temp-store.ts'

const asked = process.argv.indexOf('--pins')
const PINS = asked < 0 ? 100_000 : Number(process.argv[asked + 1])
const PAGE = 1000
const TIMES = 31

const town = await fillPins('open', PINS, 12)
const raw = new Database(DATABASE_FILE, { readonly: true })
raw.pragma('cache_size = -65536')
const { townId } = town
const condition = await conditionOf(townId, NO_FILTER)
const [lng, lat] = town.points[Math.floor(PINS / 2)]!
const street: Bbox = [lng - 0.004, lat - 0.002, lng + 0.004, lat + 0.002]

const pageAfter = raw.prepare(
  "select * from contributions where town_id = ? and visibility = 'published' and number > ? order by number limit ?",
)
const countAll = raw.prepare(
  "select count(*) from contributions where town_id = ? and visibility = 'published'",
)
const inWindow = "town_id = ? and visibility = 'published' and lng between ? and ? and lat between ? and ?"
const pageIn = raw.prepare(`select * from contributions where ${inWindow} order by number limit ${PAGE}`)
const countAllIn = raw.prepare(`select count(*) from contributions where ${inWindow}`)
const window = [townId, street[0], street[2], street[1], street[3]]

const cases = [
  {
    what: 'the first page',
    after: 0,
    boxes: null,
    limit: () => [pageAfter.all(townId, 0, PAGE), countAll.get(townId)],
  },
  {
    what: 'after nine tenths',
    after: Math.floor(PINS * 0.9),
    boxes: null,
    limit: () => [pageAfter.all(townId, Math.floor(PINS * 0.9), PAGE), countAll.get(townId)],
  },
  {
    what: 'a street',
    after: 0,
    boxes: [street],
    limit: () => [pageIn.all(...window), countAllIn.get(...window)],
  },
]
const rows: Row[] = []
const took: number[] = []
for (const { what, after, boxes, limit } of cases) {
  const [ours, bare]: [number[], number[]] = [[], []]
  let page = await listFeatureRows({ condition, boxes, during: null, after, limit: PAGE })
  for (let i = 0; i < TIMES; i++) {
    const start = performance.now()
    page = await listFeatureRows({ condition, boxes, during: null, after, limit: PAGE })
    const middle = performance.now()
    limit()
    ours.push(middle - start)
    bare.push(performance.now() - middle)
  }
  took.push(median(ours))
  rows.push({
    what,
    rows: page.rows.length,
    matched: page.matched,
    'p50 ms': median(ours),
    'raw p50 ms': median(bare),
    ratio: median(bare) / median(ours),
  })
}
const depth = took[0]! / took[1]!
print({
  claim: `Features of a town of ${PINS}, ${PAGE} a page`,
  rows,
  goals: [
    {
      goal: 'a page after nine tenths takes no longer than the first: 0.7 of its speed',
      is: depth,
      ratio: depth,
      holds: depth >= 0.7,
    },
  ],
})
raw.close()
