import { describe, expect, test } from 'vitest'
import { readAsked } from '#app/domain/gazetteer/asked.ts'
import { isPartOf, numberAt, numberKeyOf } from '#app/domain/gazetteer/house-numbers.ts'
import { editsBetween, firstGram, gramsOf, matchAsked, matchWord } from '#app/domain/gazetteer/match-word.ts'
import { foundBy, keyOf, readName } from '#app/domain/gazetteer/names.ts'
import { rate } from '#app/domain/gazetteer/rate.ts'

describe('a name', () => {
  test.each(['Соборная улица', 'ул. Соборная', 'СОБОРНАЯ  ул', 'улица Соборная', 'Соборная'])(
    '%s is one street however it is written',
    (name) => {
      expect(keyOf(name, true)).toBe('соборная улица')
    },
  )

  test.each([
    ['пр-т Ленина', 'ленина проспект'],
    ['Ленина пр-кт', 'ленина проспект'],
    ['Берёзовый пер.', 'березовый переулок'],
    ['1-я Садовая улица', '1 садовая улица'],
    ['улица имени Гагарина', 'гагарина улица'],
    ['Ново-Садовая ул.', 'ново садовая улица'],
    ['Sobornaya Street', 'sobornaya улица'],
    ['Набережная', 'набережная'],
  ])('%s is known as %s', (name, key) => {
    expect(keyOf(name, true)).toBe(key)
  })

  test('that is no street gets no kind of one', () => {
    expect(keyOf('Школа № 2', false)).toBe('2 школа')
  })

  test('is found by its words and its kind, but not by the kind that all have', () => {
    expect(foundBy('улица Максима Горького')).toEqual(['максима', 'горького'])
    expect(foundBy('площадь Мира')).toEqual(['мира', 'площадь'])
    expect(readName('ул. Мира')).toEqual({ words: ['мира'], types: ['улица'] })
  })
})

describe('a house number', () => {
  test.each([
    ['12а', '12а'],
    ['д. 12 А', '12а'],
    ['12-А', '12а'],
    ['12a', '12а'],
    ['12 литера Б', '12б'],
    ['12/3', '12/3'],
    ['12 / 3', '12/3'],
    ['12 корп. 2', '12к2'],
    ['12 корпус 2 строение 3', '12к2с3'],
    ['12К2', '12к2'],
    ['12, стр. 1', '12с1'],
    ['№ 7', '7'],
    ['12-14', '12-14'],
    ['б/н', 'б/н'],
  ])('%s is %s', (text, key) => {
    expect(numberKeyOf(text)).toBe(key)
  })

  test('of a part of what was asked for; not of a longer number', () => {
    expect(['12', '12а', '12/3', '12к2', '120', '1'].filter((key) => isPartOf(key, '12'))).toEqual([
      '12',
      '12а',
      '12/3',
      '12к2',
    ])
  })

  test('takes the words after it that belong to it', () => {
    const at = (text: string) => numberAt(text.split(' '), 0)
    expect(at('12 корп 2 садовая')).toEqual({ key: '12к2', words: 3 })
    expect(at('12 а')).toEqual({ key: '12а', words: 2 })
    expect(at('8 марта')).toEqual({ key: '8', words: 1 })
    expect(at('марта 8')).toBeNull()
  })
})

describe('what is typed', () => {
  const asked = (text: string) => {
    const { words, numbers } = readAsked(text, 'Приреченск')
    return [words.map(({ word }) => word).join(' '), numbers.map(({ key }) => key)]
  }

  test.each([
    ['ул. Соборная, 5', 'ул соборная 5', ['5']],
    ['5 соборная', '5 соборная', ['5']],
    ['г. Приреченск, улица Садовая, д. 12/3 кв. 5', 'улица садовая 12/3', ['12/3']],
    ['Соборная дом 12 корп 2', 'соборная 12 корп 2', ['12к2', '2']],
    ['8 марта 5', '8 марта 5', ['8', '5']],
    ['Дом культуры', 'дом культуры', []],
    ['Приреченск', 'приреченск', []],
    ['  ', '', []],
  ] as [string, string, string[]][])('%s', (text, words, numbers) => {
    expect(asked(text)).toEqual([words, numbers])
  })

  test('of any length and marks is read in bounds', () => {
    expect(readAsked('а1/'.repeat(5000)).words.length).toBeLessThanOrEqual(8)
    expect(readAsked('\0%_\\"\'').words).toEqual([])
  })
})

describe('a word', () => {
  test('fits itself best, then its other forms, its beginning, and what is misspelt', () => {
    const fits = ['соборная', 'соборной', 'собор', 'саборная', 'сабор', 'садовая'].map((typed) =>
      matchWord(typed, 'соборная'),
    )
    expect(fits.slice().sort((a, b) => b - a)).toEqual(fits)
    expect(fits.at(0)).toBe(1)
    expect(fits.at(-2)).toBeGreaterThan(0)
    expect(fits.at(-1)).toBe(0)
  })

  test.each([
    ['ленена', 'ленина', true],
    ['лнеина', 'ленина', true],
    ['ленна', 'ленина', true],
    ['мира', 'мера', true],
    ['мир', 'пир', false],
    ['12', '13', false],
    ['спас', 'спасская', true],
    ['спаская', 'спасо', false],
  ])('%s for %s: %s', (typed, word, isFit) => {
    expect(matchWord(typed, word) > 0).toBe(isFit)
  })

  test('that says a kind of street fits the kind', () => {
    expect(matchAsked({ word: 'пл', type: 'площадь' }, 'площадь')).toBe(1)
  })

  test('that is misspelt still shares grams with the right one', () => {
    expect(editsBetween('саборная', 'соборная').whole).toBe(1)
    const shared = gramsOf('саборная').filter((gram) => gramsOf('соборная').includes(gram))
    expect(shared).toEqual(['бор', 'орн'])
    expect(gramsOf('соборная')).toContain(firstGram('собор'))
    expect(gramsOf('8')).toEqual([firstGram('8')])
  })
})

describe('a name is rated', () => {
  const rated = (text: string, name: string) => {
    const asked = readAsked(text)
    const words = foundBy(name)
    const { types } = readName(name)
    return rate(asked, {
      fits: (index) => Math.max(0, ...words.map((word) => matchAsked(asked.words[index]!, word))),
      length: words.length,
      types,
    })
  }
  const best = (text: string, name: string) => Math.max(0, ...rated(text, name).map(({ score }) => score))

  test('by the share of it that was typed', () => {
    expect(best('ленина', 'улица Ленина')).toBeGreaterThan(best('ленина', 'Памятник Ленина'))
  })

  test('higher for the kind of street that was said', () => {
    expect(best('ул мира', 'улица Мира')).toBeGreaterThan(best('ул мира', 'площадь Мира'))
    expect(best('ул мира', 'площадь Мира')).toBeGreaterThan(0)
  })

  test('not at all when a word fits nothing', () => {
    expect(rated('соборная школа', 'Соборная улица')).toEqual([])
  })

  test('with a house number, or as a number that belongs to the name', () => {
    expect(rated('8 марта 5', 'улица 8 Марта').map(({ number }) => number)).toEqual(['5'])
    expect(rated('8 марта', 'улица 8 Марта').map(({ number }) => number)).toEqual([null, '8'])
  })
})
