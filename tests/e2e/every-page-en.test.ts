import { expect, test } from 'vitest'
import { lookOver } from './helpers/look-over.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()

test('every page is whole, alone with its own host, and has nothing for axe to say, light and dark: en', async () => {
  expect(await lookOver(scene.site, scene.browser, 'en')).toEqual([])
}, 400_000)
