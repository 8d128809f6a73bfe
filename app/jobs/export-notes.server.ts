import { type Filter, filterParams } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import { RANK_RULE, type RankBy } from '#app/domain/ranking.ts'
import type { SheetNote } from '#app/formats/xlsx.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { Town } from '#app/models/towns.server.ts'
import type { Names } from './export-rows.server.ts'

/** What an export is of: without this a file found a year later says nothing. */
export interface ExportFacts {
  town: Town
  filter: Filter
  names: Names
  rankBy: RankBy
  now: Date
  locale: Locale
  t: T
}

/** For a spreadsheet's second sheet. */
export function exportNotes(facts: ExportFacts, rows: number): SheetNote[] {
  const { town, t, locale, now, rankBy } = facts
  return [
    [t('ranking.notes.town'), localized(town, 'name', locale)],
    [t('ranking.notes.filter'), filterInWords(facts)],
    [t('ranking.notes.rule'), t(`ranking.ruleText.${rankBy}`)],
    [
      t('ranking.notes.snapshot'),
      `${formatDateTime(now, locale, town.timeZone)} (${town.timeZone}), ${now.toISOString()}`,
    ],
    [t('ranking.notes.rows'), rows],
  ]
}

/** For programs. */
export function exportMeta(facts: ExportFacts, rows: number): Record<string, unknown> {
  const { town, filter, t, locale, now, rankBy } = facts
  return {
    town: { slug: town.slug, name: localized(town, 'name', locale) },
    filter: filterParams(filter).toString(),
    filterInWords: filterInWords(facts),
    rankBy,
    rule: RANK_RULE[rankBy],
    ruleInWords: t(`ranking.ruleText.${rankBy}`),
    snapshot: now.toISOString(),
    timeZone: town.timeZone,
    rows,
  }
}

/** "Вид: Предложение; Состояние: Включено в план"; each condition that narrows the set, named as on the page. */
export function filterInWords({ filter, names, t }: Pick<ExportFacts, 'filter' | 'names' | 't'>): string {
  const named = (kind: 'process' | 'space', slug: string | null) =>
    slug ? [names.bySlug.get(`${kind} ${slug}`) ?? slug] : []
  const conditions: [label: string, values: string[]][] = [
    [t('filter.phase'), filter.phase ? [t(`phases.${filter.phase as 'collect'}`)] : []],
    [t('filter.process'), named('process', filter.process)],
    [t('filter.kind'), filter.kind.map((kind) => t(`kinds.${kind}`))],
    [t('filter.category'), filter.category.map((id) => names.categories.get(id) ?? id)],
    [t('filter.space'), named('space', filter.space)],
    [t('filter.status'), filter.status.map((status) => t(`statuses.${status}`))],
    [t('filter.text'), filter.text ? [`«${filter.text}»`] : []],
  ]
  const said = conditions
    .filter(([, values]) => values.length > 0)
    .map(([label, values]) => `${label}: ${values.join(', ')}`)
  return said.length > 0 ? said.join('; ') : t('ranking.notes.noFilter')
}
