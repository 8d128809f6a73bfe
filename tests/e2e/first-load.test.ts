import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { openDevice, PHONE, startBrowser } from './helpers/browser.ts'

const BUDGET_BYTES = 180_000

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await startSite()
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

test('the town page on a phone loads at most 180 kB of scripts, map and all', async () => {
  for (const lang of ['ru', 'en'] as const) {
    const context = await openDevice(browser, site.origin, { viewport: PHONE, lang })
    const page = await context.newPage()
    const sizes = new Map<string, Promise<number>>()
    page.on('response', (response) => {
      if (!/javascript/.test(response.headers()['content-type'] ?? '')) return
      const size = response.body().then((body) => gzipSync(body, { level: 6 }).length)
      sizes.set(new URL(response.url()).pathname, size)
    })
    await page.goto(TOWN)
    await page.locator('[data-ready]').waitFor()
    await page.waitForLoadState('networkidle')
    const listed = await Promise.all([...sizes].map(async ([path, size]) => [path, await size] as const))
    const sum = listed.reduce((total, [, size]) => total + size, 0)
    expect(listed.length).toBeGreaterThan(3)
    expect(sum, JSON.stringify(listed.sort(([, a], [, b]) => b - a).slice(0, 10))).toBeLessThanOrEqual(
      BUDGET_BYTES,
    )
    await context.close()
  }
})

test('the page is useful before any script: title, button, cards, and no script that holds it up', async () => {
  const response = await fetch(`${site.origin}${TOWN}`)
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
