import { accountRefusals as enRefusals } from './en/account-refusals.ts'
import * as en from './en/counter.ts'
import type { Locale } from './locale.ts'
import { accountRefusals as ruRefusals } from './ru/account-refusals.ts'
import * as ru from './ru/counter.ts'

/** What the loader of the counter's layout gives as `words`: they are read by `usePageWords`. */
export function counterWords(locale: Locale) {
  return locale === 'en'
    ? { counter: en.counter, refusals: enRefusals }
    : { counter: ru.counter, refusals: ruRefusals }
}

/** The same for the page of one's level in a town. */
export function trustWords(locale: Locale) {
  return locale === 'en'
    ? { trustPage: en.trustPage, refusals: enRefusals }
    : { trustPage: ru.trustPage, refusals: ruRefusals }
}
