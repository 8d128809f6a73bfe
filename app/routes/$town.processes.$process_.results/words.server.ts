import { result as en } from '#app/i18n/en/results.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { result as ru } from '#app/i18n/ru/results.ts'

/** The page's fixed words, as they are: the browser has none of them. */
export function pageWords(locale: Locale) {
  const words = locale === 'en' ? en : ru
  const { sections, columns, staff, files, whatIf, facts, difference, ties } = words
  const { mapLead, mapNoScript, whatIfLead, losersLead, table } = words
  return {
    sections,
    columns,
    staff,
    files,
    whatIf,
    facts,
    difference,
    ties,
    mapLead,
    mapNoScript,
    whatIfLead,
    losersLead,
    table,
    versions: words.versions.current,
  }
}

export type PageWords = ReturnType<typeof pageWords>
