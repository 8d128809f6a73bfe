import { describe, expect, test } from 'vitest'
import {
  bySection,
  casesOf,
  isPartialDate,
  isWebAddress,
  practiceFact,
  practiceFile,
  sizeBandOf,
} from '#app/domain/practices.ts'
import { formatPartialDate } from '#app/i18n/partial-date.ts'
import { readPractices } from '#app/seed/practices.server.ts'

describe('what a case is made of', () => {
  test('dates are as exact as is known, and none is impossible', () => {
    for (const text of ['2018', '2018-02', '2018-02-13', '2024-02-29'])
      expect([text, isPartialDate(text)]).toEqual([text, true])
    for (const text of [
      '',
      '18',
      '0018',
      '2018-13',
      '2018-00',
      '2018-2',
      '2026-02-31',
      '2023-02-29',
      '2018-02-13T',
    ])
      expect([text, isPartialDate(text)]).toEqual([text, false])
    expect(['2018', '2018-02', '2018-02-13', ''].map((text) => formatPartialDate(text, 'en'))).toEqual([
      '2018',
      'February 2018',
      '13 February 2018',
      '',
    ])
  })

  test('the size of a town, at the edges', () => {
    expect([null, 0, 10_000, 10_001, 20_000, 50_000, 100_000, 100_001].map(sizeBandOf)).toEqual([
      null,
      'to-10k',
      'to-10k',
      '10k-20k',
      '10k-20k',
      '20k-50k',
      '50k-100k',
      'over-100k',
    ])
  })

  test('a fact needs a source; only whole web addresses are links', () => {
    const fact = {
      section: 'cost',
      label: 'Грант',
      value: '',
      happened: '',
      source: 'Газета',
      sourceAddress: 'R20',
      sourceDate: '',
      en: {},
    }
    expect(practiceFact.safeParse(fact).success).toBe(true)
    for (const wrong of [
      { source: ' ' },
      { label: '' },
      { section: 'hearsay' },
      { happened: '2026-02-31' },
      { sourceAddress: 'javascript://alert(1)' },
      { sourceAddress: 'https://' },
    ])
      expect(practiceFact.safeParse({ ...fact, ...wrong }).success).toBe(false)
    expect(['https://example.org/a', 'javascript:alert(1)', 'выкса.рф 13146'].map(isWebAddress)).toEqual([
      true,
      false,
      false,
    ])
  })

  test('sections without a fact stay, to be called unknown', () => {
    const told = bySection([{ section: 'cost' as const }])
    expect(told.map(({ section, facts }) => [section, facts.length])).toEqual([
      ['place', 0],
      ['done', 0],
      ['cost', 1],
      ['participation', 0],
      ['failed', 0],
      ['lessons', 0],
    ])
  })
})

describe('the data files of real towns', () => {
  const cases = readPractices()

  test('name a source for every fact, in both languages', () => {
    expect(new Set(cases.map(({ townName }) => townName))).toEqual(new Set(['Выкса', 'Темников']))
    expect(new Set(cases.map(({ slug }) => slug)).size).toBe(cases.length)
    for (const { slug, facts, translations } of cases) {
      expect(
        Object.values(translations.en).every((text) => text !== ''),
        slug,
      ).toBe(true)
      for (const { label, source, value, en } of facts) {
        expect(
          [label, source, en.label, en.source].every((text) => text !== ''),
          slug,
        ).toBe(true)
        expect(en.value === '', slug).toBe(value === '')
      }
    }
  })

  test('say nothing that may not be said of these towns', () => {
    const text = JSON.stringify(cases)
    // Neither is a listed historic settlement, and no space has coordinates of its own.
    expect(text).not.toMatch(/историческ(ое|ого|ом) поселени|historic(al)? settlement/i)
    // The middles of the towns as the reference has them, and no other place.
    expect(new Set(cases.map(({ lng, lat }) => `${lat}, ${lng}`))).toEqual(
      new Set(['55.3207727, 42.1678834', '54.6310583, 43.2161099']),
    )
    // Not the population that two sources disagree on.
    expect(text).not.toMatch(/45[ , ]?240|56[ , ]?196/)
    for (const figure of ['414', '3 138', '2 841', '1 488']) expect(text).toContain(figure)
  })

  test('a file that names a source that it does not have is refused', () => {
    const file = {
      town: {
        name: { ru: 'А', en: 'A' },
        region: { ru: 'Б', en: 'B' },
        sizeBand: null,
        centre: { lng: 40, lat: 50 },
      },
      sources: { R1: { title: { ru: 'В', en: 'V' }, address: '', date: '' } },
      facts: [],
      cases: [
        {
          slug: 'a',
          kind: 'park',
          years: null,
          title: { ru: 'Г', en: 'G' },
          summary: { ru: 'Д', en: 'D' },
          facts: [{ section: 'cost', label: { ru: 'Е', en: 'E' }, value: null, happened: '', source: 'R1' }],
        },
      ],
    }
    expect(casesOf(practiceFile.parse(file))[0]!.facts[0]).toMatchObject({ source: 'В', value: '' })
    file.cases[0]!.facts[0]!.source = 'R2'
    expect(practiceFile.safeParse(file).error?.issues.map(({ message }) => message)).toEqual(['no source R2'])
  })
})
