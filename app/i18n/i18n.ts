import type { Locale } from './locale.ts'
import type { Words } from './ru/index.ts'

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type Base<Key extends string> = Key extends `${infer Name}_${PluralForm}` ? Name : Key

type Keys<Node, Path extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends string
    ? `${Path}${Base<Key>}`
    : Keys<Node[Key], `${Path}${Key}.`>
}[keyof Node & string]

/** Every address of a text in app/i18n/ru; of a text with plural forms, without the form. */
export type WordKey = Keys<Words>

/** Gives the text of a key in one language; `count` chooses the plural form, `{{name}}` takes the parameter `name`. */
export type T = (key: WordKey, params?: Record<string, string | number | undefined>) => string

/** A tree of texts; plural forms are keys that end in `_one`, `_few`, … as Intl.PluralRules names them. */
export interface WordTree {
  [key: string]: string | WordTree
}

/** The words of one language. An unknown key is its own text, so that a page never breaks on it. */
export function createT(locale: Locale, words: WordTree): T {
  const plural = new Intl.PluralRules(locale)
  const texts = new Map<string, string>()
  collect(words, '', texts)
  return function t(key, params) {
    const form = typeof params?.count === 'number' ? plural.select(params.count) : null
    const text = (form && texts.get(`${key}_${form}`)) ?? texts.get(key) ?? key
    // A date may end with a full stop of its own: «2026 г.».
    return text.replace(/\{\{(\w+)\}\}(\.?)/g, (_, name: string, stop: string) => {
      const value = String(params?.[name] ?? '')
      return value.endsWith('.') ? value : value + stop
    })
  }
}

function collect(tree: WordTree, path: string, texts: Map<string, string>) {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') texts.set(path + key, value)
    else collect(value, `${path}${key}.`, texts)
  }
}
