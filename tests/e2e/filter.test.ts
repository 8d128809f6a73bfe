import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { type Someone, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const t = tOf('ru')
const scene = openSite()

async function townPage(query = '', options: Someone = {}): Promise<Page> {
  const page = await scene.pageOf(options)
  await page.goto(`${TOWN}${query}`)
  await untilAlive(page)
  return page
}

const count = (page: Page) => page.locator('[data-count]').getAttribute('data-count')

const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName ?? '')

describe('the focus stays where the reader is', () => {
  test('after sorting', async () => {
    const page = await townPage()
    await page.locator('select[name=sort]').focus()
    await page.locator('select[name=sort]').selectOption('new')
    await page.waitForURL(/sort=new/)
    await expect.poll(() => page.locator('a[href*="after="]').getAttribute('href')).toContain('sort=new')
    expect(await focusedName(page)).toBe('sort')
    expect(page.url()).toBe(`${scene.site.origin}${TOWN}?sort=new`)
  })

  test('after filtering by keyboard, with an address that holds only what was asked', async () => {
    const page = await townPage()
    const all = await count(page)
    const asked: string[] = []
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url())
      if (/^\/prirechensk(\.data)?$/.test(pathname)) asked.push(search)
    })
    const field = page.locator('input[name=text]')
    await page.locator('#list details summary').first().click()
    await field.fill('пруд')
    await field.press('Enter')
    await page.waitForURL(/text=/)
    await expect.poll(() => count(page)).not.toBe(all)
    expect(await focusedName(page)).toBe('text')
    // Once, and with nothing empty: no way round by the tidy address.
    expect(asked.map((search) => new URLSearchParams(search).get('text'))).toEqual(['пруд'])
    expect(asked[0]).not.toMatch(/=(&|$)/)
    expect(new URL(page.url()).search).toBe(`?text=${encodeURIComponent('пруд')}`)
    expect(await page.locator('#list details').first().getAttribute('open')).not.toBeNull()
  })

  test('after the filter is cleared it is on the count, and the fields are empty; "back" fills them again', async () => {
    const page = await townPage('?text=пруд&kind=idea')
    await page
      .getByRole('link', { name: t('filter.reset') })
      .first()
      .click()
    await page.waitForURL((url) => url.search === '')
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-count'))).toBe(true)
    await expect.poll(() => page.locator('input[name=text]').inputValue()).toBe('')
    expect(await page.locator('input[name=kind][value=idea]').isChecked()).toBe(false)
    await page.goBack()
    await expect.poll(() => page.locator('input[name=text]').inputValue()).toBe('пруд')
    expect(await page.locator('input[name=kind][value=idea]').isChecked()).toBe(true)
  })
})

describe('"nearest"', () => {
  const choose = (page: Page) => page.locator('select[name=sort]').selectOption('nearest')

  test('tells the address a place to some 100 m', async () => {
    const page = await townPage('', {
      permissions: ['geolocation'],
      geolocation: { longitude: 45.6012345, latitude: 57.4212345 },
    })
    await choose(page)
    await page.waitForURL(/sort=nearest/)
    expect(new URL(page.url()).searchParams.get('near')).toBe('45.601,57.421')
  })

  test('that is refused is said to be so, and the order shown is the order there is', async () => {
    const page = await townPage('?sort=new')
    await choose(page)
    await page.getByText(t('filter.lost')).waitFor()
    expect(await page.locator('select[name=sort]').inputValue()).toBe('new')
    expect(page.url()).toContain('sort=new')
  })

  test('is not silent in a browser that cannot tell at all', async () => {
    const page = await scene.pageOf()
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'geolocation', { get: () => undefined })
    })
    await page.goto(TOWN)
    await untilAlive(page)
    await choose(page)
    await page.getByText(t('filter.lost')).waitFor()
    expect(await page.locator('select[name=sort]').inputValue()).toBe('support')
  })
})

test('a link leads by keyboard past the map to the list', async () => {
  const page = await townPage()
  await page.locator('.map-canvas').waitFor()
  const name = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  for (let i = 0; i < 40 && (await name()) !== t('town.toList'); i++) await page.keyboard.press('Tab')
  expect(await name()).toBe(t('town.toList'))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(
    await page.evaluate(() => document.querySelector('#list')?.contains(document.activeElement) ?? false),
  ).toBe(true)
})

test.each(['', '/ranking'])('paper has the count and the filter in words: %s', async (path) => {
  const page = await scene.pageOf({ as: 'planner' })
  await page.goto(`${TOWN}${path}?kind=problem&space=naberezhnaya&sort=new`)
  await untilAlive(page)
  const printed = page.locator('[data-printed-filter]')
  expect(await printed.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await printed.isVisible()).toBe(true)
  const words = (await printed.textContent()) ?? ''
  const all = Number(await count(page))
  expect(all).toBeGreaterThan(0)
  expect(words).toContain(t('town.found', { count: all, formatted: String(all) }))
  expect(words).toContain(`${t('filter.kind')}: ${t('kinds.problem')}`)
  expect(words).toContain(`${t('filter.space')}: Набережная`)
  expect(words).toContain(`${t('filter.sort')}: ${t('filter.sorts.new')}`)
})
