import { expect, test } from 'vitest'
import { lookOver } from './helpers/look-over.ts'
import { openSite } from './helpers/open-site.ts'

const scene = openSite()

test.each(['ru', 'en'] as const)(
  'every page of staff is whole, alone with its own host, and has nothing for axe to say, light and dark: %s',
  async (lang) => {
    expect(await lookOver(scene, lang, 'staff')).toEqual([])
  },
  400_000,
)
