import { expect, test } from 'vitest'
import { PLACE_AUDIT } from '#app/domain/study/place-audit.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { rowsOf } from '../routes/helpers/rows.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { PHONE, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()
const AUDIT = `${TOWN}/spaces/vokzalnaya-ploshchad/audit`
const t = tOf('ru')

test('an audit by phone is kept without a network, and goes out once by itself from whatever page is open', async () => {
  const page = await scene.pageOf({ viewport: PHONE })
  await page.goto(AUDIT)
  await untilAlive(page)
  // By keyboard: a group is one stop, arrows move in it.
  await page.locator('input[name=q-group]').first().focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  expect(await page.locator('input[name=q-group]:checked').inputValue()).toBe('visitor')
  for (const { id, type } of PLACE_AUDIT.content.questions)
    if (type !== 'text' && id !== 'group') await page.locator(`label:has(input[name=q-${id}])`).nth(1).click()
  await page.locator('textarea[name=q-good]').fill('Тихо по утрам')
  const mine = () =>
    rowsOf(scene.site, 'select id from study_answers where "values" like ?', '%Тихо по утрам%').length

  await page.context().setOffline(true)
  await page.getByRole('button', { name: t('served.study.send') }).click()
  await page.getByText(t('served.study.kept')).waitFor()
  expect(mine()).toBe(0)
  // Another page is opened when the network is back: what waits goes out from there.
  const other = await page.context().newPage()
  await page.close()
  await other.context().setOffline(false)
  await other.goto(TOWN)
  await expect.poll(mine, { timeout: 10_000 }).toBe(1)
  await other.goto(AUDIT)
  await untilAlive(other)
  await other.waitForTimeout(500)
  expect(mine()).toBe(1)
}, 60_000)

test('a question that depends on another is there when it is asked, and a point is placed on the map', async () => {
  const page = await scene.pageOf({ viewport: PHONE })
  await page.goto(`${TOWN}/forms/u-reki`)
  await untilAlive(page)
  const why = page.getByText('Почему не бываете?')
  await why.first().waitFor({ state: 'hidden' })
  await page.locator('input[name=q-often][value=never]').check({ force: true })
  await why.first().waitFor({ state: 'visible' })
  await page.locator('input[name="q-why.dark"]').check({ force: true })
  await page.locator('label:has(input[name=q-lights])').nth(0).click()
  await page.locator('textarea[name=q-dark]').scrollIntoViewIfNeeded()
  await page.locator('.map-canvas').waitFor()
  await page.getByRole('button', { name: t('picker.placeHere'), exact: true }).click()
  await expect
    .poll(() => page.locator('textarea[name=q-dark]').inputValue())
    .toMatch(/^57\.\d{6}, 45\.\d{6}$/)
  await page.getByRole('button', { name: t('served.study.send') }).click()
  await page.waitForURL(/sent=once/)
  const [row] = rowsOf<{ values: string }>(
    scene.site,
    'select "values" from study_answers order by sent_at desc limit 1',
  )
  expect(JSON.parse(row!.values)).toMatchObject({
    often: 'never',
    why: ['dark'],
    lights: 1,
    dark: { type: 'Point' },
  })
}, 60_000)
