import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type ListKey, listFrom, type T, tFrom } from './i18n.ts'
import { localeOf } from './locale.ts'

/** The words of the page's language. */
export function useWords(): T {
  const { i18n } = useTranslation()
  return useMemo(() => tFrom(i18n, localeOf(i18n.language)), [i18n])
}

export function useParagraphs(key: ListKey): string[] {
  const { i18n } = useTranslation()
  return listFrom(i18n, key)
}
