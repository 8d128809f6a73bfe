import { useMatches } from '@remix-run/react'
import { useMemo } from 'react'
import { createT, type T, type WordTree } from './i18n.ts'
import { useLocale, useWords } from './use-words.ts'

/** The words of the page, and before them those that its loader sent as `words`: of pages that few readers open. */
export function usePageWords(): T {
  const t = useWords()
  const locale = useLocale()
  const matches = useMatches()
  const words = matches.map(({ data }) => (data as { words?: WordTree } | undefined)?.words).findLast(Boolean)
  return useMemo(() => {
    if (!words) return t
    const own = createT(locale, words)
    return function tOfPage(key, params) {
      const text = own(key, params)
      return text === key ? t(key, params) : text
    }
  }, [words, locale, t])
}
