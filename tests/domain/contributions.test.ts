import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isPin,
  KINDS,
  mayEdit,
  maySee,
  mustBeEditable,
  photosAllowed,
  searchable,
  titleFromBody,
  type Visibility,
} from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'

const STATES: Visibility[] = ['pending', 'published', 'returned', 'hidden', 'withdrawn']
const owned = (visibility: Visibility, supports = 0) => ({ authorId: 'author', visibility, supports })

describe('the title of a pin', () => {
  test.each([
    ['Нет урны', 'Нет урны'],
    ['  Нет\n\n урны  ', 'Нет урны'],
    ['', ''],
    ['а'.repeat(80), 'а'.repeat(80)],
    ['а'.repeat(81), `${'а'.repeat(40)}…`],
    [`${'слово '.repeat(11)}запятая, обязательно и ещё слова`, `${'слово '.repeat(11)}запятая…`],
  ])('of «%s» is its first words', (body, title) => expect(titleFromBody(body)).toBe(title))

  test('is short, one line, whole characters, and begins as the text does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('а', 'ё', ' ', '\n', ',', '🌲', 'слово'), maxLength: 300 }),
        (body) => {
          const title = titleFromBody(body)
          expect(title.length).toBeLessThanOrEqual(80)
          expect(title).not.toMatch(/\n|\s$|^\s/)
          // Half of an emoji would not survive UTF-8.
          expect(Buffer.from(title).toString()).toBe(title)
          expect(body.replace(/\s+/g, ' ').trim().startsWith(title.replace(/…$/, ''))).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('the searchable text', () => {
  test.each([
    [['Ёлка', 'У КЛУБА'], 'елка у клуба'],
    [['  два\t\n слова ', null, undefined, '', '№ 5'], 'два слова № 5'],
    [[], ''],
  ])('of %j is «%s»', (parts, text) => expect(searchable(...parts)).toBe(text))

  test('has neither capitals nor ё, and making it twice is making it once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const made = searchable(text)
        expect(made).not.toMatch(/[А-ЯЁё]/)
        expect(searchable(made)).toBe(made)
      }),
    )
  })
})

describe('an edit', () => {
  test('is for the author, while nobody supports it and the desk has not hidden it', () => {
    expect(STATES.filter((state) => mayEdit(owned(state), 'author'))).toEqual([
      'pending',
      'published',
      'returned',
    ])
    for (const state of STATES) {
      // What the desk has returned may be mended, whoever supports it.
      expect(mayEdit(owned(state, 1), 'author')).toBe(state === 'returned')
      expect(mayEdit(owned(state), 'other')).toBe(false)
      expect(mayEdit(owned(state), null)).toBe(false)
      expect(mayEdit({ ...owned(state), authorId: null }, null)).toBe(false)
    }
  })

  test('is refused with the reason, the nearest first', () => {
    expect(() => mustBeEditable(owned('published', 1), 'other')).toThrow(
      new Refusal('contribution.not-author'),
    )
    expect(() => mustBeEditable(owned('hidden', 1), 'author')).toThrow(
      new Refusal('contribution.has-supports'),
    )
    expect(() => mustBeEditable(owned('hidden'), 'author')).toThrow(new Refusal('contribution.not-published'))
    expect(() => mustBeEditable(owned('returned'), 'author')).not.toThrow()
  })
})

test('what is not published is for its author and the desk only', () => {
  for (const state of STATES) {
    const isOpen = state === 'published'
    expect(maySee(owned(state), null)).toBe(isOpen)
    expect(maySee(owned(state), { personId: 'other', isDesk: false })).toBe(isOpen)
    expect(maySee(owned(state), { personId: 'author', isDesk: false })).toBe(true)
    expect(maySee(owned(state), { personId: 'other', isDesk: true })).toBe(true)
  }
})

test('a proposal may have more photos than a pin', () => {
  expect(KINDS.filter(isPin)).toEqual(['problem', 'value', 'idea'])
  expect(KINDS.map(photosAllowed)).toEqual([1, 1, 1, 5])
})
