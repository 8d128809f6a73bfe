import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { contains } from '#app/domain/geometry/contains.ts'
import type { Area } from '#app/domain/geometry/positions.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { rowOf, rowsOf } from '../routes/helpers/rows.ts'
import { PROCESS, TOWN } from '../routes/helpers/town.ts'
import { PHONE, type Someone, untilAlive, watch } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()
const { pageOf } = scene

async function counts(page: Page) {
  await page.locator('[data-ready]').waitFor()
  const [sum, count, unplaced] = await page.evaluate(() => [
    document.querySelector('[data-sum]')?.getAttribute('data-sum'),
    document.querySelector('[data-count]')?.getAttribute('data-count'),
    [...document.querySelectorAll('.map-cluster span')].reduce(
      (total, one) => total + Number(one.textContent),
      0,
    ) + document.querySelectorAll('.map-pin').length,
  ])
  return { sum: Number(sum), count: Number(count), drawn: Number(unplaced) }
}

const t = tOf('ru')
const button = (page: Page, key: 'placeHere' | 'move' | 'nearest' | 'locate') =>
  page.getByRole('button', { name: t(`picker.${key}`), exact: true })
const place = (page: Page) => button(page, 'placeHere')

describe('the town’s map', () => {
  test.each([
    '',
    '?kind=problem',
    '?kind=idea&kind=value',
    `?process=${PROCESS.discuss}`,
    '?space=naberezhnaya',
    '?text=скамейк',
    '?status=new&kind=proposal',
    '?text=nothing-like-this',
  ])('holds what the list holds: %s', async (query) => {
    const page = await pageOf({ viewport: { width: 1600, height: 1000 } })
    await page.goto(`${TOWN}${query}`)
    const whole = await counts(page)
    const unplaced = rowOf<{ n: number }>(
      scene.site,
      "select count(*) n from contributions where lng is null and visibility = 'published'",
    ).n
    expect(unplaced).toBe(0)
    expect(whole).toEqual({ sum: whole.count, count: whole.count, drawn: whole.count })
    await page.close()
  })

  test('a cluster opens by Enter, down to a pin and its page, without a mouse', async () => {
    const page = await pageOf()
    const { take } = watch(page, scene.site.origin)
    await page.goto(`${TOWN}?kind=problem`)
    await page.locator('[data-ready]').waitFor()
    expect(await page.locator('.map-cluster').count()).toBeGreaterThan(0)
    for (let step = 0; step < 8 && (await page.locator('.leaflet-popup').count()) === 0; step++) {
      const mark = page.locator('.leaflet-marker-pane .map-cluster, .leaflet-marker-pane .map-pin').first()
      const before = await page
        .locator('.map-canvas')
        .evaluate((map) => map.querySelector('.leaflet-marker-pane')?.innerHTML)
      expect(await mark.getAttribute('aria-label')).toMatch(/\d/)
      await mark.focus()
      await page.keyboard.press('Enter')
      await page.waitForFunction(
        (was) =>
          document.querySelector('.leaflet-popup a') ||
          document.querySelector('.leaflet-marker-pane')?.innerHTML !== was,
        before,
      )
      await page.waitForTimeout(400)
    }
    const popup = page.locator('.leaflet-popup')
    await popup.locator('a').first().waitFor()
    expect(await popup.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await popup.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.closest('.map-canvas') !== null)).toBe(true)
    await page.keyboard.press('Enter')
    await popup.locator('a').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/prirechensk\/\d+$/)
    expect(take()).toEqual([])
  })

  test('a filter that is changed changes both', async () => {
    const page = await pageOf()
    await page.goto(TOWN)
    await untilAlive(page)
    const before = await counts(page)
    await page.locator('details:has(input[name=text]) > summary').click()
    await page.locator('input[name=kind][value=proposal]').check({ force: true })
    await page.locator('form:has(select[name=sort]) details button').first().click()
    await page.waitForURL(/kind=proposal/)
    await page.waitForFunction(
      (was) => document.querySelector('[data-count]')?.getAttribute('data-count') !== String(was),
      before.count,
    )
    await page.waitForFunction(
      () =>
        document.querySelector('[data-sum]')?.getAttribute('data-sum') ===
        document.querySelector('[data-count]')?.getAttribute('data-count'),
    )
    const after = await counts(page)
    expect(after.count).toBeLessThan(before.count)
    expect(after.sum).toBe(after.count)
  })
})

