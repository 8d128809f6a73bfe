import { useMemo } from 'react'
import { createT, type T, type WordTree } from './i18n.ts'
import { useLocale, useWords } from './use-words.ts'

/** The page's own words, as `pageWords` gave them to its loader, before those that every page has. */
export function usePageWords(words: WordTree): T {
  const common = useWords()
  const locale = useLocale()
  return useMemo(
    function makeT() {
      const own = createT(locale, words)
      return (key, params) => {
        const text = own(key, params)
        return text === key ? common(key, params) : text
      }
    },
    [words, common, locale],
  )
}
