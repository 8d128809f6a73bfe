import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from './locale.ts'
import type { Words } from './ru/index.ts'

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type Base<Key extends string> = Key extends `${infer Name}_${PluralForm}` ? Name : Key

type Keys<Node, Leaf, Path extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends Leaf
    ? `${Path}${Base<Key>}`
    : Node[Key] extends object
      ? Keys<Node[Key], Leaf, `${Path}${Key}.`>
      : never
}[keyof Node & string]

/** Every address of a text in app/i18n/ru; of a text with plural forms, without the form. */
export type WordKey = Keys<Words, string>
/** Every address of a list of paragraphs. */
export type ListKey = Keys<Words, string[]>

/** Gives the text of a key in one language; `count` chooses the plural form. */
export type T = (key: WordKey, params?: Record<string, string | number | undefined>) => string

/** The words of one language, ready for React and for plain calls. */
export function createWords(locale: Locale, words: unknown): i18n {
  const instance = createInstance()
  instance.use(initReactI18next).init({
    lng: locale,
    defaultNS: 'app',
    ns: ['app'],
    resources: { [locale]: { app: words as Record<string, unknown> } },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
    showSupportNotice: false,
  } as Parameters<i18n['init']>[0])
  return instance
}

export function tFrom(words: i18n, locale: Locale): T {
  const t = words.getFixedT(locale) as unknown as (key: string, params?: object) => string
  return (key, params) => t(key, params)
}

export function listFrom(words: i18n, key: ListKey): string[] {
  return words.t(key, { returnObjects: true }) as unknown as string[]
}
