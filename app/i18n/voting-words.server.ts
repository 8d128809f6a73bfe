import { voting as en } from './en/voting.ts'
import type { Locale } from './locale.ts'
import { voting as ru } from './ru/voting.ts'

const words = { ru: { voting: ru }, en: { voting: en } }

/** What the loader of a vote's page gives as `words`: they are read there by `usePageWords`. */
export function votingWords(locale: Locale) {
  return words[locale]
}
