import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { PROCESS, TOWN } from '../routes/helpers/town.ts'
import { DESKTOP, openDevice, PHONE, startBrowser, untilAlive, watch } from './helpers/browser.ts'

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await startSite()
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

const COMPARED = `${TOWN}/processes/${PROCESS.discuss}/variants`
const t = tOf('ru')

async function openAs(as: 'planner' | 'anna', viewport = DESKTOP) {
  const context = await openDevice(browser, site.origin, { as, viewport })
  const page = await context.newPage()
  return { page, ...watch(page, site.origin) }
}

async function canvasOf(page: Page) {
  const canvas = page.getByRole('application').first()
  await canvas.scrollIntoViewIfNeeded()
  await canvas.waitFor()
  return canvas
}

test('an architect uploads and places a variant, a resident pins a remark by keys, the architect answers it', async () => {
  const architect = await openAs('planner')
  const { page } = architect
  await page.goto(COMPARED)
  await page.getByRole('link', { name: t('served.variants.add') }).click()
  const title = page.getByLabel(t('served.variants.fields.title'))
  await title.waitFor()
  await untilAlive(page)
  await title.fill('Сад у воды')
  const buffer = await sharp({ create: { width: 1400, height: 700, channels: 3, background: '#cfe3d0' } })
    .png()
    .toBuffer()
  await page
    .getByLabel(t('served.variants.fields.file'))
    .setInputFiles({ name: 'sad.png', mimeType: 'image/png', buffer })
  await page.getByRole('button', { name: t('served.variants.send') }).click()
  await page.waitForURL(/\/variants\/[0-9a-f-]{36}$/)
  const address = new URL(page.url()).pathname

  // Two points, each set on the drawing and on the map.
  await page.getByRole('link', { name: t('served.variants.place.place') }).click()
  const drawing = page.getByRole('application', { name: t('served.variants.place.drawingLabel') })
  const map = page.getByRole('application', { name: t('served.variants.place.mapLabel') })
  await map.waitFor()
  await untilAlive(page)
  const pick = page.getByLabel(t('served.variants.place.pick'))
  for (const [number, share] of [
    ['1', 0.4],
    ['2', 0.6],
  ] as const) {
    await pick.selectOption(number)
    for (const sheet of [drawing, map]) {
      const { width, height } = (await sheet.boundingBox())!
      await sheet.click({ position: { x: width * share, y: height * share } })
    }
  }
  await page.getByRole('button', { name: t('served.variants.place.save') }).click()
  await page.getByRole('heading', { name: t('served.variants.place.result') }).waitFor()
  await page.goto(address)
  await page.getByRole('button', { name: t('served.variants.publishVersion', { version: 1 }) }).click()
  await page.getByRole('button', { name: t('served.variants.withdraw') }).waitFor()
  await page.goto(COMPARED)
  await page.locator('[data-drawings="3"]').waitFor()
  const mode = page.getByLabel(t('served.variants.compare.mode'))
  await mode.selectOption('side')
  await expect.poll(() => page.locator('.map-frame').count()).toBe(2)
  await mode.selectOption('swipe')
  await page.getByLabel(t('served.variants.compare.position')).press('ArrowRight')
  await page.locator('.map-divider').waitFor()

  const resident = await openAs('anna', PHONE)
  await resident.page.goto(address)
  await untilAlive(resident.page)
  const canvas = await canvasOf(resident.page)
  await canvas.focus()
  for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowUp']) await canvas.press(key)
  const x = resident.page.getByLabel(t('served.variants.remarks.x'))
  await expect.poll(async () => Number(await x.inputValue())).toBeGreaterThan(700)
  await resident.page.getByLabel(t('served.variants.remarks.body')).fill('Здесь нужна скамья')
  await resident.page.getByRole('button', { name: t('served.variants.remarks.send') }).click()
  await resident.page.getByText(t('served.variants.remarks.sent')).waitFor()
  await resident.page.locator('[data-marks="1"]').waitFor()
  expect(resident.take()).toEqual([])

  await page.goto(`${address}/remarks`)
  await untilAlive(page)
  await page.getByText(t('served.variants.desk.resolve'), { exact: true }).first().click()
  await page.getByLabel(t('served.variants.desk.reply')).fill('Поставим две')
  await page.getByRole('button', { name: t('served.variants.desk.resolve'), exact: true }).click()
  await page.getByText(t('served.variants.desk.change')).waitFor()
  expect(architect.take()).toEqual([])
  await resident.page.goto(address)
  await resident.page.getByText('Поставим две').waitFor()
}, 120_000)
