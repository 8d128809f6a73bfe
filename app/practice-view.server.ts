import { localized } from '#app/domain/localized.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { PracticeCase } from '#app/models/practices.server.ts'

/** A case as lists show it, in the reader's language. */
export function caseCard(row: PracticeCase, locale: Locale) {
  return {
    slug: row.slug,
    kind: row.spaceKind as 'park',
    band: row.sizeBand as 'to-10k' | null,
    years: yearsOf(row),
    title: localized(row, 'title', locale),
    summary: localized(row, 'summary', locale),
    townName: localized(row, 'townName', locale),
    region: localized(row, 'region', locale),
  }
}

export type CaseCardView = ReturnType<typeof caseCard>

/** '2018', '2018–2021'; '' when unknown. */
function yearsOf({ yearFrom, yearTo }: PracticeCase): string {
  return [...new Set([yearFrom, yearTo].filter((year) => year !== null))].join('–')
}

/** The facts of a case in the reader's language; what is not translated stays as it was written. */
export function factsOf(row: PracticeCase, locale: Locale) {
  return row.facts.map(({ en, ...fact }) => {
    const text = (key: 'label' | 'value' | 'source') => (locale === 'en' && en[key]) || fact[key]
    return { ...fact, label: text('label'), value: fact.value && text('value'), source: text('source') }
  })
}

export type FactView = ReturnType<typeof factsOf>[number]
