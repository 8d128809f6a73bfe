import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type Site, startSite } from '../../routes/helpers/site.ts'
import { openDevice, type Someone, startBrowser } from './browser.ts'

/** A site and a browser for one test file, both ended after it. Ask for them inside of hooks and tests only. */
export function openSite(everyDevice: Someone = {}) {
  let site: Site
  let browser: Browser
  const devices: BrowserContext[] = []
  beforeAll(async () => {
    site = await startSite()
    browser = await startBrowser()
  })
  afterAll(async () => {
    for (const device of devices) await device.close()
    await browser?.close()
    await site?.stop()
  })
  return {
    get site() {
      return site
    },
    get browser() {
      return browser
    },
    /** A page on a device of its own. */
    async pageOf(someone: Someone = {}): Promise<Page> {
      const context = await openDevice(browser, site.origin, { ...everyDevice, ...someone })
      devices.push(context)
      return context.newPage()
    },
  }
}
