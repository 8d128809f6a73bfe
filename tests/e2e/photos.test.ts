import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { REPORT_REASONS } from '#app/domain/moderation.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { rowsOf } from '../routes/helpers/rows.ts'
import { proposalFields, TOWN } from '../routes/helpers/town.ts'
import { visitAs } from '../routes/helpers/visitor.ts'
import { PHONE, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite({ as: 'anna', lang: 'ru' })
const { pageOf } = scene

/** Pictures told apart by how wide they are: 101, 102, … pixels. */
async function pictures(...positions: number[]) {
  return Promise.all(
    positions.map(async (position) => ({
      name: `${position}.png`,
      mimeType: 'image/png',
      buffer: await sharp({
        create: { width: 100 + position, height: 80, channels: 3, background: '#305040' },
      })
        .png()
        .toBuffer(),
    })),
  )
}

async function fillRest(
  page: Page,
  title: string,
  body = 'Поставить пять скамеек со спинками лицом к реке.',
) {
  await page.locator('input[name=title]').fill(title)
  await page.locator('textarea[name=body]').fill(body)
  await page.locator('select[name=category]').selectOption({ index: 1 })
}

const send = (page: Page) => page.locator('main form button:not([type=button])').last().click()

function stored(page: Page): [widthPx: number, alt: string][] {
  const number = Number(/\/(\d+)\?/.exec(page.url())?.[1])
  return rowsOf<{ width: number; alt: string }>(
    scene.site,
    `select p.width, p.alt from photos p join contributions c on c.id = p.contribution_id
     where c.number = ? order by p.position`,
    number,
  ).map(({ width, alt }) => [width, alt])
}

/** Beside each place for a photo: how many thumbnails it shows. */
const previews = (page: Page) =>
  Promise.all(
    [1, 2, 3, 4, 5].map((n) => page.locator(`div:has(> div > input[name=photo${n}]) > div img`).count()),
  )

describe('each photo has its own description', () => {
  test('with scripts: several chosen at once are told apart, and the draft keeps both', async () => {
    const page = await pageOf()
    await page.goto(`${TOWN}/propose?space=naberezhnaya`)
    await untilAlive(page)
    await fillRest(page, 'Три скамейки')
    await page.locator('input[name=photo1]').setInputFiles(await pictures(1, 2, 3))
    await expect.poll(() => previews(page)).toEqual([1, 1, 1, 0, 0])
    for (const n of [1, 3]) await page.locator(`input[name=alt${n}]`).fill(`Скамейка ${n}`)
    // The draft is written a moment after the last key.
    await page.waitForTimeout(1000)
    await page.reload()
    await expect.poll(() => previews(page)).toEqual([1, 1, 1, 0, 0])
    expect(await page.locator('input[name=alt3]').inputValue()).toBe('Скамейка 3')
    await page
      .getByRole('button', { name: tOf('ru')('form.photoClear') })
      .nth(1)
      .click()
    expect(await previews(page)).toEqual([1, 0, 1, 0, 0])
    expect(await page.getByRole('group', { name: tOf('ru')('form.photos') }).count()).toBe(1)
    expect(await page.getByLabel(`${tOf('ru')('form.photoAlt')} 3`).inputValue()).toBe('Скамейка 3')
    await page.locator('.map-actions button').first().click()
    await send(page)
    await page.waitForURL(/\/\d+\?sent=proposal/)
    expect(stored(page)).toEqual([
      [101, 'Скамейка 1'],
      [103, 'Скамейка 3'],
    ])
    // The address changes before the page is drawn.
    await expect
      .poll(() => page.locator('main li img').evaluateAll((all) => all.map((img) => img.getAttribute('alt'))))
      .toEqual(['Скамейка 1', 'Скамейка 3'])
  })

  test('more than five at once are said to be too many, and five are taken', async () => {
    const page = await pageOf()
    await page.goto(`${TOWN}/propose`)
    await untilAlive(page)
    await page.locator('input[name=photo1]').setInputFiles(await pictures(1, 2, 3, 4, 5, 6))
    await expect.poll(() => previews(page)).toEqual([1, 1, 1, 1, 1])
    await page.getByText(tOf('ru')('refusals.photo.too-many')).waitFor()
  })

  test('without scripts: pairs of photo and words, changed one by one on the page of the edit', async () => {
    const page = await pageOf({ javaScriptEnabled: false })
    await page.goto(`${TOWN}/propose`)
    // Other words than above: something alike would be shown first.
    await fillRest(page, 'Пандус у аптеки', 'Сделать пологий пандус с перилами у входа в аптеку.')
    await page.locator('details:has(select[name=space]) > summary').first().click()
    await page.locator('select[name=space]').selectOption({ index: 2 })
    await page.locator('details:has(input[name=photo2]) > summary').click()
    for (const n of [1, 4]) {
      await page.locator(`input[name=photo${n}]`).setInputFiles(await pictures(n))
      await page.locator(`input[name=alt${n}]`).fill(`Вид ${n}`)
    }
    await send(page)
    expect(stored(page)).toEqual([
      [101, 'Вид 1'],
      [104, 'Вид 4'],
    ])
    await page.getByRole('link', { name: tOf('ru')('contribution.edit') }).click()
    await page
      .getByLabel(`${tOf('ru')('form.photoAlt')} 2`, { exact: true })
      .first()
      .fill('Вид с моста')
    await page.locator('input[name=photo1]').setInputFiles(await pictures(5))
    await page.locator('input[name=alt1]').fill('Новый вид')
    await send(page)
    expect(stored(page)).toEqual([
      [101, 'Вид 1'],
      [104, 'Вид с моста'],
      [105, 'Новый вид'],
    ])
  })
})

describe('one photo of two is reported by itself', () => {
  const t = tOf('ru')

  /** Vera's proposal with two pictures. */
  async function reported() {
    const { site } = scene
    const fields = proposalFields(site, { alt1: 'Первый вид', alt2: 'Второй вид' })
    const files = (await pictures(1, 2)).map(({ buffer }, i): [string, File] => [
      `photo${i + 1}`,
      new File([new Uint8Array(buffer)], `${i}.png`, { type: 'image/png' }),
    ])
    const sent = await visitAs(site.origin, 'vera').send(`${TOWN}/propose`, fields, files)
    const path = sent.location.split('?')[0]!
    const arrived = () =>
      rowsOf<{ position: number; reason: string; note: string }>(
        site,
        `select p.position, r.reason, r.note from reports r join photos p on p.id = r.subject_id
         where r.subject_type = 'photo' and p.contribution_id = ?`,
        fields.id,
      )
    return { path, arrived }
  }

  test('by keyboard', async () => {
    const { path, arrived } = await reported()
    const page = await pageOf()
    await page.goto(path)
    await untilAlive(page)
    const second = page.locator('main li').filter({ has: page.getByAltText('Второй вид') })
    await second.locator('a').focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      t('report.photoNumber', { position: 2 }),
    )
    await page.keyboard.press('Enter')
    await second.getByLabel(t('report.title')).waitFor()
    await page.keyboard.press('Tab')
    for (let i = 0; i < REPORT_REASONS.indexOf('spam'); i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Чужая реклама')
    await page.keyboard.press('Enter')
    await page.locator('#notice').getByText(t('report.sent')).waitFor()
    expect(arrived()).toEqual([{ position: 1, reason: 'spam', note: 'Чужая реклама' }])
  })

  test('without scripts on a phone, with a finger', async () => {
    const { path, arrived } = await reported()
    const page = await pageOf({ javaScriptEnabled: false, viewport: PHONE })
    await page.goto(path)
    const summary = page.getByText(t('report.photoNumber', { position: 1 }))
    const box = (await page.locator('summary').filter({ has: summary }).boundingBox())!
    expect(box.height).toBeGreaterThanOrEqual(44)
    expect(box.x + box.width).toBeLessThanOrEqual(PHONE.width)
    await summary.click()
    const first = page.locator('main li').filter({ has: page.getByAltText('Первый вид') })
    await first.locator('select[name=reason]').selectOption('personal-data')
    await first.getByRole('button', { name: t('report.send') }).click()
    expect(new URL(page.url()).searchParams.get('reported')).toBe('1')
    expect(await page.locator('#notice [role=status]').textContent()).toBe(t('report.sent'))
    expect(arrived()).toEqual([{ position: 0, reason: 'personal-data', note: '' }])
  })
})
