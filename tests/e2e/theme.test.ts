import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { TOWN } from '../routes/helpers/town.ts'
import { visit } from '../routes/helpers/visitor.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()

/** What every colour of the site and of the map's plan is now, as the browser resolves it. */
async function colours(page: Page): Promise<Record<string, string>> {
  await page.goto(TOWN)
  await page.locator('[data-ready]').waitFor()
  return page.evaluate(() => {
    const names = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSStyleRule && rule.selectorText === ':root')
      .flatMap((rule) => [...(rule as CSSStyleRule).style])
      .filter((name) => name.startsWith('--') && !name.startsWith('--if-'))
    const style = getComputedStyle(document.documentElement)
    return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name).trim()]))
  })
}

async function pageIn(colorScheme: 'light' | 'dark', theme: 'system' | 'light' | 'dark') {
  const page = await scene.pageOf({ colorScheme })
  const visitor = visit(scene.site.origin)
  await visitor.post('/settings', { theme, returnTo: '/' })
  const value = visitor.cookie('sreda_prefs')
  await page.context().addCookies([{ name: 'sreda_prefs', value, url: scene.site.origin }])
  return page
}

test('the system’s dark and the person’s own are one set, of the site and of the map', async () => {
  const light = await colours(await pageIn('light', 'system'))
  const dark = await colours(await pageIn('dark', 'system'))
  expect(light['--paper']).toBe('#f9f7f2')
  expect(dark['--paper']).toBe('#0f1716')
  expect(dark['--map-water']).toBe('#143647')
  const same = Object.keys(light).filter(
    (name) => light[name] === dark[name] && /^--(map|paper|ink)/.test(name),
  )
  expect(same).toEqual([])
  expect(Object.keys(light).length).toBeGreaterThan(50)
  expect(await colours(await pageIn('light', 'dark'))).toEqual(dark)
  expect(await colours(await pageIn('dark', 'light'))).toEqual(light)
})
