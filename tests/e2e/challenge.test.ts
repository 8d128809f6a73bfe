import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { pinFields, published, TOWN } from '../routes/helpers/town.ts'
import { visitAs } from '../routes/helpers/visitor.ts'
import { PHONE, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite({ viewport: PHONE })
const t = tOf('ru')

/** The last one that is not taken for a burst. */
const COMMENTS = 15
const PINS = 12

test('in a burst of comments the device computes the answer by itself, and the comment is sent with one press more', async () => {
  const path = `${TOWN}/${published(scene.site, 'collect').number}`
  const anna = visitAs(scene.site.origin, 'anna')
  for (let i = 0; i < COMMENTS; i++)
    await anna.post(`${path}?index`, { intent: 'comment', id: newId(), body: `Скамейка ${i}` })
  const page = await scene.pageOf({ as: 'anna' })
  await page.goto(path)
  await untilAlive(page)
  const form = page.locator('form:has(> input[value=comment]):not(details form)')
  await form.locator('textarea').fill('И навес от дождя')
  await form.getByRole('button').click()
  await form
    .getByRole('status')
    .filter({ hasText: t('form.check.passed') })
    .waitFor()
  expect(await form.locator('textarea').inputValue()).toBe('И навес от дождя')
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await form.getByRole('button').click()
  await page.locator('article', { hasText: 'И навес от дождя' }).waitFor()
  expect(await form.locator('textarea').inputValue()).toBe('')
})

test('the form of a pin asks the same at its end, keeps all that was typed, and takes it then', async () => {
  const boris = visitAs(scene.site.origin, 'boris')
  for (let i = 0; i < PINS; i++) await boris.send(`${TOWN}/add`, pinFields(scene.site))
  const page = await scene.pageOf({ as: 'boris' })
  await page.goto(`${TOWN}/add?space=naberezhnaya`)
  await untilAlive(page)
  await page.getByRole('button', { name: t('picker.placeHere') }).click()
  await page.locator('textarea[name=body]').fill('Здесь темно по вечерам')
  const send = page.getByRole('button', { name: t('form.sendPin') })
  await send.click()
  await page
    .getByRole('status')
    .filter({ hasText: t('form.check.passed') })
    .waitFor()
  expect(await page.locator('textarea[name=body]').inputValue()).toBe('Здесь темно по вечерам')
  await send.click()
  await page.waitForURL(/\?sent=pin/)
})
