import { useMemo } from 'react'
import { signInPage as enSignIn } from './en/account-pages.ts'
import { accountRefusals as enRefusals } from './en/account-refusals.ts'
import { security as enSecurity } from './en/security.ts'
import { createT, type T } from './i18n.ts'
import { signInPage as ruSignIn } from './ru/account-pages.ts'
import { accountRefusals as ruRefusals } from './ru/account-refusals.ts'
import { security as ruSecurity } from './ru/security.ts'
import { useLocale, useWords } from './use-words.ts'

const WORDS = {
  ru: { security: ruSecurity, signInPage: ruSignIn, refusals: ruRefusals },
  en: { security: enSecurity, signInPage: enSignIn, refusals: enRefusals },
}

/** The page's words and those of accounts. Only pages of accounts import this: it is six kilobytes that others spare. */
export function useSecurityWords(): T {
  const t = useWords()
  const locale = useLocale()
  return useMemo(
    function withSecurity() {
      const more = createT(locale, WORDS[locale])
      return function say(key, params) {
        const text = more(key, params)
        return text === key ? t(key, params) : text
      }
    },
    [t, locale],
  )
}
