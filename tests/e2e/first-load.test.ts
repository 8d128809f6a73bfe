import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { PersonName } from '../routes/helpers/template.ts'
import { PROCESS, published, TOWN } from '../routes/helpers/town.ts'
import { PHONE, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const WITH_MAP_BYTES = 180_000

const scene = openSite({ viewport: PHONE })

/** The scripts that a page asks for, by their size behind gzip, the largest first. */
function watchScripts(page: Page) {
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (!/javascript/.test(response.headers()['content-type'] ?? '')) return
    const size = response.body().then((body) => gzipSync(body, { level: 6 }).length)
    sizes.set(new URL(response.url()).pathname, size)
  })
  return async function scripts() {
    await page.waitForLoadState('networkidle')
    const listed = await Promise.all([...sizes].map(async ([path, size]) => [path, await size] as const))
    const sum = listed.reduce((total, [, size]) => total + size, 0)
    return { sum, largest: JSON.stringify(listed.sort(([, a], [, b]) => b - a).slice(0, 10)) }
  }
}

test('the town page on a phone loads at most 180 kB of scripts, map and all', async () => {
  for (const lang of ['ru', 'en'] as const) {
    const page = await scene.pageOf({ lang })
    const scripts = watchScripts(page)
    await page.goto(TOWN)
    await page.locator('[data-ready]').waitFor()
    const { sum, largest } = await scripts()
    // What draws the map is among them.
    expect(sum).toBeGreaterThan(130_000)
    expect(sum, largest).toBeLessThanOrEqual(WITH_MAP_BYTES)
  }
})

// Maps come to who scrolls to them. React, React DOM and Remix are 82 kB of each page, the words 8.
test('a page loads no more scripts than it needs, and nothing of a map that nobody has come to', async () => {
  const { collect, results, vote } = PROCESS
  const pages: { path: string; as?: PersonName; bytes: number }[] = [
    { path: `${TOWN}/${published(scene.site, 'collect', 'proposal').number}`, bytes: 122_900 },
    { path: `${TOWN}/processes/${vote}/vote`, bytes: 119_000 },
    { path: `${TOWN}/processes/${collect}`, bytes: 115_000 },
    { path: `${TOWN}/processes/${results}/results`, bytes: 114_600 },
    { path: '/sign-in', bytes: 111_000 },
    { path: `${TOWN}/spaces`, bytes: 109_500 },
    // The staff's words, 21 kB, are for all of its pages.
    { path: `${TOWN}/desk`, as: 'moderator', bytes: 140_500 },
  ]
  for (const { path, as, bytes } of pages) {
    const page = await scene.pageOf({ as })
    const scripts = watchScripts(page)
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(200)
    await untilAlive(page)
    const { sum, largest } = await scripts()
    expect(sum, `${path} ${largest}`).toBeGreaterThan(bytes * 0.9)
    expect(sum, `${path} ${largest}`).toBeLessThanOrEqual(bytes)
  }
})

test('the page is useful before any script: title, button, cards, and no script that holds it up', async () => {
  const response = await fetch(`${scene.site.origin}${TOWN}`)
  const html = await response.text()
  const firstScript = html.search(/<script(?![^>]*type="(?:application|speculation))/)
  const before = html.slice(0, firstScript)
  expect(firstScript).toBeGreaterThan(0)
  expect(before).toMatch(/<title>[^<]*Приреченск[^<]*<\/title>/)
  expect(before).toMatch(/<h1[\s\S]*?<\/h1>/)
  expect(before).toContain(`href="${TOWN}/add`)
  expect(before).toMatch(/data-list[\s\S]*?<li[\s\S]*?<h\d[\s\S]*?<\/h\d>/)
  expect(html.match(/<script(?![^>]*\b(?:async|type="module"))[^>]* src=/g)).toBeNull()
})
