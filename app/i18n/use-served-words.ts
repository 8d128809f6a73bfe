import { useContext, useMemo } from 'react'
import { createT, type T, type WordTree } from './i18n.ts'
import { WordsContext } from './use-words.ts'

/** The words of the page and those that its loader has sent with it (`servedWords`): keys that begin with `served.`. */
export function useServedWords(served: WordTree): T {
  const { t, locale } = useContext(WordsContext)
  return useMemo(
    function joinWords(): T {
      const own = createT(locale, { served })
      return (key, params) => (key.startsWith('served.') ? own(key, params) : t(key, params))
    },
    [t, locale, served],
  )
}
