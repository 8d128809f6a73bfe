import type { Page } from 'playwright-core'
import { describe, expect, inject, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { rowsOf } from '../routes/helpers/rows.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { DESKTOP, signInByHand, untilAlive } from './helpers/browser.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()
const { pageOf } = scene

const place = (page: Page) => page.getByRole('button', { name: tOf('ru')('picker.placeHere'), exact: true })

describe('a draft', () => {
  const BODY = 'Лодки негде оставить на ночь'

  test('outlives a reload and a lost network, and is sent once', async () => {
    const page = await pageOf({ as: 'boris', viewport: DESKTOP })
    await page.goto(`${TOWN}/add?space=naberezhnaya`)
    await untilAlive(page)
    await page.locator('.map-canvas').waitFor()
    await place(page).click()
    await page.locator('textarea[name=body]').fill(BODY)
    await page.locator('input[name=kind][value=value]').check({ force: true })
    const lng = await page.locator('input[name=lng]').inputValue()
    await page.waitForTimeout(700)

    await page.reload()
    await page.waitForFunction(
      (body) => document.querySelector<HTMLTextAreaElement>('textarea[name=body]')?.value === body,
      BODY,
    )
    await page.locator('input[name=lng]').waitFor({ state: 'attached' })
    expect(await page.locator('input[name=lng]').inputValue()).toBe(lng)
    expect(await page.locator('input[name=kind][value=value]').isChecked()).toBe(true)

    const send = page.locator('main form button:not([type=button])').last()
    await page.context().setOffline(true)
    await send.click()
    await page.locator('[role=alert]').first().waitFor()
    expect(await page.locator('textarea[name=body]').inputValue()).toBe(BODY)
    expect(rowsOf(scene.site, 'select 1 from contributions where body = ?', BODY)).toEqual([])

    await page.context().setOffline(false)
    await send.evaluate((button) => {
      ;(button as HTMLButtonElement).click()
      ;(button as HTMLButtonElement).click()
      ;(button as HTMLButtonElement).form?.requestSubmit()
    })
    await page.waitForURL(/sent=pin/)
    await page.waitForTimeout(500)
    expect(rowsOf(scene.site, 'select kind from contributions where body = ?', BODY)).toEqual([
      { kind: 'value' },
    ])

    await page.goto(`${TOWN}/add`)
    await untilAlive(page)
    await page.waitForTimeout(500)
    expect(await page.locator('textarea[name=body]').inputValue()).toBe('')
  })

  describe('on a device that several people use', () => {
    const body = (page: Page) => page.locator('textarea[name=body]')
    async function write(page: Page, text: string) {
      await page.goto(`${TOWN}/add`)
      await untilAlive(page)
      await body(page).fill(text)
      await page.waitForTimeout(700)
    }
    async function open(page: Page) {
      await page.goto(`${TOWN}/add`)
      await untilAlive(page)
      await page.waitForTimeout(700)
      return body(page).inputValue()
    }
    const session = (name: 'anna' | 'boris') => ({
      name: 'sreda_session',
      value: inject('template').cookies[name],
      url: scene.site.origin,
    })
    const kept = (page: Page) =>
      page.evaluate(async () => {
        const open = indexedDB.open('keyval-store')
        await new Promise((resolve) => open.addEventListener('success', resolve))
        const all = open.result.transaction('keyval').objectStore('keyval').getAllKeys()
        await new Promise((resolve) => all.addEventListener('success', resolve))
        open.result.close()
        return all.result.map(String)
      })

    test('is shown to nobody but who wrote it', async () => {
      const page = await pageOf({ as: 'anna' })
      await write(page, 'Черновик Анны')
      await page.context().addCookies([session('boris')])
      expect(await open(page)).toBe('')
      await write(page, 'Черновик Бориса')
      await page.context().addCookies([session('anna')])
      expect(await open(page)).toBe('Черновик Анны')
    })

    test('is deleted when who wrote it signs out', async () => {
      const page = await pageOf()
      await page.goto('/sign-in')
      await signInByHand(page, scene.site.origin, 'vera@example.org')
      await write(page, 'Черновик Веры')
      expect(await kept(page)).toHaveLength(1)
      await page.goto('/me')
      await untilAlive(page)
      await page.locator('form[action="/sign-out"] button').click()
      await page.waitForURL((url) => url.pathname === '/')
      expect(await kept(page)).toEqual([])
      await page.context().addCookies([session('boris')])
      expect(await open(page)).toBe('')
    })

    test('goes to who signs in in the tab where it was typed without a session', async () => {
      const page = await pageOf({ as: 'anna' })
      const context = page.context()
      await page.goto(`${TOWN}/add`)
      // The session has ended, and the form is sent before any script came: the page that answers has no person.
      await page.evaluate(() => {
        const form = document.querySelector<HTMLFormElement>('main form')!
        form.querySelector('textarea')!.value = 'Написано до входа'
      })
      await context.clearCookies({ name: 'sreda_session' })
      await page.evaluate(() => document.querySelector<HTMLFormElement>('main form')!.submit())
      await page.locator('[role=alert]').first().waitFor()
      await untilAlive(page)
      expect(await body(page).inputValue()).toBe('Написано до входа')
      await body(page).fill('Написано до входа и дописано')
      await page.waitForTimeout(700)
      expect(await kept(page)).toEqual(['sreda/anonymous/prirechensk/pin'])

      const elsewhere = await context.newPage()
      await context.addCookies([session('boris')])
      expect(await open(elsewhere)).toBe('')
      await context.addCookies([session('anna')])
      expect(await open(page)).toBe('Написано до входа и дописано')
      expect(await kept(page)).not.toContain('sreda/anonymous/prirechensk/pin')
    })
  })
})
