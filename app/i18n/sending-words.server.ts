import * as en from './en/sending.ts'
import type { Locale } from './locale.ts'
import * as ru from './ru/sending.ts'

const WORDS = {
  ru: { form: ru.form, picker: ru.picker },
  en: { form: en.form, picker: en.picker },
}

/** What the loaders of the forms of pins and proposals give as `words`: they are read there by `usePageWords`. */
export function sendingWords(locale: Locale) {
  return WORDS[locale]
}
