import { createInstance, type i18n, type TFunction } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from './locale.ts'
import type { Words } from './ru/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: { app: Words }
    returnNull: false
  }
}

export type T = TFunction<'app'>

/** The words of one language, ready for React and for plain calls. */
export function createWords(locale: Locale, words: unknown): i18n {
  const instance = createInstance()
  instance.use(initReactI18next).init({
    lng: locale,
    defaultNS: 'app',
    ns: ['app'],
    resources: { [locale]: { app: words as Words } },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  })
  return instance
}
