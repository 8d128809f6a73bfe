import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { sreda } from '../cli/run-sreda.ts'
import { PROCESS, TOWN } from '../routes/helpers/town.ts'
import { visit } from '../routes/helpers/visitor.ts'
import { untilAlive, watch } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const MANY = 1000
const SPOT: [number, number] = [45.6011, 57.4191]
const t = tOf('ru')
const scene = openSite()

test('a thousand entries at one spot are one mark, a list a page at a time, and one hexagon', async () => {
  const { site } = scene
  const file = join(dirname(site.databasePath), 'many.geojson')
  const features = Array.from({ length: MANY }, (_, i) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: SPOT },
    properties: { id: `s${i}`, title: `Чугунная беседка ${i}`, description: 'Поставить у воды' },
  }))
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
  const imported = await sreda(['import', file, '--town', TOWN.slice(1), '--process', PROCESS.collect], {
    DATABASE_URL: `file:${site.databasePath}`,
    SREDA_CALLED_FROM: dirname(site.databasePath),
  })
  expect([imported.code, imported.err]).toEqual([0, ''])

  // Every entry once, page by page, however the pages are asked for.
  const seen = new Set<number>()
  let after: string | null = ''
  while (after !== null) {
    const { text } = await visit(site.origin).get(
      `${TOWN}/spot.json?text=беседка&cells=0-${Number.MAX_SAFE_INTEGER}&after=${after}`,
    )
    const answer = JSON.parse(text) as { items: { number: number }[]; next: string | null; all: number }
    expect([answer.all, answer.items.length]).toEqual([MANY, 50])
    for (const { number } of answer.items) seen.add(number)
    after = answer.next
  }
  expect(seen.size).toBe(MANY)

  const page = await scene.pageOf()
  const { take } = watch(page, site.origin)
  await page.goto(`${TOWN}?text=беседок`)
  const mark = page.locator('.map-cluster')
  await mark.waitFor()
  expect(await mark.textContent()).toBe(String(MANY))
  expect(await mark.getAttribute('aria-label')).toContain(t('map.spot', { count: MANY }))
  expect(await mark.evaluate((disc) => disc.style.getPropertyValue('--ring'))).toContain('conic-gradient')
  await mark.focus()
  await page.keyboard.press('Enter')
  const list = page.locator('.map-spot li')
  await expect.poll(() => list.count()).toBe(50)
  // By keys alone: on to the button after the last link, and the first of the new rows has the focus.
  await page.locator('.map-spot button').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => list.count()).toBe(100)
  expect(await list.nth(50).evaluate((row) => row.contains(document.activeElement))).toBe(true)
  expect(await page.locator('.map-spot button').textContent()).toContain('900')
  await page.keyboard.press('Escape')
  await page.locator('.map-spot').waitFor({ state: 'detached' })
  expect(take()).toEqual([])
  await page.close()

  const staff = await scene.pageOf({ as: 'planner' })
  const watched = watch(staff, site.origin)
  await staff.goto(`${TOWN}/ranking?text=беседка`)
  await staff.getByRole('link', { name: t('heat.open') }).click()
  const rows = staff.locator('tbody tr')
  await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(1)
  expect((await rows.first().locator('td, th').allTextContents()).slice(2)).toEqual(
    ['1 000', '0'].map((one) => one.replace(' ', '\u00a0')),
  )
  await untilAlive(staff)
  const hex = staff.locator('.map-hex')
  await expect.poll(() => hex.count()).toBe(1)
  expect(await staff.locator('.map-legend li').count()).toBe(5)
  // Without a filter there are more, and the table leads to the list from its middle on.
  await staff.goto(`${TOWN}/heat`)
  await expect.poll(() => hex.count()).toBeGreaterThan(3)
  await rows.first().getByRole('link').click()
  await staff.waitForURL(/sort=nearest&near=45\.\d+%2C57\.\d+/)
  expect(watched.take()).toEqual([])
}, 120_000)
