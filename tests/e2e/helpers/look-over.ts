import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Site } from '../../routes/helpers/site.ts'
import type { PersonName } from '../../routes/helpers/template.ts'
import { sendOne, TOWN } from '../../routes/helpers/town.ts'
import { visit, visitAs } from '../../routes/helpers/visitor.ts'
import { DESKTOP, openDevice, untilAlive, watch } from './browser.ts'
import { type PageToSee, pagesOf } from './pages.ts'

const COLOURS = ['color-contrast', 'link-in-text-block']
/** The same document: in the dark only what is about colours can differ, and colours do not differ by language. */
const THEMES = { ru: ['light', 'dark'], en: ['light'] } as const
const STAFF: (PersonName | undefined)[] = ['moderator', 'planner', 'admin']
/** Where people's own words, names and letters stand: they keep the language they were written in. */
const PEOPLES_WORDS = [
  'textarea',
  '[lang=ru]',
  'form:has(input[name=parentId])',
  'main li:has(> h2 + p)',
].join()

/** Makes an account, deletes it through its page, and gives the number of the act. */
async function deleteSomebody({ origin }: Site): Promise<string> {
  const visitor = visit(origin)
  await visitor.signIn('leaving@example.org')
  const { location } = await visitor.post('/me/data', { choice: 'remove', confirm: 'on' })
  return location.slice('/deletion-acts/'.length)
}

/** Loads it, waits for its map and its fonts, and gives what is wrong with it. */
export async function faultsOf(
  page: Page,
  { path, status = 200, isPlain }: PageToSee,
  lang: 'ru' | 'en',
  faults: () => string[],
) {
  const found: string[] = []
  const response = await page.goto(path, { waitUntil: 'load' })
  if (response?.status() !== status) found.push(`status ${response?.status()}`)
  if (!isPlain) await untilAlive(page)
  await untilMapsAreThere(page).catch(() => found.push('a map did not come'))
  found.push(...(await axeFaults(page, lang)))
  found.push(...(await page.evaluate(wordFaults, { lang, peoplesWords: PEOPLES_WORDS })))
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const wider = await page.evaluate(overflow)
    if (wider) found.push(`${width} px: ${wider}`)
  }
  await page.setViewportSize(DESKTOP)
  found.push(
    ...faults().filter(
      (fault) => !(status >= 400 && /Failed to load resource/.test(fault) && fault.includes(path)),
    ),
  )
  return found.map((fault) => `${path}: ${fault}`)
}

/** What axe finds in the page as it stands, by day and by night. */
export async function axeFaults(page: Page, lang: 'ru' | 'en'): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of THEMES[lang]) {
    await page.emulateMedia({ colorScheme })
    const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
    if (colorScheme === 'dark') builder.withRules(COLOURS)
    else if (lang === 'en') builder.disableRules(COLOURS)
    for (const { id, nodes } of (await builder.analyze()).violations)
      found.push(`axe, ${colorScheme}, ${id}: ${nodes.slice(0, 3).map(whatIsWrong).join(' | ')}`)
  }
  return found
}

function whatIsWrong({
  target,
  html,
  any,
}: {
  target: unknown[]
  html: string
  any: { message: string }[]
}): string {
  return `${target.join(' ')} ${html.slice(0, 160)} ${any[0]?.message ?? ''}`
}

async function untilMapsAreThere(page: Page) {
  const hasPins = new URL(page.url()).pathname === TOWN
  // Maps come to who comes near them.
  for (const door of await page.locator('[data-map-door]:visible').all()) await door.scrollIntoViewIfNeeded()
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('[data-map-door]')].every(
        (door) => door.getClientRects().length === 0 || door.querySelector(wanted),
      ),
    hasPins ? '[data-ready] .leaflet-map-pane' : '.leaflet-map-pane',
  )
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

