import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import exifr from 'exifr'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { photoWithGps } from '../routes/helpers/pictures.ts'
import { rowOf, rowsOf } from '../routes/helpers/rows.ts'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { openDevice, PHONE, signInByHand, startBrowser, untilAlive, watch } from './helpers/browser.ts'

const AUTHOR = 'marina@example.org'
const TITLE = 'Деревянный настил у лодочной станции'
const ANSWER = 'Учтём в проекте первой очереди: настил войдёт в задание архитекторам.'

let site: Site
let browser: Browser
let author: { context: BrowserContext; page: Page }
let number: number
const faults: (() => string[])[] = []

async function device(options: Parameters<typeof openDevice>[2] = {}) {
  const context = await openDevice(browser, site.origin, options)
  const page = await context.newPage()
  faults.push(watch(page, site.origin).take)
  return { context, page }
}

beforeAll(async () => {
  site = await startSite()
  browser = await startBrowser()
  author = await device({ viewport: PHONE, hasTouch: true })
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

describe('from a pin on the map to a ranked export', () => {
  test('a resident signs in by code and gives two consents', async () => {
    const { page } = author
    await page.goto(`${TOWN}/add`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await signInByHand(page, site.origin, AUTHOR)
    expect(new URL(page.url()).pathname).toBe('/consent')
    expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0)
    await page.locator('input[name="personal-data"]').check({ force: true })
    await page.locator('input[name=rules]').check({ force: true })
    await page.locator('main form button').click()
    await page.waitForURL(`**${TOWN}/add`)
    const given = rowsOf<{ purpose: string; text_version: string }>(
      site,
      'select c.purpose, c.text_version from consents c join people p on p.id = c.person_id where p.email = ? order by 1',
      AUTHOR,
    )
    expect(given.map((row) => row.purpose)).toEqual(['personal-data', 'rules'])
    expect(given.every((row) => row.text_version !== '')).toBe(true)
  })

  test('drops a pin by keyboard alone', async () => {
    const { page } = author
    await untilAlive(page)
    const map = page.locator('.map-canvas')
    await map.waitFor()
    const keys = page.keyboard
    const focused = () => page.evaluate(() => document.activeElement?.className ?? '')
    for (let i = 0; i < 60 && !(await focused()).includes('map-canvas'); i++) await keys.press('Tab')
    expect(await focused()).toContain('map-canvas')
    expect(await page.locator('input[name=lng]').count()).toBe(0)
    await keys.press('ArrowRight')
    await keys.press('+')
    await keys.press('Shift+ArrowDown')
    await keys.press('Enter')
    await page.locator('input[name=lng]').waitFor({ state: 'attached' })
    const lng = Number(await page.locator('input[name=lng]').inputValue())

    const tabTo = async (selector: string) => {
      for (let i = 0; i < 60; i++) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
          return
        await keys.press('Tab')
      }
      throw new Error(`Tab never came to ${selector}.`)
    }
    await tabTo('input[name=kind]')
    await keys.press('ArrowRight')
    await tabTo('textarea[name=body]')
    await keys.type('Здесь видно реку, сохраните просвет')
    await tabTo('main form button:not([type=button])')
    await keys.press('Enter')
    await page.waitForURL(/\/\d+\?sent=pin/)
    const row = rowOf<{ kind: string; body: string; lng: number }>(
      site,
      'select * from contributions order by number desc',
    )
    expect(row).toMatchObject({ kind: 'value', body: 'Здесь видно реку, сохраните просвет' })
    expect(row.lng).toBe(lng)
  })

  test('writes a proposal with a photo, step by step on a phone', async () => {
    const { page } = author
    await page.goto(`${TOWN}/propose?space=naberezhnaya`)
    await untilAlive(page)
    const next = page.locator('main form button[type=button]').last()
    await page.locator('input[name=title]').fill(TITLE)
    await page
      .locator('textarea[name=body]')
      .fill('Настил с поручнем вдоль воды: можно сидеть и проходить с коляской.')
    await page.locator('select[name=category]').selectOption({ index: 1 })
    await next.click()
    await page.locator('.map-canvas').waitFor()
    await page.locator('.map-actions button').first().click()
    await page.locator('input[name=geometry]').waitFor({ state: 'attached' })
    await next.click()
    await page
      .locator('input[name=photo1]')
      .setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: await photoWithGps() })
    // The place that the photo carries is offered, not taken.
    await page.getByRole('button', { name: tOf('ru')('form.photoPlaceUse') }).waitFor()
    await page.locator('input[name=alt1]').fill('Берег у лодочной станции')
    await page.locator('main form button:not([type=button])').last().click()
    await page.waitForURL(/\/\d+\?sent=proposal/)
    number = Number(/\/(\d+)\?/.exec(page.url())?.[1])
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await page.locator(`main img[alt="Берег у лодочной станции"]`).waitFor()
    await page.goto(TOWN)
    const kept = await page.evaluate(async () => (await indexedDB.databases()).length)
    expect(kept).toBeLessThanOrEqual(1)
  })

  test('no stored size of the photo knows where it was taken, and each is upright', async () => {
    const photo = rowOf<{ town_id: string; id: string }>(
      site,
      'select p.* from photos p join contributions c on c.id = p.contribution_id where c.number = ?',
      number,
    )
    expect(await exifr.gps(await photoWithGps())).toMatchObject({ latitude: expect.closeTo(57.415, 3) })
    for (const end of ['s.webp', 'm.webp', 'l.webp', 'm.jpg']) {
      const response = await fetch(`${site.origin}/photos/${photo.town_id}/${photo.id}-${end}`)
      const bytes = Buffer.from(await response.arrayBuffer())
      const found = await sharp(bytes).metadata()
      expect(found.exif ?? found.xmp ?? found.orientation).toBeUndefined()
      expect(await exifr.gps(bytes).catch(() => undefined)).toBeUndefined()
      expect(found.height! > found.width!).toBe(true)
    }
  })

  test('another person supports it, comments on it and reports it', async () => {
    const { page } = await device({ as: 'boris' })
    await page.goto(`${TOWN}/${number}`)
    await untilAlive(page)
    await page.locator('form:has(input[value=support]) button').click()
    await page.locator('[data-supports="1"]').waitFor()
    await page.locator('form:has(input[value=comment]) textarea').last().fill('И поручень пониже, для детей.')
    await page.locator('form:has(input[value=comment]) button').last().click()
    await page.getByText('И поручень пониже, для детей.').waitFor()
    const report = page.locator('details:has(input[name=subject][value=contribution])')
    await report.locator('summary').click()
    await report.locator('select[name=reason]').selectOption('off-topic')
    await report.locator('input[name=note]').fill('Уже обсуждали')
    await report.locator('button').click()
    await page.waitForURL(/reported=1/)
  })

  test('a moderator hides it with a reason from a template, by keyboard, and undoes', async () => {
    const { page } = await device({ as: 'moderator' })
    await page.goto(`${TOWN}/desk`)
    await untilAlive(page)
    const card = page.locator(`[data-card-of-queue]:has(a[href="${TOWN}/${number}"])`)
    expect(await card.textContent()).toContain('Уже обсуждали')
    for (let i = 0; i < 20 && !(await card.evaluate((element) => element === document.activeElement)); i++)
      await page.keyboard.press('j')
    expect(await card.evaluate((element) => element === document.activeElement)).toBe(true)
    // The keys are the focused card's, however the focus came there.
    await page.locator('h1').evaluate((element) => (document.activeElement as HTMLElement)?.blur() ?? element)
    await page.keyboard.press('h')
    expect(await page.locator('details[open]:has(input[value=hide])').count()).toBe(0)
    await card.locator(`a[href="${TOWN}/${number}"]`).focus()
    await page.keyboard.press('h')
    const form = card.locator('form:has(input[name=act][value=hide])')
    await form.locator('select[name=template]').selectOption({ index: 1 })
    await form.locator('button').click()
    // It goes from the list, and the next one is at hand: the page stays.
    await card.waitFor({ state: 'detached' })
    expect((await fetch(`${site.origin}${TOWN}/${number}`)).status).toBe(404)
    const { page: mine } = author
    await mine.goto(`${TOWN}/${number}`)
    const act = rowOf<{ reason: string }>(
      site,
      "select reason from staff_acts where act = 'moderation.hide' order by created_at desc",
    )
    expect(act.reason.length).toBeGreaterThan(20)
    expect(await mine.locator('#notice').textContent()).toContain(act.reason.split('\n')[0])

    await page.keyboard.press('u')
    await page.waitForURL(/undone=1/)
    expect((await fetch(`${site.origin}${TOWN}/${number}`)).status).toBe(200)
  })

  test('and answers', async () => {
    const { page } = await device({ as: 'moderator' })
    await page.goto(`${TOWN}/${number}`)
    await untilAlive(page)
    const form = page.locator('form:has(input[value=answer])')
    await page.locator('details:has(input[value=answer]) summary').click()
    await form.locator('select[name=decision]').selectOption('accepted')
    await form.locator('select[name=status]').selectOption('planned')
    await form.locator('textarea[name=body]').fill(ANSWER)
    await form.locator('button').click()
    await page.locator('#answer').waitFor()
    expect(await page.locator('#answer').textContent()).toContain(ANSWER)
  })

  test('the author finds letters, and the answer among own entries', async () => {
    const { page } = author
    await page.goto('/letters')
    const letters = page.locator('main li', { hasText: AUTHOR })
    expect(await letters.count()).toBeGreaterThanOrEqual(3)
    expect(await letters.filter({ hasText: ANSWER }).count()).toBe(1)
    expect(await letters.filter({ hasText: `${TOWN}/${number}` }).count()).toBeGreaterThanOrEqual(2)
    await page.goto('/me')
    const entry = page.locator(`main li:has(a[href="${TOWN}/${number}"])`)
    expect(await entry.textContent()).toContain('Учтено')
    await entry.locator('a').first().click()
    await page.waitForURL(`**${TOWN}/${number}`)
    expect(await page.locator('#answer').textContent()).toContain(ANSWER)
  })

  test('a planner exports it at the right rank, in three formats', async () => {
    const { page } = await device({ as: 'planner', acceptDownloads: true })
    await page.goto(`${TOWN}/ranking?kind=proposal`)
    const row = page.locator('main tr', { has: page.locator(`a[href="${TOWN}/${number}"]`) })
    const rank = Number.parseInt((await row.locator('td').first().textContent()) ?? '', 10)
    const better = rowOf<{ n: number }>(
      site,
      "select count(*) n from contributions where visibility = 'published' and kind = 'proposal' and (votes > 0 or supports > 1)",
    ).n
    const inProcess = rowOf<{ n: number }>(
      site,
      "select count(*) n from contributions where visibility = 'published' and kind = 'proposal' and supports > 1",
    ).n
    expect([better + 1, inProcess + 1]).toContain(rank)

    const download = async (format: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`a[href*="/export/${format}"]`).first().click(),
      ])
      return file.path()
    }
    const { readFile } = await import('node:fs/promises')
    const csv = (await readFile(await download('csv'), 'utf8')).replace(/^\uFEFF/, '')
    const rows = parse(csv, { delimiter: ';', columns: true }) as Record<string, string>[]
    const inCsv = rows.find((one) => Object.values(one).includes(TITLE))!
    expect(Object.values(inCsv).slice(0, 3)).toEqual([String(rank), expect.any(String), String(number)])
    expect(rowOf(site, 'select supports, comments from contributions where number = ?', number)).toEqual({
      supports: 1,
      comments: 1,
    })

    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(await download('xlsx'))
    const lines = book.worksheets.flatMap((sheet) => sheet.getSheetValues() as unknown[][]).filter(Boolean)
    const inXlsx = lines.find((line) => line.includes(TITLE))!
    expect(inXlsx.slice(1, 4)).toEqual([rank, inXlsx[2], number])

    const collection = JSON.parse(await readFile(await download('geojson'), 'utf8')) as {
      features: { geometry: { type: string }; properties: Record<string, unknown> }[]
    }
    const feature = collection.features.find(({ properties }) => properties.number === number)!
    expect(feature.properties).toMatchObject({
      rank,
      supports: 1,
      comments: 1,
      title: TITLE,
      decision: 'accepted',
      status: 'planned',
    })
    expect(feature.geometry.type).toBe('Point')
    expect(rows).toHaveLength(collection.features.length)
  })

  test('and nobody saw an error or a request to another host', () => {
    expect(faults.flatMap((take) => take())).toEqual([])
  })
})
