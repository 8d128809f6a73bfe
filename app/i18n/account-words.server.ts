import * as enPages from './en/account-pages.ts'
import { accountRefusals as enRefusals } from './en/account-refusals.ts'
import { security as enSecurity } from './en/security.ts'
import type { Locale } from './locale.ts'
import * as ruPages from './ru/account-pages.ts'
import { accountRefusals as ruRefusals } from './ru/account-refusals.ts'
import { security as ruSecurity } from './ru/security.ts'

const WORDS = {
  ru: { security: ruSecurity, signInPage: ruPages.signInPage, refusals: ruRefusals },
  en: { security: enSecurity, signInPage: enPages.signInPage, refusals: enRefusals },
}

type SecurityKey = keyof typeof ruSecurity & keyof typeof enSecurity

/** Of a passkey's button, and of `<ConfirmAgain>`. */
const CONFIRM = [
  'again',
  'againHint',
  'againNoFactor',
  'againPasskey',
  'againSecond',
  'againSecondDo',
  'againSignIn',
  'passkeyStopped',
] as const satisfies readonly SecurityKey[]

const SIGN_IN = [
  'openedBy',
  'otherWay',
  'passkey',
  'passkeyStopped',
  'startLead',
  'startTitle',
] as const satisfies readonly SecurityKey[]

/** What the loader of a page about an account's safety gives as `words`: they are read there by `usePageWords`. */
export function securityWords(locale: Locale) {
  const { security, refusals } = WORDS[locale]
  return { security, refusals }
}

/** The same for a page that has `<ConfirmAgain>` and nothing else of accounts. */
export function confirmWords(locale: Locale) {
  return { security: picked(locale, CONFIRM), refusals: WORDS[locale].refusals }
}

/** The same for the pages of signing in. */
export function signInWords(locale: Locale) {
  const { signInPage, refusals } = WORDS[locale]
  return { signInPage, security: picked(locale, SIGN_IN), refusals }
}

function picked(locale: Locale, keys: readonly SecurityKey[]) {
  return Object.fromEntries(keys.map((key) => [key, WORDS[locale].security[key]]))
}
