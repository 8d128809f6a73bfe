import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import Database from 'better-sqlite3'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { rowOf } from '../routes/helpers/rows.ts'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { openDevice, PHONE, startBrowser, untilAlive, watch } from './helpers/browser.ts'

const PAGE = `${TOWN}/exports`

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await startSite({ env: { EXPORT_AT_ONCE_ROWS: '20' } })
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

/** An export that another process writes: as far as `done` of 1,000 rows. */
function writtenElsewhere(id: string, done: number) {
  const database = new Database(site.databasePath)
  const now = Date.now()
  database
    .prepare(
      `insert into export_jobs (town_id, id, requested_by, format, separator, locale, filter, origin, state, tries,
         done_rows, all_rows, due_at, created_at, bytes, hash)
       select t.id, ?, p.id, 'xlsx', ';', 'ru', 'kind=idea', '', 'running', 1, ?, 1000, ?, ?, 0, ''
       from towns t, people p where t.slug = ? limit 1
       on conflict do update set done_rows = excluded.done_rows, due_at = excluded.due_at`,
    )
    .run(id, done, now, now, TOWN.slice(1))
  database.close()
}

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

test.each([
  ['ru', PHONE],
  ['en', { width: 1440, height: 900 }],
] as const)('a big export is begun, followed, cancelled and taken: %s', async (lang, viewport) => {
  const t = tOf(lang)
  const context = await openDevice(browser, site.origin, { as: 'planner', lang, viewport })
  const page = await context.newPage()
  const { take } = watch(page, site.origin)
  const other = newId()
  writtenElsewhere(other, 250)

  await page.goto(`${TOWN}/ranking`)
  await untilAlive(page)
  await page.getByRole('button', { name: t('ranking.geojson') }).click()
  const bar = page.locator(`[id="${other}"] progress`)
  await bar.waitFor()
  expect(await bar.getAttribute('value')).toBe('250')
  expect(await faultsOf(page)).toEqual([])
  // The page follows without being asked.
  writtenElsewhere(other, 800)
  await expect.poll(() => bar.getAttribute('value')).toBe('800')
  await page.locator(`[id="${other}"]`).getByRole('button').click()
  await expect
    .poll(() => page.locator(`[id="${other}"] [role=status]`).textContent())
    .toBe(t('exportsPage.states.cancelled'))

  const { id } = rowOf<{ id: string }>(
    site,
    'select id from export_jobs where id <> ? order by created_at desc limit 1',
    other,
  )
  const link = page.locator(`[id="${id}"]`).getByRole('link', { name: t('exportsPage.download') })
  await link.waitFor({ timeout: 30_000 })
  expect(await faultsOf(page)).toEqual([])
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  const bytes = readFileSync(await download.path())
  const { hash } = rowOf<{ hash: string }>(site, 'select hash from export_jobs where id = ?', id)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
  expect(take()).toEqual([])
  await context.close()
})

test('without scripts: the same buttons, and a link that looks again', async () => {
  const context = await openDevice(browser, site.origin, {
    as: 'planner',
    lang: 'ru',
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  const t = tOf('ru')
  const other = newId()
  writtenElsewhere(other, 100)
  await page.goto(`${TOWN}/export/csv`)
  await page.getByRole('button', { name: t('exportsPage.start'), exact: true }).click()
  writtenElsewhere(other, 900)
  const refresh = page.getByRole('link', { name: t('exportsPage.refresh') }).first()
  await refresh.click()
  const bar = page.locator(`[id="${other}"] progress`)
  await expect.poll(() => bar.getAttribute('value')).toBe('900')
  await page.locator(`[id="${other}"]`).getByRole('button').click()
  await expect
    .poll(() => page.locator(`[id="${other}"] [role=status]`).textContent())
    .toBe(t('exportsPage.states.cancelled'))
  expect(new URL(page.url()).pathname).toBe(PAGE)
  await context.close()
})
