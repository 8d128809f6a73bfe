import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { startBrowser } from './helpers/browser.ts'
import { lookOver } from './helpers/look-over.ts'

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

test('every page is whole, alone with its own host, and has nothing for axe to say, light and dark: en', async () => {
  expect(await lookOver(site, browser, 'en')).toEqual([])
}, 400_000)
