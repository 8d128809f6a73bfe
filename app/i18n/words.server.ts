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
const texts = { ru: ruTexts, en: enTexts }

export function tOf(locale: Locale): T {
  return words[locale]
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
