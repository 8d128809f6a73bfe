import type { i18n } from 'i18next'
import { en } from './en/index.ts'
import { createWords, type ListKey, listFrom, type T, tFrom } from './i18n.ts'
import type { Locale } from './locale.ts'
import { providePlainT } from './plain.ts'
import { ru } from './ru/index.ts'

const instances: Record<Locale, i18n> = { ru: createWords('ru', ru), en: createWords('en', en) }
const words: Record<Locale, T> = { ru: tFrom(instances.ru, 'ru'), en: tFrom(instances.en, 'en') }

export function wordsOf(locale: Locale): i18n {
  return instances[locale]
}

export function tOf(locale: Locale): T {
  return words[locale]
}

export function paragraphsOf(locale: Locale, key: ListKey): string[] {
  return listFrom(instances[locale], key)
}

for (const locale of ['ru', 'en'] as const) providePlainT(locale, words[locale])