describe('the crosshair', () => {
  async function aim(path: string, options: Someone = {}) {
    const page = await pageOf({ as: 'anna', ...options })
    await page.goto(path)
    await untilAlive(page)
    await page.locator('.map-canvas').waitFor()
    await page.locator('.map-coordinates').first().waitFor()
    return page
  }

  const placed = (page: Page) => page.locator('input[name=lng]')
  async function committed(page: Page) {
    const [lng, lat] = await Promise.all(
      ['lng', 'lat'].map((name) => page.locator(`input[name=${name}]`).inputValue()),
    )
    return { lng: Number(lng), lat: Number(lat) }
  }
  /** Aims at typed coordinates: it moves the map and places nothing. */
  async function goTo(page: Page, lng: number, lat: number) {
    const box = page.locator('.map-by-numbers')
    if (!(await box.evaluate((element) => (element as HTMLDetailsElement).open)))
      await box.locator('summary').click()
    await box.locator('input').fill(`${lat}, ${lng}`)
    await box.locator('button').click()
  }

  test('zooming by wheel, buttons, keys and double click keeps the point to a millionth of a degree', async () => {
    const page = await aim(`${TOWN}/add`)
    const at = { lng: 45.601234, lat: 57.417654 }
    await goTo(page, at.lng, at.lat)
    const map = page.locator('.map-canvas')
    const box = (await map.boundingBox())!
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.3)
    await map.focus()
    for (const turn of [-300, -300, 500, 300, -200]) {
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, turn)
      await page.keyboard.up('Control')
      await page.waitForTimeout(250)
    }
    const buttons = page.locator('.map-frame button')
    for (const index of [0, 0, 1, 1, 1]) {
      await buttons.nth(index).click()
      await page.waitForTimeout(150)
    }
    await map.focus()
    for (const key of ['+', '+', '-']) await page.keyboard.press(key)
    await page.mouse.dblclick(box.x + box.width * 0.7, box.y + box.height * 0.6)
    await page.waitForTimeout(300)
    expect(await placed(page).count()).toBe(0)
    await place(page).click()
    const point = await committed(page)
    expect(Math.abs(point.lng - at.lng)).toBeLessThanOrEqual(1e-6)
    expect(Math.abs(point.lat - at.lat)).toBeLessThanOrEqual(1e-6)
  })

  test('nothing is committed before “Place here”, and moving it again needs another', async () => {
    const page = await aim(`${TOWN}/add`)
    await page.locator('.map-canvas').focus()
    for (const key of ['ArrowLeft', 'ArrowUp', '+', 'Shift+ArrowRight']) await page.keyboard.press(key)
    await page.locator('textarea[name=body]').fill('Где это?')
    expect(await placed(page).count()).toBe(0)
    const send = page.locator('main form button:not([type=button])').last()
    await send.click()
    await page.locator('[role=alert]').first().waitFor()
    expect(page.url()).not.toContain('sent=')
    expect(rowsOf(scene.site, "select 1 from contributions where body = 'Где это?'")).toEqual([])
    await place(page).click()
    await placed(page).waitFor({ state: 'attached' })
    const first = await committed(page)
    await button(page, 'move').click()
    await page.locator('.map-canvas').focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForTimeout(200)
    expect(await committed(page)).toEqual(first)
    await place(page).click()
    expect((await committed(page)).lng).toBeGreaterThan(first.lng)
  })

  test('outside the town the button is off, says so, and the nearest point inside is offered', async () => {
    const page = await aim(`${TOWN}/add`)
    await goTo(page, 45.7, 57.5)
    await page.locator('.map-where[data-inside=false]').waitFor()
    expect(await place(page).isDisabled()).toBe(true)
    await page.locator('.map-canvas').focus()
    await page.keyboard.press('Enter')
    expect(await placed(page).count()).toBe(0)
    await button(page, 'nearest').click()
    await page.locator('.map-where[data-inside=true]').waitFor()
    await place(page).click()
    const { lng, lat } = await committed(page)
    const { boundary } = rowOf<{ boundary: string }>(
      scene.site,
      "select boundary from towns where slug = 'prirechensk'",
    )
    expect(contains(JSON.parse(boundary) as Area, [lng, lat])).toBe(true)
    await page.locator('textarea[name=body]').fill('На самом краю города')
    await page.locator('main form button:not([type=button])').last().click()
    await page.waitForURL(/sent=pin/)
  })

  test('a link of a space opens it there', async () => {
    const spaces = rowsOf<{ slug: string; geometry: string }>(
      scene.site,
      'select slug, geometry from spaces order by slug',
    )
    for (const { slug, geometry } of spaces.slice(0, 3)) {
      const page = await aim(`${TOWN}/add?space=${slug}`, { viewport: PHONE })
      await place(page).click()
      const { lng, lat } = await committed(page)
      expect(contains(JSON.parse(geometry) as Area, [lng, lat])).toBe(true)
      await page.context().close()
    }
  })

  test('shows where the person is, with the accuracy', async () => {
    const here = { longitude: 45.6055, latitude: 57.4178, accuracy: 137 }
    const page = await aim(`${TOWN}/add`, { geolocation: here, permissions: ['geolocation'] })
    await button(page, 'locate').click()
    await page.locator('.map-where', { hasText: '137' }).waitFor()
    expect(await page.locator('.map-doubt').count()).toBe(1)
    expect(await placed(page).count()).toBe(0)
    await place(page).click()
    expect(await committed(page)).toEqual({ lng: here.longitude, lat: here.latitude })
  })

  test('coordinates that cannot be read are said to be so', async () => {
    const page = await aim(`${TOWN}/add`)
    await page.locator('.map-by-numbers summary').click()
    await page.locator('.map-by-numbers input').fill('за мостом налево')
    await page.locator('.map-by-numbers input').press('Enter')
    await page.locator('.map-by-numbers [role=alert]', { hasText: /\S/ }).waitFor()
    expect(await page.locator('.map-by-numbers input').getAttribute('aria-invalid')).toBe('true')
    expect(page.url()).toContain('/add')
  })
})
