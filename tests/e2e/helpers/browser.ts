import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { inject } from 'vitest'
import { CHROMIUM_ARGS } from '../../../scripts/chromium.mjs'
import type { PersonName } from '../../routes/helpers/template.ts'
import { codeFor, secondCodeFor, visit } from '../../routes/helpers/visitor.ts'

export const PHONE = { width: 390, height: 844 }
export const DESKTOP = { width: 1280, height: 900 }

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  })
}

export interface Someone extends BrowserContextOptions {
  /** Signed in as; a stranger unless given. */
  as?: PersonName
  lang?: 'ru' | 'en'
}

/** A device of its own: cookies, storage, one person. */
export async function openDevice(
  browser: Browser,
  origin: string,
  { as, lang, ...options }: Someone = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'ru-RU',
    reducedMotion: 'reduce',
    baseURL: origin,
    ...options,
  })
  context.setDefaultTimeout(15_000)
  const cookies: { name: string; value: string; url: string }[] = []
  if (as) cookies.push({ name: 'sreda_session', value: inject('template').cookies[as], url: origin })
  if (lang) {
    const visitor = visit(origin)
    await visitor.speak(lang)
    cookies.push({ name: 'sreda_prefs', value: visitor.cookie('sreda_prefs'), url: origin })
  }
  await context.addCookies(cookies)
  return context
}

/** What must not happen on any page: errors in the console, and requests to other hosts. */
export function watch(page: Page, origin: string) {
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => {
    // Remix throws the end of a look that a step breaks off, and mends itself (remix-run/react-router#14761).
    if (error.name !== 'AbortError') faults.push(`error: ${error.message}`)
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url))
      faults.push(`foreign request: ${url}`)
  })
  return {
    /** The faults since the last look. */
    take: () => faults.splice(0),
  }
}

/** Signs in through the pages as a person does, reading the code in the demo's letters. */
export async function signInByHand(page: Page, origin: string, email: string) {
  await page.locator('main form').first().locator('input[name=email]').fill(email)
  await page.locator('main form').first().locator('button').click()
  await page.waitForURL('**/sign-in/code')
  await page.locator('input[name=code]').fill(await codeFor(origin, email))
  await page.locator('main form:has(input[name=code]) button').click()
  await page.waitForURL((url) => url.pathname !== '/sign-in/code')
  if (new URL(page.url()).pathname === '/sign-in/second') {
    await page.locator('main input[name=code]').fill(await secondCodeFor(origin, email))
    await page.locator('main form:has(input[name=code]) button').first().click()
  }
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** React is there and listens: until then a click is only the browser's own. */
export async function untilAlive(page: Page) {
  await page.waitForFunction(() => {
    const main = document.querySelector('main')
    return main !== null && Object.keys(main).some((key) => key.startsWith('__reactFiber'))
  })
}
