import { describe, expect, test } from 'vitest'
import { inventedName, nameIn, pseudonymFrom } from '#app/domain/default-names.ts'
import { textLang } from '#app/i18n/text-lang.ts'

describe('a name that the platform gave', () => {
  test('is said in English on English pages, every one of them', () => {
    expect(nameIn('Тихая Ива 482', 'en')).toBe('Quiet Willow 482')
    expect(nameIn(inventedName(3), 'en')).toBe('Demo resident 3')
    const names = Array.from({ length: 144 }, (_, i) =>
      pseudonymFrom((i % 12) / 12, Math.floor(i / 12) / 12, 0),
    )
    expect(names.filter((name) => /[а-яё]/i.test(nameIn(name, 'en')))).toEqual([])
    expect(new Set(names.map((name) => nameIn(name, 'en'))).size).toBe(144)
  })

  test('stays as it is in Russian, and one that a person chose stays in both', () => {
    expect(nameIn('Тихая Ива 482', 'ru')).toBe('Тихая Ива 482')
    for (const name of ['Анна К.', 'Тихая Вера', 'Тихая Ива 4', 'Демо-житель Пётр', 'Тихая Ива 482 бис', ''])
      expect(nameIn(name, 'en')).toBe(name)
  })
})

test.each([
  ['Лестница у воды', 'en', 'ru'],
  ['Steps at the water', 'ru', 'en'],
  ['Wi-Fi в парке', 'en', 'ru'],
  ['Лестница у воды', 'ru', undefined],
  ['57.42, 45.60', 'en', undefined],
  ['', 'ru', undefined],
] as const)('words are in the language that most letters are of: %s on a page in %s', (text, page, lang) => {
  expect(textLang(text, page)).toBe(lang)
})
