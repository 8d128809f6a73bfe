import { createContext, useContext } from 'react'
import type { T } from './i18n.ts'
import type { Locale } from './locale.ts'

/** The words of the page's language. They are there when a page begins and never change in it. */
export const WordsContext = createContext<{ t: T; locale: Locale }>({ t: (key) => key, locale: 'ru' })

export function useWords(): T {
  return useContext(WordsContext).t
}

export function useLocale(): Locale {
  return useContext(WordsContext).locale
}
