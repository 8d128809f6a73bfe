import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editsBetween } from '#app/domain/gazetteer/match-word.ts'
import { isOneEdit } from '#app/domain/search/one-edit.ts'
import { addLater, markHolders, misspellingsOf, newPostings } from '#app/domain/search/postings.ts'
import { searchTextOf, soughtWords, stemsIn } from '#app/models/search-text.server.ts'

const word = fc.string({ unit: fc.constantFrom('а', 'б', 'в'), maxLength: 6 })

test('one edit is what the table of edits says', () => {
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(isOneEdit(one, other)).toBe(editsBetween(one, other).whole === 1)
    }),
    { numRuns: 3000, seed: 5 },
  )
})

describe('words and texts', () => {
  const place = { title: '', placeText: '', number: 7 }
  const isFound = (typed: string, text: string) => {
    const stems = stemsIn(searchTextOf({ ...place, body: text }))
    return soughtWords(typed).every(({ patterns }) =>
      patterns.some((pattern) =>
        pattern.endsWith('*')
          ? stems.some((stem) => stem.startsWith(pattern.slice(0, -1)))
          : stems.includes(pattern),
      ),
    )
  }

  test.each([
    ['лавочки', ['лавочка', 'лавочек', 'лавочкам', 'лавочку']],
    ['скамеек', ['скамейка', 'скамейки', 'СКАМЕЙКАМИ']],
    ['пруда', ['пруд', 'пруду', 'прудом']],
    ['деревья', ['деревьев', 'деревьями']],
    ['ёлки', ['елка', 'Ёлку']],
    ['benches', ['bench', 'Benches']],
    ['№ 7', ['что угодно']],
  ])('%s is found in its forms', (typed, texts) => {
    for (const text of texts) expect([text, isFound(typed, text)]).toEqual([text, true])
  })

  test('every word must be there, and other words are not found', () => {
    expect(isFound('скамейка у пруда', 'Пруд и скамейки')).toBe(true)
    expect(isFound('скамейка у пруда', 'Скамейки')).toBe(false)
    expect(isFound('12', 'дом 120')).toBe(false)
    expect(isFound('фонари', 'фон')).toBe(false)
  })

  test('every text is found by each of its own words', () => {
    const words = fc.array(fc.stringMatching(/^[а-яё]{3,9}$/), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(words, (some) => {
        for (const one of some) expect(isFound(one, some.join(', '))).toBe(true)
      }),
      { numRuns: 300, seed: 6 },
    )
  })
})

describe('misspelt words', () => {
  function townWith(counts: Record<string, number>) {
    const postings = newPostings()
    let slot = 0
    for (const [stem, count] of Object.entries(counts))
      for (let i = 0; i < count; i++) addLater(postings, slot++, [stem])
    return postings
  }

  test('a word that nobody wrote means those an edit away; one that is written means itself', () => {
    const postings = townWith({ фонар: 9, фонтан: 5, почт: 3, почв: 4, мост: 2 })
    expect(misspellingsOf(postings, 'фанар', ['фанар'])).toEqual(['фонар'])
    expect(misspellingsOf(postings, 'почт', ['почт'])).toEqual([])
    expect(misspellingsOf(postings, 'почп', ['почп'])).toEqual(['почв', 'почт'])
    expect(misspellingsOf(postings, '2026', ['2026'])).toEqual([])
  })

  test('what is written fifty times more often is meant as well, either way', () => {
    const postings = townWith({ скамейк: 100, скамек: 2 })
    expect(misspellingsOf(postings, 'скамек', ['скамек'])).toEqual(['скамейк'])
    expect(misspellingsOf(postings, 'скамейк', ['скамейк'])).toEqual(['скамек'])
  })
})

test('the holders of patterns are those that a walk finds', () => {
  const stem = fc.stringMatching(/^[аб]{3,6}$/)
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(stem, { maxLength: 4 }), { maxLength: 20 }), stem, (texts, asked) => {
      const postings = newPostings()
      for (const [slot, stems] of texts.entries()) addLater(postings, slot, stems)
      const marks = new Uint8Array(texts.length)
      const beginning = asked.padEnd(4, 'а')
      markHolders(postings, [asked, `${beginning}*`], marks)
      expect([...marks]).toEqual(
        texts.map((stems) => (stems.some((one) => one === asked || one.startsWith(beginning)) ? 1 : 0)),
      )
    }),
    { numRuns: 300, seed: 7 },
  )
})
