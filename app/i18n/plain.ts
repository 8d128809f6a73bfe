import type { T } from './i18n.ts'
import type { Locale } from './locale.ts'

const shared = globalThis as { sredaWords?: Partial<Record<Locale, T>> }

/** Words outside React (a page's title): set once by whichever entry runs, server or browser. */
export function providePlainT(locale: Locale, t: T) {
  shared.sredaWords ??= {}
  shared.sredaWords[locale] = t
}

export function plainT(locale: Locale): T {
  const words = shared.sredaWords ?? {}
  return words[locale] ?? words.ru ?? words.en ?? ((key) => key)
}
