import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { rowOf, rowsOf } from '../routes/helpers/rows.ts'
import { proposalFields, TOWN } from '../routes/helpers/town.ts'
import { visitAs } from '../routes/helpers/visitor.ts'
import { PHONE, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite({ as: 'boris', lang: 'ru' })
const t = tOf('ru')

interface Words {
  title: string
  body: string
}

/** Anna's published proposal in these words. */
async function published(words: Words) {
  const { site } = scene
  const fields = proposalFields(site, { ...words })
  const answer = await visitAs(site.origin, 'anna').send(`${TOWN}/propose`, fields)
  return { number: Number(/\/(\d+)\?sent=/.exec(answer.location)?.[1]), id: fields.id! }
}

const supportsOf = (id: string) =>
  rowOf<{ supports: number }>(scene.site, 'select supports from contributions where id = ?', id).supports
const count = () => rowOf<{ n: number }>(scene.site, 'select count(*) n from contributions').n
const refusals = () =>
  rowsOf<{ number: number; own: number }>(
    scene.site,
    `select c.number, o.number own from similar_refusals r join contributions c on c.id = r.other_id
     join contributions o on o.id = r.contribution_id order by r.created_at`,
  )
const title = (page: Page) => page.locator('input[name=title]')
const support = (page: Page, number: number) =>
  page.getByRole('button', { name: t('served.similar.support', { number }) })

async function fillWords(page: Page, words: Words) {
  await title(page).fill(words.title)
  await page.locator('textarea[name=body]').fill(words.body)
  await page.locator('select[name=category]').selectOption({ index: 1 })
}

describe('a proposal like another one', () => {
  test('shows the other while it is written; Enter supports nothing, the button does', async () => {
    const words = {
      title: 'Качели для взрослых у пристани',
      body: 'Повесить широкие качели для взрослых лицом к пристани, под липами.',
    }
    const { number, id } = await published(words)
    const before = count()
    const page = await scene.pageOf()
    await page.goto(`${TOWN}/propose?space=naberezhnaya`)
    await untilAlive(page)
    expect(await support(page, number).count()).toBe(0)
    await fillWords(page, words)
    await support(page, number).waitFor()
    await page.getByRole('link', { name: `№ ${number}` }).waitFor()
    // What is about something else is not shown any more.
    await title(page).fill('Ледовый каток')
    await page.locator('textarea[name=body]').fill('Заливать зимою каток на стадионе за школою.')
    await support(page, number).waitFor({ state: 'detached' })
    await fillWords(page, words)
    await support(page, number).waitFor()
    await title(page).press('Enter')
    await page.waitForTimeout(500)
    expect(supportsOf(id)).toBe(0)
    expect(new URL(page.url()).pathname).toBe(`${TOWN}/propose`)
    await support(page, number).focus()
    await page.keyboard.press('Enter')
    await page.locator('[data-supports="1"]').waitFor()
    await page.getByText(t('contribution.supported')).waitFor()
    expect(new URL(page.url()).pathname).toBe(`${TOWN}/${number}`)
    expect(supportsOf(id)).toBe(1)
    expect(count()).toBe(before)
  })

  test('is sent when its author ticks that it is about something else, which is kept', async () => {
    const words = {
      title: 'Водяная колонка во дворе аптеки',
      body: 'Починить водяную колонку во дворе аптеки и поставить рядом лавку.',
    }
    const { number } = await published(words)
    const page = await scene.pageOf()
    await page.goto(`${TOWN}/propose?space=naberezhnaya`)
    await untilAlive(page)
    await fillWords(page, words)
    await page.locator('[data-map-door]').first().scrollIntoViewIfNeeded()
    await page.locator('.map-actions button').first().click()
    await support(page, number).waitFor()
    const send = page.getByRole('button', { name: t('form.sendProposal') })
    await send.click()
    // Not yet: the server asks the author to look at it first.
    await page.getByText(t('served.similar.before')).waitFor()
    expect(await title(page).inputValue()).toBe(words.title)
    await page.getByLabel(t('served.similar.different')).check({ force: true })
    await send.click()
    await page.waitForURL(/\/\d+\?sent=proposal/)
    await page.getByText(t('contribution.sentTitle')).waitFor()
    const own = Number(/\/(\d+)\?/.exec(page.url())?.[1])
    expect(refusals().at(-1)).toEqual({ number, own })
  })
})

describe('without scripts, on a phone', () => {
  const form = async () => {
    const page = await scene.pageOf({ javaScriptEnabled: false, viewport: PHONE })
    await page.goto(`${TOWN}/propose?space=naberezhnaya`)
    return page
  }
  const choosePlace = async (page: Page) => {
    await page.locator('details:has(select[name=space]) > summary').first().click()
    await page.locator('select[name=space]').selectOption({ index: 2 })
  }
  const send = (page: Page) => page.getByRole('button', { name: t('form.sendProposal') }).click()

  test('the other is shown before the form is taken, and can be supported from there', async () => {
    const words = {
      title: 'Навес над входом в музей',
      body: 'Сделать навес над входом в музей, чтобы в дождь было где постоять.',
    }
    const { number, id } = await published(words)
    const page = await form()
    await fillWords(page, words)
    await choosePlace(page)
    await send(page)
    const box = page
      .locator('section, div')
      .filter({ hasText: t('served.similar.before') })
      .last()
    expect(await box.count()).toBe(1)
    expect(await title(page).inputValue()).toBe(words.title)
    const bounds = (await support(page, number).boundingBox())!
    expect(bounds.height).toBeGreaterThanOrEqual(40)
    expect(bounds.x + bounds.width).toBeLessThanOrEqual(PHONE.width)
    await title(page).press('Enter')
    expect(supportsOf(id)).toBe(0)
    await support(page, number).click()
    expect(new URL(page.url()).pathname).toBe(`${TOWN}/${number}`)
    expect(await page.locator('[data-supports]').getAttribute('data-supports')).toBe('1')
    expect(supportsOf(id)).toBe(1)
  })

  test('the form is taken once its author says that it is about something else', async () => {
    const words = {
      title: 'Табличка с историей мельницы',
      body: 'Повесить у плотины табличку с историей старой мельницы и её планом.',
    }
    const { number } = await published(words)
    const page = await form()
    await fillWords(page, words)
    await choosePlace(page)
    await send(page)
    expect(await page.getByText(t('served.similar.before')).count()).toBe(1)
    await page.getByLabel(t('served.similar.different')).check({ force: true })
    await send(page)
    expect(page.url()).toMatch(/\/\d+\?sent=proposal$/)
    const own = Number(/\/(\d+)\?/.exec(page.url())?.[1])
    expect(refusals().at(-1)).toEqual({ number, own })
  })
})
