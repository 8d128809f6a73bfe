import { describe, expect, test } from 'vitest'
import { searchable, stemOf } from '#app/domain/contributions.ts'

/** As the filter compares: the stem of what is typed, inside of the text. */
const isFound = (typed: string, text: string) => searchable(text).includes(stemOf(searchable(typed)))

describe('a word finds its other forms', () => {
  test.each([
    ['лавочки', ['лавочка', 'лавочек', 'лавочкам', 'лавочку']],
    ['скамейки', ['скамейка', 'скамеек', 'скамейками', 'Скамейку']],
    ['скамеек', ['скамейка', 'скамейки']],
    ['пруда', ['пруд', 'пруду', 'прудом']],
    ['площадки', ['площадка', 'площадок']],
    ['детская', ['детской', 'детские', 'детских']],
    ['набережной', ['набережная', 'набережную']],
    ['освещение', ['освещения', 'освещением']],
    ['деревья', ['деревьев', 'деревьями']],
    ['фонари', ['фонарь', 'фонарей', 'фонарями']],
    ['мост', ['моста', 'у моста']],
    ['benches', ['bench', 'benches']],
    ['lamps', ['lamp', 'a lamp']],
    ['ёлки', ['елки', 'ёлки']],
    ['2026', ['в 2026 году']],
  ])('%s', (typed, forms) => {
    for (const form of forms) expect([form, isFound(typed, form)]).toEqual([form, true])
  })
})

test('short words and what is no word stay as they are', () => {
  for (const word of ['у', 'пруд', 'лес', '12', 'a1b2c3', 'т-образный']) expect(stemOf(word)).toBe(word)
})

test('words of other roots are not found', () => {
  expect(isFound('лавочки', 'лавка')).toBe(false)
  expect(isFound('детская', 'дети')).toBe(false)
  expect(isFound('фонари', 'фон')).toBe(false)
})
