import type { Locale } from './locale.ts'
import type { T } from './i18n.ts'

export type PlainT = T

const shared = globalThis as { sredaWords?: Partial<Record<Locale, PlainT>> }

/** Words outside React (a page's title): set once by whichever entry runs, server or browser. */
export function providePlainT(locale: Locale, t: PlainT) {
  shared.sredaWords ??= {}
  shared.sredaWords[locale] = t
}

export function plainT(locale: Locale): PlainT {
  const words = shared.sredaWords ?? {}
  return words[locale] ?? words.ru ?? words.en ?? (((key: string) => key) as unknown as PlainT)
}
