import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { rowOf } from '../routes/helpers/rows.ts'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { openDevice, PHONE, startBrowser, untilAlive, watch } from './helpers/browser.ts'

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

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ...(wider > 0 ? [`${wider} too wide`] : []),
  ]
}

/** A drawing in degrees with its axes exchanged, of two layers. */
function planFile(number: number): Buffer {
  const { lng, lat } = rowOf<{ lng: number; lat: number }>(
    site,
    'select lng, lat from towns where slug = ?',
    TOWN.slice(1),
  )
  const feature = (layer: string, coordinates: unknown, type: string) => ({
    type: 'Feature',
    geometry: { type, coordinates },
    properties: { layer, name: layer, proposal_ids: number },
  })
  const features = [
    feature(
      'Дорожки',
      [
        [lat, lng],
        [lat + 0.002, lng + 0.002],
      ],
      'LineString',
    ),
    feature('Деревья', [lat + 0.001, lng], 'Point'),
  ]
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))
}

test.each([
  ['ru', PHONE],
  ['en', { width: 1440, height: 900 }],
] as const)('a plan is uploaded, looked at, published and found by everybody: %s', async (lang, viewport) => {
  const t = tOf(lang)
  const { number } = rowOf<{ number: number }>(
    site,
    "select number from contributions where kind = 'proposal' and visibility = 'published' limit 1",
  )
  const context = await openDevice(browser, site.origin, { as: 'planner', lang, viewport })
  const page = await context.newPage()
  const { take } = watch(page, site.origin)
  await page.goto(`${TOWN}/plans`)
  await page.getByRole('link', { name: t('served.plans.add') }).click()
  const name = page.getByLabel(t('served.plans.name'))
  await name.waitFor()
  await untilAlive(page)
  expect(await faultsOf(page)).toEqual([])
  await name.fill('Сквер')
  await page
    .getByLabel(t('served.plans.file'))
    .setInputFiles({ name: 'plan.geojson', mimeType: 'application/geo+json', buffer: planFile(number) })
  await page.getByRole('button', { name: t('served.plans.read') }).click()
  await page.getByText(t('served.plans.codes.axes.swapped')).waitFor()
  const drawn = page.locator('[data-designs="2"]')
  await drawn.waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect(await page.getByRole('checkbox', { name: 'name', exact: true }).isChecked()).toBe(true)
  await page.getByRole('button', { name: t('served.plans.publish') }).click()
  await page.getByRole('button', { name: t('served.plans.withdraw') }).waitFor()
  const address = new URL(page.url()).pathname
  expect(take()).toEqual([])
  await context.close()

  const everybody = await openDevice(browser, site.origin, { lang, viewport })
  const seen = await everybody.newPage()
  const errors = watch(seen, site.origin)
  await seen.goto(`${TOWN}/${number}`)
  await untilAlive(seen)
  await seen.locator(`a[href="${address}"]`).click()
  await seen.locator('[data-designs="2"]').waitFor()
  expect(await seen.getByRole('button', { name: t('served.plans.withdraw') }).count()).toBe(0)
  expect(await faultsOf(seen)).toEqual([])
  expect(errors.take()).toEqual([])
  await everybody.close()
})
