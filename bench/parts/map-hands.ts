import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'

export interface Screen {
  name: string
  width: number
  height: number
  /** A finger drags, else a mouse. */
  isTouch: boolean
}

/** A quarter of this machine's core. */
export const SLOWDOWN = 4

/** A page with a Leaflet map in it, and what is known of its work. */
export interface MapPage {
  page: Page
  session: CDPSession
  context: BrowserContext
  isTouch: boolean
  /** Answers under way whose address a `watched` expression holds. */
  pending: number
  /** The last address of those that was answered. */
  answered: string
}

declare global {
  interface Window {
    seen: {
      frames: number[]
      marks: number
      first: number
      changed: number
      start(): void
      stop(): void
    }
  }
}

/** Opens a page in a browser of its own storage, its processor slowed down; returns when the first marks are drawn. */
export async function openMap(
  browser: Browser,
  url: string,
  { width, height, isTouch }: Screen,
  watched: RegExp,
  prepare?: (session: CDPSession) => Promise<unknown>,
): Promise<MapPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    isMobile: isTouch,
    hasTouch: isTouch,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const session = await context.newCDPSession(page)
  const opened: MapPage = { page, session, context, isTouch, pending: 0, answered: '' }
  page.on('request', (request) => {
    if (watched.test(request.url())) opened.pending++
  })
  page.on('requestfinished', (request) => {
    if (!watched.test(request.url())) return
    opened.pending--
    opened.answered = request.url()
  })
  page.on('requestfailed', (request) => {
    if (watched.test(request.url())) opened.pending--
  })
  // The compiler marks functions by a helper that the page has not.
  await page.addInitScript('globalThis.__name = (made) => made')
  await page.addInitScript(see)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await prepare?.(session)
  await page.goto(url)
  return opened
}

/**
 * Runs in the page: each frame's time while it is on, the most elements that were marks, when the first came, when they
 * changed last. A page that nobody drags asks for no frames: the others have the processor for themselves.
 */
function see() {
  const seen = {
    frames: [] as number[],
    marks: 0,
    first: 0,
    changed: 0,
    stop: () => {},
    start() {
      let last = 0
      let id = requestAnimationFrame(function frame(now) {
        if (last) seen.frames.push(now - last)
        last = now
        id = requestAnimationFrame(frame)
      })
      seen.stop = () => cancelAnimationFrame(id)
    },
  }
  window.seen = seen
  new MutationObserver(function findPane(_, search) {
    const pane = document.querySelector('.leaflet-marker-pane')
    if (!pane) return
    search.disconnect()
    function look() {
      seen.changed = performance.now()
      seen.first ||= seen.changed
      seen.marks = Math.max(seen.marks, pane!.childElementCount)
    }
    if (pane.childElementCount > 0) look()
    new MutationObserver(look).observe(pane, { childList: true, subtree: true, characterData: true })
  }).observe(document, { childList: true, subtree: true })
}

const PATIENCE_MS = 30_000
const STEPS = 12
const STEP_MS = 16

/** Drags the map by so many px from around its middle, as a mouse or a finger does; it is let go in movement. */
export async function drag({ page, session, isTouch }: MapPage, [dx, dy]: readonly [number, number]) {
  const box = (await page.locator('.leaflet-container').boundingBox())!
  const at = (share: number) => ({
    x: box.x + box.width / 2 + dx * (share - 0.5),
    y: box.y + box.height / 2 + dy * (share - 0.5),
  })
  const send = (type: 'start' | 'move' | 'end', share: number) =>
    isTouch
      ? session.send('Input.dispatchTouchEvent', {
          type: type === 'start' ? 'touchStart' : type === 'move' ? 'touchMove' : 'touchEnd',
          touchPoints: type === 'end' ? [] : [at(share)],
        })
      : session.send('Input.dispatchMouseEvent', {
          type: type === 'start' ? 'mousePressed' : type === 'move' ? 'mouseMoved' : 'mouseReleased',
          button: 'left',
          buttons: type === 'end' ? 0 : 1,
          clickCount: type === 'move' ? 0 : 1,
          ...at(share),
        })
  const sent = [send('start', 0)]
  // By the clock and not by the answers: a page that is late does not slow the hand down.
  for (let step = 1; step <= STEPS; step++) {
    await wait(STEP_MS)
    sent.push(send('move', step / STEPS))
  }
  sent.push(send('end', 1))
  await Promise.all(sent)
}

/** Frames' times of what happens meanwhile, ms. */
export async function framesOf({ page }: MapPage, work: () => Promise<unknown>): Promise<number[]> {
  await page.evaluate(() => window.seen.start())
  await work()
  return page.evaluate(() => {
    window.seen.stop()
    return window.seen.frames.splice(0)
  })
}

/** How long the page's own thread has worked so far, seconds of the clock. */
export async function workedSeconds({ session }: MapPage): Promise<number> {
  await session.send('Performance.enable')
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')!.value
}

/** Zooms by a key of the map, as who has no mouse does. */
export async function zoomBy({ page }: MapPage, steps: number) {
  for (let i = 0; i < Math.abs(steps); i++) {
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('.leaflet-container')!.focus({ preventScroll: true }),
    )
    await page.keyboard.press(steps > 0 ? '+' : '-')
    await wait(450)
  }
}

/** Until for so long nothing was asked and no mark changed. */
export async function untilStill(opened: MapPage, quietMs = 400) {
  const start = performance.now()
  await wait(quietMs)
  for (;;) {
    const since = await opened.page.evaluate(() => performance.now() - window.seen.changed)
    if (opened.pending === 0 && since >= quietMs) return
    if (performance.now() - start > PATIENCE_MS)
      throw new Error(`The map does not come to rest: ${opened.pending} under way, changed ${since} ms ago`)
    await wait(50)
  }
}

/** The page's own JavaScript objects after a full collection, bytes. */
export async function heapOf({ session }: MapPage): Promise<number> {
  for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}

export function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
