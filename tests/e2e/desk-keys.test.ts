import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { rowOf } from '../routes/helpers/rows.ts'
import { sendOne, TOWN } from '../routes/helpers/town.ts'
import { visitAs } from '../routes/helpers/visitor.ts'
import { PHONE, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()
const shown = (number: number) => fetch(`${scene.site.origin}${TOWN}/${number}`).then(({ status }) => status)
const cardOf = (page: Page, number: number) =>
  page.locator(`[data-card-of-queue]:has(a[href="${TOWN}/${number}"])`)
const isFocused = (page: Page, number: number) =>
  cardOf(page, number).evaluate((card) => card.contains(document.activeElement))

/** Pins that somebody has reported. @returns their numbers */
async function reported(count: number): Promise<number[]> {
  const [vera, boris] = [visitAs(scene.site.origin, 'vera'), visitAs(scene.site.origin, 'boris')]
  const numbers = []
  for (let i = 0; i < count; i++) {
    const { number, id } = await sendOne(scene.site, vera, 'pin')
    await boris.post(`${TOWN}/${number}?index`, {
      intent: 'report',
      subject: 'contribution',
      subjectId: id,
      reason: 'spam',
    })
    numbers.push(number)
  }
  return numbers
}

async function walkTo(page: Page, number: number, key: string) {
  for (let i = 0; i < 40 && !(await isFocused(page, number)); i++) await page.keyboard.press(key)
  expect(await isFocused(page, number)).toBe(true)
}

test('the whole queue goes by keys: j and k walk, a leaves, r returns, h hides, m opens, u takes back, ? says them', async () => {
  const [kept, returned, hidden, opened] = await reported(4)
  const page = await scene.pageOf({ as: 'moderator' })
  await page.goto(`${TOWN}/desk`)
  await untilAlive(page)
  await page.keyboard.press('?')
  const focused = () => page.evaluate(() => document.activeElement?.id)
  await expect.poll(focused, { timeout: 10_000 }).toBe('desk-keys')

  await walkTo(page, opened!, 'j')
  await walkTo(page, kept!, 'k')
  await page.keyboard.press('a')
  await cardOf(page, kept!).waitFor({ state: 'detached' })
  // The focus is on the next one: nobody looks for it.
  await expect.poll(() => isFocused(page, returned!)).toBe(true)

  /** Opens the reasons of a decision, picks the first and presses the button: five keys. */
  async function decide(number: number, key: 'r' | 'h') {
    await page.keyboard.press(key)
    const form = cardOf(page, number).locator(`form:has(input[value=${key === 'r' ? 'return' : 'hide'}])`)
    await expect
      .poll(() => form.locator('select').evaluate((one) => one === document.activeElement))
      .toBe(true)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await cardOf(page, number).waitFor({ state: 'detached' })
  }
  await decide(returned!, 'r')
  await expect.poll(() => isFocused(page, hidden!)).toBe(true)
  await decide(hidden!, 'h')
  expect(await Promise.all([kept, returned, hidden].map((number) => shown(number!)))).toEqual([200, 404, 404])

  await page.keyboard.press('u')
  await cardOf(page, hidden!).waitFor()
  expect(await shown(hidden!)).toBe(200)

  await walkTo(page, opened!, 'j')
  await page.keyboard.press('m')
  await page.waitForURL(`**${TOWN}/${opened}/desk`)
})

test('on a phone a report is settled with one thumb: nothing is wider than the screen, targets are large', async () => {
  const [number] = await reported(1)
  const page = await scene.pageOf({ as: 'moderator', viewport: PHONE, hasTouch: true })
  await page.goto(`${TOWN}/desk`)
  await untilAlive(page)
  const card = cardOf(page, number!)
  await card.locator('summary:has([data-key=h])').tap()
  const form = card.locator('form:has(input[value=hide])')
  await form.locator('select').selectOption({ index: 1 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  for (const target of await card.locator('button:visible, summary:visible').all())
    expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(40)
  await form.getByRole('button').tap()
  await card.waitFor({ state: 'detached' })
  expect(
    rowOf(
      scene.site,
      'select visibility from contributions where number = ? and visibility = ?',
      number,
      'hidden',
    ),
  ).toEqual({ visibility: 'hidden' })
})
