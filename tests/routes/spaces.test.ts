import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { squareAround } from '../factories.ts'
import { expectSays, LANGUAGES } from './helpers/refused.ts'
import { rowsOf, stored } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN } from './helpers/town.ts'
import { type Visitor, visitAs } from './helpers/visitor.ts'

const PAGE = `${TOWN}/admin/spaces`

let site: Site
let admin: Visitor
beforeAll(async () => {
  site = await startSite()
  admin = visitAs(site.origin, 'admin')
})
afterAll(() => site?.stop())

/** Small squares in the middle of the town, one for each set of properties. */
function fileOfSquares(...list: Record<string, unknown>[]): string {
  const { lng, lat } = rowsOf<{ lng: number; lat: number }>(
    site,
    "select lng, lat from towns where slug = 'prirechensk'",
  )[0]!
  return JSON.stringify({
    type: 'FeatureCollection',
    features: list.map((properties, i) => ({
      type: 'Feature',
      properties,
      geometry: squareAround([lng + i * 0.0005, lat], 0.0002, 0.0001),
    })),
  })
}

async function expectFault(fields: Record<string, string>, sentences: { ru: string; en: string }) {
  for (const lang of LANGUAGES) {
    await admin.speak(lang)
    const before = stored(site)
    const answer = await admin.send(PAGE, fields)
    expectSays(answer, 400, lang, sentences[lang])
    // What was drawn or pasted is still there.
    expect(answer.text).toContain('FeatureCollection')
    expect(stored(site)).toEqual(before)
  }
}

describe('a file of spaces', () => {
  test('is imported whole, and a second time refused by each address that is taken', async () => {
    const geojson = fileOfSquares({ name: 'Двор у школы', facts: 'Тихий' }, { name: 'Пятачок' })
    const answer = await admin.send(PAGE, { intent: 'import', geojson })
    expect(answer.location).toBe(`${PAGE}?added=2`)
    await expectFault(
      { intent: 'import', geojson: fileOfSquares({ name: 'Новое' }, { name: 'Пятачок' }) },
      {
        ru: 'Объект 2 «Пятачок»: адрес «pyatachok» уже занят другим пространством',
        en: 'Feature 2 «Пятачок»: the address “pyatachok” is taken by another space',
      },
    )
  })

  test('is refused by a feature that says too much', async () => {
    await expectFault(
      { intent: 'import', geojson: fileOfSquares({ name: 'Сквер', facts: 'я'.repeat(8001) }) },
      {
        ru: 'Объект 1 «Сквер»: описание длиннее 8000 знаков: 8001',
        en: 'Feature 1 «Сквер»: the description is longer than 8000 characters: 8001',
      },
    )
    await expectFault(
      { intent: 'import', geojson: fileOfSquares({ name: 'я'.repeat(121) }) },
      { ru: 'название длиннее 120 знаков: 121', en: 'the name is longer than 120 characters: 121' },
    )
  })
})

describe('one new space', () => {
  const fields = { name: 'Сквер', slug: 'skver-new', kind: 'garden', facts: '' }

  test('is not made of the first of several features', async () => {
    await expectFault(
      { ...fields, geojson: fileOfSquares({}, {}, {}) },
      {
        ru: 'Файл: в файле несколько объектов (3): оставьте один',
        en: 'The file: there are several features (3): leave one',
      },
    )
  })

  test('under an address that is taken is refused by that address', async () => {
    for (const [lang, words] of [
      ['ru', 'Адрес «naberezhnaya» уже занят.'],
      ['en', 'The address “naberezhnaya” is taken.'],
    ] as const) {
      await admin.speak(lang)
      const answer = await admin.send(PAGE, { ...fields, slug: 'naberezhnaya', geojson: fileOfSquares({}) })
      expectSays(answer, 409, lang, words)
    }
  })
})
