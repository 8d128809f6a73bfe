import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { sendOne, TOWN } from '../routes/helpers/town.ts'
import { visitAs } from '../routes/helpers/visitor.ts'
import { untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()
const t = tOf('ru')

const isOnCard = (page: Page) =>
  page.evaluate(() => document.activeElement?.hasAttribute('data-card-of-queue') ?? false)

async function openDesk(page: Page) {
  await page.goto(`${TOWN}/desk`)
  await untilAlive(page)
}

test('the keys of the desk can be switched off on a device, and are no keys where one types', async () => {
  const { number, id } = await sendOne(scene.site, visitAs(scene.site.origin, 'vera'), 'pin')
  const report = { intent: 'report', subject: 'contribution', subjectId: id, reason: 'spam' }
  await visitAs(scene.site.origin, 'boris').post(`${TOWN}/${number}?index`, report)

  const page = await scene.pageOf({ as: 'moderator' })
  await openDesk(page)
  const keys = page.getByRole('switch', { name: t('desk.keysOn') })
  expect(await keys.isChecked()).toBe(true)
  expect(await page.locator(`[id="${await keys.getAttribute('aria-describedby')}"]`).textContent()).toBe(
    t('desk.keys'),
  )
  await page.keyboard.press('j')
  expect(await isOnCard(page)).toBe(true)

  // By keyboard, and remembered; "j" on the switch itself would walk on.
  await keys.focus()
  await page.keyboard.press('Space')
  expect(await keys.isChecked()).toBe(false)
  await page.keyboard.press('j')
  expect(await isOnCard(page)).toBe(false)
  await openDesk(page)
  await expect.poll(() => keys.isChecked()).toBe(false)
  await page.keyboard.press('j')
  expect(await isOnCard(page)).toBe(false)

  await keys.check({ force: true })
  await page.keyboard.press('j')
  expect(await isOnCard(page)).toBe(true)
  await page.locator('[data-card-of-queue] summary:has([data-key=h])').first().click()
  const visible = page.locator('[data-card-of-queue] details[open] textarea[name=reason]').first()
  await visible.focus()
  await page.keyboard.type('jhaku')
  expect(await visible.inputValue()).toBe('jhaku')
  expect(new URL(page.url()).search).toBe('')
})
