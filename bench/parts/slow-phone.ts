import type { Browser, Page } from 'playwright-core'

/** A phone of some years ago on a weak link: a quarter of this machine's core, 1.6 Mbit/s down, 150 ms there and back. */
export const SLOW_PHONE = { width: 390, height: 844, cpu: 4, latencyMs: 150, down: 1_600_000, up: 750_000 }

/** What a person feels of one page, cold cache. Times in ms. */
export interface Felt {
  /** Largest contentful paint, from the start of the navigation. */
  lcp: number
  /** The slowest answer to a press or a key, of those that were made. */
  inp: number
  /** Cumulative layout shift without what followed a press by half a second. */
  cls: number
  longestTask: number
  /** Scripts that came, as gzip of level 6 would send them. */
  scripts: number
}

export interface Visit {
  url: string
  cookie?: string
  /** Without scripts: what the same words need to be painted. */
  isBare?: boolean
  /** Presses what a person would press; each press is measured. */
  act?: (page: Page) => Promise<void>
}

declare global {
  interface Window {
    felt: { lcp: number; cls: number; inp: number; longest: number }
  }
}

/** Opens a page as on a slow phone, waits until nothing comes any more, acts, and tells what was felt. */
export async function feel(browser: Browser, visit: Visit, sizeOf: (body: Buffer) => number): Promise<Felt> {
  const { url, cookie, isBare, act } = visit
  const { width, height, cpu, latencyMs, down, up } = SLOW_PHONE
  const context = await browser.newContext({ viewport: { width, height }, isMobile: true, hasTouch: true })
  try {
    if (cookie) {
      const [name, value] = cookie.split('=') as [string, string]
      await context.addCookies([{ name, value, url }])
    }
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    // The compiler marks functions by a helper that the page has not.
    await page.addInitScript('globalThis.__name = (made) => made')
    await page.addInitScript(observe)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: latencyMs,
      downloadThroughput: down / 8,
      uploadThroughput: up / 8,
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpu })
    const scripts = new Map<string, Promise<number>>()
    page.on('response', (response) => {
      if (isBare || !/javascript/.test(response.headers()['content-type'] ?? '')) return
      scripts.set(new URL(response.url()).pathname, response.body().then(sizeOf))
    })
    if (isBare) await page.route('**/*.js', (route) => route.abort())
    await page.goto(url, { waitUntil: 'networkidle' })
    await page.waitForTimeout(500)
    await page.waitForFunction(() => window.felt.lcp > 0)
    const { lcp } = await page.evaluate(() => window.felt)
    if (act && !isBare) {
      await act(page)
      await page.waitForTimeout(500)
    }
    const { cls, inp, longest } = await page.evaluate(() => window.felt)
    const sizes = await Promise.all(scripts.values())
    return { lcp, inp, cls, longestTask: longest, scripts: sizes.reduce((sum, size) => sum + size, 0) }
  } finally {
    await context.close()
  }
}

function observe() {
  const felt = { lcp: 0, cls: 0, inp: 0, longest: 0 }
  window.felt = felt
  const watch = (type: string, see: (entry: PerformanceEntry) => void, more: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({
      type,
      buffered: true,
      ...more,
    })
  watch('largest-contentful-paint', ({ startTime }) => {
    felt.lcp = startTime
  })
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
    if (!hadRecentInput) felt.cls += value
  })
  watch('longtask', ({ duration }) => {
    felt.longest = Math.max(felt.longest, duration)
  })
  watch(
    'event',
    (entry) => {
      const { interactionId, duration } = entry as PerformanceEntry & { interactionId?: number }
      if (interactionId) felt.inp = Math.max(felt.inp, duration)
    },
    { durationThreshold: 16 },
  )
}
