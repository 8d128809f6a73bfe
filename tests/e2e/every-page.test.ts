import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { openDevice, startBrowser, watch } from './helpers/browser.ts'
import { faultsOf, lookOver } from './helpers/look-over.ts'

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

test('every page is whole, alone with its own host, and has nothing for axe to say, light and dark: ru', async () => {
  expect(await lookOver(site, browser, 'ru')).toEqual([])
}, 400_000)

test('the page of the code, which only who asked for one sees', async () => {
  for (const lang of ['ru', 'en'] as const) {
    const context = await openDevice(browser, site.origin, { lang })
    const page = await context.newPage()
    const { take } = watch(page, site.origin)
    await page.goto('/sign-in')
    await page.locator('main input[name=email]').fill(`${lang}@example.org`)
    await page.locator('main form button').first().click()
    await page.waitForURL('**/sign-in/code')
    expect(await faultsOf(page, { path: '/sign-in/code' }, lang, take)).toEqual([])
    await context.close()
  }
})
