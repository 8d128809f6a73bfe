/*
 * What a person with an old phone feels: the pages that matter most, in headless Chromium with a quarter of a core, 1.6
 * Mbit/s and 150 ms, cold cache, 390 px. Limit: the same page with its scripts kept out, in the same run.
 *
 *   npx tsx bench/pages.ts [--json] [--only town] [--rounds 5]
 */
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { chromium, type Page } from 'playwright-core'
import { CHROMIUM_ARGS, ensureChromium } from '../scripts/chromium.mjs'
import { freshCookies } from './parts/fuzz-town.ts'
import { median, print, ROUNDS, type Row } from './parts/report.ts'
import { outputOf, startServer, stopServer } from './parts/server.ts'
import { type Felt, feel } from './parts/slow-phone.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

const TOWN = '/prirechensk'
const GOALS = { lcp: 2000, inp: 200, cls: 0.05, longestTask: 200, mapScripts: 180_000, scripts: 90_000 }

const place = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }
await outputOf(place, ['app/cli/main.ts', 'seed'])
const sreda = await startServer(place)
const cookies = freshCookies(DATABASE_FILE)
const proposal = numberOf(`select c.number from contributions c join phases p on p.process_id = c.process_id
  where c.kind = 'proposal' and c.visibility = 'published' and p.kind = 'collect' and p.starts_at < ? and
  (p.ends_at is null or p.ends_at > ?) order by c.number limit 1`)
const slugOf = (phase: 'vote' | 'results') =>
  textOf(`select r.slug from processes r join phases p on p.process_id = r.id
    where p.kind = '${phase}' and p.starts_at < ? and (p.ends_at is null or p.ends_at > ?) limit 1`)

interface Asked {
  name: string
  path: string
  as?: 'resident' | 'moderator'
  hasMap?: boolean
  act: (page: Page) => Promise<void>
}

const PAGES: Asked[] = [
  {
    name: 'town page',
    path: TOWN,
    hasMap: true,
    act: (page) => page.locator('main summary:visible').first().tap(),
  },
  {
    name: 'list',
    path: `${TOWN}?kind=proposal&sort=new`,
    hasMap: true,
    act: (page) => page.locator('[data-list] + a').tap(),
  },
  {
    name: 'proposal',
    path: `${TOWN}/${proposal}`,
    as: 'resident',
    act: (page) => page.locator('form:has(input[value$=support]) button').first().tap(),
  },
  {
    name: 'results',
    path: `${TOWN}/processes/${slugOf('results')}/results`,
    act: (page) => page.locator('main summary:visible').first().tap(),
  },
  {
    name: 'ballot',
    path: `${TOWN}/processes/${slugOf('vote')}/vote`,
    as: 'resident',
    act: (page) => page.locator('main input[type=checkbox]').first().tap({ force: true }),
  },
  {
    name: 'desk',
    path: `${TOWN}/desk`,
    as: 'moderator',
    act: async (page) => {
      await page.keyboard.press('j')
      await page.keyboard.press('k')
    },
  },
]

const only = argumentOf('--only')
const rounds = Number(argumentOf('--rounds') ?? ROUNDS)
const browser = await chromium.launch({ executablePath: ensureChromium() as string, args: CHROMIUM_ARGS })
const gzipped = (body: Buffer) => gzipSync(body, { level: 6 }).length
const rows: Row[] = []
const goals: { goal: string; is: number; holds: boolean }[] = []
for (const asked of PAGES.filter(({ name }) => !only || name === only)) {
  const visit = { url: sreda.url + asked.path, cookie: asked.as && cookies[asked.as] }
  const [ours, bare]: Felt[][] = [[], []]
  let scripts = 0
  for (let round = 0; round < rounds; round++) {
    const felt = await feel(browser, { ...visit, act: asked.act }, gzipped)
    ours!.push(felt)
    bare!.push(await feel(browser, { ...visit, isBare: true }, gzipped))
    scripts = felt.scripts
  }
  const of = (key: 'lcp' | 'inp' | 'cls' | 'longestTask') => median(ours!.map((felt) => felt[key]))
  const barely = median(bare!.map(({ lcp }) => lcp))
  rows.push({
    page: asked.name,
    'LCP ms': of('lcp'),
    'without scripts': barely,
    ratio: of('lcp') / barely,
    'INP ms': of('inp'),
    CLS: of('cls'),
    'longest task ms': of('longestTask'),
    'scripts, gzip kB': scripts / 1000,
  })
  const most = asked.hasMap ? GOALS.mapScripts : GOALS.scripts
  const promise = (what: string, is: number, limit: number) =>
    goals.push({
      goal: `${asked.name}: ${what} at most ${limit.toLocaleString('en-US')}`,
      is,
      holds: is <= limit,
    })
  promise('LCP, ms,', of('lcp'), GOALS.lcp)
  promise('INP, ms,', of('inp'), GOALS.inp)
  promise('CLS', of('cls'), GOALS.cls)
  promise('longest task, ms,', of('longestTask'), GOALS.longestTask)
  promise('scripts, bytes of gzip,', scripts, most)
}
await browser.close()
await stopServer(sreda, 'SIGTERM')
print({
  claim: `Pages on a slow phone (CPU a quarter, 1.6 Mbit/s, 150 ms, cold cache), median of ${rounds}`,
  rows,
  goals,
})

function numberOf(query: string): number {
  return Number(textOf(query))
}

/** The one value that a query over the demo gives; its two marks are now. */
function textOf(query: string): string {
  const database = new Database(DATABASE_FILE, { readonly: true })
  try {
    return String(database.prepare(query).pluck().get(Date.now(), Date.now()))
  } finally {
    database.close()
  }
}

function argumentOf(name: string): string | undefined {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
