import { expect, test } from 'vitest'
import { watch } from './helpers/browser.ts'
import { faultsOf, lookOver } from './helpers/look-over.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()

test.each(['ru', 'en'] as const)(
  'every page is whole, alone with its own host, and has nothing for axe to say, light and dark: %s',
  async (lang) => {
    expect(await lookOver(scene, lang, 'public')).toEqual([])
  },
  400_000,
)

test('the page of the code, which only who asked for one sees', async () => {
  for (const lang of ['ru', 'en'] as const) {
    const page = await scene.pageOf({ lang })
    const { take } = watch(page, scene.site.origin)
    await page.goto('/sign-in')
    await page.locator('main input[name=email]').fill(`${lang}@example.org`)
    await page.locator('main form button').first().click()
    await page.waitForURL('**/sign-in/code')
    expect(await faultsOf(page, { path: '/sign-in/code' }, lang, take)).toEqual([])
  }
})
