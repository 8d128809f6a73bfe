import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KINDS, STATUSES } from '#app/domain/contributions.ts'
import { conditionsIn, type Filter, filterParams, NO_FILTER, SORTS } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { PHASE_KINDS } from '#app/domain/phases.ts'

const trimmed = (text: string) => text === text.trim()
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((text) => trimmed(text) && text.length <= 120)
/** An address tells a place to three digits. */
const degrees = (max: number) => fc.integer({ min: -max * 1000, max: max * 1000 }).map((x) => x / 1000 + 0)
const sorted = <T extends string>(list: T[]) => [...list].sort()

const anyFilters: fc.Arbitrary<Filter> = fc.record({
  phase: fc.option(fc.constantFrom(...PHASE_KINDS)),
  process: fc.option(word),
  kind: fc.subarray([...KINDS]).map(sorted),
  category: fc.array(word, { maxLength: 4 }).map(sorted),
  space: fc.option(word),
  status: fc.subarray([...STATUSES]).map(sorted),
  text: fc
    .string({ unit: 'grapheme', maxLength: 60 })
    .filter((text) => text === text.trim().split(/\s+/).slice(0, 12).join(' '))
    .filter((text) => text === '' || /[\p{L}\p{N}]/u.test(text)),
  sort: fc.constantFrom(...SORTS),
  near: fc.option(fc.tuple(degrees(180), degrees(90))),
})
/** A place goes with the order that asks for it, and only with it. */
const filters = anyFilters.map((filter): Filter => {
  if (filter.sort !== 'nearest') return { ...filter, near: null }
  return filter.near ? filter : { ...filter, sort: 'support' }
})

describe('a filter', () => {
  test('comes back from its address as it was', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(filterFrom(filterParams(filter))).toEqual(filter)
      }),
      { numRuns: 500 },
    )
  })

  test('takes no control letters in: files of XML cannot hold them', () => {
    const filter = filterFrom(
      new URLSearchParams('text=сквер\u0001 и\u0007\nпруд&space=a\u0000b&category=\u001f'),
    )
    expect([filter.text, filter.space, filter.category]).toEqual(['сквер и пруд', 'ab', []])
  })

  test('comes back through the text of an address, and has one address only', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const address = filterParams(filter).toString()
        const again = filterFrom(new URLSearchParams(address))
        expect(again).toEqual(filter)
        expect(filterParams(again).toString()).toBe(address)
        const shuffled = {
          ...filter,
          kind: [...filter.kind].reverse(),
          status: [...filter.status].reverse(),
          category: [...filter.category].reverse(),
        }
        expect(filterParams(shuffled).toString()).toBe(address)
      }),
    )
  })

  test('that asks for nothing has no address', () => {
    expect(filterParams(NO_FILTER).toString()).toBe('')
    expect(filterFrom(new URLSearchParams())).toEqual(NO_FILTER)
    expect(conditionsIn(NO_FILTER)).toBe(0)
  })

  test('leaves out what it does not understand, and keeps the rest', () => {
    const odd =
      'phase=party&kind=idea&kind=ufo&kind=&status=done&status=lost&sort=up&near=91,200&space=&text=+клумба+&utm=1'
    expect(filterFrom(new URLSearchParams(odd))).toEqual({
      ...NO_FILTER,
      kind: ['idea'],
      status: ['done'],
      text: 'клумба',
    })
    for (const near of ['', '1', '1,2,3', 'a,b', 'NaN,1', 'Infinity,0', '-181,0', '0,91']) {
      expect(filterFrom(new URLSearchParams({ near, sort: 'nearest' }))).toEqual(NO_FILTER)
    }
  })

  test('tells a place to some 100 m, and only where it orders by it', () => {
    const at = (query: string) => filterFrom(new URLSearchParams(query))
    expect(at('sort=nearest&near=45.60384,57.42051').near).toEqual([45.604, 57.421])
    expect(at('sort=new&near=45.60384,57.42051')).toEqual({ ...NO_FILTER, sort: 'new' })
  })

  test('shortens a long text to what is looked for, and never takes it for no text', () => {
    const text = (given: string) => filterFrom(new URLSearchParams({ text: given })).text
    expect(text('ы'.repeat(500))).toBe('ы'.repeat(200))
    expect(text(Array.from({ length: 40 }, (_, i) => `w${i}`).join('  '))).toBe(
      Array.from({ length: 12 }, (_, i) => `w${i}`).join(' '),
    )
  })

  test('never throws, whatever the address', () => {
    const names = fc.constantFrom(
      'phase',
      'process',
      'kind',
      'category',
      'space',
      'status',
      'text',
      'sort',
      'near',
      'x',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.string({ maxLength: 300 }))), (pairs) => {
        expect(() => filterFrom(new URLSearchParams(pairs))).not.toThrow()
      }),
    )
  })

  test('counts the conditions that narrow, not the sorting', () => {
    expect(
      conditionsIn({ ...NO_FILTER, kind: ['idea', 'value'], text: 'x', sort: 'new', near: [1, 2] }),
    ).toBe(2)
    expect(
      conditionsIn({
        ...NO_FILTER,
        phase: 'vote',
        process: 'p',
        space: 's',
        category: ['c'],
        status: ['new'],
      }),
    ).toBe(5)
  })
})
