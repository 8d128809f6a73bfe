import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { en } from '#app/i18n/en/index.ts'
import { createT } from '#app/i18n/i18n.ts'
import { LOCALES, type Locale } from '#app/i18n/locale.ts'
import { ru } from '#app/i18n/ru/index.ts'

const home = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** Languages are called by their own names in every language. */
const LANGUAGE_NAMES = ['Русский', 'English']

const PLURAL = /_(zero|one|two|few|many|other)$/

const words: Record<Locale, Map<string, string>> = { ru: flat(ru), en: flat(en) }
const bases: Record<Locale, Set<string>> = { ru: basesOf(words.ru), en: basesOf(words.en) }

describe('the words of both languages', () => {
  it('have the same keys, plural forms aside', () => {
    expect(without(bases.ru, bases.en), 'missing in en').toEqual([])
    expect(without(bases.en, bases.ru), 'missing in ru').toEqual([])
  })

  it.each(LOCALES)('have in %s exactly the plural forms that the language has', (locale) => {
    const expected = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted()
    for (const [base, forms] of pluralsOf(words[locale])) expect(forms.toSorted(), base).toEqual(expected)
  })

  it('are plural in both or in neither', () => {
    expect([...pluralsOf(words.en).keys()].sort()).toEqual([...pluralsOf(words.ru).keys()].sort())
  })

  it('have the same placeholders in every form', () => {
    const expected = new Map([...words.ru].map(([key, text]) => [baseOf(key), placeholdersIn(text)]))
    for (const locale of LOCALES) {
      for (const [key, text] of words[locale]) {
        expect(placeholdersIn(text), `${locale} ${key}`).toEqual(expected.get(baseOf(key)))
      }
    }
  })

  it('are never empty, and English has no Cyrillic', () => {
    for (const locale of LOCALES) {
      expect(
        keysWhere(words[locale], (text) => text.trim() === ''),
        locale,
      ).toEqual([])
    }
    const isForeign = (text: string) => /\p{Script=Cyrillic}/u.test(text) && !LANGUAGE_NAMES.includes(text)
    expect(keysWhere(words.en, isForeign)).toEqual([])
  })

  it.each(LOCALES)('are all found in %s, for any number', (locale) => {
    const t = createT(locale, locale === 'ru' ? ru : en) as unknown as LooseT
    for (const base of bases[locale]) {
      for (const count of [0, 1, 2, 5, 11, 21, 1.5]) expect(t(base, { count }), base).not.toBe(base)
    }
  })
})

describe('the keys that the code uses', () => {
  it('exist', () => {
    const used = keysInCode()
    expect(used.size).toBeGreaterThan(20)
    const unknown = [...used].filter(([key]) => !exists(key)).map(([key, file]) => `${key} in ${file}`)
    expect(unknown).toEqual([])
  })

  it('include one sentence for each refusal', () => {
    const codes = refusalCodes()
    expect(codes.length).toBeGreaterThan(30)
    for (const locale of LOCALES) {
      expect(
        codes.filter((code) => !bases[locale].has(`refusals.${code}`)),
        locale,
      ).toEqual([])
    }
  })
})

type LooseT = (key: string, options: { count: number }) => string

/** Every text by its full key; the items of a list are keyed by their index. */
function flat(value: unknown, key = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[key, value]])
  const parts = Object.entries(value as Record<string, unknown>)
  return new Map(parts.flatMap(([name, part]) => [...flat(part, key ? `${key}.${name}` : name)]))
}

function baseOf(key: string): string {
  return key.replace(PLURAL, '')
}

function basesOf(texts: Map<string, string>): Set<string> {
  return new Set([...texts.keys()].map(baseOf))
}

function pluralsOf(texts: Map<string, string>): Map<string, string[]> {
  const plurals = new Map<string, string[]>()
  for (const key of texts.keys()) {
    const form = PLURAL.exec(key)?.[1]
    if (form) plurals.set(baseOf(key), [...(plurals.get(baseOf(key)) ?? []), form])
  }
  return plurals
}

function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]!))].sort()
}

function keysWhere(texts: Map<string, string>, holds: (text: string) => boolean): string[] {
  return [...texts].filter(([, text]) => holds(text)).map(([key]) => key)
}

function without(these: Set<string>, those: Set<string>): string[] {
  return [...these].filter((key) => !those.has(key))
}

/** A text, a plural, or a group that is asked for with `returnObjects`. */
function exists(key: string): boolean {
  return bases.ru.has(key) || words.ru.has(key) || [...bases.ru].some((base) => base.startsWith(`${key}.`))
}

/** The literal keys of `t('a.b')` in app/, each with a file that uses it; comments and template literals aside. */
function keysInCode(): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of readdirSync(join(home, 'app'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue
    const code = readFileSync(join(home, 'app', file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    for (const match of code.matchAll(/(?<![\w$])t\(\s*(['"])([^'"\n]+)\1/g))
      found.set(match[2]!, `app/${file}`)
  }
  return found
}

function refusalCodes(): string[] {
  const code = readFileSync(join(home, 'app/domain/refusal.ts'), 'utf8')
  const table = /const STATUS = \{([\s\S]*?)\} as const/.exec(code)?.[1] ?? ''
  return [...table.matchAll(/'([^']+)':/g)].map((match) => match[1]!)
}
