import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { PROCESS, TOWN } from '../routes/helpers/town.ts'
import { visit, visitAs } from '../routes/helpers/visitor.ts'
import { DESKTOP, openDevice, PHONE, startBrowser } from './helpers/browser.ts'

let site: Site
let browser: Browser
/** A site of somebody else's, with whatever was copied into it. */
let news: Server
let page = ''
let port = 0
beforeAll(async () => {
  news = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>News</title><h1>News</h1>${page}`)
  }).listen(0)
  port = (news.address() as AddressInfo).port
  site = await startSite()
  browser = await startBrowser()
  const saved = await visitAs(site.origin, 'admin').post(`${TOWN}/admin/sharing`, {
    hosts: `http://localhost:${port}`,
  })
  expect(saved.status).toBe(302)
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
  news?.close()
})

/** The code of the page of embeds, as somebody copies it. */
async function copied(): Promise<{ frames: string[]; script: string }> {
  const { text } = await visit(site.origin).get(`${TOWN}/embeds`)
  const plain = (html: string) =>
    html
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&amp;', '&')
  const codes = [...text.matchAll(/<code>([\s\S]*?)<\/code>/g)].map(([, code]) => plain(code!))
  return {
    frames: codes.filter((code) => code.startsWith('<iframe')),
    script: codes.find((code) => code.startsWith('<script>'))!,
  }
}

test('what is copied shows the map, the list and the result on another site, as high as they are, without a cookie', async () => {
  const { frames, script } = await copied()
  expect(frames).toHaveLength(3)
  page = frames.join('\n') + script
  for (const viewport of [DESKTOP, PHONE]) {
    const context = await openDevice(browser, site.origin, { viewport })
    const tab = await context.newPage()
    await tab.goto(`http://localhost:${port}/`)
    for (const path of ['/embed/map', '/embed/list', `/embed/result/${PROCESS.results}`]) {
      const frame = tab.frameLocator(`iframe[src*="${path}"]`)
      const iframe = tab.locator(`iframe[src*="${path}"]`)
      await iframe.scrollIntoViewIfNeeded()
      await frame.locator('h1').waitFor()
      // Of the site's own head and foot nothing is seen.
      await expect.poll(() => frame.locator('header:visible, footer:visible').count()).toBe(0)
      const content = frame.locator('[data-embed]')
      await expect
        .poll(
          async () => Math.abs((await iframe.boundingBox())!.height - (await content.boundingBox())!.height),
          { timeout: 15_000 },
        )
        .toBeLessThan(3)
      expect(await content.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
        true,
      )
    }
    await tab
      .frameLocator('iframe[src*="/embed/map"]')
      .locator('[data-ready] .leaflet-map-pane')
      .waitFor({ state: 'attached' })
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      tab.frameLocator('iframe[src*="/embed/list"]').locator('h2 a').first().click(),
    ])
    // It opens empty, and then goes there.
    await opened.waitForURL(new RegExp(`${TOWN}/\\d+$`))
    await opened.locator('h1').waitFor()
    await opened.close()
    expect((await context.cookies()).map(({ name }) => name)).toEqual([])
    await context.close()
  }
}, 90_000)

test('a pin of the map opens the site beside', async () => {
  page = (await copied()).frames[0]!
  const context = await openDevice(browser, site.origin)
  const tab = await context.newPage()
  await tab.goto(`http://localhost:${port}/`)
  const frame = tab.frameLocator('iframe')
  await frame.locator('[data-ready] .leaflet-map-pane').waitFor({ state: 'attached' })
  await frame.locator('.map-pin').first().press('Enter')
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    frame.locator('.map-spot a').first().click(),
  ])
  await opened.waitForURL(new RegExp(`${TOWN}/\\d+$`))
  await context.close()
})

test('a site that the town has not named shows nothing of it', async () => {
  page = (await copied()).frames[1]!
  const context = await openDevice(browser, site.origin)
  const tab = await context.newPage()
  const refused: string[] = []
  tab.on('console', (message) => void refused.push(message.text()))
  await tab.goto(`http://127.0.0.1:${port}/`)
  await tab.locator('iframe').scrollIntoViewIfNeeded()
  await expect.poll(() => refused.some((text) => text.includes('frame-ancestors'))).toBe(true)
  expect(await tab.frameLocator('iframe').locator('[data-embed]').count()).toBe(0)
  await context.close()
})
