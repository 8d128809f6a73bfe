import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { published, TOWN } from '../routes/helpers/town.ts'
import { visitAs } from '../routes/helpers/visitor.ts'
import { openDevice, PHONE, startBrowser, untilAlive, watch } from './helpers/browser.ts'

const PATIENCE = { timeout: 15_000 }

let site: Site
let browser: Browser
let device: BrowserContext
beforeAll(async () => {
  site = await startSite()
  browser = await startBrowser()
  device = await openDevice(browser, site.origin, { viewport: PHONE })
})
afterAll(async () => {
  await device?.close()
  await browser?.close()
  await site?.stop()
})

const shown = (page: Page) => page.locator('[data-supports]').getAttribute('data-supports').then(Number)

/** As if the person went to another tab, or came back. */
async function show(page: Page, isHidden: boolean) {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)
}

test('a number changes in its place while others support, says nothing aloud, and rests in the background', async () => {
  const { number } = published(site, 'collect', 'proposal')
  const page = await device.newPage()
  const { take } = watch(page, site.origin)
  await page.goto(`${TOWN}/${number}`)
  await untilAlive(page)
  const before = await shown(page)
  const boxes = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('main *')].map((node) => node.getBoundingClientRect().top),
    )
  const places = await boxes()

  const vera = visitAs(site.origin, 'vera')
  const path = `${TOWN}/${number}`
  const isHers = (await vera.get(path)).text.includes('value="withdraw-support"')
  const [first, second] = isHers ? ['withdraw-support', 'support'] : ['support', 'withdraw-support']
  await vera.post(path, { intent: first! })
  const after = before + (isHers ? -1 : 1)
  await expect.poll(() => shown(page), PATIENCE).toBe(after)
  expect(await page.locator('[data-supports]').textContent()).toContain(String(after))
  expect(await page.locator('[data-supports]').getAttribute('aria-live')).toBe('off')
  expect(await boxes()).toEqual(places)

  await show(page, true)
  await vera.post(path, { intent: second! })
  await new Promise((done) => setTimeout(done, 3000))
  expect(await shown(page)).toBe(after)
  await show(page, false)
  await expect.poll(() => shown(page), PATIENCE).toBe(before)
  expect(take()).toEqual([])
})
