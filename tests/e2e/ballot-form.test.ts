import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowOf } from '../routes/helpers/rows.ts'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { newVote, TOWN } from '../routes/helpers/town.ts'
import { visitAs } from '../routes/helpers/visitor.ts'
import { openDevice, startBrowser, untilAlive, watch } from './helpers/browser.ts'

let site: Site
let browser: Browser
let device: BrowserContext
beforeAll(async () => {
  site = await startSite()
  browser = await startBrowser()
  device = await openDevice(browser, site.origin, { as: 'admin' })
})
afterAll(async () => {
  await device?.close()
  await browser?.close()
  await site?.stop()
})

test('an administrator sees what fits the marks, is told what does not, and keeps what was typed', async () => {
  const phase = await newVote(site, visitAs(site.origin, 'admin'), 'forma')
  const page = await device.newPage()
  const { take } = watch(page, site.origin)
  await page.goto(`${TOWN}/admin/ballots/${phase}`)
  await untilAlive(page)
  const rule = page.locator('select[name=rule]')
  const open = () =>
    rule.locator('option:not([disabled])').evaluateAll((all) => all.map((one) => one.getAttribute('value')))
  await expect.poll(open).not.toContain('borda')
  expect(await open()).toEqual([
    'approval',
    'greedy_votes',
    'greedy_no_skip',
    'greedy_threshold',
    'greedy_costeff',
    'phragmen',
    'mes',
  ])
  const fine = page.locator('summary', { hasText: 'Тонкости правила' })
  await fine.click()
  const [start, borda] = [page.locator('select[name=start]'), page.locator('select[name=borda]')]
  expect([await start.isVisible(), await borda.isVisible()]).toEqual([false, false])
  await rule.selectOption('mes')
  await start.waitFor()
  await page.locator('select[name=completion]').selectOption('none')
  await start.waitFor({ state: 'hidden' })
  await page.locator('select[name=completion]').selectOption('add1u')
  await start.selectOption('integral')
  await page.locator('select[name=exhaustive]').selectOption('false')

  await page.locator('input[name=source][value=variants]').check()
  await page.locator('textarea[name=variants]').fill('Сад || 100000\nПлощадка || 200000')
  await page.locator('input[name=budget]').fill('250000')
  await page.locator('input[name=method][value=score]').check()
  const utility = page.locator('select[name=utility]')
  await expect.poll(() => utility.getAttribute('aria-invalid')).toBe('true')
  await page.getByText('Для «Оценить каждый» это не подходит').waitFor()
  await page.locator('input[name=method][value=ranking]').check()
  await expect.poll(() => rule.getAttribute('aria-invalid')).toBe('true')
  expect(await rule.inputValue()).toBe('mes')
  expect(await open()).toEqual(['mes', 'borda', 'schulze'])
  await borda.waitFor()

  await page.locator('main form button', { hasText: 'Составить' }).click()
  await page.getByText('Это правило не умеет считать такие бюллетени').waitFor()
  expect(await rule.inputValue()).toBe('mes')
  expect(await page.locator('input[name=budget]').inputValue()).toBe('250000')

  await page.locator('input[name=method][value=approval]').check()
  await expect.poll(() => rule.getAttribute('aria-invalid')).toBe(null)
  await page.locator('main form button', { hasText: 'Составить' }).click()
  await page.getByText('Бюллетень составлен: вариантов 2').waitFor()
  const { settings } = rowOf<{ settings: string }>(site, 'select settings from phases where id = ?', phase)
  expect(JSON.parse(settings).ballot.rule).toMatchObject({
    name: 'mes',
    utility: 'cost',
    start: 'integral',
    exhaustive: false,
  })
  expect(take().filter((fault) => !fault.includes('400'))).toEqual([])
})

test('a wrong number that the rule does not need is shown, as it keeps the form from being saved', async () => {
  const phase = await newVote(site, visitAs(site.origin, 'admin'), 'shag')
  const page = await device.newPage()
  await page.goto(`${TOWN}/admin/ballots/${phase}`)
  await untilAlive(page)
  const rule = page.locator('select[name=rule]')
  const increment = page.locator('input[name=increment]')
  const save = page.locator('main form button', { hasText: 'Составить' })
  await page.locator('summary', { hasText: 'Тонкости правила' }).click()
  await rule.selectOption('mes')
  await increment.fill('много')
  await rule.selectOption('approval')
  await increment.waitFor({ state: 'hidden' })
  await save.click()
  await increment.waitFor()
  expect(await increment.inputValue()).toBe('много')
  expect(await increment.getAttribute('aria-invalid')).toBe('true')
  await increment.fill('1')
  await save.click()
  await page.getByText('Бюллетень составлен').waitFor()
})