function wordFaults({ lang, peoplesWords }: { lang: string; peoplesWords: string }): string[] {
  const found: string[] = []
  const html = document.documentElement
  if (html.lang !== lang) found.push(`html lang is ${html.lang}`)
  const headings = document.querySelectorAll('h1').length
  if (headings !== 1) found.push(`${headings} h1`)
  if (document.title.trim().length < 3) found.push('no title')
  const words = document.body.textContent ?? ''
  const seen = [...document.querySelectorAll('body *')].flatMap((element) =>
    /^(SCRIPT|STYLE|NOSCRIPT)$/.test(element.tagName)
      ? []
      : [
          ...[...element.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE)
            .map((node) => node.textContent ?? ''),
          ...['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''),
        ],
  )
  for (const text of [document.title, ...seen]) {
    if (/\{\{|\}\}|\bundefined\b|\[object |\bNaN\b|Invalid /.test(text))
      found.push(`broken text: ${text.slice(0, 80)}`)
    if (
      /^[a-z][a-zA-Z]+(\.[a-zA-Z0-9_-]+)+$/.test(text.trim()) &&
      !/@|\.example|localhost|\.(jpg|csv)$/.test(text)
    )
      found.push(`a key: ${text.trim().slice(0, 80)}`)
  }
  if (lang === 'en' && words !== '') {
    const controls = 'button, label, legend, summary, option, th, dt, nav a, h2, [role=status], [role=alert]'
    for (const element of document.querySelectorAll(controls)) {
      if (element.closest(peoplesWords) || element.querySelector('[lang=ru]')) continue
      const own = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent ?? '')
      const text = own.join(' ')
      if (/[а-яё]/i.test(text)) found.push(`Russian: ${text.slice(0, 80)}`)
    }
  }
  return found
}

/** The element that makes the page wider than the screen, if it is. */
function overflow(): string | null {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return null
  const guilty = [...document.querySelectorAll('body *')].find((element) => {
    const { right } = element.getBoundingClientRect()
    return (
      right > width + 1 &&
      element.checkVisibility({ contentVisibilityAuto: true }) &&
      !element.closest('[data-scrolls], .overflow-x-auto, .map-frame')
    )
  })
  return `${document.documentElement.scrollWidth} wide, by ${guilty?.outerHTML.slice(0, 160) ?? 'nothing in sight'}`
}

/** Looks at every page of staff or of everybody else in a language, and says what is wrong. */
export async function lookOver(
  { site, browser }: { site: Site; browser: Browser },
  lang: 'ru' | 'en',
  whose: 'staff' | 'public',
): Promise<string[]> {
  const anna = visitAs(site.origin, 'anna')
  const [pin, proposal] = [await sendOne(site, anna, 'pin'), await sendOne(site, anna, 'proposal')]
  const deletion = await deleteSomebody(site)
  const pages = pagesOf(site, { pin: pin.number, proposal: proposal.number, deletion })
  const devices = new Map<
    PersonName | undefined,
    { context: BrowserContext; page: Page; take: () => string[] }
  >()
  async function deviceOf(as: PersonName | undefined) {
    const known = devices.get(as)
    if (known) return known
    const context = await openDevice(browser, site.origin, { as, lang })
    const page = await context.newPage()
    const made = { context, page, take: watch(page, site.origin).take }
    devices.set(as, made)
    return made
  }
  // Two people look at once: the server and the browser have a core each.
  const queue = pages.filter(({ as }) => STAFF.includes(as) === (whose === 'staff'))
  const found: string[] = []
  async function look(mine: (page: PageToSee) => boolean) {
    for (let next = queue.findIndex(mine); next >= 0; next = queue.findIndex(mine)) {
      const [one] = queue.splice(next, 1)
      const { page, take } = await deviceOf(one!.as)
      found.push(...(await faultsOf(page, one!, lang, take)))
    }
  }
  const first = whose === 'staff' ? 'admin' : undefined
  await Promise.all([look(({ as }) => as === first), look(({ as }) => as !== first)])
  for (const { context } of devices.values()) await context.close()
  expect(queue).toEqual([])
  return found
}
