import type { i18n } from 'i18next'
import { useContext } from 'react'
import { getI18n, I18nContext } from 'react-i18next'
import { type ListKey, listFrom, type T, tFrom } from './i18n.ts'
import { localeOf } from './locale.ts'

const wordsOf = new WeakMap<i18n, T>()

/** The words of the page's language. They are there when a page begins and never change in it: nothing is subscribed. */
export function useWords(): T {
  const i18n = useI18n()
  let words = wordsOf.get(i18n)
  if (!words) {
    words = tFrom(i18n, localeOf(i18n.language))
    wordsOf.set(i18n, words)
  }
  return words
}

export function useParagraphs(key: ListKey): string[] {
  return listFrom(useI18n(), key)
}

function useI18n(): i18n {
  return (useContext(I18nContext) as { i18n: i18n } | undefined)?.i18n ?? getI18n()
}
