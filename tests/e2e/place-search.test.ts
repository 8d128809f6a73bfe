import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { rowOf } from '../routes/helpers/rows.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { DESKTOP, PHONE, type Someone, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite({ as: 'anna' })
const t = tOf('ru')

async function openForm(options: Someone = {}, path = `${TOWN}/add`) {
  const page = await scene.pageOf({ lang: 'ru', ...options })
  await page.goto(path)
  await untilAlive(page)
  await page.locator('.map-coordinates').first().waitFor()
  return page
}

const field = (page: Page) => page.getByRole('combobox', { name: /Улица, дом|Street, house/ })
const list = (page: Page) => page.getByRole('listbox')
const options = (page: Page) => list(page).getByRole('option')
const active = (page: Page) => list(page).locator('[aria-selected=true]')
const said = (page: Page) => page.locator('[role=status][id$="-said"]')
const where = (page: Page) => page.locator('.map-where')
const whereText = (page: Page) => where(page).textContent()

describe.each([
  ['on a phone', PHONE],
  ['on a wide screen', DESKTOP],
])('the search for a place %s', (_, viewport) => {
  test('is worked by keys alone: typing, arrows, Enter, Escape', async () => {
    const page = await openForm({ viewport })
    await field(page).focus()
    expect(await field(page).getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.type('слободская 1')
    await list(page).waitFor()
    await expect
      .poll(() => said(page).textContent())
      .toContain(t('served.places.found', { count: await options(page).count() }))
    expect(await field(page).getAttribute('aria-expanded')).toBe('true')
    expect(await field(page).getAttribute('aria-controls')).toBe(await list(page).getAttribute('id'))
    expect(await active(page).count()).toBe(0)
    const before = await page.locator('.map-coordinates').first().textContent()

    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await active(page).getAttribute('id')).toBe(await options(page).nth(1).getAttribute('id'))
    expect(await field(page).getAttribute('aria-activedescendant')).toBe(
      await active(page).getAttribute('id'),
    )
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await active(page).count()).toBe(0)
    await page.keyboard.press('ArrowUp')
    expect(await active(page).getAttribute('id')).toBe(await options(page).last().getAttribute('id'))

    await page.keyboard.press('Escape')
    await list(page).waitFor({ state: 'hidden' })
    expect(await field(page).inputValue()).toBe('слободская 1')
    expect(await page.locator('.map-coordinates').first().textContent()).toBe(before)
    await page.keyboard.press('ArrowDown')
    await list(page).waitFor()
    const name = (await active(page).locator('span').first().textContent())!
    await page.keyboard.press('Enter')
    await list(page).waitFor({ state: 'hidden' })
    expect(await field(page).inputValue()).toBe(name)
    await expect.poll(() => said(page).textContent()).toContain(t('served.places.chosen', { name }))
    expect(await field(page).evaluate((input) => input === document.activeElement)).toBe(true)
    // The crosshair stands there, and the spot is named by what it is near to.
    await expect.poll(() => whereText(page)).toContain(`${t('served.places.exact.house')}`)
    expect(await whereText(page)).toContain(name)
    expect(await page.locator('input[name=lng]').count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe(`${TOWN}/add`)

    await page.keyboard.press('Escape')
    expect(await field(page).inputValue()).toBe('')
  })

  test('fits the screen, has nothing that a checker finds, and answers a click', async () => {
    const page = await openForm({ viewport })
    await field(page).fill('школ')
    await list(page).waitFor()
    const box = (await list(page).boundingBox())!
    expect(box.x).toBeGreaterThanOrEqual(0)
    expect(box.x + box.width).toBeLessThanOrEqual(viewport.width)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    for (const option of await options(page).all())
      expect((await option.boundingBox())!.height).toBeGreaterThanOrEqual(44)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
    const name = (await options(page).first().locator('span').first().textContent())!
    await options(page).first().click()
    expect(await field(page).inputValue()).toBe(name)
    await list(page).waitFor({ state: 'hidden' })
  })
})

test('a misspelt street, a house that is not there, and nothing at all are told', async () => {
  const page = await openForm({ lang: 'en' })
  await field(page).fill('Slabodskaya')
  await expect.poll(() => options(page).first().textContent()).toContain('Slobodskaya Street')
  await field(page).fill('Qwertyuiop')
  await page.getByRole('button', { name: tOf('en')('served.places.button') }).click()
  await expect.poll(() => said(page).textContent()).toBe(tOf('en')('served.places.notFound'))
  expect(await list(page).isVisible()).toBe(false)
})

test('coordinates still go where they say', async () => {
  const page = await openForm()
  await field(page).fill('57.4175, 45.6042')
  await page.keyboard.press('Enter')
  await expect.poll(() => whereText(page)).toContain('57,41750°')
})

test('without scripts the form is sent to be shown choices, and the chosen one is where the pin stands', async () => {
  const page = await scene.pageOf({ lang: 'ru', javaScriptEnabled: false, viewport: PHONE })
  await page.goto(`${TOWN}/add`)
  const body = 'Здесь очень темно по вечерам, нужен фонарь'
  await page.locator('textarea[name=body]').fill(body)
  await page.locator('input[name=placeQuery]').fill('спасская 5')
  await page.getByRole('button', { name: t('served.places.button'), exact: true }).click()
  const choice = page.getByLabel('Спасская улица, 5')
  await choice.waitFor()
  expect(await page.locator('textarea[name=body]').inputValue()).toBe(body)
  expect(await page.locator('input[name=placeQuery]').inputValue()).toBe('спасская 5')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await choice.check({ force: true })
  const [lat, lng] = (await choice.getAttribute('value'))!.split(', ').map(Number)
  await page.getByRole('button', { name: t('form.sendPin') }).click()
  await page.waitForURL(/sent=pin/)
  const row = rowOf<{ lng: number; lat: number; place_text: string; place_precision: string }>(
    scene.site,
    'select lng, lat, place_text, place_precision from contributions where body = ?',
    body,
  )
  expect(row).toEqual({
    lng: expect.closeTo(lng!, 5),
    lat: expect.closeTo(lat!, 5),
    place_text: '',
    place_precision: 'point',
  })
  expect(await page.locator('main').textContent()).toContain('Спасская улица, 5')
})
