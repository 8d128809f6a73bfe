import { documentTexts as enTexts } from './en/document-texts.ts'
import { en } from './en/index.ts'
import { createT, type T, type WordTree } from './i18n.ts'
import type { Locale } from './locale.ts'
import { providePlainT } from './plain.ts'
import { documentTexts as ruTexts } from './ru/document-texts.ts'
import { ru } from './ru/index.ts'

const words: Record<Locale, T> = {
  ru: createT('ru', ru),
  en: createT('en', en),
}
const trees = { ru, en }
const texts = { ru: ruTexts, en: enTexts }

export function tOf(locale: Locale): T {
  return words[locale]
}

/** Words that only some pages need: they travel with the page's data instead of in every browser's bundle. */
export function pageWords(locale: Locale, ...names: (keyof typeof ru)[]): WordTree {
  return Object.fromEntries(names.map((name) => [name, trees[locale][name]]))
}

/** The paragraphs of a public document; one that begins with '## ' is a heading. */
export function paragraphsOf(locale: Locale, name: keyof typeof ruTexts): string[] {
  return texts[locale][name].paragraphs
}

/** A group of `served` words, for a loader to send with its page (`useServedWords`). */
export function servedWords(locale: Locale, ...groups: (keyof typeof ru.served)[]): WordTree {
  const { served } = locale === 'en' ? en : ru
  return Object.fromEntries(groups.map((group) => [group, served[group] as WordTree]))
}

for (const locale of ['ru', 'en'] as const) providePlainT(locale, words[locale])
