import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { filesIn } from '../routes/helpers/rows.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { makeTownArchive } from '../tiles/town-archive.ts'
import { PHONE, untilAlive, watch } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()
const t = tOf('ru')
/** What the library that draws and its reader may weigh, gzip: only towns with a file load them. */
const CHUNK_BYTES = 40_000
const WATER = { light: 'b5d2dc', dark: '143647' }
const OF_CHUNK = /\/archive-layer/

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sreda-map-'))
  writeFileSync(join(folder, 'town.pmtiles'), makeTownArchive())
  writeFileSync(join(folder, 'half.pmtiles'), makeTownArchive().slice(0, 90_000))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** How many pixels of the drawn tiles have each colour, and a sum that tells one drawing from another. */
function drawn(page: Page) {
  return page.evaluate(() => {
    const tiles = [...document.querySelectorAll('canvas.leaflet-tile-loaded')] as HTMLCanvasElement[]
    const colours: Record<string, number> = {}
    let sum = 0
    for (const tile of tiles) {
      if (tile.width === 0) continue
      const { data } = tile.getContext('2d')!.getImageData(0, 0, tile.width, tile.height)
      for (let i = 0; i < data.length; i += 4) {
        const colour = ((1 << 24) | (data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!)
          .toString(16)
          .slice(1)
        colours[colour] = (colours[colour] ?? 0) + 1
        sum = (sum * 31 + data[i]! + data[i + 1]! + data[i + 2]!) % 1_000_000_007
      }
    }
    return { tiles: tiles.length, colours, kinds: Object.keys(colours).length, sum }
  })
}

/** Waits until all tiles in sight are there in the colours of a theme; the last ones come a moment later. */
async function untilDrawn(page: Page, theme: 'light' | 'dark') {
  await page.locator('[data-ready]').waitFor()
  await expect
    .poll(async () => (await drawn(page)).colours[WATER[theme]] ?? 0, { timeout: 15_000 })
    .toBeGreaterThan(500)
  let last = -1
  await expect
    .poll(
      async () => {
        const { sum } = await drawn(page)
        const isSame = sum === last
        last = sum
        return isSame
      },
      { interval: 400, timeout: 15_000 },
    )
    .toBe(true)
  return drawn(page)
}

/** The drawn plan has no tiles, but a canvas of its own with the quarters on it. */
async function untilPlan(page: Page) {
  await page.locator('[data-ready]').waitFor()
  const quarters = () =>
    page.evaluate(() => {
      const plan = document.querySelector('.leaflet-tile-pane > canvas') as HTMLCanvasElement | null
      if (!plan || document.querySelector('canvas.leaflet-tile')) return 0
      const { data } = plan.getContext('2d')!.getImageData(0, 0, plan.width, plan.height)
      let count = 0
      for (let i = 0; i < data.length; i += 4)
        if (data[i] === 0xef && data[i + 1] === 0xe8 && data[i + 2] === 0xda) count++
      return count
    })
  await expect.poll(quarters, { timeout: 20_000 }).toBeGreaterThan(500)
}

async function upload(page: Page, name: string) {
  const form = page.locator('form[data-upload]')
  await form.locator('input[type=file]').setInputFiles(join(folder, name))
  await form.getByRole('button', { name: t('mapAdmin.upload') }).click()
  return form
}

test('an administrator gives a file; everybody’s map is drawn from it, by day and by night, and from the plan when it breaks', async () => {
  const admin = await scene.pageOf({ as: 'admin' })
  await admin.goto(`${TOWN}/admin/map`)
  await untilAlive(admin)
  const form = await upload(admin, 'half.pmtiles')
  await form.getByRole('alert').waitFor()
  expect(await form.getByRole('alert').textContent()).toContain(
    t('refusals.map.truncated', { wants: Math.ceil(makeTownArchive().length / 1000), has: 90 }),
  )
  // Nothing has to be chosen or typed again.
  expect(
    await form.locator('input[type=file]').evaluate((input: HTMLInputElement) => input.files?.length),
  ).toBe(1)
  await upload(admin, 'town.pmtiles')
  await admin.waitForURL('**/admin/map?saved=1')
  await admin
    .getByRole('status')
    .filter({ hasText: t('admin.saved') })
    .waitFor()
  await admin.locator('input[value=archive]:checked').waitFor()

  const page = await scene.pageOf({ viewport: PHONE, colorScheme: 'light' })
  const { take } = watch(page, scene.site.origin)
  const ranges: number[] = []
  const scripts: { name: string; bytes: Promise<number> }[] = []
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/maps/')) ranges.push(response.status())
    if (!pathname.endsWith('.js')) return
    const bytes = response.body().then((body) => gzipSync(body, { level: 6 }).length)
    scripts.push({ name: pathname, bytes })
  })
  await page.goto(TOWN)
  const day = await untilDrawn(page, 'light')
  expect(day.kinds).toBeGreaterThan(50)
  expect(new Set(ranges)).toEqual(new Set([206]))
  const credit = page.locator('.map-attribution a')
  expect(await credit.textContent()).toBe(t('mapAdmin.osm'))
  expect(await credit.getAttribute('href')).toBe('https://www.openstreetmap.org/copyright')
  // After the map itself, in one chunk.
  const at = scripts.findIndex(({ name }) => OF_CHUNK.test(name))
  expect(at).toBeGreaterThan(scripts.findIndex(({ name }) => /\/map-frame/.test(name)))
  expect(await scripts[at]!.bytes).toBeLessThanOrEqual(CHUNK_BYTES)

  const asked = ranges.length
  await page.emulateMedia({ colorScheme: 'dark' })
  const night = await untilDrawn(page, 'dark')
  expect(night.colours[WATER.light] ?? 0).toBe(0)
  // Painted anew of what is there.
  expect(ranges.length).toBe(asked)
  expect(take()).toEqual([])

  const english = await scene.pageOf({ viewport: PHONE, colorScheme: 'light', lang: 'en' })
  await english.goto(TOWN)
  const named = await untilDrawn(english, 'light')
  expect(named.tiles).toBe(day.tiles)
  expect(named.sum).not.toBe(day.sum)

  const path = join(
    scene.site.filesDir,
    filesIn(scene.site.filesDir)
      .find((name) => name.startsWith('maps/'))!
      .split(':')[0]!,
  )
  const bytes = readFileSync(path)
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 2000), Buffer.alloc(bytes.length - 2000, 7)]))
  for (const breakIt of [() => undefined, () => rmSync(path)]) {
    breakIt()
    const broken = await scene.pageOf({ viewport: PHONE })
    await broken.goto(TOWN)
    await untilPlan(broken)
    await expect.poll(() => broken.locator('.map-attribution').count()).toBe(0)
    await broken.getByRole('button', { name: t('map.zoomIn'), exact: true }).click()
    await untilPlan(broken)
    await broken.close()
  }

  // A town that has not chosen a file loads nothing of this.
  await admin.locator('input[value=plan]').check()
  await admin.getByRole('button', { name: t('mapAdmin.save') }).click()
  await admin.locator('input[value=plan]:checked').waitFor()
  const plain = await scene.pageOf({ viewport: PHONE })
  const names: string[] = []
  plain.on('request', (request) => names.push(request.url()))
  await plain.goto(TOWN)
  await untilPlan(plain)
  expect(names.filter((name) => OF_CHUNK.test(name) || name.includes('/maps/'))).toEqual([])
})
