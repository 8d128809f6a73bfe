import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importVoters } from '../routes/helpers/import-voters.ts'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { PROCESS, TOWN } from '../routes/helpers/town.ts'
import { openDevice, PHONE, startBrowser, untilAlive, watch } from './helpers/browser.ts'
import { axeFaults } from './helpers/look-over.ts'

const RESULTS = `${TOWN}/processes/${PROCESS.results}/results`

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

test('without scripts the whole result is there: winners, pictures, reasons, files', async () => {
  const context = await openDevice(browser, site.origin, { viewport: PHONE, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(RESULTS)
  expect(await page.locator('section:has(#winners) ol > li').count()).toBe(5)
  expect(await page.locator('section:has(#losers) ul > li').count()).toBe(3)
  expect(await page.locator('figure svg').count()).toBeGreaterThan(10)
  const tables = page.locator('figure details')
  expect(await tables.count()).toBe(4)
  await tables.first().locator('summary').click()
  expect(await tables.first().locator('tbody tr').count()).toBe(8)
  expect(await page.locator('section:has(#files) a[download]').count()).toBe(3)
  await context.close()
})

test.each(['ru', 'en'] as const)(
  'axe has nothing to say, light and dark, wide and narrow, tables open: %s',
  async (lang) => {
    for (const viewport of [PHONE, { width: 1440, height: 900 }]) {
      const context = await openDevice(browser, site.origin, { viewport, lang, as: 'admin' })
      const page = await context.newPage()
      const { take } = watch(page, site.origin)
      await page.goto(RESULTS)
      await untilAlive(page)
      await page.locator('[data-map-door]').scrollIntoViewIfNeeded()
      await page.locator('.map-winner').first().waitFor()
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '')
      })
      expect(await axeFaults(page, lang)).toEqual([])
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wider).toBeLessThanOrEqual(0)
      expect(await page.locator('.map-winner').count()).toBe(5)
      expect(take()).toEqual([])
      await context.close()
    }
  },
)

test('axe has nothing to say of who voted in an imported election', async () => {
  const results = await importVoters(site, 'dvor')
  const context = await openDevice(browser, site.origin, { viewport: PHONE })
  const page = await context.newPage()
  await page.goto(results)
  await untilAlive(page)
  await page.getByRole('heading', { name: 'По возрасту' }).waitFor()
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '')
  })
  expect(await axeFaults(page, 'ru')).toEqual([])
  await context.close()
})
